"""QuestionBar: a question inside the view it concerns, with its two answers; nothing is modal."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_agent.desktop.presenters.transfer import EmptyQueueQuestion
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.widgets.labels import PlainLabel
from desktop_agent.desktop.views.widgets.notice_bar import announce

Answer = Callable[[EmptyQueueQuestion, bool], object]
EDGE = 3


class QuestionBar(QWidget):
    """Shown while a question waits for its answer.

    Who asked by the keyboard finds the focus on *Cancel*, so that a second Enter confirms nothing by accident.
    """

    def __init__(self, pane: QWidget, answer: Answer) -> None:
        """Args: pane: the view it belongs to. answer: called with the question and yes or no."""
        super().__init__()
        self._pane = pane
        self._answer = answer
        self._question: EmptyQueueQuestion | None = None
        self._back: QWidget | None = None
        self._words = PlainLabel()
        self._words.setWordWrap(True)
        self.yes = QPushButton(self.tr("Put it there"))
        self.yes.setObjectName("question.yes")
        self.no = QPushButton(self.tr("Cancel"))
        self.no.setObjectName("question.no")
        for button, yes in ((self.yes, True), (self.no, False)):
            button.setAutoDefault(True)
            button.clicked.connect(lambda _checked=False, yes=yes: self._answered(yes=yes))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP + EDGE, SPACE, GAP, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._words)
        column.addLayout(buttons)
        self._colour()
        self.hide()

    @property
    def question(self) -> EmptyQueueQuestion | None:
        """What is being asked now."""
        return self._question

    def ask(self, question: EmptyQueueQuestion | None) -> None:
        """Show a question; with None, nothing is asked any more."""
        if question is None:
            self._take_away()
            return
        self._question = question
        self._words.setText(question.sentence)
        self.setAccessibleName(question.sentence)
        focus = QApplication.focusWidget()
        self.show()
        announce(self, question.sentence, assertive=True)
        if focus is not None and (focus is self._pane or self._pane.isAncestorOf(focus)):
            self._back = focus
            self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """A new scheme has other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Background and a line at the leading edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens().neutral_back))
        left = self.width() - EDGE if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
        painter.fillRect(left, 0, EDGE, self.height(), QColor(tokens().neutral))

    def _answered(self, *, yes: bool) -> None:
        question = self._question
        self._take_away()
        if question is not None:
            self._answer(question, yes)

    def _take_away(self) -> None:
        # First the focus, then the buttons: hiding them would send it to whatever comes next.
        if (self.yes.hasFocus() or self.no.hasFocus()) and self._back is not None and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back = None
        self._question = None
        self.hide()

    def _colour(self) -> None:
        palette = self._words.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(tokens().neutral))
        self._words.setPalette(palette)
        self.update()
