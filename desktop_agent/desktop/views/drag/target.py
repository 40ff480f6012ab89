"""DropTarget: makes a list of targets take chats, and say by colour and words what would become of them."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView

from desktop_agent.contract.values import Target
from desktop_agent.desktop.presenters.drag import DragState, Verdict
from desktop_agent.desktop.views.drag.mime import unpack

TargetAt = Callable[[QPoint], Target | None]
EDGE = 28
"""How near to the upper or lower edge a held chat scrolls the list (logical px)."""
SCROLL_MS = 60
JUST_NOW_MS = 120


class DropTarget(QObject):
    """Watches a list's viewport for drags of chats from our own windows.

    Signals:
        dropped: (interaction_id, target, button of the press) a chat was let go on a target that may take it;
            emitted after the drop is over, so that whoever listens may open something.
        refused: (sentence) it was let go on a target that would not take it.
    """

    dropped = Signal(str, object, object)
    refused = Signal(str)
    _let_go = Signal(str, object, object)

    def __init__(self, view: QAbstractItemView, drag: DragState, target_at: TargetAt) -> None:
        """Args: view: owns this. target_at: target at a point of the viewport."""
        super().__init__(view)
        self._view = view
        self._drag = drag
        self._target_at = target_at
        self._over: tuple[Target, Verdict] | None = None
        self._left: tuple[Target, Verdict] | None = None
        self._since_left = QElapsedTimer()
        self._at = QPoint()
        self._scroll = QTimer(self)
        self._scroll.setInterval(SCROLL_MS)
        self._scroll.timeout.connect(self._autoscroll)
        self._let_go.connect(self.dropped, Qt.ConnectionType.QueuedConnection)
        view.setAcceptDrops(True)
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)
        drag.ended.connect(self._ended)

    def over(self, target_id: str) -> Verdict | None:
        """What the row of this target shows while a chat is held over it, None for all others."""
        if self._over is not None and self._over[0].id == target_id:
            return self._over[1]
        return None

    def hold(self, at: QPoint) -> Verdict | None:
        """A chat is held over a point of the viewport; returns what the row there says."""
        self._at = at
        self._hover(self._target_at(at))
        return self._over[1] if self._over is not None else None

    def ask_again(self) -> None:
        """The server has answered: say what the row under the pointer says now."""
        if self._over is not None:
            self._hover(self._over[0])

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter, move, leave, drop; whatever is not a chat of ours is refused."""
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent):
                self._enter(event)
            case QEvent.Type.DragMove if isinstance(event, QDragMoveEvent):
                self._move(event)
            case QEvent.Type.DragLeave:
                self._leave()
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                self._drop(event)
            case _:
                return False
        return True

    def _enter(self, event: QDragEnterEvent) -> None:
        if unpack(event) is None or self._drag.interaction_id is None:
            event.ignore()
            return
        self._scroll.start()
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()

    def _move(self, event: QDragMoveEvent) -> None:
        verdict = self.hold(event.position().toPoint()) if unpack(event) is not None else None
        if verdict is not None and verdict.takes is not False:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def _leave(self) -> None:
        self._scroll.stop()
        self._left = self._over
        self._since_left.start()
        self._hover(None)

    def _drop(self, event: QDropEvent) -> None:
        self._scroll.stop()
        interaction_id = unpack(event)
        target = self._target_at(event.position().toPoint())
        self._hover(None)
        if interaction_id is None or target is None or interaction_id != self._drag.interaction_id:
            event.ignore()
            return
        verdict = self._drag.verdict(target)
        if verdict.takes is False:
            event.ignore()
            self._left = (target, verdict)
            self._since_left.start()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        # Only the wish is noted here; what it leads to happens after the drag is over.
        button = self._drag.button
        self._drag.when_idle("drop", lambda: self._let_go.emit(interaction_id, target, button))

    def _hover(self, target: Target | None) -> None:
        over = (target, self._drag.verdict(target)) if target is not None else None
        if over != self._over:
            self._over = over
            self._view.viewport().update()
            self._drag.hovered.emit(over[1].words if over is not None else "")

    def _ended(self) -> None:
        # A release over a row that refuses comes as "leave" and the end of the drag right after it.
        self._scroll.stop()
        self._hover(None)
        left, self._left = self._left, None
        if left is not None and left[1].takes is False and self._since_left.elapsed() <= JUST_NOW_MS:
            self.refused.emit(left[1].words)

    def _autoscroll(self) -> None:
        bar = self._view.verticalScrollBar()
        if self._at.y() < EDGE:
            bar.setValue(bar.value() - bar.singleStep())
        elif self._at.y() > self._view.viewport().height() - EDGE:
            bar.setValue(bar.value() + bar.singleStep())
        else:
            return
        self._hover(self._target_at(self._at))
