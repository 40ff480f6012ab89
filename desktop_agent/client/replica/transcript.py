"""The lines of one interaction as far as they are loaded."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from operator import attrgetter

from desktop_agent.contract.values import Message

_seq = attrgetter("seq")


class Transcript:
    """Lines in the order of ``seq``, each once.

    Attributes:
        messages: oldest first; read it, never change it.
        more: older lines lie on the server before the first one here, as far as is known.
    """

    __slots__ = ("messages", "more")

    def __init__(self, messages: Iterable[Message] = (), *, more: bool | None = None) -> None:
        """Take lines in any order; ``more`` left out is guessed from the first number."""
        self.messages: list[Message] = []
        for message in messages:
            self.add(message)
        self.more = bool(self.messages) and self.messages[0].seq > 1 if more is None else more

    def __len__(self) -> int:
        return len(self.messages)

    def __iter__(self) -> Iterator[Message]:
        return iter(self.messages)

    @property
    def first_seq(self) -> int | None:
        """Number of the oldest line that is loaded."""
        return self.messages[0].seq if self.messages else None

    @property
    def last_seq(self) -> int:
        """Number of the newest line, 0 when there is none."""
        return self.messages[-1].seq if self.messages else 0

    def index(self, seq: int) -> int | None:
        """Return the place of a line, None when it is not loaded."""
        place = bisect_left(self.messages, seq, key=_seq)
        if place < len(self.messages) and self.messages[place].seq == seq:
            return place
        return None

    def get(self, seq: int) -> Message | None:
        """Return a line by its number."""
        place = self.index(seq)
        return None if place is None else self.messages[place]

    def add(self, message: Message) -> bool:
        """Put a line where it belongs; False when it was there already."""
        messages = self.messages
        if not messages or message.seq > messages[-1].seq:
            messages.append(message)
            return True
        place = bisect_left(messages, message.seq, key=_seq)
        if messages[place].seq == message.seq:
            return False
        messages.insert(place, message)
        return True

    def extend_back(self, messages: Iterable[Message], *, more: bool) -> int:
        """Put a page of older lines before the others; returns how many were new."""
        known = {message.seq for message in self.messages}
        older = sorted((message for message in messages if message.seq not in known), key=_seq)
        if older:
            self.messages = sorted([*older, *self.messages], key=_seq)
        self.more = more
        return len(older)

    def joined_by(self, newer: "Transcript") -> "Transcript":
        """Return these lines continued by a newer reading, or only the newer one when a hole might lie between."""
        first = newer.first_seq
        if first is None or not self.messages or self.last_seq < first or (self.first_seq or 0) >= first:
            return newer
        joined = Transcript(self.messages, more=self.more)
        for message in newer.messages:
            joined.add(message)
        return joined
