"""Which targets' states are on the screen: the union over all views, asked for in one go."""

from collections.abc import Iterable
from itertools import chain, islice

from PySide6.QtCore import QObject, QTimer, Signal

LIMIT = 500
"""Most ids one session may subscribe to (``contract.commands.Subscribe``)."""


class Subscriptions(QObject):
    """Collects what each view shows and says once per turn of the event loop what the union is.

    Signals:
        wanted: the ids (a tuple), when they changed. Views that showed something last come first, so that they win
            when there are more than ``LIMIT``.
    """

    wanted = Signal(tuple)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views: dict[str, tuple[str, ...]] = {}
        self._last: frozenset[str] = frozenset()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(30)
        self._timer.timeout.connect(self._flush)

    @property
    def ids(self) -> tuple[str, ...]:
        """The union as it stands."""
        newest_first = reversed(self._views.values())
        return tuple(islice(dict.fromkeys(chain.from_iterable(newest_first)), LIMIT))

    def show(self, view: str, ids: Iterable[str]) -> None:
        """Say what ``view`` shows now, instead of what it showed before."""
        new = tuple(ids)
        if self._views.get(view, ()) == new:
            return
        self._views.pop(view, None)
        if new:
            self._views[view] = new
        self._timer.start()

    def hide(self, view: str) -> None:
        """Say that ``view`` shows nothing any more."""
        self.show(view, ())

    def _flush(self) -> None:
        ids = self.ids
        if frozenset(ids) != self._last:
            self._last = frozenset(ids)
            self.wanted.emit(ids)
