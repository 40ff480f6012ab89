"""Sizes and positions of the main window, remembered per person."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QWidget

from desktop_agent.desktop.models.remembered import Remembered

SIZE = (1024, 700)
COLUMNS = (200, 544, 280)
ROWS = (500, 150)
SIDE = (300, 220)
PREFIX = "shell."


class LayoutMemory:
    """Reads and keeps; what does not fit the present screens is not restored."""

    def __init__(self, remembered: Remembered) -> None:
        self._remembered = remembered

    def restore_window(self, window: QWidget) -> None:
        """Place the window as it was, or in the middle at its first size."""
        frame = _numbers(self._remembered.get(f"{PREFIX}window"), 4)
        rect = QRect(*frame) if frame else QRect()
        screen = QGuiApplication.screenAt(rect.center()) if frame else None
        if screen is not None and screen.availableGeometry().intersects(rect):
            window.setGeometry(rect.intersected(screen.availableGeometry()))
        else:
            primary = QGuiApplication.primaryScreen().availableGeometry()
            window.resize(min(SIZE[0], primary.width()), min(SIZE[1], primary.height()))
        if self._remembered.get(f"{PREFIX}maximized") is True:
            window.setWindowState(window.windowState() | window.windowState().WindowMaximized)

    def keep_window(self, window: QWidget) -> None:
        """Keep its place."""
        maximized = window.isMaximized()
        self._remembered.set(f"{PREFIX}maximized", maximized)
        if not maximized:
            rect = window.geometry()
            self._remembered.set(f"{PREFIX}window", [rect.x(), rect.y(), rect.width(), rect.height()])

    def restore(self, splitter: QSplitter, name: str, default: tuple[int, ...]) -> None:
        """Sizes of a splitter."""
        splitter.setSizes(_numbers(self._remembered.get(f"{PREFIX}{name}"), len(default)) or list(default))

    def keep(self, splitter: QSplitter, name: str) -> None:
        """Keep sizes of a splitter; those of a hidden pane say nothing."""
        sizes = splitter.sizes()
        if all(sizes):
            self._remembered.set(f"{PREFIX}{name}", list(sizes))

    def flag(self, name: str, *, default: bool) -> bool:
        """A switch."""
        value = self._remembered.get(f"{PREFIX}{name}")
        return value if isinstance(value, bool) else default

    def keep_flag(self, name: str, *, on: bool) -> None:
        """Keep a switch."""
        self._remembered.set(f"{PREFIX}{name}", on)


def _numbers(value: object, count: int) -> list[int]:
    if isinstance(value, list) and len(value) == count and all(isinstance(number, int) for number in value):
        return value
    return []
