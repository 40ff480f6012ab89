"""What fills the window when the session is over for good: why, and the way back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_agent.desktop.presenters.shell import ShellPresenter
from desktop_agent.desktop.theme.tokens import GAP
from desktop_agent.desktop.views.widgets.labels import PlainLabel
from desktop_agent.desktop.views.widgets.notice_bar import announce

WIDTH = 420


class FinalPage(QWidget):
    """One sentence and one button."""

    def __init__(self, presenter: ShellPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("final_page")
        self._presenter = presenter
        self._words = PlainLabel(bold=True)
        self._words.setWordWrap(True)
        self._words.setFixedWidth(WIDTH)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.again = QPushButton(self.tr("Sign in again here"))
        self.again.setObjectName("final_page.again")
        self.again.setDefault(True)
        self.again.clicked.connect(presenter.sign_in_again)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(GAP * 2)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def tell(self, sentence: str) -> None:
        """Show why."""
        self._words.setText(sentence)
        announce(self, sentence, assertive=True)
