"""A customer who writes, reads, answers and leaves."""

import asyncio
import logging
import random

from desktop_agent.client.backends.port import BackendError
from desktop_agent.client.clock import Clock
from desktop_agent.client.customer import CustomerChatClient
from desktop_agent.contract.enums import SenderKind, Visibility
from desktop_agent.contract.events import MessageAdded
from desktop_agent.contract.values import Message
from desktop_agent.simulation.replies import reply_to
from desktop_agent.simulation.talk import Stage, Talk
from desktop_agent.simulation.tempers import Pace

_log = logging.getLogger(__name__)

PATIENCE_S = 600.0
"""How long a customer stays without hearing anything."""


class CustomerPerson:
    """One chat of one customer, from the first line to the end."""

    def __init__(self, server: str, talk: Talk, stage: Stage, rng: random.Random, pace: Pace, clock: Clock) -> None:
        """Nothing is sent before ``run``."""
        self._chat = CustomerChatClient(server, clock=clock)
        self._talk = talk
        self._stage = stage
        self._rng = rng
        self._pace = pace
        self._clock = clock
        self._heard: asyncio.Queue[str] = asyncio.Queue()

    async def run(self) -> None:
        """Write until the chat is over.

        Raises:
            BackendError: the server refuses the chat.
        """
        conversation, person = self._talk.conversation, self._talk.person
        try:
            chat = await self._chat.start(
                queue=conversation.queue,
                name=person.name,
                email=person.email,
                subject=conversation.subject,
                text=conversation.opening,
                case_data=conversation.case_data,
            )
            self._stage.enter(chat.id, self._talk)
            _log.info("%s writes to %s: %s", person.name, conversation.queue, conversation.subject)
            async with asyncio.TaskGroup() as tasks:
                listening = tasks.create_task(self._listen(), name=f"customer-listens-{person.name}")
                answering = tasks.create_task(self._answer(), name=f"customer-answers-{person.name}")
                await asyncio.wait({listening, answering}, return_when=asyncio.FIRST_COMPLETED)
                listening.cancel()
                answering.cancel()
        finally:
            self._stage.leave(self._chat.id)
            await self._go()

    async def _listen(self) -> None:
        async for seen in self._chat.events():
            if isinstance(seen, MessageAdded) and _is_said_to_me(seen.message):
                self._heard.put_nowait(seen.message.text)

    async def _answer(self) -> None:
        while True:
            try:
                async with asyncio.timeout(self._pace.seconds(PATIENCE_S)):
                    line = await self._heard.get()
            except TimeoutError:
                await self._leave()
                return
            await self._clock.sleep(self._pace.thinking(self._rng, line))
            while not self._heard.empty():  # more came while reading: the last line counts
                line = self._heard.get_nowait()
            reply = reply_to(line, self._talk, self._rng)
            if reply is None:
                continue
            await self._say(reply.text)
            if reply.leaves:
                await self._clock.sleep(self._pace.seconds(2.0))
                await self._leave()
                return

    async def _say(self, text: str) -> None:
        try:
            await self._chat.typing(on=True)
            await self._clock.sleep(self._pace.typing(self._rng, text))
            await self._chat.send(text)
        except BackendError as error:
            if not self._chat.ended:
                _log.info("%s could not write: %s", self._talk.person.name, error)

    async def _go(self) -> None:
        """Leave no chat behind that nobody reads any more."""
        try:
            async with asyncio.timeout(3.0):
                if self._chat.chat is not None and not self._chat.ended:
                    await self._leave()
        except TimeoutError:
            _log.debug("%s could not say goodbye", self._talk.person.name)
        finally:
            await self._chat.aclose()

    async def _leave(self) -> None:
        try:
            await self._chat.end()
        except BackendError as error:
            _log.debug("%s could not end the chat: %s", self._talk.person.name, error)


def _is_said_to_me(message: Message) -> bool:
    return message.sender is SenderKind.AGENT and message.visibility is Visibility.ALL
