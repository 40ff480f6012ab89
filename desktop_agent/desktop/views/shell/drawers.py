"""Drawers: in a narrow window the side panes lie over the chat; a button or a drag at the edge opens them."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_agent.desktop.views.widgets.overlay import Overlay

EDGE = 12
"""Width of the strip at the window's edge that opens a drawer under a drag (logical px)."""


class Drawer(Overlay):
    """One side pane over the chat."""

    def __init__(self, host: QWidget, *, leading: bool, width: int) -> None:
        """Args: leading: at the side where lines begin. width: in logical px."""
        super().__init__(host)
        self._leading = leading
        self._width = width
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)

    def hold(self, pane: QWidget) -> None:
        """Put a pane into the drawer."""
        self._column.addWidget(pane)
        pane.show()

    def place(self) -> None:
        """Along its side, as high as the host."""
        host = self._host.rect()
        width = min(self._width, host.width() - EDGE)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 0 if self._leading is not rtl else host.width() - width
        self.setGeometry(QRect(left, 0, width, host.height()))

    def toggle(self) -> None:
        """Open, or close."""
        if self.isVisible():
            self.close_panel()
        else:
            self.open_panel()


class DrawerEdge(QWidget):
    """The edge of a narrow window: a drag that reaches it opens the drawer; nothing can be dropped on it."""

    def __init__(self, host: QWidget, drawer: Drawer, *, leading: bool) -> None:
        super().__init__(host)
        self._host = host
        self._drawer = drawer
        self._leading = leading
        self.setAcceptDrops(True)
        self.hide()
        host.installEventFilter(self)

    def show_edge(self) -> None:
        """Lie along the edge, above everything."""
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size."""
        if watched is self._host and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        area = self._host.rect()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = area.left() if self._leading is not rtl else area.right() - EDGE + 1
        self.setGeometry(left, area.top(), EDGE, area.height())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Open the drawer for a drag of this program."""
        if event.source() is not None:
            event.accept()
            self._drawer.open_panel()
