"""The tabs Customer, Case and Notes: what is known about the selected chat, with End Chat at their foot."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_agent.contract.enums import Verb
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.case import CasePresenter
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.wrap_up import WrapUpPresenter
from desktop_agent.desktop.theme.icons import icon
from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.customer_panel.note_edit import NoteEdit
from desktop_agent.desktop.views.customer_panel.pairs import Pairs
from desktop_agent.desktop.views.widgets.labels import PlainLabel
from desktop_agent.desktop.views.wrap_up.disposition import DispositionChooser


class EndChatFoot(QWidget):
    """End Chat, or Mark Done once it has ended."""

    def __init__(self, presenter: CasePresenter, registry: ActionRegistry) -> None:
        super().__init__()
        self._presenter = presenter
        self._registry = registry
        self.button = QPushButton()
        self.button.setObjectName("panel.end")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._press)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, SPACE, GAP, SPACE)
        layout.addStretch(1)
        layout.addWidget(self.button)
        presenter.changed.connect(self.refresh)
        presenter.chat_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what can be done."""
        chat = self._presenter.chat
        self.setVisible(chat is not None)
        if chat is None:
            return
        action = self._registry.action(self._action())
        why = chat.why_not(Verb.COMPLETE if chat.over else Verb.END)
        words = action.text().replace("&", "")
        self.button.setText(words)
        self.button.setIcon(icon("done" if chat.over else "end"))
        self.button.setAccessibleName(words)
        self.button.setAccessibleDescription(why)
        self.button.setEnabled(not why)
        self.button.setToolTip(why)

    def _action(self) -> ActionId:
        chat = self._presenter.chat
        return ActionId.MARK_DONE if chat is not None and chat.over else ActionId.END_CHAT

    def _press(self) -> None:
        self._registry.trigger(self._action(), origin=self.button)


class PanelTab(QWidget):
    """A scrolling page with the foot under it; says "no chat" when none is selected."""

    def __init__(self, presenter: CasePresenter, registry: ActionRegistry) -> None:
        super().__init__()
        self._presenter = presenter
        self.empty = PlainLabel(self.tr("No chat is selected."), muted=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.empty.setMargin(GAP)
        self.empty.setWordWrap(True)
        self.page = QWidget()
        self.body = QVBoxLayout(self.page)
        self.body.setContentsMargins(GAP, GAP, GAP, GAP)
        self.body.setSpacing(SPACE)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.page)
        for background in (self._area.viewport(), self.page):
            background.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self._area, 1)
        layout.addWidget(EndChatFoot(presenter, registry))
        presenter.chat_changed.connect(self.turn)
        presenter.changed.connect(self.refresh)

    def turn(self) -> None:
        """Another chat, or none."""
        has = self._presenter.chat is not None
        self.empty.setVisible(not has)
        self._area.setVisible(has)
        self.refresh()

    def refresh(self) -> None:
        """Show what is known now."""


class CustomerTab(PanelTab):
    """The contact card."""

    def __init__(self, presenter: CasePresenter, registry: ActionRegistry) -> None:
        super().__init__(presenter, registry)
        self.setAccessibleName(self.tr("Customer"))
        self.facts = Pairs()
        self.body.addWidget(self.facts)
        self.body.addStretch(1)
        self.turn()

    def refresh(self) -> None:
        """See ``PanelTab``."""
        self.facts.show_pairs(self._presenter.customer_lines())


class CaseTab(PanelTab):
    """Case data and who had the chat before."""

    def __init__(self, presenter: CasePresenter, registry: ActionRegistry) -> None:
        super().__init__(presenter, registry)
        self.setAccessibleName(self.tr("Case"))
        self.facts = Pairs()
        self._no_data = PlainLabel(self.tr("No case data."), muted=True)
        self._title = PlainLabel(self.tr("Hand-overs"), bold=True)
        self._history = PlainLabel()
        self._history.setObjectName("case.history")
        self._history.setWordWrap(True)
        self._history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.facts)
        self.body.addWidget(self._no_data)
        self.body.addSpacing(GAP)
        self.body.addWidget(self._title)
        self.body.addWidget(self._history)
        self.body.addStretch(1)
        self.turn()

    def refresh(self) -> None:
        """See ``PanelTab``."""
        lines = self._presenter.case_lines()
        self.facts.show_pairs(lines)
        self.facts.setVisible(bool(lines))
        self._no_data.setVisible(not lines)
        history = self._presenter.history_lines()
        self._title.setVisible(bool(history))
        self._history.setVisible(bool(history))
        self._history.setText("\n\n".join(history))


class NotesTab(PanelTab):
    """Note and disposition."""

    def __init__(self, context: DesktopContext, presenter: CasePresenter, registry: ActionRegistry) -> None:
        super().__init__(presenter, registry)
        self._context = context
        self.setAccessibleName(self.tr("Notes"))
        self.note = NoteEdit()
        self._chooser: DispositionChooser | None = None
        self.body.addWidget(self.note, 1)
        self.turn()

    def turn(self) -> None:
        """See ``PanelTab``."""
        super().turn()
        if self._chooser is not None:
            self._chooser.hide()
            self._chooser.deleteLater()
            self._chooser = None
        chat = self._presenter.chat
        self.note.show_note(chat.note if chat is not None else None)
        if chat is not None:
            wrap_up = WrapUpPresenter(self._context, chat)
            self._chooser = DispositionChooser(wrap_up)
            wrap_up.setParent(self._chooser)
            self.body.addWidget(self._chooser)
