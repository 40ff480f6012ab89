"""A session on a scripted server and a clock that is turned by hand."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

import pytest

from desktop_agent.client.backoff import Backoff
from desktop_agent.client.clock import ManualClock
from desktop_agent.client.connection import ConnectionState
from desktop_agent.client.replica import changes as ch
from desktop_agent.client.session import AgentSession
from desktop_agent.contract.events import Batch
from tests.client.scripted import ScriptedBackend, mail


class Floor:
    """A session on a scripted server and a manual clock."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.backend = ScriptedBackend()
        self.session = AgentSession(self.backend, self.clock, backoff=lambda: Backoff(random.Random(7)))
        self.told: list[ch.Change] = []
        self.session.listen(self.told.append)
        self.ended: BaseException | None = None

    async def run(self) -> None:
        try:
            await self.session.run()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            self.ended = error

    async def say(self, *steps: Batch | Exception | None) -> None:
        for step in steps:
            self.backend.stream.put_nowait(step)
        await self.clock.advance(0)

    @property
    def state(self) -> ConnectionState:
        return self.session.connection.state


def batch(*events: object, first: int = 1, epoch: str = "e", **more: object) -> Batch:
    numbered = tuple(mail(first + place, event) for place, event in enumerate(events))
    cursor = f"{epoch}.{first + len(events) - 1}"
    return Batch(**{"mail": numbered, "cursor": cursor, "now_ms": 0, **more})  # type: ignore[arg-type]


@asynccontextmanager
async def floor() -> AsyncIterator[Floor]:
    one = Floor()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(one.run())
        await one.clock.advance(0)
        yield one
        running.cancel()


async def raises(kind: type[Exception], work: Awaitable[object]) -> str:
    """Wait for a failure; returns its words."""
    with pytest.raises(kind) as raised:
        await work
    return str(raised.value)
