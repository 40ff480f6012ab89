"""Transcript: the lines of one interaction as rows for the eye, kept in step with the replica line by line.

A Python list is the truth. History rows come first; lines that are on their way to the server stand behind them until
the server's own line with the same key arrives.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from enum import Enum, StrEnum
from typing import NamedTuple

from PySide6.QtCore import QDateTime, QObject, Signal

from desktop_agent.contract.enums import SenderKind, Visibility
from desktop_agent.contract.values import Message

RUN_MS = 5 * 60_000
"""A line within this time of the one before, by the same party, stands under it without repeating the name."""

CONTROLS = {number: 0x2400 + number for number in range(32) if number not in (9, 10)} | {0x7F: 0x2421, 0x0D: None}
"""Control characters as the pictures Unicode has for them; carriage returns go."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class RowKind(Enum):
    """What a row of the transcript shows."""

    DAY = "day"
    UNREAD = "unread"
    LINE = "line"
    SYSTEM = "system"
    OUTGOING = "outgoing"


class Side(StrEnum):
    """Who speaks, seen from the reader."""

    CUSTOMER = "customer"
    ME = "me"
    AGENT = "agent"
    SYSTEM = "system"


class SendState(StrEnum):
    """Where a line of one's own stands before the server has it."""

    SENDING = "sending"
    FAILED = "failed"


class Row(NamedTuple):
    """One row (a tuple: ten thousand of them are made when a long chat opens).

    Attributes:
        key: stable name of the row: the message's id, the outgoing line's key, or the day.
        text: plain text, control characters made visible; never markup.
        first: begins a run, so that name and time are shown.
        problem: why an outgoing line failed, as a sentence.
    """

    kind: RowKind
    key: str
    at_ms: int
    text: str = ""
    side: Side = Side.SYSTEM
    name: str = ""
    visibility: Visibility = Visibility.ALL
    first: bool = True
    seq: int = 0
    state: SendState | None = None
    problem: str = ""


def visible_text(text: str) -> str:
    """Make control characters visible; everything else stays as it is."""
    return text.translate(CONTROLS) if _CONTROL.search(text) else text


def local_day(at_ms: int) -> int:
    """Julian day of a time in the reader's own time zone."""
    return int(QDateTime.fromMSecsSinceEpoch(at_ms).date().toJulianDay())


class Transcript(QObject):
    """Rows of one interaction.

    Signals:
        reset: everything is different.
        inserted(first, count): rows now stand there.
        removed(first, count): rows stood there.
        changed(row): the row's content is another; its place is the same.
        arrived(rows): lines of others that were added at the end, as a list of ``Row``.
    """

    reset = Signal()
    inserted = Signal(int, int)
    removed = Signal(int, int)
    changed = Signal(int)
    arrived = Signal(list)

    def __init__(
        self, own_id: str, system_text: Callable[[Message], str] | None = None, parent: QObject | None = None
    ) -> None:
        """Begin empty.

        Args:
            own_id: the signed-in agent, whose lines are "mine".
            system_text: sentence for a system line; its English words when left out.
            parent: Qt's owner.
        """
        super().__init__(parent)
        self._own_id = own_id
        self._system_text = system_text or (lambda message: message.text)
        self._rows: list[Row] = []
        self._outgoing = 0
        self._count = 0
        self._first_seq = 0
        self._last_seq = 0
        self._unread_from: int | None = None

    # ------------------------------------------------------------------ reading
    @property
    def rows(self) -> Sequence[Row]:
        """All rows, oldest first."""
        return self._rows

    @property
    def first_seq(self) -> int:
        """Number of the oldest line that is loaded, 0 when there is none."""
        return self._first_seq

    @property
    def last_seq(self) -> int:
        """Number of the newest line the server has sent."""
        return self._last_seq

    @property
    def outgoing(self) -> Sequence[Row]:
        """Lines on their way."""
        return self._rows[len(self._rows) - self._outgoing :]

    # ------------------------------------------------------------------ following the replica
    def sync(self, messages: Sequence[Message]) -> None:
        """Take over what the replica has: older lines before, newer ones behind; nothing else moves.

        Args:
            messages: oldest first, numbers growing.
        """
        if not messages:
            if self._count:
                self._reload(messages)
            return
        if not self._first_seq:
            self._reload(messages)
            return
        if messages[0].seq > self._first_seq:
            self._reload(messages)  # a fresh snapshot that begins later
            return
        older, newer = _until(messages, self._first_seq), _after(messages, self._last_seq)
        if self._count + len(older) + len(newer) != len(messages):
            self._reload(messages)  # a line came late and belongs between the others
            return
        self._prepend(older)
        self._append(newer)

    def mark_unread_from(self, read_seq: int) -> None:
        """Put the unread marker before the first line of others after ``read_seq``; away with the former one."""
        self.clear_unread()
        for index, row in enumerate(self._rows):
            if row.kind is RowKind.LINE and row.seq > read_seq and row.side in (Side.CUSTOMER, Side.AGENT):
                self._unread_from = row.seq
                self._rows.insert(index, Row(RowKind.UNREAD, "unread", row.at_ms))
                self.inserted.emit(index, 1)
                return

    def clear_unread(self) -> None:
        """Take the unread marker away."""
        if self._unread_from is None:
            return
        self._unread_from = None
        for index in range(len(self._rows) - 1, -1, -1):
            if self._rows[index].kind is RowKind.UNREAD:
                del self._rows[index]
                self.removed.emit(index, 1)
                return

    # ------------------------------------------------------------------ lines on their way
    def add_outgoing(self, key: str, text: str, visibility: Visibility, at_ms: int) -> None:
        """Show a line that is being sent."""
        self._rows.append(
            Row(
                RowKind.OUTGOING,
                key,
                at_ms,
                visible_text(text),
                Side.ME,
                visibility=visibility,
                state=SendState.SENDING,
            )
        )
        self._outgoing += 1
        self.inserted.emit(len(self._rows) - 1, 1)

    def set_outgoing(self, key: str, state: SendState, problem: str = "") -> None:
        """Say how the sending goes; an unknown key is a line that has arrived already."""
        index = self._find_outgoing(key)
        if index is not None:
            self._rows[index] = self._rows[index]._replace(state=state, problem=problem)
            self.changed.emit(index)

    def drop_outgoing(self, key: str) -> None:
        """The line has arrived, or was taken back."""
        index = self._find_outgoing(key)
        if index is not None:
            del self._rows[index]
            self._outgoing -= 1
            self.removed.emit(index, 1)

    # ------------------------------------------------------------------ inside
    @property
    def _history(self) -> int:
        return len(self._rows) - self._outgoing

    def _find_outgoing(self, key: str) -> int | None:
        for index in range(self._history, len(self._rows)):
            if self._rows[index].key == key:
                return index
        return None

    def _reload(self, messages: Sequence[Message]) -> None:
        keys = {message.key for message in messages}
        waiting = [row for row in self.outgoing if row.key not in keys]
        self._rows = self._rows_of(messages, None)
        self._rows.extend(waiting)
        self._outgoing = len(waiting)
        self._count = len(messages)
        self._first_seq = messages[0].seq if messages else 0
        self._last_seq = messages[-1].seq if messages else 0
        self._unread_from = None
        self.reset.emit()

    def _prepend(self, messages: Sequence[Message]) -> None:
        if not messages:
            return
        rows = self._rows_of(messages, None)
        if self._rows and self._rows[0].kind is RowKind.DAY and self._rows[0].key == _day_key(messages[-1].at_ms):
            del self._rows[0]
            self.removed.emit(0, 1)
        self._rows[:0] = rows
        self._first_seq = messages[0].seq
        self._count += len(messages)
        self.inserted.emit(0, len(rows))

    def _append(self, messages: Sequence[Message]) -> None:
        if not messages:
            return
        for message in messages:
            if message.key is not None and message.sender_id == self._own_id:
                self.drop_outgoing(message.key)
        place = self._history
        rows = self._rows_of(messages, self._rows[place - 1] if place else None)
        self._rows[place:place] = rows
        self._last_seq = messages[-1].seq
        self._count += len(messages)
        self.inserted.emit(place, len(rows))
        news = [row for row in rows if row.kind in (RowKind.LINE, RowKind.SYSTEM) and row.side is not Side.ME]
        if news:
            self.arrived.emit(news)

    def _rows_of(self, messages: Iterable[Message], before: Row | None) -> list[Row]:
        rows: list[Row] = []
        begins_ms, ends_ms = _day_around(before.at_ms) if before is not None else (0, 0)
        for message in messages:
            if before is None or not begins_ms <= message.at_ms < ends_ms:
                begins_ms, ends_ms = _day_around(message.at_ms)
                before = Row(RowKind.DAY, _day_key(message.at_ms), message.at_ms)
                rows.append(before)
            before = self._row_of(message, before)
            rows.append(before)
        return rows

    def _row_of(self, message: Message, before: Row) -> Row:
        if message.sender is SenderKind.SYSTEM:
            text = visible_text(self._system_text(message))
            return Row(RowKind.SYSTEM, message.id, message.at_ms, text, visibility=message.visibility, seq=message.seq)
        side = Side.CUSTOMER
        if message.sender is SenderKind.AGENT:
            side = Side.ME if message.sender_id == self._own_id else Side.AGENT
        joined = (
            before.kind is RowKind.LINE
            and before.side is side
            and before.name == message.sender_name
            and before.visibility is message.visibility
            and message.at_ms - before.at_ms < RUN_MS
        )
        return Row(
            RowKind.LINE,
            message.id,
            message.at_ms,
            visible_text(message.text),
            side,
            visible_text(message.sender_name),
            message.visibility,
            not joined,
            message.seq,
        )


def _day_key(at_ms: int) -> str:
    return f"day {local_day(at_ms)}"


def _day_around(at_ms: int) -> tuple[int, int]:
    """Begin and end of the local day around a time (a day may have 23 or 25 hours)."""
    day = QDateTime.fromMSecsSinceEpoch(at_ms).date()
    return int(day.startOfDay().toMSecsSinceEpoch()), int(day.addDays(1).startOfDay().toMSecsSinceEpoch())


def _until(messages: Sequence[Message], seq: int) -> Sequence[Message]:
    """The lines before number ``seq``."""
    count = 0
    while count < len(messages) and messages[count].seq < seq:
        count += 1
    return messages[:count]


def _after(messages: Sequence[Message], seq: int) -> Sequence[Message]:
    """The lines after number ``seq``."""
    start = len(messages)
    while start and messages[start - 1].seq > seq:
        start -= 1
    return messages[start:]
