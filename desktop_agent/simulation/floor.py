"""Everybody at once: colleagues sign in, customers come and go, until it is stopped."""

import asyncio
import logging
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop_agent.client.backends.port import BackendError
from desktop_agent.client.clock import Clock, SystemClock
from desktop_agent.simulation.colleagues import Colleague
from desktop_agent.simulation.customers import CustomerPerson
from desktop_agent.simulation.people import NAMES, person
from desktop_agent.simulation.scripts import CONVERSATIONS, Conversation
from desktop_agent.simulation.talk import Stage, Talk
from desktop_agent.simulation.tempers import KNOWN, Pace, temper_of

_log = logging.getLogger(__name__)

AT_THE_DOOR = 4
"""How many sign in at the same time: checking a password is work for the server."""

STAGGER_S = 5.0
PAUSE_S = (6.0, 18.0)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is simulated.

    Attributes:
        server: its address.
        credentials: user to password of the colleagues.
        seed: decides everything that is left to chance.
        pace: 1 as people are, 10 ten times as fast.
        customers: how many chats are kept going at the same time.
        chats: how many are begun in all; None without an end.
        conversations: what they are about.
        leave_to: new chats of the queues are left to others, so that they come to this user; empty for nobody.
    """

    server: str
    credentials: Mapping[str, str]
    seed: int
    pace: Pace = field(default_factory=Pace)
    customers: int = 3
    chats: int | None = None
    conversations: Sequence[Conversation] = CONVERSATIONS
    leave_to: str = ""


class Floor:
    """A simulation that runs.

    Attributes:
        colleagues: by user.
    """

    def __init__(self, plan: Plan, clock: Clock | None = None) -> None:
        """Nothing is sent before ``run``."""
        self._plan = plan
        self._clock = clock or SystemClock()
        self._stage = Stage()
        self._door = asyncio.Semaphore(AT_THE_DOOR)
        self._begun = 0
        self._order = random.Random(f"{plan.seed}:order")  # noqa: S311 - a story, no secret
        self._waiting: list[Conversation] = []
        self.colleagues = {user: self._colleague(user, password) for user, password in plan.credentials.items()}

    async def run(self) -> None:
        """Run until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for user in sorted(self.colleagues, key=lambda user: (user not in KNOWN, user)):
                tasks.create_task(self._work(self.colleagues[user]), name=f"colleague-{user}")
            for number in range(self._plan.customers):
                tasks.create_task(self._customers(number), name=f"customers-{number}")

    async def wait_ready(self) -> None:
        """Wait until every colleague has been Ready once."""
        for colleague in self.colleagues.values():
            await colleague.ready.wait()

    def _colleague(self, user: str, password: str) -> Colleague:
        rng = random.Random(f"{self._plan.seed}:{user}")  # noqa: S311 - a story, no secret
        return Colleague(
            self._plan.server,
            user,
            password,
            temper=temper_of(user, rng),
            stage=self._stage,
            rng=rng,
            pace=self._plan.pace,
            clock=self._clock,
            leaves_routed=bool(self._plan.leave_to) and self._plan.leave_to != user,
        )

    async def _work(self, colleague: Colleague) -> None:
        async with asyncio.TaskGroup() as tasks:
            await self._door.acquire()
            tasks.create_task(self._through_the_door(colleague), name=f"door-{colleague.user}")
            await colleague.run()

    async def _through_the_door(self, colleague: Colleague) -> None:
        try:
            async with asyncio.timeout(20.0):
                await colleague.ready.wait()
        except TimeoutError:
            _log.warning("%s is not Ready yet", colleague.user)
        finally:
            self._door.release()

    async def _customers(self, number: int) -> None:
        """One customer after the other."""
        rng = random.Random(f"{self._plan.seed}:customers:{number}")  # noqa: S311 - a story, no secret
        pace = self._plan.pace
        await self._clock.sleep(pace.seconds(number * STAGGER_S))
        while self._plan.chats is None or self._begun < self._plan.chats:
            self._begun += 1
            talk = Talk(person(rng, rng.choice(NAMES)), self._next_conversation())
            customer = CustomerPerson(self._plan.server, talk, self._stage, rng, pace, self._clock)
            try:
                await customer.run()
            except* BackendError as group:
                _log.warning("a customer was turned away: %s", group.exceptions[0])
            await self._clock.sleep(pace.seconds(rng.uniform(*PAUSE_S)))

    def _next_conversation(self) -> Conversation:
        if not self._waiting:
            self._waiting = list(self._plan.conversations)
            self._order.shuffle(self._waiting)
        return self._waiting.pop()
