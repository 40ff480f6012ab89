"""Deliveries of the native server: the event stream where it gets through, long-poll where it does not."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping
from contextlib import aclosing
from typing import Literal

import msgspec

from desktop_agent.client.backends.port import Unreachable
from desktop_agent.client.backends.sse import SseParser, StreamBroken
from desktop_agent.client.backends.transport import STREAM, Silent, Transport, decode
from desktop_agent.client.clock import Clock
from desktop_agent.contract.answers import Now
from desktop_agent.contract.base import Value
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.events import AnyTopic, Batch, Mail
from desktop_agent.contract.http import (
    LONG_POLL_S,
    PROBE_S,
    READ_TIMEOUT_S,
    SSE_CAUGHT_UP,
    SSE_CONTROL,
    SSE_MAIL,
    SSE_TOPIC,
)

_log = logging.getLogger(__name__)

STREAM_AGAIN_S = 300.0
"""After a network has swallowed a stream, how long to stay with long-poll."""

Form = Literal["", "stream", "poll"]
Headers = Callable[[], Awaitable[Mapping[str, str]]]

_mail = msgspec.json.Decoder(Mail)
_topic: msgspec.json.Decoder[AnyTopic] = msgspec.json.Decoder(AnyTopic)
_now = msgspec.json.Decoder(Now)


class Control(Value, frozen=True, kw_only=True):
    """Data of a ``control`` event."""

    control: str
    now_ms: int = 0


class Poll(Value, frozen=True, kw_only=True):
    """A ``Batch`` by long-poll, its topics still closed: one of an unknown kind must not fail the others."""

    mail: tuple[Mail, ...] = ()
    topics: tuple[msgspec.Raw, ...] = ()
    cursor: str
    now_ms: int
    caught_up: bool = True
    control: str | None = None


_control = msgspec.json.Decoder(Control)
_poll = msgspec.json.Decoder(Poll)


class EventSource:
    """The events of one mailbox.

    Attributes:
        form: how the last batch came; empty before the first.
    """

    def __init__(
        self, transport: Transport, path: str, headers: Headers, clock: Clock, *, probe_s: float = PROBE_S
    ) -> None:
        """Args: where, the headers of each request, and the clock that says when to try a stream again."""
        self._transport = transport
        self._path = path
        self._headers = headers
        self._clock = clock
        self._probe_s = probe_s
        self._poll_until_ms: int | None = None
        self.form: Form = ""

    async def batches(self, after: Cursor) -> AsyncGenerator[Batch, None]:
        """Give batches from a position on; an empty one says that the server is there.

        Ends after a control sign.

        Raises:
            BackendError: the connection broke or was refused.
        """
        cursor = after
        while True:
            async with aclosing(self._poll(cursor) if self._polling() else self._stream(cursor)) as source:
                async for batch in source:
                    cursor = Cursor.parse(batch.cursor)
                    yield batch
                    if batch.control is not None:
                        return

    def _polling(self) -> bool:
        return self._poll_until_ms is not None and self._clock.monotonic_ms() < self._poll_until_ms

    def _stay_with_poll(self) -> None:
        self._poll_until_ms = self._clock.monotonic_ms() + round(STREAM_AGAIN_S * 1_000)

    # ---------------------------------------------------------------- stream
    async def _stream(self, after: Cursor) -> AsyncGenerator[Batch, None]:
        """The stream; when its probe does not come in time, this network is asked by long-poll for a while."""
        gathering = _Gathering(after)
        headers = {**await self._headers(), "Accept": "text/event-stream", "Cache-Control": "no-store"}
        query = {"after": str(after)}
        try:
            async with (
                asyncio.timeout(self._probe_s) as probe,
                self._transport.stream(self._path, headers=headers, query=query) as chunks,
            ):
                async for chunk in chunks:
                    probe.reschedule(None)
                    batch = gathering.feed(chunk)
                    if batch is not None:
                        self.form = "stream"
                        yield batch
        except TimeoutError:
            _log.info("no event stream within %.1f s: trying long-poll", self._probe_s)
        except StreamBroken as error:
            raise Unreachable(str(error)) from error
        except Silent:
            self._stay_with_poll()  # somebody on the way may be holding the heartbeats back
            raise
        else:
            raise Unreachable("the event stream ended")
        batch = await self._poll_once(after, wait_s=0.0)
        self._stay_with_poll()
        yield batch

    # ---------------------------------------------------------------- long-poll
    async def _poll(self, after: Cursor) -> AsyncGenerator[Batch, None]:
        """Long-poll until it is time to try a stream again."""
        cursor = after
        wait_s = 0.0
        while self._polling():
            batch = await self._poll_once(cursor, wait_s=wait_s)
            cursor = Cursor.parse(batch.cursor)
            wait_s = LONG_POLL_S if batch.caught_up else 0.0
            yield batch

    async def _poll_once(self, after: Cursor, *, wait_s: float) -> Batch:
        content = await self._transport.request(
            "GET",
            self._path,
            headers={**await self._headers(), "Accept": "application/json"},
            query={"after": str(after), "wait": f"{wait_s:g}"},
            purpose=STREAM,
            read_s=READ_TIMEOUT_S,
        )
        poll: Poll = decode(_poll, content)
        self.form = "poll"
        return Batch(
            mail=poll.mail,
            topics=_known(poll.topics),
            cursor=poll.cursor,
            now_ms=poll.now_ms,
            caught_up=poll.caught_up,
            control=poll.control,
        )


class _Gathering:
    """Chunks of a stream to batches: what came together stays together."""

    def __init__(self, after: Cursor) -> None:
        self._parser = SseParser()
        self._cursor = after
        self._caught_up = False

    def feed(self, chunk: bytes) -> Batch | None:
        """Return a batch, or None while nothing is complete.

        Raises:
            StreamBroken: the stream is none of ours.
            Unreachable: likewise.
        """
        heartbeats = self._parser.comments
        events = self._parser.feed(chunk)
        if not events and self._parser.comments == heartbeats:
            return None
        mail: list[Mail] = []
        topics: list[bytes] = []
        now_ms = 0
        control: str | None = None
        for event in events:
            if event.name == SSE_MAIL:
                mail.append(decode(_mail, event.data))
                self._cursor = Cursor(self._cursor.epoch, mail[-1].seq)
            elif event.name == SSE_TOPIC:
                topics.append(event.data)
            elif event.name == SSE_CAUGHT_UP:
                self._caught_up = True
                now_ms = decode(_now, event.data).now_ms
            elif event.name == SSE_CONTROL:
                sign: Control = decode(_control, event.data)
                control, now_ms = sign.control, sign.now_ms or now_ms
        return Batch(
            mail=tuple(mail),
            topics=_known(topics),
            cursor=str(self._cursor),
            now_ms=now_ms,
            caught_up=self._caught_up,
            control=control,
        )


def _known(topics: Iterable[bytes | msgspec.Raw]) -> tuple[AnyTopic, ...]:
    """Decode topics one by one; one of a kind that this client does not know is left out."""
    known: list[AnyTopic] = []
    for topic in topics:
        try:
            known.append(_topic.decode(topic))
        except msgspec.ValidationError as error:
            _log.debug("a topic is left out: %s", error)
    return tuple(known)
