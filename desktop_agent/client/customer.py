"""The customer's side of a chat: starts it, writes, reads what the customer may see (simulation, tests)."""

import functools
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any
from urllib.parse import quote

import msgspec

from desktop_agent.client.backends.events import EventSource
from desktop_agent.client.backends.port import A, BackendError, CursorGone, Unreachable
from desktop_agent.client.backends.transport import Proxy, Transport, decode
from desktop_agent.client.backoff import Backoff
from desktop_agent.client.clock import Clock, SystemClock
from desktop_agent.client.replica.transcript import Transcript
from desktop_agent.contract import commands as c
from desktop_agent.contract import http
from desktop_agent.contract.answers import ChatSnapshot, ChatStarted, Sent
from desktop_agent.contract.base import Command, Done
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.events import (
    Batch,
    ChatChanged,
    CustomerChat,
    MessageAdded,
    PositionTopic,
    TypingTopic,
    decode_event,
)
from desktop_agent.contract.ids import new_id
from desktop_agent.contract.values import Message

ENDED = "ended"
TRIES = 4

Seen = ChatChanged | MessageAdded | TypingTopic | PositionTopic
"""What a customer can be told."""


@functools.cache
def _decoder(answer: type[Any]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(answer)


class CustomerChatClient:
    """One customer's chat.

    Attributes:
        chat: as the customer may see it, None before ``start``.
        transcript: its lines.
        position: how many are before the customer (1 = next), None when unknown.
        token: good for this chat only; keep it to ``resume`` after a reload.
    """

    def __init__(self, server: str, *, clock: Clock | None = None, proxy: Proxy | None = None) -> None:
        """Connect to nothing yet."""
        self._clock = clock or SystemClock()
        self._transport = Transport(server, proxy=proxy)
        self._cursor = Cursor("none", 0)
        self.chat: CustomerChat | None = None
        self.transcript = Transcript()
        self.position: int | None = None
        self.token = ""

    @property
    def id(self) -> str:
        """Id of the chat, empty before ``start``."""
        return self.chat.id if self.chat else ""

    @property
    def ended(self) -> bool:
        """Whether the chat is over."""
        return self.chat is not None and self.chat.state == ENDED

    async def start(
        self,
        *,
        queue: str,
        name: str,
        email: str = "",
        subject: str = "",
        text: str = "",
        case_data: Mapping[str, str] | None = None,
    ) -> CustomerChat:
        """Ask for an agent of a queue.

        Raises:
            BackendError: ``NOT_FOUND`` for an unknown queue, and as every method.
        """
        body = c.StartChat(
            queue=queue, name=name, email=email, subject=subject, text=text, case_data=dict(case_data or {})
        )
        started = await self._do("POST", http.CUSTOMER_CHATS, ChatStarted, body)
        self.token = started.token
        self._take_all(started.chat, started.messages, started.cursor, started.position)
        return started.chat

    async def resume(self, chat_id: str, token: str) -> CustomerChat:
        """Go on after a reload."""
        self.token = token
        return await self._read_all(chat_id)

    async def send(self, text: str, *, key: str | None = None) -> Sent:
        """Say something; returns when the server has it for good."""
        return await self._do("POST", self._path(http.CUSTOMER_MESSAGES), Sent, c.CustomerMessage(text=text), key=key)

    async def typing(self, *, on: bool) -> None:
        """Tell that the customer is typing, or has stopped."""
        await self._do("POST", self._path(http.CUSTOMER_TYPING), Done, c.Typing(on=on), tries=1)

    async def end(self) -> None:
        """End the chat."""
        await self._do("POST", self._path(http.CUSTOMER_END), Done)

    async def events(self) -> AsyncGenerator[Seen, None]:
        """Give what happens, after ``chat``, ``transcript`` and ``position`` have it; reconnects by itself.

        Ends when the chat has ended.

        Raises:
            BackendError: the server refuses this chat (not: cannot be reached).
        """
        source = EventSource(self._transport, self._path(http.CUSTOMER_EVENTS), self._headers, self._clock)
        waits = Backoff()
        while True:
            try:
                async with aclosing(source.batches(self._cursor)) as batches:
                    async for batch in batches:
                        waits.reset()
                        for seen in self._take(batch):
                            yield seen
                        if self.ended:
                            return
                wait_s = waits.next_s()
            except CursorGone:
                await self._read_all(self.id)
                wait_s = 0.0
            except Unreachable as error:
                wait_s = waits.next_s(error.retry_after_ms)
            await self._clock.sleep(wait_s)

    async def aclose(self) -> None:
        """Close connections; the chat goes on waiting for its customer."""
        await self._transport.aclose()

    # ---------------------------------------------------------------- how
    def _take(self, batch: Batch) -> list[Seen]:
        seen: list[Seen] = []
        for mail in batch.mail:
            if mail.seq <= self._cursor.seq:
                continue
            self._cursor = Cursor(self._cursor.epoch, mail.seq)
            try:
                event = decode_event(mail.event)
            except msgspec.MsgspecError:
                continue
            if isinstance(event, ChatChanged):
                self.chat = event.chat
                seen.append(event)
            elif isinstance(event, MessageAdded) and self.transcript.add(event.message):
                seen.append(event)
        for topic in batch.topics:
            if isinstance(topic, PositionTopic):
                self.position = topic.position
                seen.append(topic)
            elif isinstance(topic, TypingTopic):
                seen.append(topic)
        return seen

    async def _read_all(self, chat_id: str) -> CustomerChat:
        path = http.CUSTOMER_CHAT.format(chat_id=quote(chat_id, safe=""))
        answer = await self._do("GET", path, ChatSnapshot)
        self._take_all(answer.chat, answer.messages, answer.cursor, answer.position)
        return answer.chat

    def _take_all(self, chat: CustomerChat, messages: tuple[Message, ...], cursor: str, position: int | None) -> None:
        self.chat = chat
        self.transcript = Transcript(messages)
        self.position = position
        self._cursor = Cursor.parse(cursor)

    def _path(self, template: str) -> str:
        return template.format(chat_id=quote(self.id, safe=""))

    async def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    async def _do(
        self,
        method: str,
        path: str,
        answer: type[A],
        body: Command | None = None,
        *,
        key: str | None = None,
        tries: int = TRIES,
    ) -> A:
        headers = {**await self._headers(), http.KEY_HEADER: key or new_id()}
        waits = Backoff()
        while True:
            tries -= 1
            try:
                content = await self._transport.request(method, path, body=body, headers=headers)
            except BackendError as error:
                again = isinstance(error, Unreachable) or error.retry_after_ms is not None
                if not again or tries <= 0:
                    raise
                wait_s = waits.next_s(error.retry_after_ms)
            else:
                decoded: A = decode(_decoder(answer), content)
                return decoded
            await self._clock.sleep(wait_s)
