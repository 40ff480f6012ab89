"""Overlay: a panel over the window's contents; a child, never a popup window, so that a drag goes on over it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop_agent.desktop.theme.current import tokens


class Overlay(QWidget):
    """A framed panel that its host places; Escape closes it and gives the focus back.

    Signals:
        closed: it was closed (Escape, its button, or ``close_panel``).
    """

    closed = Signal()

    def __init__(self, host: QWidget) -> None:
        """Args: host: it lies over this widget and follows its size."""
        super().__init__(host)
        self._host = host
        self._back: QWidget | None = None
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        host.installEventFilter(self)

    def place(self) -> None:
        """Set the geometry inside the host; called when it opens and when the host's size changes."""
        self.setGeometry(self._host.rect())

    def open_panel(self, focus: QWidget | None = None) -> None:
        """Show it on top; the focus goes to ``focus`` if given."""
        if not self.isVisible():
            self._back = QApplication.focusWidget()
        self.place()
        self.show()
        self.raise_()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_panel(self) -> None:
        """Hide it; the focus goes back where it was, if it was in here."""
        if not self.isVisible():
            return
        inside = self.isAncestorOf(QApplication.focusWidget() or self._host)
        self.hide()
        if inside and self._back is not None and isValid(self._back) and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._back = None
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size."""
        if watched is self._host and event.type() == QEvent.Type.Resize and not self.isHidden():
            self.place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape backs out."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A plain outline: it lies over other contents and must be told from them."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(tokens().outline))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
