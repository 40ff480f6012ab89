"""A routing server whose every answer a test decides, for what no real server does on demand."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec

from desktop_agent.client.backends.port import Unreachable
from desktop_agent.contract.answers import (
    MessagePage,
    Ranking,
    SessionOpened,
    Snapshot,
    SnapshotAnswer,
    TargetsPage,
)
from desktop_agent.contract.base import Command, Done
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import Verb
from desktop_agent.contract.events import Batch, Mail
from tests.client.making import snapshot


def mail(seq: int, event: Any) -> Mail:
    """A numbered event as it lies on the wire."""
    raw = event if isinstance(event, bytes) else msgspec.json.encode(event)
    return Mail(seq=seq, event=msgspec.Raw(raw))


class ScriptedBackend:
    """Put batches or errors into ``stream``; read what was asked from the lists.

    Attributes:
        snapshot_now: what a snapshot tells, with its cursor.
        fail: by name of the method, errors to raise before it works.
    """

    name = "scripted"

    def __init__(self) -> None:
        self.stream: asyncio.Queue[Batch | Exception | None] = asyncio.Queue()
        self.asked_after: list[Cursor] = []
        self.opened = 0
        self.snapshots = 0
        self.receipts: list[Cursor] = []
        self.subscriptions: list[tuple[int, tuple[str, ...]]] = []
        self.commands: list[tuple[str, Verb, Command, str]] = []
        self.fail: dict[str, list[Exception]] = {}
        self.snapshot_now: tuple[Snapshot, Cursor] = (snapshot(), Cursor("e", 0))
        self.pages: dict[int, MessagePage] = {}
        self.closed = False
        self.gate: asyncio.Event | None = None

    def _maybe_fail(self, method: str) -> None:
        errors = self.fail.get(method)
        if errors:
            raise errors.pop(0)

    async def open_session(self, client: str) -> SessionOpened:
        self.opened += 1
        self._maybe_fail("open_session")
        seen, cursor = self.snapshot_now
        return SessionOpened(session_id=f"s{self.opened}", cursor=str(cursor), now_ms=1_000_000, snapshot=seen)

    async def snapshot(self) -> SnapshotAnswer:
        self.snapshots += 1
        self._maybe_fail("snapshot")
        seen, cursor = self.snapshot_now
        return SnapshotAnswer(cursor=str(cursor), now_ms=1_000_000, snapshot=seen)

    async def deliveries(self, after: Cursor) -> AsyncIterator[Batch]:
        self.asked_after.append(after)
        while True:
            step = await self.stream.get()
            if step is None:
                return
            if isinstance(step, Exception):
                raise step
            yield step

    async def receipt(self, cursor: Cursor) -> int:
        self.receipts.append(cursor)
        self._maybe_fail("receipt")
        return 1_000_000

    async def subscribe(self, version: int, ids: tuple[str, ...]) -> None:
        self.subscriptions.append((version, ids))
        self._maybe_fail("subscribe")

    async def interaction(self, interaction_id: str, verb: Verb, body: Command, *, key: str, answer: type[Any]) -> Any:
        self.commands.append((interaction_id, verb, body, key))
        if self.gate is not None:
            await self.gate.wait()
        self._maybe_fail("interaction")
        return answer(message_id="m", seq=1, at_ms=1) if answer is not Done else Done()

    async def messages_before(self, interaction_id: str, seq: int) -> MessagePage:
        self._maybe_fail("messages_before")
        return self.pages[seq]

    async def targets(self, since: int, page: str | None = None) -> TargetsPage:
        self._maybe_fail("targets")
        return TargetsPage(version=1, targets=())

    async def rank(self, interaction_id: str | None, ids: tuple[str, ...] | None) -> Ranking:
        self._maybe_fail("rank")
        return Ranking(ranks=(), now_ms=1)

    async def sign_out(self) -> None:
        self._maybe_fail("sign_out")

    async def aclose(self) -> None:
        self.closed = True


def silent(count: int = 1) -> list[Exception]:
    """No answer, so many times."""
    return [Unreachable("no answer") for _ in range(count)]
