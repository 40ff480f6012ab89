"""HitList: the virtual list of hits. The keyboard stays in the search box; the list follows its arrow keys."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCursor, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyleOptionViewItem, QWidget

from desktop_agent.contract.values import Target
from desktop_agent.desktop.models.hits import HitsModel
from desktop_agent.desktop.presenters.drag import DragState
from desktop_agent.desktop.views.drag.target import DropTarget
from desktop_agent.desktop.views.team_communicator.hit_delegate import HitDelegate

PAGE = 8


class HitList(QListView):
    """Hits under headings.

    Signals:
        moved: the hand is in the list: an arrow key, or the pointer moves over it.
        chosen: (Target or None) the current hit is another.
        acted: (Target) the button of the default action was pressed, or the row double-clicked.
        menu_wanted: (Target, global position).
    """

    moved = Signal()
    chosen = Signal(object)
    acted = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, model: HitsModel, drag: DragState, parent: QWidget | None = None) -> None:
        """Args: model: hits. drag: chats can be dropped on rows."""
        super().__init__(parent)
        self._hits = model
        self._pointer = QPoint(-1, -1)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Search results"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.drop = DropTarget(self, drag, self.target_at)
        self._delegate = HitDelegate(self, self.drop.over)
        self.setItemDelegate(self._delegate)
        self.verticalScrollBar().setSingleStep(self._delegate.hit_height())
        self.selectionModel().currentChanged.connect(self._current_changed)

    # ---------------------------------------------------------------- current row
    def current(self) -> Target | None:
        """The current hit."""
        return self._hits.target_at(self.currentIndex().row())

    def to_first(self) -> None:
        """The first hit becomes the current one, without counting as a movement of the hand."""
        row = self._hits.next_hit(-1, 1)
        self.setCurrentIndex(self._hits.index(row, 0) if row >= 0 else QModelIndex())
        self.scrollToTop()
        if row < 0:
            self.chosen.emit(None)

    def step(self, rows: int) -> None:
        """Go up (negative) or down by so many hits."""
        self.moved.emit()
        row = self.currentIndex().row()
        for _ in range(abs(rows)):
            row = self._hits.next_hit(row, 1 if rows > 0 else -1)
        if row >= 0:
            self.setCurrentIndex(self._hits.index(row, 0))
            if self._hits.next_hit(row, -1) == row:
                self.scrollToTop()  # its heading, too

    def to_edge(self, *, last: bool) -> None:
        """Go to the first or last hit."""
        self.step(self._hits.rowCount() * (1 if last else -1))

    def menu_place(self) -> QPoint:
        """Where the current row's menu opens (global position)."""
        rect = self.visualRect(self.currentIndex())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return self.viewport().mapToGlobal(rect.bottomLeft() if rtl else rect.bottomRight())

    def target_at(self, at: QPoint) -> Target | None:
        """Target of the row at a point of the viewport."""
        index = self.indexAt(at)
        return self._hits.target_at(index.row()) if index.isValid() else None

    # ---------------------------------------------------------------- pointer
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pointer in the list keeps the rows where they are; its buttons light up."""
        at = event.position().toPoint()
        if at != self._pointer:
            self._pointer = at
            self.moved.emit()
        index = self.indexAt(at)
        button = self._button_at(at)
        hot = (index.row(), button) if button else None
        if hot != self._delegate.hot:
            self._delegate.hot = hot
            self.viewport().setCursor(QCursor(Qt.CursorShape.PointingHandCursor if hot else Qt.CursorShape.ArrowCursor))
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row; the right button opens its menu."""
        self.moved.emit()
        index = self.indexAt(event.position().toPoint())
        target = self._hits.target_at(index.row()) if index.isValid() else None
        if target is None:
            return
        self.setCurrentIndex(index)
        if event.button() == Qt.MouseButton.RightButton:
            self.menu_wanted.emit(target, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A button of the row acts when it is let go over it."""
        at = event.position().toPoint()
        target = self.target_at(at)
        if event.button() != Qt.MouseButton.LeftButton or target is None or target != self.current():
            return
        button = self._button_at(at)
        if button == "menu":
            self.menu_wanted.emit(target, self.menu_place())
        elif button == "action":
            self.acted.emit(target)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click does the default."""
        target = self.target_at(event.position().toPoint())
        if target is not None and event.button() == Qt.MouseButton.LeftButton:
            self.acted.emit(target)

    def leaveEvent(self, event: QEvent) -> None:
        """No button is under the pointer any more."""
        super().leaveEvent(event)
        self._pointer = QPoint(-1, -1)
        self._delegate.hot = None
        self.viewport().update()

    def _button_at(self, at: QPoint) -> str:
        index = self.indexAt(at)
        if not index.isValid():
            return ""
        option = QStyleOptionViewItem()
        option.rect = self.visualRect(index)
        option.direction = self.layoutDirection()
        return self._delegate.button_at(option, index, at.x(), at.y())

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self._hits.target_at(now.row()) if now.isValid() else None)
        if now.isValid() and QAccessible.isActive():
            # The keyboard is in the search box; a screen reader hears the row as if it had the focus.
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(now.row())
            QAccessible.updateAccessibility(event)
