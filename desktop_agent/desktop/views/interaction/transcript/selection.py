"""What is selected in a transcript: a stretch over one or many rows, and the text it copies."""

from collections.abc import Sequence
from typing import NamedTuple

from desktop_agent.desktop.models.times import short_time
from desktop_agent.desktop.models.transcript import Row, RowKind
from desktop_agent.desktop.views.interaction.transcript.layout import speaker_name, utf16_length, utf16_slice


class Place(NamedTuple):
    """A row and a position in its text (UTF-16 units)."""

    row: int
    position: int


class TextSelection:
    """From ``anchor``, where the button went down, to ``cursor``, where it is now."""

    def __init__(self) -> None:
        self.anchor: Place | None = None
        self.cursor: Place | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is selected."""
        return self.anchor is None or self.cursor is None or self.anchor == self.cursor

    def clear(self) -> None:
        """Select nothing."""
        self.anchor = self.cursor = None

    def start(self, place: Place) -> None:
        """Begin here."""
        self.anchor = self.cursor = place

    def span(self, row: int, length: int) -> tuple[int, int] | None:
        """The selected stretch of a row whose text has this length; None when it has none."""
        if self.anchor is None or self.cursor is None or self.anchor == self.cursor:
            return None
        first, last = sorted((self.anchor, self.cursor))
        if not first.row <= row <= last.row:
            return None
        start = first.position if row == first.row else 0
        end = last.position if row == last.row else length
        return (start, end) if start < end else None

    def shift(self, first: int, count: int) -> None:
        """Rows were inserted (count > 0) or removed (count < 0) at ``first``."""
        self.anchor = _shifted(self.anchor, first, count)
        self.cursor = _shifted(self.cursor, first, count)
        if self.anchor is None or self.cursor is None:
            self.clear()

    def text(self, rows: Sequence[Row]) -> str:
        """What is copied: within one row the words alone, over several rows each with time and name."""
        if self.empty or self.anchor is None or self.cursor is None:
            return ""
        first, last = sorted((self.anchor, self.cursor))
        parts = []
        for index in range(first.row, min(last.row, len(rows) - 1) + 1):
            row = rows[index]
            span = self.span(index, utf16_length(row.text))
            if span is None:
                continue
            words = utf16_slice(row.text, *span)
            parts.append(words if first.row == last.row else with_speaker(row, words))
        return "\n".join(parts)


def with_speaker(row: Row, words: str) -> str:
    """A row as one line of plain text: time, name, words."""
    name = speaker_name(row)
    if row.kind is RowKind.SYSTEM or not name:
        return f"[{short_time(row.at_ms)}] {words}"
    return f"[{short_time(row.at_ms)}] {name}: {words}"


def _shifted(place: Place | None, first: int, count: int) -> Place | None:
    if place is None or place.row < first:
        return place
    if count < 0 and place.row < first - count:
        return None
    return Place(place.row + count, place.position)
