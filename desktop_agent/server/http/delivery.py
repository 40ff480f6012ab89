"""Delivering a mailbox from a position on, by stream or by long-poll: the same steps, only written differently."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing

import msgspec

from desktop_agent.contract.answers import Now
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.events import AnyTopic, Batch, Mail
from desktop_agent.contract.http import GOAWAY, SSE_CAUGHT_UP, SSE_CONTROL, SSE_MAIL, SSE_TOPIC
from desktop_agent.server.engine.script import Refused
from desktop_agent.server.http.ears import Ears
from desktop_agent.server.http.readers import Reader
from desktop_agent.server.http.streams import Streams
from desktop_agent.server.store.port import CursorGone, Store, Unavailable

PAGE = 200
"""Events read from the mailbox at a time."""

Check = Callable[[], Awaitable[str | None]]
"""Says why this reader may not go on (a control word), or None. Asked before every delivery."""


class Control(msgspec.Struct, frozen=True, kw_only=True):
    """Data of a ``control`` event."""

    control: str
    now_ms: int


_encode = msgspec.json.Encoder().encode


class Delivery:
    """One reader's way through his mailbox.

    Attributes:
        cursor: position after what has been given.
    """

    def __init__(self, store: Store, streams: Streams, reader: Reader, after: Cursor, check: Check) -> None:
        """Args: who reads, from where on, and ``check`` whether he still may."""
        self._store = store
        self._streams = streams
        self._reader = reader
        self._check = check
        self._behind = False
        self._told = False
        self.cursor = after

    async def admit(self) -> None:
        """Look before an answer begins.

        Raises:
            CursorGone: the position is unknown, trimmed, or ahead of the head.
            Refused: ``session_displaced``.
        """
        if await self._check() is not None:
            raise Refused(ErrorCode.SESSION_DISPLACED, "this session is not the live one of its agent")
        await self._store.mail(self._reader.mailbox, self.cursor, 1)

    async def poll(self, wait_s: float) -> Batch:
        """Give what there is at once, or what comes first within a time."""
        with self._streams.polling(self._reader) as ears:
            step = await self._next(ears)
            if wait_s and not (step.mail or step.topics or step.control):
                await ears.wait(wait_s)
                step = await self._next(ears)
            return step

    async def _steps(self, pause_s: float) -> AsyncGenerator[Batch, None]:
        """Give what there is and comes, until the reader may not go on; an empty step after each quiet pause."""
        with self._streams.streaming(self._reader) as ears:
            while True:
                step = await self._next(ears)
                yield step
                if step.control is not None:
                    return
                if step.caught_up:
                    await ears.wait(pause_s)

    async def _next(self, ears: Ears) -> Batch:
        going = self._streams.going_away or ears.sent_away
        control = GOAWAY if going else await self._check()
        mail: tuple[Mail, ...] = ()
        topics: tuple[AnyTopic, ...] = ()
        if control is None:
            look, topics = ears.take()
            if look or self._behind:
                mail = await self._store.mail(self._reader.mailbox, self.cursor, PAGE)
                self._behind = len(mail) == PAGE
            if mail:
                self.cursor = Cursor(self.cursor.epoch, mail[-1].seq)
        return Batch(
            mail=mail,
            topics=topics,
            cursor=str(self.cursor),
            now_ms=self._store.now_ms(),
            caught_up=not self._behind,
            control=control,
        )

    async def stream(self, heartbeat_s: float) -> AsyncGenerator[bytes, None]:
        """Give the same as text of an event stream; a comment first, as the probe."""
        yield b": hb\n\n"
        try:
            async with aclosing(self._steps(heartbeat_s)) as steps:
                async for step in steps:
                    yield self._write(step)
        except CursorGone:
            return  # trimmed under a reader that fell far behind: asking again, he is told 410
        except Unavailable:
            yield _event(SSE_CONTROL, Control(control=GOAWAY, now_ms=self._store.now_ms()))

    def _write(self, step: Batch) -> bytes:
        epoch = self.cursor.epoch
        parts = [_event(SSE_MAIL, mail, f"{epoch}.{mail.seq}") for mail in step.mail]
        parts += [_event(SSE_TOPIC, topic) for topic in step.topics]
        if step.caught_up and not self._told and step.control is None:
            self._told = True
            parts.append(_event(SSE_CAUGHT_UP, Now(now_ms=step.now_ms), step.cursor))
        if step.control is not None:
            parts.append(_event(SSE_CONTROL, Control(control=step.control, now_ms=step.now_ms)))
        return b"".join(parts) or b": hb\n\n"


def _event(name: str, data: msgspec.Struct, position: str = "") -> bytes:
    mark = f"id: {position}\n" if position else ""
    return f"event: {name}\n{mark}data: ".encode() + _encode(data) + b"\n\n"
