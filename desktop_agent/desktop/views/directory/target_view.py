"""TargetViewHand: what every list of targets does with keys, menu, focus, scrolling and drops, once for all of them."""

from collections.abc import Callable, Iterator
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QCursor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from desktop_agent.contract.enums import Verb
from desktop_agent.contract.values import Target
from desktop_agent.desktop.bridge.clock import QtClock
from desktop_agent.desktop.models.targets import TargetRole
from desktop_agent.desktop.presenters.directory import TargetListPresenter
from desktop_agent.desktop.views.directory.target_delegate import TargetDelegate
from desktop_agent.desktop.views.directory.target_menu import add_favourite, directory_menu, pop_up, row_menu
from desktop_agent.desktop.views.drag.target import DropTarget

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
Find = Callable[[str], QModelIndex]
MARGIN_ROWS = 10
"""Rows above and below the visible ones whose states are asked for too, so that scrolling shows no question marks."""


class TargetViewHand(QObject):
    """Ties a view of targets to its presenter.

    Enter acts on the focused row only, the menu key, Shift+F10 and the right button open the row's menu, a chat can be
    dropped on a row, and the presenter knows which rows are on the screen.
    """

    def __init__(self, view: QAbstractItemView, presenter: TargetListPresenter, find: Find, clock: QtClock) -> None:
        """Args: view: owns this; its model is set already. find: index of a target. clock: repaints ages."""
        super().__init__(view)
        self._view = view
        self._presenter = presenter
        self._find = find
        self._kept: str | None = None
        self.drop = DropTarget(view, presenter.desk.drag, self.target_at)
        view.setItemDelegate(TargetDelegate(view, self.drop.over, self))
        view.installEventFilter(self)
        self._visible = QTimer(self)
        self._visible.setSingleShot(True)
        self._visible.setInterval(0)
        self._visible.timeout.connect(self._tell_visible)
        view.verticalScrollBar().valueChanged.connect(self.look)
        model = view.model()
        model.modelAboutToBeReset.connect(self._keep_current)
        model.modelReset.connect(self._restore_current)
        view.selectionModel().currentChanged.connect(lambda _now, _before: self._focus())
        self.drop.dropped.connect(self._dropped)
        self.drop.refused.connect(presenter.refused)
        presenter.touched.connect(lambda _ids: self.drop.ask_again())
        clock.tick.connect(self._tick)

    def target_at(self, at: QPoint) -> Target | None:
        """Target of the row at a point of the viewport."""
        return _target(self._view.indexAt(at))

    def current(self) -> Target | None:
        """Target of the current row."""
        return _target(self._view.currentIndex())

    def look(self) -> None:
        """Tell soon which rows are on the screen."""
        self._visible.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys, menu and focus of the view."""
        if watched is not self._view:
            return False
        match event.type():
            case QEvent.Type.KeyPress:
                return self._key(cast("QKeyEvent", event))
            case QEvent.Type.ContextMenu:
                self._menu(cast("QContextMenuEvent", event))
                return True
            case QEvent.Type.FocusIn:
                self._focused_in()
            case QEvent.Type.FocusOut:
                self._view.viewport().update()
            case QEvent.Type.Show | QEvent.Type.Hide | QEvent.Type.Resize:
                self.look()
            case _:
                pass
        return False

    # ---------------------------------------------------------------- gestures
    def _key(self, event: QKeyEvent) -> bool:
        target = self.current()
        if target is None:
            return False
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and plain:
            if not event.isAutoRepeat():
                self._presenter.enter(target)
            return True
        shift_f10 = event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Menu or shift_f10:
            rect = self._view.visualRect(self._view.currentIndex())
            self._pop_up(target, self._view.viewport().mapToGlobal(rect.bottomLeft()))
            return True
        return False

    def _menu(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            return  # came as a key press already
        index = self._view.indexAt(self._view.viewport().mapFromGlobal(event.globalPos()))
        target = _target(index)
        if target is not None:
            self._view.setCurrentIndex(index)
            self._pop_up(target, event.globalPos())

    def _pop_up(self, target: Target, at: QPoint) -> None:
        presenter = self._presenter
        menu = directory_menu(self._view, presenter.menu(target), lambda verb: presenter.run(target, verb))
        toggle = presenter.desk.favourites.toggle
        add_favourite(menu, is_favourite=presenter.is_favourite(target), toggle=lambda: toggle(target.id))
        pop_up(menu, at)

    def _dropped(self, interaction_id: str, target: Target, button: Qt.MouseButton) -> None:
        presenter = self._presenter
        if button != Qt.MouseButton.RightButton:
            presenter.hand_over(interaction_id, target)
            return
        actions = [presenter.actions.action(target, Verb.TRANSFER, interaction_id)]
        menu = row_menu(self._view, actions, lambda _verb: presenter.hand_over(interaction_id, target))
        menu.addAction(self.tr("Cancel"))
        pop_up(menu, QCursor.pos())

    # ---------------------------------------------------------------- focus and what is visible
    def _focused_in(self) -> None:
        model = self._view.model()
        if not self._view.currentIndex().isValid() and model.rowCount():
            self._view.setCurrentIndex(model.index(0, 0))
        self._focus()
        self._view.viewport().update()

    def _focus(self) -> None:
        self._presenter.focus(self.current())

    def _tick(self) -> None:
        if self._view.isVisible():
            self._view.viewport().update()

    def _tell_visible(self) -> None:
        if self._view.isVisible():
            self._presenter.show(target.id for target in self._rows_on_screen())
        else:
            self._presenter.hide()

    def _rows_on_screen(self) -> Iterator[Target]:
        row = max(1, self._view.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex()).height())
        seen: set[str] = set()
        first, last = -MARGIN_ROWS * row, self._view.viewport().height() + MARGIN_ROWS * row
        for at in range(first, last, row // 2):
            target = self.target_at(QPoint(2, at))
            if target is not None and target.id not in seen:
                seen.add(target.id)
                yield target

    def _keep_current(self) -> None:
        target = self.current()
        self._kept = target.id if target is not None else None

    def _restore_current(self) -> None:
        self.look()
        if self._kept is None:
            return
        index = self._find(self._kept)
        if index.isValid():
            self._view.setCurrentIndex(index)
        else:
            self._presenter.focus(None)


def _target(index: QModelIndex) -> Target | None:
    value = index.data(TargetRole) if index.isValid() else None
    return value if isinstance(value, Target) else None
