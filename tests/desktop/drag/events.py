"""Drag events as the window system would send them, for a platform that cannot drag."""

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from desktop_agent.desktop.presenters.drag import DragState
from desktop_agent.desktop.views.drag.mime import pack

_NONE = Qt.KeyboardModifier.NoModifier
_ACTION = Qt.DropAction.MoveAction


class Own:
    """Events of a drag that began in one of our own windows.

    Qt knows a drag's source only while ``QDrag.exec`` runs, so the events' ``source()`` is given here.
    """

    def __init__(self, view: QAbstractItemView, drag: DragState, interaction_id: str, *, monkeypatch) -> None:
        self._over: QWidget = view.viewport()
        self._drag = drag
        self._data = pack(interaction_id)
        source = QObject(view)
        for kind in (QDragEnterEvent, QDragMoveEvent, QDropEvent):
            monkeypatch.setattr(kind, "source", lambda _event: source)
        drag.begin(interaction_id, Qt.MouseButton.LeftButton)

    def over(self, widget: QWidget) -> "Own":
        """From now on the pointer is over this widget."""
        self._over = widget
        return self

    def enter(self, at: QPoint) -> bool:
        """The pointer comes into the view. Returns whether it is accepted."""
        event = QDragEnterEvent(at, _ACTION, self._data, Qt.MouseButton.LeftButton, _NONE)
        QApplication.sendEvent(self._over, event)
        return event.isAccepted()

    def move(self, at: QPoint) -> bool:
        """The pointer moves. Returns whether a drop would be taken here."""
        event = QDragMoveEvent(at, _ACTION, self._data, Qt.MouseButton.LeftButton, _NONE)
        event.ignore()
        QApplication.sendEvent(self._over, event)
        return event.isAccepted()

    def leave(self) -> None:
        """The pointer goes away."""
        QApplication.sendEvent(self._over, QDragLeaveEvent())

    def drop(self, at: QPoint) -> bool:
        """The button is let go; ``buttons()`` is empty then. Returns whether it was taken."""
        event = QDropEvent(QPointF(at), _ACTION, self._data, Qt.MouseButton.NoButton, _NONE)
        event.ignore()
        QApplication.sendEvent(self._over, event)
        accepted = event.isAccepted()
        self._drag.end()
        return accepted

    def release_outside(self) -> None:
        """The button is let go where a row refuses: Qt says "leave", and the drag is over."""
        self.leave()
        self._drag.end()
