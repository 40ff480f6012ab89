"""Server-Sent Events out of bytes: lines and events of bounded length, comments told apart."""

from dataclasses import dataclass

MAX_EVENT_BYTES = 8 * 1_048_576
"""A transcript of 50 lines of 8,000 escaped characters fits."""


class StreamBroken(Exception):
    """What came is no event stream of ours."""


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """One event. ``name`` is ``message`` and ``id`` empty when this event has none of its own."""

    name: str
    data: bytes
    id: str = ""


class SseParser:
    """Feed it chunks as they come.

    Attributes:
        comments: how many comment lines have come (heartbeats).
    """

    def __init__(self, *, max_event_bytes: int = MAX_EVENT_BYTES) -> None:
        """Args: max_event_bytes: more than that in one event breaks the stream."""
        self.comments = 0
        self._max = max_event_bytes
        self._rest = b""
        self._name = ""
        self._id = ""
        self._data: list[bytes] = []
        self._size = 0

    def feed(self, chunk: bytes) -> list[ServerEvent]:
        """Take bytes, give the events that are complete.

        Raises:
            StreamBroken: an event is longer than allowed.
        """
        text = self._rest + chunk
        if b"\r" in text:
            held = text.endswith(b"\r")  # its line feed may still come
            text = (text[:-1] if held else text).replace(b"\r\n", b"\n").replace(b"\r", b"\n") + (
                b"\r" if held else b""
            )
        *lines, self._rest = text.split(b"\n")
        if len(self._rest) + self._size > self._max:
            raise StreamBroken("a line of the event stream is too long")
        events: list[ServerEvent] = []
        for line in lines:
            if line:
                self._take(line)
            elif self._data:
                events.append(ServerEvent(self._name or "message", b"\n".join(self._data), self._id))
                self._clear()
            else:
                self._clear()
        return events

    def _take(self, line: bytes) -> None:
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        self._size += len(line)
        if self._size > self._max:
            raise StreamBroken("an event of the stream is too long")
        if field == b"data":
            self._data.append(value)
        elif field == b"event":
            self._name = value.decode("utf-8", "replace")
        elif field == b"id":
            self._id = value.decode("utf-8", "replace")
        elif field == b"":
            self.comments += 1
            self._size -= len(line)

    def _clear(self) -> None:
        self._name = ""
        self._id = ""
        self._data = []
        self._size = 0
