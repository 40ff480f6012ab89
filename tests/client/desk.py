"""Agents and customers at work, for tests against the real server."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from desktop_agent.client.backends.native import NativeBackend
from desktop_agent.client.clock import Clock
from desktop_agent.client.connection import ConnectionState
from desktop_agent.client.customer import CustomerChatClient
from desktop_agent.client.replica.changes import Change
from desktop_agent.client.session import AgentSession
from desktop_agent.contract.enums import AgentState
from desktop_agent.contract.values import Offer
from tests.client.running import until
from tests.client.serving import ServerProcess

C = TypeVar("C")


class Desk:
    """A signed-in agent with a running session.

    Attributes:
        told: every change, in order.
        ended: what ``run`` raised; None while it runs or when it returned.
    """

    def __init__(self, backend: NativeBackend, session: AgentSession) -> None:
        self.backend = backend
        self.session = session
        self.told: list[Change] = []
        self.ended: BaseException | None = None
        self.over = asyncio.Event()
        session.listen(self.told.append)

    async def run(self) -> None:
        """Run the session and keep how it ends."""
        try:
            await self.session.run()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            self.ended = error
        finally:
            self.over.set()

    def heard(self, kind: type[C]) -> list[C]:
        """The changes of one kind."""
        return [change for change in self.told if isinstance(change, kind)]

    async def live(self) -> None:
        """Wait until what is shown is so now."""
        await until(lambda: self.session.connection.state is ConnectionState.LIVE, "live", 25)

    async def stale(self) -> None:
        """Wait until the session says that it is not."""
        await until(lambda: self.session.connection.state is ConnectionState.STALE, "stale", 25)

    async def ready(self) -> None:
        """Go Ready."""
        await self.session.set_state(state=AgentState.READY)
        await until(lambda: self.session.replica.agent.state is AgentState.READY, "ready")

    async def offer(self) -> Offer:
        """Wait for an offer."""
        return await until(lambda: next(iter(self.session.replica.offers.values()), None), "an offer")

    async def accepted(self) -> str:
        """Wait for an offer and take it; returns the interaction."""
        offer = await self.offer()
        await self.session.accept(offer.id)
        await until(lambda: offer.interaction_id in self.session.replica.interactions, "the chat")
        return offer.interaction_id

    def lines(self, interaction_id: str) -> list[str]:
        """What people have said."""
        transcript = self.session.replica.transcripts[interaction_id]
        return [message.text for message in transcript if message.code is None]


@asynccontextmanager
async def desk(
    server: ServerProcess,
    user: str = "emma",
    *,
    url: str | None = None,
    clock: Clock | None = None,
    probe_s: float = 2.0,
    wait: bool = True,
    **more: Any,
) -> AsyncIterator[Desk]:
    """An agent who is signed in for the length of a block, and signed out after it."""
    backend = NativeBackend(url or server.url, clock=clock, probe_s=probe_s)
    await backend.sign_in(user, server.credentials[user])
    session = AgentSession(backend, clock, **more)
    one = Desk(backend, session)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(one.run(), name=f"desk-{user}")
        try:
            if wait:
                await one.live()
            yield one
        finally:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(5):
                    await session.sign_out()
            await session.close()


class Writer:
    """A customer who writes and hears."""

    def __init__(self, url: str) -> None:
        self.chat = CustomerChatClient(url)
        self.heard: list[Any] = []

    async def listen(self) -> None:
        """Take in what happens until the chat has ended."""
        async for seen in self.chat.events():
            self.heard.append(seen)

    def lines(self) -> list[str]:
        """What people have said."""
        return [message.text for message in self.chat.transcript if message.code is None]


@asynccontextmanager
async def customer(server: ServerProcess, text: str = "Hello?", **more: Any) -> AsyncIterator[Writer]:
    """A customer in Billing for the length of a block."""
    writer = Writer(server.url)
    await writer.chat.start(**{"queue": "Billing", "name": "Amir Kaya", "text": text, **more})
    async with asyncio.TaskGroup() as tasks:
        listening = tasks.create_task(writer.listen(), name="customer")
        try:
            yield writer
        finally:
            listening.cancel()
            with contextlib.suppress(Exception):
                await writer.chat.end()
            await writer.chat.aclose()


class FastClock:
    """The machine's clock with shorter waits; what is measured stays real."""

    def __init__(self, factor: float = 10.0) -> None:
        from desktop_agent.client.clock import SystemClock

        self._clock = SystemClock()
        self._factor = factor

    def monotonic_ms(self) -> int:
        return self._clock.monotonic_ms()

    def wall_ms(self) -> int:
        return self._clock.wall_ms()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._factor)


def either(*conditions: Callable[[], Any]) -> Callable[[], Any]:
    """One of them."""
    return lambda: any(condition() for condition in conditions)
