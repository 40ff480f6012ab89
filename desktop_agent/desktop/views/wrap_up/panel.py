"""WrapUpPanel: takes the composer's place when the conversation has ended."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.wrap_up import WrapUpPresenter
from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.customer_panel.note_edit import NoteEdit
from desktop_agent.desktop.views.widgets.labels import PlainLabel, tabular
from desktop_agent.desktop.views.widgets.notice_bar import BarKind, NoticeBar
from desktop_agent.desktop.views.wrap_up.disposition import DispositionChooser


class WrapUpPanel(QWidget):
    """Disposition, note, the time until it completes by itself, Mark Done."""

    def __init__(
        self, context: DesktopContext, presenter: WrapUpPresenter, note: NoteEdit, parent: QWidget | None = None
    ) -> None:
        """Args: note: the note editor of this chat."""
        super().__init__(parent)
        self._presenter = presenter
        self.setObjectName("wrap_up")
        self._failed = NoticeBar(self)
        title = PlainLabel(self.tr("Wrap-up"), bold=True)
        self._left = PlainLabel(muted=True)
        self._left.setObjectName("wrap_up.left")
        self._left.setFont(tabular(self._left.font()))
        self.chooser = DispositionChooser(presenter)
        self.note = note
        note.setMaximumHeight(note.fontMetrics().lineSpacing() * 6)
        self.done = QPushButton(self.tr("Mark Done"))
        self.done.setObjectName("wrap_up.done")
        self.done.setDefault(True)
        self.done.clicked.connect(presenter.done)
        self._why = PlainLabel(muted=True)
        self._why.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._left)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self._why, 1)
        foot.addWidget(self.done)
        body = QVBoxLayout()
        body.setContentsMargins(GAP, SPACE, GAP, SPACE)
        body.setSpacing(SPACE)
        body.addLayout(head)
        body.addWidget(self.chooser)
        body.addWidget(note)
        body.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._failed)
        layout.addLayout(body)
        presenter.changed.connect(self.refresh)
        presenter.failed.connect(self._tell)
        context.clock.tick.connect(self._tick)
        self.refresh()

    def refresh(self) -> None:
        """Show what is to be done."""
        why = self._presenter.why_not_done
        self.done.setEnabled(not why)
        self.done.setAccessibleDescription(why)
        self._why.setText(why)
        self._tick()

    def _tick(self) -> None:
        words = self._presenter.countdown()
        if words != self._left.text():
            self._left.setText(words)

    def _tell(self, sentence: str) -> None:
        if sentence:
            self._failed.tell(BarKind.ERROR, sentence)
        else:
            self._failed.clear()
