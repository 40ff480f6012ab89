"""Favourites and recents: the targets a person keeps at hand, remembered per profile."""

from PySide6.QtCore import QObject, Signal

from desktop_agent.desktop.models.remembered import Json, Remembered

FAVOURITES = "targets.favourites"
RECENTS = "targets.recents"
MOST_RECENTS = 12


class Favourites(QObject):
    """Ids of favourite targets in the person's own order, and of those used last, newest first.

    Signals:
        changed: favourites or recents are others.
    """

    changed = Signal()

    def __init__(self, remembered: Remembered, parent: QObject | None = None) -> None:
        """Args: remembered: where the ids are kept."""
        super().__init__(parent)
        self._remembered = remembered

    @property
    def ids(self) -> tuple[str, ...]:
        """Favourites."""
        return _texts(self._remembered.get(FAVOURITES))

    @property
    def recents(self) -> tuple[str, ...]:
        """Targets used last, newest first."""
        return _texts(self._remembered.get(RECENTS))

    def __contains__(self, target_id: str) -> bool:
        return target_id in self.ids

    def toggle(self, target_id: str) -> None:
        """Make a target a favourite, or no longer."""
        ids = self.ids
        new = tuple(other for other in ids if other != target_id) if target_id in ids else (*ids, target_id)
        self._remembered.set(FAVOURITES, list(new))
        self.changed.emit()

    def used(self, target_id: str) -> None:
        """Put a target first among the recents."""
        rest = (other for other in self.recents if other != target_id)
        newest: list[Json] = [target_id, *rest]
        self._remembered.set(RECENTS, newest[:MOST_RECENTS])
        self.changed.emit()


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
