"""Outlined: the border of a field in the theme's own outline, seen in every scheme; the focus colours it."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFocusEvent, QPalette
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop_agent.desktop.theme.current import tokens


class OutlinedEdit(QPlainTextEdit):
    """A plain text field whose edge has the contrast it needs, in the dark and high-contrast schemes, too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.Box)
        self.setFrameShadow(QFrame.Shadow.Plain)
        self.setLineWidth(1)
        self.setTabChangesFocus(True)
        self._outline()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._outline()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No longer here."""
        super().focusOutEvent(event)
        self._outline()

    def changeEvent(self, event: QEvent) -> None:
        """Other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._outline()

    def _outline(self) -> None:
        # A plain box is drawn in the colour of window text; the words have a colour of their own.
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, tokens().focus if self.hasFocus() else tokens().outline)
        if palette != self.palette():
            self.setPalette(palette)
