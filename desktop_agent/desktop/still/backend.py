"""StillBackend: a routing server that only has a snapshot; what is asked of it is kept and answered with success."""

# ruff: noqa: ARG002 - the port's signatures

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import msgspec

from desktop_agent.client.backends.port import A, Displaced, Refusal, SignedOut, Unreachable
from desktop_agent.contract.answers import (
    MessagePage,
    Ranking,
    Sent,
    SessionOpened,
    Snapshot,
    SnapshotAnswer,
    TargetsPage,
    Tokens,
    Transferred,
)
from desktop_agent.contract.base import Command
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import Channel, TargetKind, Verb
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.events import AnyTopic, Batch, Mail, MailEvent, StatusTopic
from desktop_agent.contract.values import Target, TargetRank, TargetRef, TargetStatus

EPOCH = "still"


class StillBackend:
    """``RoutingBackend`` without a server. ``push`` delivers events, ``fall`` breaks the connection.

    Attributes:
        asked: (what, arguments) of every command, in order.
        refuse: raised by the next command instead of an answer, once.
        statuses, ranks: by target id, told when they are subscribed to or asked for.
    """

    name = "A floor that stands still"

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        now_ms: int,
        targets: tuple[Target, ...] = (),
        statuses: dict[str, TargetStatus] | None = None,
        ranks: dict[str, TargetRank] | None = None,
    ) -> None:
        """Args: snapshot: what the agent sees. now_ms: the store's clock at the start."""
        self._snapshot = snapshot
        self._now_ms = now_ms
        self._targets = targets
        self.statuses = statuses or {}
        self.ranks = ranks or {}
        self._seq = 0
        self._batches: asyncio.Queue[Batch | Exception] = asyncio.Queue()
        self._down: Exception | None = None
        self.asked: list[tuple[str, Any]] = []
        self.refuse: Refusal | None = None

    # ---------------------------------------------------------------- what tests and the gallery do
    def push(self, *events: MailEvent | AnyTopic) -> None:
        """Deliver events of the mailbox, or topics."""
        mail: list[Mail] = []
        topics: list[AnyTopic] = []
        for event in events:
            if hasattr(type(event), "__struct_config__") and type(event).__struct_config__.tag_field == "event":
                self._seq += 1
                mail.append(Mail(seq=self._seq, event=msgspec.Raw(msgspec.json.encode(event))))
            else:
                topics.append(event)  # type: ignore[arg-type]  # what has no place in a mailbox is a topic
        self._batches.put_nowait(self._batch(tuple(mail), tuple(topics)))

    def fall(self, error: Exception | None = None) -> None:
        """Break the connection; it stays broken until ``rise``."""
        self._down = error or Unreachable("still")
        self._batches.put_nowait(self._down)

    def displace(self) -> None:
        """A newer session took over."""
        self.fall(Displaced(ErrorCode.SESSION_DISPLACED, "still"))

    def sign_out_by_server(self) -> None:
        """The tokens are good no more."""
        self.fall(SignedOut(ErrorCode.UNAUTHENTICATED, "still"))

    def rise(self) -> None:
        """The way is open again."""
        self._down = None

    # ---------------------------------------------------------------- RoutingBackend
    async def sign_in(self, user: str, password: str) -> Tokens:
        """Everybody is let in."""
        self._note("sign_in", (user, password))
        return Tokens(
            access_token="still",  # noqa: S106 - opens nothing
            access_expires_ms=self._now_ms + 600_000,
            refresh_token="still",  # noqa: S106 - opens nothing
            agent_id=self._snapshot.agent.id,
            name=self._snapshot.agent.name,
            now_ms=self._now_ms,
        )

    async def resume(self, refresh_token: str) -> Tokens:
        """As ``sign_in``."""
        return await self.sign_in("", refresh_token)

    async def change_password(self, old: str, new: str) -> None:
        """Kept."""
        self._note("change_password", (old, new))

    async def sign_out(self) -> None:
        """Kept."""
        self._note("sign_out", None)

    async def open_session(self, client: str) -> SessionOpened:
        """The snapshot."""
        self._check()
        cursor = str(Cursor(EPOCH, self._seq))
        return SessionOpened(session_id="still", cursor=cursor, now_ms=self._now_ms, snapshot=self._snapshot)

    async def snapshot(self) -> SnapshotAnswer:
        """The same again."""
        self._check()
        return SnapshotAnswer(cursor=str(Cursor(EPOCH, self._seq)), now_ms=self._now_ms, snapshot=self._snapshot)

    async def deliveries(self, after: Cursor) -> AsyncGenerator[Batch, None]:
        """What was pushed."""
        self._check()
        yield self._batch()
        while True:
            batch = await self._batches.get()
            if isinstance(batch, Exception):
                raise batch
            yield batch

    async def receipt(self, cursor: Cursor) -> int:
        """The clock stands still."""
        self._check()
        return self._now_ms

    async def subscribe(self, version: int, ids: tuple[str, ...]) -> None:
        """The known states are told at once."""
        self._check()
        self.push(*(StatusTopic(status=self.statuses[wanted]) for wanted in ids if wanted in self.statuses))

    async def interaction(self, interaction_id: str, verb: Verb, body: Command, *, key: str, answer: type[A]) -> A:
        """Kept, and answered as done."""
        self._note(verb, (interaction_id, body))
        made: dict[type[Any], dict[str, Any]] = {
            Sent: {"message_id": key, "seq": 1_000, "at_ms": self._now_ms},
            Transferred: {"version": 1, "target": TargetRef(id="still", kind=TargetKind.AGENT, name="")},
        }
        return answer(**made.get(answer, {}))

    async def agent_state(self, body: Command, *, key: str) -> None:
        """Kept."""
        self._note("agent_state", body)

    async def channel_state(self, channel: Channel, body: Command, *, key: str) -> None:
        """Kept."""
        self._note("channel_state", (channel, body))

    async def messages_before(self, interaction_id: str, seq: int) -> MessagePage:
        """Nothing older."""
        return MessagePage(messages=(), more=False)

    async def mark_notice(self, notice_id: str, *, read: bool, key: str) -> None:
        """Kept."""
        self._note("mark_notice", (notice_id, read))

    async def delete_notice(self, notice_id: str, *, key: str) -> None:
        """Kept."""
        self._note("delete_notice", notice_id)

    async def targets(self, since: int, page: str | None = None) -> TargetsPage:
        """The whole directory."""
        self._check()
        return TargetsPage(version=1, targets=() if since else self._targets)

    async def rank(self, interaction_id: str | None, ids: tuple[str, ...] | None) -> Ranking:
        """The known ranks."""
        self._check()
        wanted = self.ranks if ids is None else {one: self.ranks[one] for one in ids if one in self.ranks}
        return Ranking(ranks=tuple(sorted(wanted.values(), key=lambda rank: rank.order)), now_ms=self._now_ms)

    async def withdraw_for(self, interaction_id: str, body: Command, *, key: str) -> None:
        """Kept."""
        self._note("withdraw_for", (interaction_id, body))

    async def requeue(self, interaction_id: str, body: Command, *, key: str) -> None:
        """Kept."""
        self._note("requeue", (interaction_id, body))

    async def set_team_state(self, agent_id: str, body: Command, *, key: str) -> None:
        """Kept."""
        self._note("set_team_state", (agent_id, body))

    async def broadcast(self, body: Command, *, key: str) -> None:
        """Kept."""
        self._note("broadcast", body)

    async def aclose(self) -> None:
        """Nothing to close."""

    # ---------------------------------------------------------------- inside
    def _note(self, what: str, arguments: Any) -> None:
        self._check()
        self.asked.append((str(what), arguments))
        if self.refuse is not None:
            refusal, self.refuse = self.refuse, None
            raise refusal

    def _check(self) -> None:
        if self._down is not None:
            raise self._down

    def _batch(self, mail: tuple[Mail, ...] = (), topics: tuple[AnyTopic, ...] = ()) -> Batch:
        return Batch(mail=mail, topics=topics, cursor=str(Cursor(EPOCH, self._seq)), now_ms=self._now_ms)
