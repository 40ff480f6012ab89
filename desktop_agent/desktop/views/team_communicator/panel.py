"""The Team Communicator's panel: search box, filters, hits, question, reason and note, and what Enter does."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop_agent.contract.enums import Verb
from desktop_agent.contract.values import Target
from desktop_agent.desktop.bridge.clock import QtClock
from desktop_agent.desktop.presenters.row_actions import Opener
from desktop_agent.desktop.presenters.team_communicator import TeamCommunicatorPresenter
from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.directory.question_bar import QuestionBar
from desktop_agent.desktop.views.directory.target_menu import add_favourite, pop_up, row_menu
from desktop_agent.desktop.views.team_communicator.filters import FilterButtons
from desktop_agent.desktop.views.team_communicator.hit_list import PAGE, HitList
from desktop_agent.desktop.views.team_communicator.keys import HandKeys
from desktop_agent.desktop.views.widgets.icon_button import IconButton
from desktop_agent.desktop.views.widgets.labels import ElidedLabel, PlainLabel
from desktop_agent.desktop.views.widgets.notice_bar import announce
from desktop_agent.desktop.views.widgets.overlay import Overlay

WIDTH, HEIGHT = 560, 520
"""Wanted size at 100 % (logical px); less where the window is smaller."""
LONGEST_REASON, LONGEST_NOTE = 400, 2_000
"""As ``contract.commands.Transfer`` has it."""


class CommunicatorPanel(Overlay):
    """Drops down under its opener, over whatever is there, in the same window; a child, never a popup."""

    def __init__(
        self, window: QWidget, presenter: TeamCommunicatorPresenter, clock: QtClock, box: QLineEdit | None = None
    ) -> None:
        """Args: window: it lies over. presenter: of this panel. clock: repaints ages.

        box: the search box of the top bar; left out, the panel has its own.
        """
        super().__init__(window)
        self.setObjectName("communicator")
        self.setAccessibleName(self.tr("Team Communicator"))
        self.presenter = presenter
        self._own_box = box is None
        self.box = box if box is not None else QLineEdit(self)
        self._opener: QWidget | None = None
        self.title = ElidedLabel(bold=True)
        self.filters = FilterButtons(self)
        self.hits = HitList(presenter.model, presenter.desk.drag)
        self.message = PlainLabel(muted=True)
        self.question = QuestionBar(self, lambda question, yes: presenter.answer(question, yes=yes))
        self.reason, self.note = QLineEdit(self), QLineEdit(self)
        self.foot = PlainLabel(muted=True)
        self._stack = QStackedWidget()
        self._hand_over = QWidget(self)
        self._name_parts()
        self._lay_out()
        self._keys = HandKeys(self, self.box, (self.reason, self.note))
        self._connect(clock)

    def _name_parts(self) -> None:
        for name, widget in {
            "box": self.box,
            "title": self.title,
            "list": self.hits,
            "message": self.message,
            "question": self.question,
            "reason": self.reason,
            "note": self.note,
            "foot": self.foot,
        }.items():
            if widget is not self.box or self._own_box:
                widget.setObjectName(f"communicator.{name}")
        if self._own_box:
            words = self.tr("Find a person, a queue, a contact")
            self.box.setPlaceholderText(words)
            self.box.setAccessibleName(words)
            self.box.setClearButtonEnabled(True)
        self.reason.setPlaceholderText(self.tr("Reason (optional)"))
        self.reason.setAccessibleName(self.tr("Reason of the transfer, optional"))
        self.reason.setMaxLength(LONGEST_REASON)
        self.note.setPlaceholderText(self.tr("Note for the colleague (optional)"))
        self.note.setAccessibleName(self.tr("Note for the colleague, optional"))
        self.note.setMaxLength(LONGEST_NOTE)

    def _lay_out(self) -> None:
        close = IconButton("close", self.tr("Close the Team Communicator"))
        close.setObjectName("communicator.close")
        close.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(close)
        for label in (self.message, self.foot):
            label.setWordWrap(True)
            label.setContentsMargins(GAP, SPACE, GAP, SPACE)
        self.message.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.hits.setFrameShape(QFrame.Shape.NoFrame)
        self._stack.addWidget(self.hits)
        self._stack.addWidget(self.message)
        fields = QHBoxLayout(self._hand_over)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(GAP)
        fields.addWidget(self.reason, 2)
        fields.addWidget(self.note, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, SPACE, GAP, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        if self._own_box:
            column.addWidget(self.box)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        column.addWidget(self.question)
        column.addWidget(self._hand_over)
        column.addWidget(self.foot)

    def _connect(self, clock: QtClock) -> None:
        presenter = self.presenter
        presenter.setParent(self)
        presenter.shown.connect(self._shown)
        presenter.state_changed.connect(self._refresh)
        presenter.asked.connect(self.question.ask)
        presenter.closing.connect(self.close_panel)
        self.closed.connect(presenter.close)
        self.box.textChanged.connect(self._typed)
        self.filters.chosen.connect(presenter.set_filter)
        self.reason.textChanged.connect(lambda text: setattr(presenter, "reason", text))
        self.note.textChanged.connect(lambda text: setattr(presenter, "note", text))
        self.hits.moved.connect(presenter.moved)
        self.hits.chosen.connect(presenter.choose)
        self.hits.acted.connect(self._act)
        self.hits.menu_wanted.connect(self._menu)
        self.hits.drop.dropped.connect(self._dropped)
        self.hits.drop.refused.connect(self._tell)
        presenter.desk.ranks.changed.connect(lambda _interaction_id, _ids: self.hits.drop.ask_again())
        presenter.desk.drag.hovered.connect(lambda words: self._tell(words) if words else None)
        clock.tick.connect(lambda: self.hits.viewport().update() if self.isVisible() else None)

    # ---------------------------------------------------------------- opening and closing
    @property
    def opener(self) -> QWidget | None:
        """The button or box it hangs under."""
        return self._opener

    def open_under(self, opener: QWidget, kind: Opener, interaction_id: str | None) -> None:
        """Drop down under a widget of the same window.

        Args:
            opener: the button that called it, or the search box.
            kind: decides what Enter does.
            interaction_id: the chat to act on.
        """
        self._opener = opener
        self.reason.clear()
        self.note.clear()
        if self._own_box:
            self.box.clear()
        self.filters.check(None)
        self._hand_over.setVisible(kind is Opener.TRANSFER)
        self.presenter.open(kind, interaction_id)
        if not self._own_box:
            self.presenter.search(self.box.text())
        self.open_panel(self.box)

    def close_panel(self) -> None:
        """Close it; the focus goes back where it came from."""
        if not self.isVisible():
            return
        back = self._back if not self._own_box and self.box.hasFocus() else None
        super().close_panel()
        self.box.clear()
        if back is not None and back is not self.box and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> None:
        """Under the opener where there is room, inside the window in any case."""
        room = self._host.rect().adjusted(SPACE, SPACE, -SPACE, -SPACE)
        scale = max(1.0, self.fontMetrics().height() / 16)
        width = min(room.width(), max(round(WIDTH * scale), self._opener.width() if self._opener else 0))
        top, left = room.top(), room.left()
        if self._opener is not None and self._opener.window() is self._host:
            under = QRect(self._opener.mapTo(self._host, QPoint()), self._opener.size())
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = under.right() + 1 - width if rtl else under.left()
            top = under.bottom() + 1
        height = min(round(HEIGHT * scale), room.bottom() + 1 - top)
        least = min(room.height(), self.minimumSizeHint().height())
        if height < least:
            top, height = room.bottom() + 1 - least, least
        left = max(room.left(), min(left, room.right() + 1 - width))
        self.setGeometry(left, top, width, height)

    # ---------------------------------------------------------------- gestures
    def step(self, rows: int) -> None:
        """Arrow keys of the search box."""
        self.hits.step(rows)

    def page(self, direction: int) -> None:
        """Page keys of the search box."""
        self.hits.step(direction * PAGE)

    def edge(self, *, last: bool) -> None:
        """To the first or last hit."""
        self.hits.to_edge(last=last)

    def enter(self) -> None:
        """Enter: the default on the current hit."""
        target = self.hits.current()
        if target is not None:
            self._act(target)

    def open_menu(self) -> None:
        """The menu of the current hit."""
        target = self.hits.current()
        if target is not None:
            self._menu(target, self.hits.menu_place())

    def back_out(self) -> None:
        """Escape: clear the text first, then close."""
        if self.box.text() and (self.box.hasFocus() or self.hits.hasFocus()):
            self.box.clear()
        else:
            self.close_panel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape anywhere in the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_out()
            return
        super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        if self.presenter.is_open:
            self.presenter.search(text)

    def _act(self, target: Target) -> None:
        action = self.presenter.default(target)
        if action.refusal:
            announce(self.foot, self.presenter.foot, assertive=True)
        self.presenter.run(target, action.verb)

    def _menu(self, target: Target, at: QPoint) -> None:
        presenter = self.presenter
        menu = row_menu(self, presenter.menu(target), lambda verb: presenter.run(target, verb))
        menu.addSeparator()
        favourites = presenter.desk.favourites
        add_favourite(menu, is_favourite=target.id in favourites, toggle=lambda: favourites.toggle(target.id))
        pop_up(menu, at)

    def _dropped(self, interaction_id: str, target: Target, button: Qt.MouseButton) -> None:
        presenter = self.presenter
        if button != Qt.MouseButton.RightButton:
            presenter.hand_over(interaction_id, target)
            return
        actions = [presenter.actions.action(target, Verb.TRANSFER, interaction_id)]
        menu = row_menu(self, actions, lambda _verb: presenter.hand_over(interaction_id, target))
        menu.addAction(self.tr("Cancel"))
        pop_up(menu, QCursor.pos())

    # ---------------------------------------------------------------- showing
    def _shown(self) -> None:
        self.hits.to_first()

    def _refresh(self) -> None:
        presenter = self.presenter
        self.title.setText(presenter.title)
        message = presenter.message
        if message != self.message.text():
            self.message.setText(message)
            if message and self.isVisible():
                announce(self.message, message)
        self._stack.setCurrentWidget(self.message if message else self.hits)
        self.filters.show_counts(presenter.counts(), typed=bool(presenter.text))
        self._tell(presenter.foot)
        self.hits.viewport().update()

    def _tell(self, sentence: str) -> None:
        self.foot.setText(sentence or " ")
        self.foot.setAccessibleName(sentence)
