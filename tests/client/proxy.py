"""A small TCP proxy between client and server that behaves as bad networks do."""

import asyncio
import contextlib
from enum import Enum
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

STREAM_ANSWER = b"text/event-stream"


class Way(Enum):
    """What the proxy does with connections."""

    PASS = "everything goes through"
    REFUSE = "connections are closed at once"
    STALL = "bytes are taken and go nowhere"
    HOLD_STREAMS = "answers are stored until they are complete: an event stream never arrives"
    LOSE_ANSWERS = "requests arrive, answers do not: the connection is reset instead"


class Proxy:
    """``async with Proxy(server_url) as proxy``: talk to ``proxy.url``.

    Attributes:
        way: may be changed at any time; holds for bytes that come from now on.
        accepted: how many connections have come.
        lost: how many answers were lost on purpose.
    """

    def __init__(self, server_url: str) -> None:
        self.way = Way.PASS
        self.accepted = 0
        self.lost = 0
        self.url = ""
        parts = urlsplit(server_url)
        self._to = (parts.hostname or "", parts.port or 0)
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self._let_go = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        self.cut()
        await self._server.wait_closed()

    def cut(self) -> None:
        """Reset every connection that is open."""
        for writer in tuple(self._writers):
            writer.transport.abort()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        if self.way is Way.REFUSE:
            writer.transport.abort()
            return
        try:
            to_reader, to_writer = await asyncio.open_connection(*self._to)
        except OSError:
            writer.transport.abort()
            return
        pair = {writer, to_writer}
        self._writers |= pair
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._requests(reader, to_writer, writer))
                tasks.create_task(self._answers(to_reader, writer))
        finally:
            self._writers -= pair
            for one in pair:
                one.transport.abort()

    async def _requests(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, back: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(OSError):
            while piece := await reader.read(65_536):
                if self.way is not Way.STALL:
                    writer.write(piece)
                    await writer.drain()
        writer.transport.abort()
        back.transport.abort()

    async def _answers(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held = False
        with contextlib.suppress(OSError):
            while piece := await reader.read(65_536):
                held = held or (self.way is Way.HOLD_STREAMS and STREAM_ANSWER in piece)
                if self.way is Way.LOSE_ANSWERS:
                    self.lost += 1
                    break
                if self.way is not Way.STALL and not held:
                    writer.write(piece)
                    await writer.drain()
        writer.transport.abort()
