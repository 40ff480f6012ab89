"""MenuButton: a button that pops a menu up (never exec'd), filled anew each time."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.icons import pixmap
from desktop_agent.desktop.views.widgets.icon_button import IconButton

ARROW = 12


class MenuButton(IconButton):
    """A button with a small arrow; click, Space, Enter or arrow down opens its menu below it."""

    def __init__(
        self,
        name: str,
        accessible_name: str,
        fill: Callable[[QMenu], object],
        parent: QWidget | None = None,
        *,
        text: str = "",
    ) -> None:
        """Args: name: of the icon. accessible_name: what it is. fill: puts the entries into an empty menu."""
        super().__init__(name, accessible_name, parent, text=text)
        self._fill = fill
        self.menu_shown = QMenu(self)
        self.menu_shown.setToolTipsVisible(True)
        self.clicked.connect(self.pop_up)

    def pop_up(self) -> None:
        """Open the menu."""
        self.menu_shown.clear()
        self._fill(self.menu_shown)
        corner = QPoint(0, self.height())
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            corner = QPoint(self.width() - self.menu_shown.sizeHint().width(), self.height())
        self.menu_shown.popup(self.mapToGlobal(corner))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow down opens as well."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.pop_up()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The arrow is painted into the room that the trailing spaces of the text keep."""
        super().paintEvent(event)
        painter = QPainter(self)
        left = 3 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - ARROW - 3
        colour = tokens().text if self.isEnabled() else tokens().disabled
        picture = pixmap("chevron-down", ARROW, colour, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - ARROW) // 2, picture)
