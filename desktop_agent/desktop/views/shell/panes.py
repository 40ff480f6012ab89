"""F6: going round the panes of a window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget


class Panes(QObject):
    """The panes in the hand's order; each gets the focus where it last was."""

    def __init__(self, panes: Callable[[], list[QWidget]], parent: QObject) -> None:
        """Args: panes: those that can be seen now, in order. parent: the window."""
        super().__init__(parent)
        self._panes = panes
        self._last: dict[QWidget, QWidget] = {}

    def remember(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Connected to the application's ``focusChanged``."""
        pane = self._pane_of(now)
        if pane is not None and now is not None:
            self._last[pane] = now

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) pane that can take the focus."""
        panes = self._panes()
        here = self._pane_of(QApplication.focusWidget())
        start = panes.index(here) if here in panes else (-1 if by > 0 else 0)
        for number in range(1, len(panes) + 1):
            pane = panes[(start + by * number) % len(panes)]
            target = self._entry(pane)
            if target is not None:
                reason = Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason
                target.setFocus(reason)
                return

    def enter(self, pane: QWidget) -> None:
        """Put the focus into a pane."""
        target = self._entry(pane)
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _pane_of(self, widget: QWidget | None) -> QWidget | None:
        if widget is None:
            return None
        return next((pane for pane in self._panes() if pane is widget or pane.isAncestorOf(widget)), None)

    def _entry(self, pane: QWidget) -> QWidget | None:
        last = self._last.get(pane)
        inside = pane.findChildren(QWidget)
        if last in inside and _can(last):
            return last
        wanted = [widget for widget in (pane, *inside) if _can(widget)]
        views = [widget for widget in wanted if widget.property("pane_entry")]
        return next(iter(views or wanted), None)


def _can(widget: QWidget | None) -> bool:
    return (
        widget is not None
        and widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
    )
