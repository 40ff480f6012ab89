"""EmptyPage: what stands where a chat would be: why there is none, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_agent.desktop.theme.tokens import GAP
from desktop_agent.desktop.views.widgets.labels import PlainLabel


class EmptyPage(QWidget):
    """A sentence, a hint and at most one button in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chat.empty")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = PlainLabel(bold=True)
        self.hint = PlainLabel(muted=True)
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP * 3, GAP, GAP * 3, GAP)
        layout.setSpacing(GAP)
        layout.addStretch(2)
        for label in (self.title, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def tell(self, title: str, hint: str, button: str = "") -> None:
        """Say it."""
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
