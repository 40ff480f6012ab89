"""People without a window, for tours and tests: customers, and colleagues who do exactly as they are told.

They speak through ``client`` on a loop in a thread of its own, so that steps can be written one after the other.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from types import TracebackType
from typing import Any, Self, TypeVar

from desktop_agent.client.backends.native import NativeBackend
from desktop_agent.client.backends.port import Displaced, Refusal, SignedOut
from desktop_agent.client.customer import CustomerChatClient
from desktop_agent.client.session import AgentSession, ConnectionState
from desktop_agent.contract.enums import AgentState, OfferKind, SenderKind
from desktop_agent.contract.events import TypingTopic
from desktop_agent.contract.values import Interaction, Message, Offer, Target

T = TypeVar("T")
PATIENCE_S = 15.0
POLL_S = 0.01


class NotSeen(AssertionError):
    """What a person waited for did not come."""


class Stage:
    """The loop on which people without a window live. Close it when the play is over."""

    def __init__(self) -> None:
        """Start the loop's thread."""
        self._loop = asyncio.new_event_loop()
        self._people: list[Person] = []
        self._thread = threading.Thread(target=self._loop.run_forever, name="stage")
        self._thread.start()

    def start(self, coroutine: Coroutine[Any, Any, T]) -> Future[T]:
        """Begin something that lasts."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    def do(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Do something and wait for it.

        Raises:
            TimeoutError: not within ``PATIENCE_S``.
        """
        return self.start(coroutine).result(PATIENCE_S)

    def wait(self, what: str, there: Callable[[], T | None], seconds: float = PATIENCE_S) -> T:
        """Wait until ``there`` gives something true, and return it.

        Raises:
            NotSeen: it never did.
        """

        async def look() -> T:
            while not (found := there()):  # noqa: ASYNC110 - what is waited for is read, it does not call
                await asyncio.sleep(POLL_S)
            return found

        try:
            return self.start(asyncio.wait_for(look(), seconds)).result(seconds + 5)
        except TimeoutError:
            raise NotSeen(f"not within {seconds:.0f} s: {what}") from None

    def enter(self, person: "Person") -> None:
        """Somebody who must be gone before the loop ends."""
        self._people.append(person)

    def close(self) -> None:
        """Everybody leaves; the loop ends."""
        for person in reversed(self._people):
            person.vanish()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Person:
    """Somebody on the stage.

    Attributes:
        sent_away: the server's reason for ending the person's session, None while it goes on.
    """

    def __init__(self, stage: Stage) -> None:
        """Args: stage: where the person lives."""
        self.stage = stage
        self.sent_away: Refusal | None = None
        self._leaving = asyncio.Event()
        self._life: Future[None] | None = None
        stage.enter(self)

    def live(self, life: Coroutine[Any, Any, None]) -> None:
        """Begin to hear what happens, until it ends by itself or the person vanishes."""
        self._life = self.stage.start(self._live(life))

    async def _live(self, life: Coroutine[Any, Any, None]) -> None:
        async with asyncio.TaskGroup() as tasks:
            living = tasks.create_task(self._until_sent_away(life))
            await self._leaving.wait()
            living.cancel()
        await self.disconnect()

    async def _until_sent_away(self, life: Coroutine[Any, Any, None]) -> None:
        try:
            await life
        except (SignedOut, Displaced) as why:
            self.sent_away = why

    def vanish(self) -> None:
        """Be gone without a word, as after a crash; nothing is told to the server."""

        async def leave() -> None:
            self._leaving.set()

        if self._life is not None:
            self.stage.do(leave())
            self._life.result(PATIENCE_S)
            self._life = None

    async def disconnect(self) -> None:
        """Close connections."""


class Customer(Person):
    """A customer in a chat."""

    def __init__(
        self,
        stage: Stage,
        server: str,
        *,
        queue: str,
        name: str,
        text: str = "",
        subject: str = "",
        case_data: Mapping[str, str] | None = None,
    ) -> None:
        """Ask for an agent of a queue."""
        super().__init__(stage)
        self.name = name
        self._chat = CustomerChatClient(server)
        self.typing_seen: list[str] = []
        start = self._chat.start(queue=queue, name=name, text=text, subject=subject, case_data=case_data)
        stage.do(start)
        self.live(self._listen())

    async def _listen(self) -> None:
        async for seen in self._chat.events():
            if isinstance(seen, TypingTopic) and seen.on:
                self.typing_seen.append(seen.name)

    async def disconnect(self) -> None:
        await self._chat.aclose()

    @property
    def id(self) -> str:
        """Id of the chat."""
        return self._chat.id

    @property
    def state(self) -> str:
        """``waiting``, ``active``, ``reconnecting`` or ``ended``."""
        return self._chat.chat.state if self._chat.chat else ""

    @property
    def agents(self) -> tuple[str, ...]:
        """Who talks with the customer."""
        return self._chat.chat.agents if self._chat.chat else ()

    @property
    def lines(self) -> tuple[Message, ...]:
        """What the customer can read."""
        return tuple(self._chat.transcript.messages)

    def say(self, text: str) -> None:
        """Write a line."""
        self.stage.do(self._chat.send(text))

    def type(self) -> None:
        """Be seen typing."""
        self.stage.do(self._chat.typing(on=True))

    def end(self) -> None:
        """End the chat."""
        self.stage.do(self._chat.end())

    def reads(self, text: str) -> Message:
        """Wait for a line with this text in it."""

        def there() -> Message | None:
            return next((line for line in self.lines if text in line.text), None)

        return self.stage.wait(f"{self.name} reads {text!r}", there)

    def is_served_by(self, *names: str) -> None:
        """Wait until exactly these agents are in the chat."""
        self.stage.wait(f"{self.name} is served by {names}", lambda: self.agents == names)

    def is_in_state(self, state: str) -> None:
        """Wait for a state of the chat."""
        self.stage.wait(f"the chat of {self.name} is {state}", lambda: self.state == state)


class Colleague(Person):
    """An agent or supervisor without a window, signed in."""

    def __init__(self, stage: Stage, server: str, user: str, password: str, *, ready: bool = True) -> None:
        """Sign in and, if wished, go Ready."""
        super().__init__(stage)
        self.user = user
        self._server = server
        self._password = password
        self.session = stage.do(self._sign_in())
        self.live(self.session.run())
        stage.wait(f"{user} is signed in", lambda: self.session.connection.state is ConnectionState.LIVE)
        if ready:
            self.become(AgentState.READY)

    async def _sign_in(self) -> AgentSession:
        backend = NativeBackend(self._server)
        await backend.sign_in(self.user, self._password)
        return AgentSession(backend, client="colleague")

    async def disconnect(self) -> None:
        await self.session.close()

    @property
    def id(self) -> str:
        """Id of the agent."""
        return self.session.replica.agent.id

    def become(self, state: AgentState, reason: str | None = None) -> None:
        """Change the own state and wait until it is seen."""
        self.stage.do(self.session.set_state(state=state, reason=reason))
        self.stage.wait(f"{self.user} is {state}", lambda: self.session.replica.agent.state is state)

    def offered(self, customer: str, kind: OfferKind = OfferKind.TRANSFER, seconds: float = PATIENCE_S) -> Offer:
        """Wait for an offer of this customer's chat."""

        def there() -> Offer | None:
            offers = tuple(self.session.replica.offers.values())
            return next((offer for offer in offers if offer.customer.name == customer and offer.kind is kind), None)

        return self.stage.wait(f"{self.user} is offered the chat of {customer}", there, seconds)

    def accept(self, offer: Offer) -> Interaction:
        """Take an offer and wait for the chat."""
        self.stage.do(self.session.accept(offer.id))
        return self.stage.wait(
            f"{self.user} has the chat", lambda: self.session.replica.interactions.get(offer.interaction_id)
        )

    def decline(self, offer: Offer, reason: str = "") -> None:
        """Refuse an offer."""
        self.stage.do(self.session.decline(offer.id, reason=reason))

    def transfer(self, interaction: Interaction, name: str, *, reason: str = "", note: str = "") -> None:
        """Invite somebody by name to take a chat over."""

        def found() -> Target | None:
            hits = self.session.directory.search(name)
            return next((hit.target for hit in hits if hit.target.name == name), None)

        target = self.stage.wait(f"{self.user} finds {name}", found)
        self.stage.do(
            self.session.transfer(
                interaction.id, target_id=target.id, target_kind=target.kind, reason=reason, note=note
            )
        )

    def say(self, interaction: Interaction, text: str) -> None:
        """Write to the customer."""
        self.stage.do(self.session.send_message(interaction.id, text=text))

    def reads(self, interaction_id: str, text: str, sender: SenderKind | None = None) -> Message:
        """Wait for a line of a chat."""

        def there() -> Message | None:
            transcript = self.session.replica.transcripts.get(interaction_id)
            lines = transcript.messages if transcript else ()
            return next((line for line in lines if text in line.text and sender in {None, line.sender}), None)

        return self.stage.wait(f"{self.user} reads {text!r}", there)

    def leave(self) -> None:
        """Log off properly, unless gone already."""
        if self._life is None:
            return
        self.stage.do(self.session.sign_out())
        self.vanish()
