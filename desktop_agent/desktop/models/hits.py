"""Hits of the Team Communicator: categories with their rows in one flat list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_agent.client.search.directory import Hit
from desktop_agent.contract.values import Target
from desktop_agent.desktop.models.targets import Describe, HeaderRole, SpansRole, target_data

Index = QModelIndex | QPersistentModelIndex
Span = tuple[int, int]
BEGINS, MISTYPED = 0.75, 0.15
"""Scores of ``Hit`` that part the three fits."""


class Category(StrEnum):
    """Sections of the list, in their order."""

    FAVOURITES = "favourites"
    RECENT = "recent"
    BEST = "best"
    AGENTS = "agents"
    SUPERVISORS = "supervisors"
    GROUPS = "groups"
    QUEUES = "queues"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class HitRow:
    """A target that is listed; ``hit`` is None where nothing was typed."""

    target: Target
    hit: Hit | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """(begin, end) of the matches in its name; worked out when the row is painted."""
        return self.hit.spans if self.hit is not None else ()

    @property
    def fit(self) -> int:
        """How well the text fits: 2 begins a word of the name or the number, 1 lies elsewhere, 0 is a typing error.

        Rows of one fit may be ordered by who can take the chat.
        """
        if self.hit is None or self.hit.score >= BEGINS:
            return 2
        return 1 if self.hit.score > MISTYPED else 0


@dataclass(frozen=True, slots=True)
class HitGroup:
    """A section. ``total`` counts all hits of its kind, of which ``rows`` are shown."""

    category: Category
    title: str
    total: int
    rows: tuple[HitRow, ...]


class HitsModel(QAbstractListModel):
    """Section headings and hits. A heading can be neither selected nor activated."""

    def __init__(self, describe: Describe, parent: QObject | None = None) -> None:
        """Args: describe: words for a target."""
        super().__init__(parent)
        self._describe = describe
        self._entries: list[HitGroup | HitRow] = []
        self._rows: dict[str, list[int]] = {}

    def show(self, groups: Iterable[HitGroup]) -> None:
        """Show other hits."""
        entries: list[HitGroup | HitRow] = []
        for group in groups:
            entries.append(group)
            entries.extend(group.rows)
        if entries == self._entries:
            return
        self.beginResetModel()
        self._entries = entries
        self._rows = {}
        for row, entry in enumerate(entries):
            if isinstance(entry, HitRow):
                self._rows.setdefault(entry.target.id, []).append(row)
        self.endResetModel()

    @property
    def entries(self) -> Sequence[HitGroup | HitRow]:
        """Headings and hits as listed."""
        return self._entries

    def touch(self, ids: Iterable[str]) -> None:
        """Repaint the rows of these targets; no row moves."""
        for target_id in ids:
            for row in self._rows.get(target_id, ()):
                index = self.index(row, 0)
                self.dataChanged.emit(index, index)

    def target_at(self, row: int) -> Target | None:
        """The target of a row, None for a heading."""
        entry = self._entries[row] if 0 <= row < len(self._entries) else None
        return entry.target if isinstance(entry, HitRow) else None

    def row_of(self, target_id: str) -> int:
        """First row of a target, -1 when it is not listed."""
        rows = self._rows.get(target_id)
        return rows[0] if rows else -1

    def next_hit(self, row: int, step: int) -> int:
        """The next row that is a hit, going up (-1) or down (1) from ``row``; ``row`` when there is none."""
        at = row + step
        while 0 <= at < len(self._entries):
            if isinstance(self._entries[at], HitRow):
                return at
            at += step
        return row

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Headings and hits."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Target, words, spans of the match; a heading's title and count."""
        if not index.isValid() or not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        if isinstance(entry, HitGroup):
            if role == HeaderRole:
                return entry
            if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
                return f"{entry.title} {entry.total}"
            return None
        if role == SpansRole:
            return entry.spans
        return target_data(entry.target, lambda: self._describe(entry.target), role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Hits can be chosen, headings only read."""
        if index.isValid() and isinstance(self._entries[index.row()], HitGroup):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)
