"""The bundled routing server, spoken to over HTTP."""

import asyncio
import functools
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from typing import Any
from urllib.parse import quote

import msgspec

from desktop_agent.client.backends.events import EventSource
from desktop_agent.client.backends.port import A, SignedOut, Unreachable
from desktop_agent.client.backends.transport import COMMAND_READ_S, COMMANDS, RECEIPTS, Proxy, Transport, decode
from desktop_agent.client.clock import Clock, SystemClock
from desktop_agent.client.server_clock import ServerClock
from desktop_agent.contract import commands as c
from desktop_agent.contract import http
from desktop_agent.contract.answers import (
    MessagePage,
    Now,
    Ranking,
    SessionOpened,
    SnapshotAnswer,
    TargetsPage,
    Tokens,
)
from desktop_agent.contract.base import Command, Done
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import Channel, Verb
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.events import Batch

REFRESH_BEFORE_MS = 30_000
PAGE_READ_S = 20.0


@functools.cache
def _decoder(answer: type[Any]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(answer)


class NativeBackend:
    """``RoutingBackend`` of the bundled server.

    Attributes:
        name: for the person who chooses.
        server: its address.
        tokens: of the signed-in agent, None before and after.
        session_id: of the open session, empty before.
    """

    name = "Desktop Agent routing server"

    def __init__(
        self,
        server: str,
        *,
        clock: Clock | None = None,
        on_tokens: Callable[[Tokens], None] | None = None,
        proxy: Proxy | None = None,
        probe_s: float = http.PROBE_S,
    ) -> None:
        """Connect to nothing yet.

        Args:
            server: its address; https, or http to this machine.
            clock: the machine's when left out.
            on_tokens: called with every new pair of tokens, so that the refresh token can be kept.
            proxy: directly when left out.
            probe_s: how long to wait for the first sign of an event stream.

        Raises:
            AddressRefused: the address cannot be used.
        """
        self._clock = clock or SystemClock()
        self._time = ServerClock(self._clock)
        self._transport = Transport(server, proxy=proxy)
        self._on_tokens = on_tokens
        self._probe_s = probe_s
        self._refreshing = asyncio.Lock()
        self._source: EventSource | None = None
        self.server = self._transport.server
        self.tokens: Tokens | None = None
        self.session_id = ""

    @property
    def event_form(self) -> str:
        """How events come now: ``stream`` or ``poll``; empty before the first."""
        return self._source.form if self._source else ""

    # ---------------------------------------------------------------- who one is
    async def sign_in(self, user: str, password: str) -> Tokens:
        """Present user and password.

        Raises:
            SignedOut: ``wrong_credentials``.
            BackendError: as every method.
        """
        content = await self._transport.request("POST", http.LOGIN, body=c.SignIn(user=user, password=password))
        return self._keep(content)

    async def resume(self, refresh_token: str) -> Tokens:
        """Sign in again with a kept refresh token."""
        body = c.Refresh(refresh_token=refresh_token)
        return self._keep(await self._transport.request("POST", http.REFRESH, body=body))

    async def change_password(self, old: str, new: str) -> None:
        """Replace the password."""
        await self._call("POST", http.PASSWORD, Done, body=c.ChangePassword(old=old, new=new))

    async def sign_out(self) -> None:
        """Log off: session and tokens end."""
        if self.tokens is None:
            return
        await self._call("POST", http.LOGOUT, Done)
        self.tokens = None
        self.session_id = ""

    # ---------------------------------------------------------------- session
    async def open_session(self, client: str) -> SessionOpened:
        """Begin; what the agent may see, and where the mailbox goes on."""
        opened = await self._call(
            "POST", http.SESSIONS, SessionOpened, body=c.OpenSession(client=client), read_s=PAGE_READ_S
        )
        self.session_id = opened.session_id
        self._time.take(opened.now_ms)
        self._source = EventSource(self._transport, http.EVENTS, self._headers, self._clock, probe_s=self._probe_s)
        return opened

    async def snapshot(self) -> SnapshotAnswer:
        """A fresh snapshot for the running session."""
        path = http.SNAPSHOT.format(session_id=_part(self.session_id))
        return await self._call("GET", path, SnapshotAnswer, read_s=PAGE_READ_S)

    async def deliveries(self, after: Cursor) -> AsyncGenerator[Batch, None]:
        """Batches from ``after`` on, until the connection breaks or the server says goaway."""
        if self._source is None:
            raise SignedOut(ErrorCode.UNAUTHENTICATED, "no session is open")
        fresh = False
        while True:
            used = self.tokens
            try:
                async with aclosing(self._source.batches(after)) as batches:
                    async for batch in batches:
                        fresh = False
                        after = Cursor.parse(batch.cursor)
                        yield batch
            except SignedOut as error:
                if fresh or error.code is not ErrorCode.UNAUTHENTICATED:
                    raise
                await self._refresh(used)
                fresh = True
            else:
                return

    async def receipt(self, cursor: Cursor) -> int:
        """Everything up to the cursor has arrived; returns the store's clock."""
        path = http.RECEIPT.format(session_id=_part(self.session_id))
        try:
            async with asyncio.timeout(http.RECEIPT_TIMEOUT_S):
                answer = await self._call(
                    "PUT",
                    path,
                    Now,
                    body=c.Receipt(cursor=str(cursor)),
                    purpose=RECEIPTS,
                    read_s=http.RECEIPT_TIMEOUT_S,
                )
        except TimeoutError as error:
            raise Unreachable(f"no answer to the receipt within {http.RECEIPT_TIMEOUT_S:g} s") from error
        self._time.take(answer.now_ms)
        return answer.now_ms

    async def subscribe(self, version: int, ids: tuple[str, ...]) -> None:
        """The targets whose status is wanted now."""
        await self._call("PUT", http.SUBSCRIPTIONS, Done, body=c.Subscribe(version=version, ids=ids))

    # ---------------------------------------------------------------- commands
    async def interaction(self, interaction_id: str, verb: Verb, body: Command, *, key: str, answer: type[A]) -> A:
        """One verb on an interaction; the same key has one effect."""
        path = http.INTERACTION.format(interaction_id=_part(interaction_id), verb=verb.value)
        return await self._call("POST", path, answer, body=body, key=key)

    async def agent_state(self, body: Command, *, key: str) -> None:
        """Set one's own state."""
        await self._call("POST", http.AGENT_STATE, Done, body=body, key=key)

    async def channel_state(self, channel: Channel, body: Command, *, key: str) -> None:
        """Set one's own state on one channel."""
        await self._call("POST", http.AGENT_CHANNEL.format(channel=channel.value), Done, body=body, key=key)

    async def messages_before(self, interaction_id: str, seq: int) -> MessagePage:
        """Older lines of a transcript."""
        path = http.MESSAGES.format(interaction_id=_part(interaction_id))
        return await self._call("GET", path, MessagePage, query={"before": str(seq)})

    async def mark_notice(self, notice_id: str, *, read: bool, key: str) -> None:
        """My Messages: read or unread."""
        path = http.NOTICE.format(notice_id=_part(notice_id))
        await self._call("POST", path, Done, body=c.MarkNotice(read=read), key=key)

    async def delete_notice(self, notice_id: str, *, key: str) -> None:
        """My Messages: delete."""
        await self._call("DELETE", http.NOTICE.format(notice_id=_part(notice_id)), Done, key=key)

    async def targets(self, since: int, page: str | None = None) -> TargetsPage:
        """The directory, or what changed in it; decoded in a thread."""
        query = {"since": str(since)} if page is None else {"since": str(since), "page": page}
        content = await self._content("GET", http.TARGETS, query=query, read_s=PAGE_READ_S)
        answer: TargetsPage = await asyncio.to_thread(decode, _decoder(TargetsPage), content)
        return answer

    async def rank(self, interaction_id: str | None, ids: tuple[str, ...] | None) -> Ranking:
        """Who can take an interaction, with capabilities and reasons."""
        return await self._call("POST", http.RANK, Ranking, body=c.RankTargets(interaction_id=interaction_id, ids=ids))

    # ---------------------------------------------------------------- supervisors
    async def withdraw_for(self, interaction_id: str, body: Command, *, key: str) -> None:
        """Withdraw another agent's pending transfer."""
        path = http.TEAM_WITHDRAW.format(interaction_id=_part(interaction_id))
        await self._call("POST", path, Done, body=body, key=key)

    async def requeue(self, interaction_id: str, body: Command, *, key: str) -> None:
        """Put an interaction back into its queue."""
        path = http.TEAM_REQUEUE.format(interaction_id=_part(interaction_id))
        await self._call("POST", path, Done, body=body, key=key)

    async def set_team_state(self, agent_id: str, body: Command, *, key: str) -> None:
        """Set an agent's state."""
        await self._call("POST", http.TEAM_STATE.format(agent_id=_part(agent_id)), Done, body=body, key=key)

    async def broadcast(self, body: Command, *, key: str) -> None:
        """Tell everybody."""
        await self._call("POST", http.TEAM_BROADCAST, Done, body=body, key=key)

    async def aclose(self) -> None:
        """Close connections; nothing is signed out."""
        await self._transport.aclose()

    # ---------------------------------------------------------------- how
    async def _call(
        self,
        method: str,
        path: str,
        answer: type[A],
        *,
        body: Command | None = None,
        key: str | None = None,
        query: Mapping[str, str] | None = None,
        purpose: str = COMMANDS,
        read_s: float = COMMAND_READ_S,
    ) -> A:
        content = await self._content(method, path, body=body, key=key, query=query, purpose=purpose, read_s=read_s)
        decoded: A = decode(_decoder(answer), content)
        return decoded

    async def _content(
        self,
        method: str,
        path: str,
        *,
        body: Command | None = None,
        key: str | None = None,
        query: Mapping[str, str] | None = None,
        purpose: str = COMMANDS,
        read_s: float = COMMAND_READ_S,
    ) -> bytes:
        async def once() -> bytes:
            headers = await self._headers(key)
            return await self._transport.request(
                method, path, body=body, headers=headers, query=query, purpose=purpose, read_s=read_s
            )

        used = self.tokens
        try:
            return await once()
        except SignedOut as error:
            if error.code is not ErrorCode.UNAUTHENTICATED or self.tokens is None:
                raise
            await self._refresh(used)
        return await once()

    async def _headers(self, key: str | None = None) -> dict[str, str]:
        tokens = self.tokens
        if tokens is None:
            raise SignedOut(ErrorCode.UNAUTHENTICATED, "not signed in")
        left_ms = tokens.access_expires_ms - self._time.now_ms()
        if left_ms < REFRESH_BEFORE_MS:
            try:
                await self._refresh(tokens)
            except Unreachable:
                if left_ms <= 0:
                    raise
            tokens = self.tokens or tokens
        headers = {"Authorization": f"Bearer {tokens.access_token}"}
        if self.session_id:
            headers[http.SESSION_HEADER] = self.session_id
        if key is not None:
            headers[http.KEY_HEADER] = key
        return headers

    async def _refresh(self, used: Tokens | None) -> None:
        """Trade the refresh token, once for all who found the access token too old."""
        async with self._refreshing:
            tokens = self.tokens
            if tokens is None:
                raise SignedOut(ErrorCode.UNAUTHENTICATED, "not signed in")
            if tokens is not used:
                return
            body = c.Refresh(refresh_token=tokens.refresh_token)
            self._keep(await self._transport.request("POST", http.REFRESH, body=body))

    def _keep(self, content: bytes) -> Tokens:
        tokens: Tokens = decode(_decoder(Tokens), content)
        self.tokens = tokens
        self._time.take(tokens.now_ms)
        if self._on_tokens is not None:
            self._on_tokens(tokens)
        return tokens


def _part(text: str) -> str:
    """Return one part of a path: nothing in an id may become another path."""
    return quote(text, safe="")
