"""DragSource: makes a widget, or the rows of a list, something one can drag a chat from."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QDrag, QFontMetrics, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop_agent.desktop.presenters.drag import DragState
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.icons import pixmap
from desktop_agent.desktop.theme.tokens import GAP, ICON, SPACE, TARGET
from desktop_agent.desktop.views.drag.mime import pack

InteractionAt = Callable[[QPoint], str | None]
Run = Callable[[QDrag], object]

WIDEST = 280
_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)


def run_drag(drag: QDrag) -> object:
    """Carry the drag out until it is over. Only in a mouse handler: anywhere else every task would freeze."""
    return drag.exec(Qt.DropAction.MoveAction)


class DragSource(QObject):
    """Watches a widget's mouse and starts the drag in its handler.

    ::

        DragSource(view.viewport(), desk.drag, lambda at: id_of(view.indexAt(at)))
        DragSource(header, desk.drag, lambda _at: interaction_id)

    A press still selects its row as ever. The widget owns this object.
    """

    def __init__(self, widget: QWidget, drag: DragState, interaction_at: InteractionAt, run: Run = run_drag) -> None:
        """Args: widget: a viewport, or any widget. interaction_at: chat at a point of it, None where there is none."""
        super().__init__(widget)
        self._widget = widget
        self._drag = drag
        self._interaction_at = interaction_at
        self._run = run
        self._pressed: tuple[QPoint, Qt.MouseButton, str] | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember the press; a move far enough away from it starts the drag."""
        if isinstance(event, QMouseEvent) and watched is self._widget:
            if event.type() == QEvent.Type.MouseButtonPress:
                self._press(event)
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._pressed = None
            elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
                return self._move(event)
        return False

    def _press(self, event: QMouseEvent) -> None:
        self._pressed = None
        interaction_id = self._interaction_at(event.position().toPoint())
        if event.button() in _BUTTONS and interaction_id is not None and self._drag.may_drag(interaction_id):
            self._pressed = (event.position().toPoint(), event.button(), interaction_id)

    def _move(self, event: QMouseEvent) -> bool:
        if self._pressed is None:
            return False
        begin, button, interaction_id = self._pressed
        if not event.buttons() & button:
            self._pressed = None
            return False
        far = (event.position().toPoint() - begin).manhattanLength() >= QApplication.startDragDistance()
        if far and self._drag.may_drag(interaction_id):
            self._pressed = None
            self._start(interaction_id, button)
        return True  # while a chat hangs on the pointer, moving selects no other rows

    def _start(self, interaction_id: str, button: Qt.MouseButton) -> None:
        state = self._drag
        state.begin(interaction_id, button)
        try:
            drag = QDrag(self._widget)
            drag.setMimeData(pack(interaction_id))
            picture = chip(state.customer(), self._widget)
            drag.setPixmap(picture)
            drag.setHotSpot(QPoint(-GAP, -GAP))
            self._run(drag)
        finally:
            # The chat, and this object with its row, may have gone meanwhile; the state outlives both.
            if isValid(state):
                state.end()


def chip(words: str, near: QWidget) -> QPixmap:
    """The small picture under the pointer: a chat icon and the customer's name."""
    metrics = QFontMetrics(near.font())
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, WIDEST)
    width = GAP + ICON + SPACE + metrics.horizontalAdvance(words) + GAP
    height = max(TARGET, metrics.height() + SPACE)
    ratio = near.devicePixelRatioF()
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(tokens().accent))
    painter = QPainter(picture)
    painter.setFont(near.font())
    painter.setPen(QColor(tokens().on_accent))
    painter.drawPixmap(GAP, (height - ICON) // 2, pixmap("chat", ICON, tokens().on_accent, ratio))
    left = GAP + ICON + SPACE
    painter.drawText(QRect(left, 0, width - left, height), int(Qt.AlignmentFlag.AlignVCenter), words)
    painter.end()
    return picture
