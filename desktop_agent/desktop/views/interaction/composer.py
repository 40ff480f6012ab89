"""Composer: the handed draft, lines that could not be sent, the field, and a foot line that says what Enter does."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_agent.desktop.models.transcript import visible_text
from desktop_agent.desktop.presenters.composer import ComposerPresenter
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.interaction.composer_edit import ComposerEdit
from desktop_agent.desktop.views.interaction.flow_bar import FlowBar
from desktop_agent.desktop.views.widgets.icon_button import IconButton
from desktop_agent.desktop.views.widgets.labels import ElidedLabel, PlainLabel
from desktop_agent.desktop.views.widgets.notice_bar import BarKind


class Composer(QWidget):
    """Where one writes to the customer. What is typed lives in the presenter; the field only shows it."""

    def __init__(self, presenter: ComposerPresenter, customer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.setObjectName("composer")
        self.draft = FlowBar(self)
        self.draft.setObjectName("composer.handed_draft")
        self.failed = FlowBar(self)
        self.failed.setObjectName("composer.failed")
        self.edit = ComposerEdit()
        self.edit.setAccessibleName(self.tr("Message to {customer}").format(customer=customer))
        self.edit.setPlaceholderText(self.tr("Type a message"))
        self._hint = ElidedLabel(muted=True)
        self._hint.setObjectName("composer.hint")
        self._counter = PlainLabel()
        self._counter.setObjectName("composer.counter")
        self._send = IconButton("send", self.tr("Send"), text=self.tr("Send"))
        self._send.setObjectName("composer.send")
        self._send.clicked.connect(self._wants_to_send)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._counter)
        foot.addWidget(self._send)
        body = QVBoxLayout()
        body.setContentsMargins(GAP, SPACE, GAP, 0)
        body.setSpacing(SPACE // 2)
        body.addWidget(self.edit)
        body.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.failed)
        layout.addWidget(self.draft)
        layout.addLayout(body)
        self._shown_draft: object = None
        self.edit.send_wanted.connect(self._wants_to_send)
        self.edit.entered.connect(self.refresh)
        self.edit.left.connect(presenter.save_now)
        presenter.text_replaced.connect(self._take_text)
        presenter.state_changed.connect(self.refresh)
        presenter.failed_changed.connect(self._show_failed)
        self._take_text()
        self.edit.textChanged.connect(self._typed)
        self.refresh()
        self._show_failed()

    def refresh(self) -> None:
        """Show whether one may write and send, and why not."""
        presenter = self._presenter
        why = presenter.why_not
        self.edit.setReadOnly(not presenter.writable)
        self.edit.enter_sends = presenter.enter_sends
        hint = self.tr("Enter sends · Ctrl+Enter breaks the line")
        if not presenter.enter_sends:
            hint = self.tr("Ctrl+Enter sends · Enter breaks the line")
        if presenter.held:
            hint = self.tr("The customer is on hold · Enter sends all the same")
            if not presenter.enter_sends:
                hint = self.tr("The customer is on hold · Ctrl+Enter sends all the same")
        self._hint.setText(why or hint)
        self._tint(self._hint, tokens().stale if why else tokens().muted)
        self.edit.setAccessibleDescription(why or hint)
        self._send.setEnabled(presenter.can_send)
        counter = presenter.counter
        self._counter.setText(counter)
        self._counter.setVisible(bool(counter))
        self._tint(self._counter, tokens().error if presenter.too_long_by else tokens().muted)
        self._show_draft()

    # ------------------------------------------------------------------ inside
    def _typed(self) -> None:
        self._presenter.edit(self.edit.toPlainText())

    def _take_text(self) -> None:
        if self.edit.toPlainText() != self._presenter.text:
            blocked = self.edit.blockSignals(True)
            self.edit.setPlainText(self._presenter.text)
            self.edit.blockSignals(blocked)
            self.edit.go_to(len(self._presenter.text))

    def _wants_to_send(self) -> None:
        self._presenter.send()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_draft(self) -> None:
        draft = self._presenter.handed_draft if self._presenter.writable else None
        if draft == self._shown_draft:
            return
        self._shown_draft = draft
        if draft is None:
            self.draft.clear()
            return
        words = self.tr("Draft from {name}: {text}")
        text = visible_text(draft.text)
        short = text if len(text) <= 200 else text[:199] + "…"
        self.draft.tell(
            BarKind.NEUTRAL,
            words.format(name=visible_text(draft.from_name), text=short),
            [(self.tr("Insert"), self._insert), (self.tr("Discard"), self._presenter.discard_handed)],
        )

    def _insert(self) -> None:
        position = self._presenter.insert_handed(self.edit.position())
        self.edit.go_to(position)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_failed(self) -> None:
        failed = self._presenter.failed
        if not failed:
            self.failed.clear()
            return
        why = failed[-1][2]
        words = self.tr("Your message was not sent.")
        if len(failed) > 1:
            words = self.tr("%n messages were not sent.", "more than one", len(failed))
        self.failed.tell(
            BarKind.ERROR,
            f"{words} {why}",
            [(self.tr("Send again"), self._presenter.retry), (self.tr("Edit"), self._put_back)],
        )

    def _put_back(self) -> None:
        self._presenter.put_back()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _tint(label: PlainLabel, colour: str) -> None:
        palette = label.palette()
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.PlaceholderText):
            palette.setColor(role, colour)
        if palette != label.palette():
            label.setPalette(palette)
