"""What every handler works with, made once when the application starts."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from desktop_agent.contract.events import PositionTopic
from desktop_agent.contract.values import TargetStatus
from desktop_agent.server.auth.signing_in import SigningIn
from desktop_agent.server.engine import customer, directory
from desktop_agent.server.engine.script import AgentActor, CustomerActor
from desktop_agent.server.http.board import Board
from desktop_agent.server.http.ears import Ears
from desktop_agent.server.http.fanout import Fanout
from desktop_agent.server.http.limits import Limits
from desktop_agent.server.http.positions import Positions
from desktop_agent.server.http.readers import Reader
from desktop_agent.server.http.settings import Settings
from desktop_agent.server.http.streams import Streams
from desktop_agent.server.store.port import Store


class Services:
    """The parts of a running server that handlers use."""

    def __init__(
        self,
        store: Store,
        wake: Fanout,
        settings: Settings,
        signing_in: SigningIn,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Args: the parts, and a monotonic clock in seconds."""
        self.store = store
        self.wake = wake
        self.settings = settings
        self.signing_in = signing_in
        self.limits = Limits(settings.rates, clock)
        self.streams = Streams(settings.streams_per_reader, clock)
        self.board = Board(self._statuses, settings.coalesce_s)
        self.positions = Positions(self._position, self._queue, settings.coalesce_s)

    async def run(self) -> None:
        """Tell topics, for ever."""
        with self.wake.watching(self._committed):
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.board.run(), name="board")
                tasks.create_task(self.positions.run(), name="positions")
                tasks.create_task(self.streams.run(), name="pollers")

    def wake_readers_of(self, mailbox: str) -> None:
        """Let the listeners of a mailbox look around: something about them, not for them, has changed."""
        self.wake.hint(frozenset({mailbox}), (), frozenset())

    def agent_reader(self, actor: AgentActor) -> Reader:
        """Return an agent's session as a reader of events."""

        @contextmanager
        def hearing() -> Iterator[Ears]:
            with Ears.listening(self.wake.local, actor.agent_id) as ears, self.board.listening(actor.session_id, ears):
                yield ears

        return Reader(actor.session_id, actor.agent_id, hearing)

    def customer_reader(self, actor: CustomerActor) -> Reader:
        """Return a chat's customer as a reader of events."""

        @contextmanager
        def hearing() -> Iterator[Ears]:
            with Ears.listening(self.wake.local, actor.chat_id) as ears, self.positions.listening(actor.chat_id, ears):
                yield ears

        return Reader(actor.chat_id, actor.chat_id, hearing)

    def _committed(self, mailboxes: frozenset[str], touched: frozenset[str]) -> None:
        self.board.touched(touched)
        self.positions.touched(touched)
        for mailbox in mailboxes:
            self.positions.moved(mailbox)

    async def _statuses(self, ids: tuple[str, ...]) -> tuple[TargetStatus, ...]:
        return await self.store.read(lambda env: directory.statuses(env, ids))

    async def _position(self, chat_id: str) -> PositionTopic | None:
        return await self.store.read(lambda env: customer.chat_position(env, CustomerActor(chat_id)))

    async def _queue(self, chat_id: str) -> str:
        return await self.store.read(lambda env: customer.chat_queue_id(env, CustomerActor(chat_id)))
