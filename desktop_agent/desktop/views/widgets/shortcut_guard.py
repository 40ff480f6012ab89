"""ShortcutGuard: the program's shortcuts work in text fields too, where Qt would take some of them for editing."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget


class ShortcutGuard(QObject):
    """Watches the widget with the focus only (Ctrl+K deletes to the end of the line on X11 otherwise)."""

    def __init__(self, actions: Iterable[QAction], parent: QObject) -> None:
        """Args: actions: of the registry."""
        super().__init__(parent)
        self._keys = {key.toString() for action in actions for key in action.shortcuts()}
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key of ours is not the field's."""
        ours = (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()).toString() in self._keys
        )
        if ours:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)
