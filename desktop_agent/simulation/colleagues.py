"""A colleague at another desk: takes chats or does not, talks, finishes."""

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Coroutine
from typing import Any

from desktop_agent.client.backends.native import NativeBackend
from desktop_agent.client.backends.port import BackendError, Displaced, SignedOut
from desktop_agent.client.clock import Clock
from desktop_agent.client.replica.changes import (
    AgentUpdated,
    Change,
    InteractionAdded,
    InteractionGone,
    InteractionUpdated,
    MessageArrived,
    OfferArrived,
    SnapshotReplaced,
)
from desktop_agent.client.session import AgentSession
from desktop_agent.contract.enums import AgentState, Channel, InteractionState, OfferKind
from desktop_agent.contract.values import Interaction
from desktop_agent.simulation.lines import is_goodbye, next_line
from desktop_agent.simulation.talk import Stage
from desktop_agent.simulation.tempers import Pace, Temper, reason_of

_log = logging.getLogger(__name__)

BACK_AFTER_S = 20.0
READY_AGAIN_S = 6.0
LEFT_TO_OTHERS = "left to a colleague"


class Colleague:
    """One colleague, shift after shift.

    Attributes:
        ready: set when he has been Ready once.
    """

    def __init__(
        self,
        server: str,
        user: str,
        password: str,
        *,
        temper: Temper,
        stage: Stage,
        rng: random.Random,
        pace: Pace,
        clock: Clock,
        leaves_routed: bool = False,
    ) -> None:
        """Nothing is sent before ``run``.

        Args:
            server: its address.
            user: who he is.
            password: his.
            temper: how he takes what a colleague sends him.
            stage: the conversations of this simulation.
            rng: decides for him.
            pace: how fast he is.
            clock: he waits by it.
            leaves_routed: he leaves new chats of the queues to somebody else, the first time.
        """
        self.user = user
        self.temper = temper
        self.ready = asyncio.Event()
        self._server = server
        self._password = password
        self._stage = stage
        self._rng = rng
        self._pace = pace
        self._clock = clock
        self._leaves_routed = leaves_routed
        self._left: set[str] = set()

    async def run(self) -> None:
        """Work until cancelled; come back after having logged out at the wrong moment."""
        while True:
            try:
                await self._shift()
            except (Displaced, SignedOut) as error:
                _log.info("%s stops: %s", self.user, error)
                return
            except BackendError as error:
                _log.warning("%s has trouble: %s", self.user, error)
            await self._clock.sleep(self._pace.seconds(BACK_AFTER_S))

    async def _shift(self) -> None:
        backend = NativeBackend(self._server, clock=self._clock)
        try:
            await backend.sign_in(self.user, self._password)
            session = AgentSession(backend, self._clock, client="simulation", keep_directory=False)
            async with asyncio.TaskGroup() as tasks:
                desk = _Desk(self, session, tasks)
                working = tasks.create_task(desk.attend(), name=f"{self.user}-attends")
                await session.run()
                desk.clear()
                working.cancel()
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None
        finally:
            await _sign_out(backend)

    # ---------------------------------------------------------------- what he does
    async def be_ready(self, session: AgentSession) -> None:
        """Go Ready, a while after something set him otherwise."""
        if self.ready.is_set():
            await self._clock.sleep(self._pace.seconds(READY_AGAIN_S))
        agent = session.replica.agent
        if agent.state is not AgentState.READY:
            await session.set_state(state=AgentState.READY)
        if agent.channels.get(Channel.CHAT) is not AgentState.READY:
            await session.set_channel(Channel.CHAT, state=AgentState.READY)
        self.ready.set()

    async def answer_offer(self, session: AgentSession, offer_id: str) -> None:
        """Take it or not, by temper."""
        offer = session.replica.offers.get(offer_id)
        if offer is None:
            return
        if offer.kind is OfferKind.ROUTING:
            await self._answer_routed(session, offer_id, offer.interaction_id)
        elif self.temper is Temper.ACCEPTS:
            await self._clock.sleep(self._pace.deciding(self._rng))
            await session.accept(offer_id)
        elif self.temper is Temper.DECLINES:
            await self._clock.sleep(self._pace.deciding(self._rng))
            await session.decline(offer_id, reason=reason_of(self.user, self._rng))
        elif self.temper is Temper.LOGS_OUT:
            _log.info("%s logs out at the wrong moment", self.user)
            await session.sign_out()

    async def _answer_routed(self, session: AgentSession, offer_id: str, interaction_id: str) -> None:
        if self._leaves_routed and interaction_id not in self._left:
            self._left.add(interaction_id)
            await session.decline(offer_id, reason=LEFT_TO_OTHERS)
            return
        await self._clock.sleep(self._pace.deciding(self._rng))
        await session.accept(offer_id)

    async def chat(self, session: AgentSession, interaction_id: str, heard: asyncio.Event) -> None:
        """Talk with a customer as long as the chat is here."""
        said_seq = 0
        while True:
            heard.clear()
            interaction = session.replica.interactions.get(interaction_id)
            if interaction is None:
                return
            mine = interaction.owner_id == session.replica.agent.id
            if interaction.state is InteractionState.WRAP_UP:
                await self._finish(session, interaction)
                return
            has_come = session.replica.transcripts[interaction_id].last_seq >= said_seq
            if interaction.state is InteractionState.ACTIVE and mine and has_come:
                said_seq = await self._speak(session, interaction)
            await heard.wait()

    async def _speak(self, session: AgentSession, interaction: Interaction) -> int:
        """Say what there is to say; returns the number of the line, 0 when it is the customer's turn."""
        replica = session.replica
        talk = self._stage.talk(interaction.id)
        transcript = replica.transcripts[interaction.id]
        line = next_line(replica.agent, interaction, transcript, talk)
        if line is None:
            return 0
        last = transcript.messages[-1].text if transcript.messages else ""
        await session.read(interaction.id, seq=transcript.last_seq)
        await self._clock.sleep(self._pace.thinking(self._rng, last))
        await session.typing(interaction.id, on=True)
        await self._clock.sleep(self._pace.typing(self._rng, line))
        sent = await session.send_message(interaction.id, text=line)
        if is_goodbye(line):
            await self._clock.sleep(self._pace.seconds(3.0))
            if interaction.id in replica.interactions:
                await session.end(interaction.id)
        return sent.seq

    async def _finish(self, session: AgentSession, interaction: Interaction) -> None:
        """Choose a disposition and mark the chat done."""
        await self._clock.sleep(self._pace.thinking(self._rng, interaction.subject))
        choices = [
            choice.code
            for choice in session.replica.policy.dispositions
            if choice.queue_id in {None, interaction.queue.id}
        ]
        if choices and interaction.disposition is None:
            await session.set_disposition(interaction.id, code=self._rng.choice(choices))
        await session.complete(interaction.id)


class _Desk:
    """What goes on at one desk at the same time: one task per chat and per offer."""

    def __init__(self, colleague: Colleague, session: AgentSession, tasks: asyncio.TaskGroup) -> None:
        self._colleague = colleague
        self._session = session
        self._tasks = tasks
        self._news: asyncio.Queue[Change] = asyncio.Queue()
        self._running: dict[str, asyncio.Task[None]] = {}
        self._heard: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        session.listen(self._news.put_nowait)

    async def attend(self) -> None:
        """Begin what there is to do, as it comes."""
        while True:
            self._notice(await self._news.get())

    def clear(self) -> None:
        """Stop everything: the shift is over."""
        for task in self._running.values():
            task.cancel()

    def _notice(self, change: Change) -> None:
        replica = self._session.replica
        if isinstance(change, SnapshotReplaced):
            self._ready()
            for offer_id in replica.offers:
                self._offer(offer_id)
            for interaction_id in replica.interactions:
                self._chat(interaction_id)
        elif isinstance(change, AgentUpdated):
            self._ready()
        elif isinstance(change, OfferArrived):
            self._offer(change.id)
        elif isinstance(change, InteractionAdded):
            self._chat(change.id)
        elif isinstance(change, InteractionUpdated | InteractionGone | MessageArrived):
            self._heard[change.id].set()

    def _ready(self) -> None:
        agent = self._session.replica.agent
        if agent.state is AgentState.READY and agent.channels.get(Channel.CHAT) is AgentState.READY:
            self._colleague.ready.set()
            return
        self._begin("state", self._colleague.be_ready(self._session))

    def _offer(self, offer_id: str) -> None:
        self._begin(f"offer-{offer_id}", self._colleague.answer_offer(self._session, offer_id))

    def _chat(self, interaction_id: str) -> None:
        heard = self._heard[interaction_id]
        heard.set()
        self._begin(f"chat-{interaction_id}", self._colleague.chat(self._session, interaction_id, heard))

    def _begin(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        if name in self._running:
            work.close()
            return
        task = self._tasks.create_task(self._calmly(name, work), name=f"{self._colleague.user}-{name}")
        self._running[name] = task
        task.add_done_callback(lambda _: self._running.pop(name, None))

    async def _calmly(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """What the server refuses is part of the day: somebody else was faster, the customer left."""
        try:
            await work
        except BackendError as error:
            _log.info("%s, %s: %s", self._colleague.user, name.partition("-")[0], error)
            interaction_id = name.removeprefix("chat-")
            if name != interaction_id and interaction_id in self._session.replica.interactions:
                self._news.put_nowait(InteractionAdded(interaction_id))  # go on with it


async def _sign_out(backend: NativeBackend) -> None:
    try:
        async with asyncio.timeout(5.0):
            await backend.sign_out()
    except (BackendError, TimeoutError) as error:
        _log.debug("not signed out: %s", error)
    finally:
        await backend.aclose()
