"""A whole floor on a real SQLite store, with a clock that only the test moves and a mirror of every desktop.

``House.check`` compares each mirror (snapshot + events) with a fresh snapshot, and the store with its invariants.
"""

import asyncio
import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from desktop_agent.contract.answers import Snapshot
from desktop_agent.contract.base import Command
from desktop_agent.contract.commands import (
    Accept,
    CustomerMessage,
    Decline,
    SetState,
    StartChat,
    Transfer,
)
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import AgentState, Outcome, TargetKind, Verb
from desktop_agent.contract.events import (
    OfferClosed,
    decode_event,
)
from desktop_agent.contract.values import Interaction, Offer, Target
from desktop_agent.server.engine import customer, directory, housekeeping, presence, sessions, snapshots
from desktop_agent.server.engine.floor import (
    Floor,
    FloorAgent,
    FloorContact,
    FloorDisposition,
    FloorName,
    FloorPolicy,
    FloorQueue,
    FloorReason,
    FloorRoutingPoint,
)
from desktop_agent.server.engine.floor_import import import_floor
from desktop_agent.server.engine.results import FloorImported
from desktop_agent.server.engine.script import AgentActor, CustomerActor, Env, Refused, Script
from desktop_agent.server.engine.verbs import EPHEMERAL, VERBS
from desktop_agent.server.jobs.deadlines import meet
from desktop_agent.server.store.port import Idempotency
from desktop_agent.server.store.sqlite import SqliteStore
from desktop_agent.server.wake.local import LocalWake
from tests.server.mirrors import CustomerMirror, Mirror

FLOOR = Floor(
    agents=(
        FloorAgent(user="emma", name="Emma Marsh", skills=("Billing", "Claims"), capacity=3, number="4100"),
        FloorAgent(user="jana", name="Jana Brandt", skills=("Billing", "Claims"), capacity=3),
        FloorAgent(user="lee", name="Lee Wong", skills=("Billing",), capacity=1),
        FloorAgent(user="chi", name="Chi Okafor", skills=("Claims",), capacity=2),
        FloorAgent(user="sofia", name="Sofia Rossi", role="supervisor", skills=(), capacity=2),
    ),
    queues=(
        FloorQueue(name="Billing"),
        FloorQueue(name="Claims"),
        FloorQueue(name="Legal"),
        FloorQueue(name="Night desk", open=False),
    ),
    groups=(FloorName(name="Seniors"),),
    routing_points=(FloorRoutingPoint(name="Main line", queues=("Night desk", "Legal", "Claims")),),
    contacts=(FloorContact(name="Dana Fox", email="dana@example.org"),),
    reasons=(FloorReason(code="break", name="Break"), FloorReason(code="lunch", name="Lunch")),
    dispositions=(
        FloorDisposition(code="solved", name="Solved"),
        FloorDisposition(code="refund", name="Refund", queue="Billing"),
    ),
    policy=FloorPolicy(),
)


BEAT_MS = 4_000


class ManualClock:
    """A store's clock that stands still until it is moved."""

    def __init__(self, stored_ms: int) -> None:
        self.at_ms = max(1_800_000_000_000, stored_ms + 1)

    def now_ms(self) -> int:
        return self.at_ms


class House:
    """A running floor: who is signed in, which chats there are, and what everybody sees."""

    def __init__(self, path: Path, store: SqliteStore, clock: ManualClock, wake: LocalWake, ids: FloorImported) -> None:
        self.path = path
        self.store = store
        self.clock = clock
        self.wake = wake
        self.ids = ids
        self.actors: dict[str, AgentActor] = {}
        self.mirrors: dict[str, Mirror] = {}
        self.customers: dict[str, CustomerMirror] = {}
        self.outcomes: Counter[str] = Counter()
        self.closed: dict[str, Outcome] = {}
        self._keys = 0

    @classmethod
    async def open(cls, path: Path, floor: Floor = FLOOR) -> "House":
        clocks: list[ManualClock] = []

        def make(stored_ms: int) -> ManualClock:
            clocks.append(ManualClock(stored_ms))
            return clocks[-1]

        wake = LocalWake()
        store = await SqliteStore.open(path, wake, clock=make)
        ids = await store.execute(lambda env: import_floor(env, floor))
        return cls(path, store, clocks[-1], wake, ids)

    # ---------------------------------------------------------------- doing
    async def run(self, script: Callable[[Env], Script[Any]], *, scope: str = "", key: str | None = None) -> Any:
        """Run a command and let everybody read his mail."""
        self.clock.at_ms += 1
        keyed = None
        if scope:
            self._keys += 1
            keyed = Idempotency(scope=scope, key=key or f"key-{self._keys}", request=b"same")
        try:
            return await self.store.execute(script, key=keyed)
        finally:
            await self.deliver()

    async def do(self, user: str, verb: Verb, chat_id: str, body: Command, key: str | None = None) -> Any:
        """One verb on an interaction."""
        actor = self.actors[user]

        def script(env: Env) -> Script[Any]:
            return VERBS[verb](env, actor, chat_id, body)

        if verb in EPHEMERAL:
            return await self.store.read(script)
        request = hashlib.sha256(verb.encode() + msgspec.json.encode(body)).digest()
        self.clock.at_ms += 1
        self._keys += 1
        keyed = Idempotency(scope=actor.agent_id, key=key or f"key-{self._keys}", request=request)
        try:
            return await self.store.execute(script, key=keyed)
        finally:
            await self.deliver()

    async def sign_in(self, *users: str, ready: bool = True) -> None:
        for user in users:
            agent_id = self.ids.agents[user]
            opened = await self.run(lambda env, agent_id=agent_id: sessions.open_session(env, agent_id, "test"))
            self.actors[user] = AgentActor(agent_id, opened.session_id)
            self.mirrors[user] = Mirror(opened)
            if ready:
                await self.set_state(user, AgentState.READY)

    async def sign_out(self, user: str) -> None:
        actor = self.actors.pop(user)
        await self.run(lambda env: sessions.close_session(env, actor))
        del self.mirrors[user]

    async def set_state(self, user: str, state: AgentState, reason: str | None = None) -> None:
        actor = self.actors[user]
        await self.run(lambda env: presence.set_state(env, actor, SetState(state=state, reason=reason)))

    async def chat(self, queue: str = "Billing", name: str = "Dana Fox", text: str = "Hello") -> str:
        begun = await self.run(
            lambda env: customer.start_chat(env, StartChat(queue=queue, name=name, text=text)), scope="customers"
        )
        chat_id: str = begun.chat_id
        return chat_id

    async def says(self, chat_id: str, text: str, key: str | None = None) -> Any:
        actor = CustomerActor(chat_id)
        return await self.run(
            lambda env: customer.customer_message(env, actor, CustomerMessage(text=text)), scope=chat_id, key=key
        )

    async def customer_ends(self, chat_id: str) -> None:
        await self.run(lambda env: customer.customer_end(env, CustomerActor(chat_id)), scope=chat_id)

    async def accept(self, user: str, chat_id: str) -> Any:
        return await self.do(user, Verb.ACCEPT, chat_id, Accept(offer_id=self.offer(user, chat_id).id))

    async def decline(self, user: str, chat_id: str, reason: str = "") -> Any:
        return await self.do(user, Verb.DECLINE, chat_id, Decline(offer_id=self.offer(user, chat_id).id, reason=reason))

    async def transfer(self, user: str, chat_id: str, target: str, **facts: Any) -> Any:
        """Transfer to a user or a queue by name."""
        target_id = self.ids.agents.get(target) or self.ids.queues[target]
        kind = TargetKind.AGENT if target in self.ids.agents else TargetKind.QUEUE
        return await self.do(user, Verb.TRANSFER, chat_id, Transfer(target_id=target_id, target_kind=kind, **facts))

    async def served(self, user: str, queue: str = "Billing") -> str:
        """A chat that this user has accepted."""
        others = [other for other in self.actors if other != user]
        states = {other: self.mirrors[other].agent.state for other in others}
        for other in others:
            await self.set_state(other, AgentState.DO_NOT_DISTURB)
        chat_id = await self.chat(queue)
        await self.accept(user, chat_id)
        for other in others:
            await self.set_state(other, states[other])
        return chat_id

    async def after(self, ms: int, *, silent: tuple[str, ...] = ()) -> None:
        """Let time pass: deadlines are met when they come, every desktop but the silent ones gives signs of life."""
        end_ms = self.clock.at_ms + ms
        while self.clock.at_ms < end_ms:
            await self.beat(*(user for user in self.actors if user not in silent))
            step_ms = min(end_ms, self.clock.at_ms + BEAT_MS)
            for rounds in range(100):
                due_ms = await self.store.read(housekeeping.next_deadline)
                if due_ms is None or due_ms > step_ms:
                    break
                assert rounds < 99, "a deadline is never met"
                self.clock.at_ms = max(self.clock.at_ms, due_ms)
                await meet(self.store, self.clock.at_ms)
                await self.deliver()
            self.clock.at_ms = max(self.clock.at_ms, step_ms)

    async def beat(self, *users: str) -> None:
        for user in users:
            actor, cursor = self.actors[user], self.mirrors[user].cursor
            await self.run(lambda env, actor=actor, cursor=cursor: sessions.receipt(env, actor, cursor))

    # ---------------------------------------------------------------- seeing
    def offer(self, user: str, chat_id: str) -> Offer:
        (offer,) = [offer for offer in self.mirrors[user].offers.values() if offer.interaction_id == chat_id]
        return offer

    def offered(self, chat_id: str) -> str | None:
        """The user to whom the chat is offered now."""
        found = [
            user
            for user, mirror in self.mirrors.items()
            for offer in mirror.offers.values()
            if offer.interaction_id == chat_id
        ]
        assert len(found) < 2
        return found[0] if found else None

    def view(self, user: str, chat_id: str) -> Interaction:
        return self.mirrors[user].interactions[chat_id]

    def texts(self, user: str, chat_id: str) -> list[str]:
        return [line.text for line in self.mirrors[user].transcripts[chat_id]]

    def codes(self, user: str) -> list[str]:
        """Codes of My Messages, newest first."""
        return [notice.code for notice in self.mirrors[user].notices]

    async def snapshot(self, user: str) -> Snapshot:
        actor = self.actors[user]
        answer = await self.store.read(lambda env: snapshots.snapshot(env, actor))
        return answer.snapshot

    async def targets(self, user: str) -> list[Target]:
        """The whole directory, page by page."""
        actor = self.actors[user]
        found: list[Target] = []
        page: str | None = None
        while True:
            answer = await self.store.read(lambda env, page=page: directory.targets_page(env, actor, 0, page))
            found += answer.targets
            page = answer.next
            if page is None:
                return found

    async def deliver(self) -> None:
        """Everybody reads his mailbox; numbers must follow each other without a gap."""
        for mirror in self.mirrors.values():
            while mails := await self.store.mail(mirror.agent.id, mirror.cursor):
                for mail in mails:
                    assert mail.seq == mirror.cursor.seq + 1
                    mirror.cursor = Cursor(mirror.cursor.epoch, mail.seq)
                    event = decode_event(mail.event)
                    if isinstance(event, OfferClosed):
                        self.outcomes[event.offer_id] += 1
                        self.closed[event.offer_id] = event.outcome
                    mirror.apply(event)

    async def deliver_to_customer(self, chat_id: str) -> CustomerMirror:
        mirror = self.customers.setdefault(chat_id, CustomerMirror())
        while mails := await self.store.mail(chat_id, Cursor(self.store.epoch, mirror.seq)):
            for mail in mails:
                assert mail.seq == mirror.seq + 1
                mirror.seq = mail.seq
                mirror.apply(decode_event(mail.event))
        return mirror

    # ---------------------------------------------------------------- checking
    async def check(self) -> None:
        """Every mirror equals its snapshot; slots, parties, offers and transcripts agree with each other."""
        for user, mirror in self.mirrors.items():
            differs = mirror.differs_from(await self.snapshot(user))
            assert not differs, f"{user}: {differs}"
        assert all(times == 1 for times in self.outcomes.values()), "an offer has two outcomes"
        assert_sound(self.path)
        assert await self.store.read(housekeeping.overlooked) == ()


WRONG = {
    "I1 an interaction without its owner's party": (
        "SELECT i.id FROM interaction i WHERE i.state IN ('active', 'wrap_up') AND (SELECT count(*) FROM party p"
        " WHERE p.interaction_id = i.id AND p.role = 'owner' AND p.agent_id = i.owner_id) <> 1"
    ),
    "I1 two owners, or parties without an owner": (
        "SELECT p.interaction_id FROM party p GROUP BY p.interaction_id HAVING sum(p.role = 'owner') <> 1"
    ),
    "I1 parties of a chat that nobody serves": (
        "SELECT i.id FROM interaction i JOIN party p ON p.interaction_id = i.id WHERE i.state IN ('queued', 'closed')"
    ),
    "I5 load": "SELECT id FROM agent a WHERE load <> (SELECT count(*) FROM party p WHERE p.agent_id = a.id)",
    "I5 reserved": (
        "SELECT id FROM agent a WHERE reserved <> (SELECT count(*) FROM interaction i WHERE i.offer_to = a.id)"
    ),
    "I5 more than capacity": "SELECT id FROM agent WHERE load + reserved > capacity",
    "one routed offer at a time": (
        "SELECT id FROM agent a WHERE routed <>"
        " (SELECT count(*) FROM interaction i WHERE i.offer_to = a.id AND i.offer_kind = 'routing')"
    ),
    "I8 gaps in a transcript": (
        "SELECT i.id FROM interaction i LEFT JOIN message m ON m.interaction_id = i.id GROUP BY i.id"
        " HAVING count(m.seq) <> i.last_seq OR max(m.seq) <> i.last_seq"
    ),
    "I9 gaps in a mailbox": (
        "SELECT b.id FROM mailbox b LEFT JOIN mail m ON m.mailbox = b.id GROUP BY b.id"
        " HAVING count(m.seq) <> b.head - b.trimmed OR coalesce(max(m.seq), b.head) <> b.head"
    ),
    "unread": (
        "SELECT p.interaction_id FROM party p WHERE p.unread <> (SELECT count(*) FROM message m"
        " WHERE m.interaction_id = p.interaction_id AND m.seq > p.read_seq AND m.sender <> 'system'"
        " AND m.sender_id <> p.agent_id AND m.visibility <> 'private')"
    ),
    "an offer to somebody who is gone": (
        "SELECT i.id FROM interaction i JOIN agent a ON a.id = i.offer_to"
        " WHERE a.session_id IS NULL OR a.state = 'logged_out' OR a.lost > 0"
    ),
    "chats of somebody who is gone": (
        "SELECT a.id FROM agent a JOIN party p ON p.agent_id = a.id WHERE a.state = 'logged_out' OR a.lost = 3"
    ),
}
"""What must find nothing, after every command."""


def assert_sound(path: Path) -> None:
    """The invariants, in one consistent view of the file."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("BEGIN")
        for name, query in WRONG.items():
            found = connection.execute(query).fetchall()
            assert not found, (name, found)


def on_a_floor(
    test: Callable[["House"], Coroutine[Any, Any, None]], floor: Floor | None = None
) -> Callable[[Path], None]:
    """Make a test of a coroutine that gets a fresh floor; it ends with a check of everything."""

    def run(tmp_path: Path) -> None:
        async def play() -> None:
            house = await House.open(tmp_path / "store.db", floor or FLOOR)
            try:
                await test(house)
                await house.check()
            finally:
                await house.store.aclose()

        asyncio.run(play())

    run.__name__ = test.__name__
    run.__doc__ = test.__doc__
    return run


async def refused(awaitable: Any) -> Refused:
    """Return the refusal that a command ends in."""
    try:
        await awaitable
    except Refused as no:
        return no
    raise AssertionError("it was not refused")


NOT_TAKEN = {
    Outcome.DECLINED: "transfer_declined",
    Outcome.TIMED_OUT: "transfer_timed_out",
    Outcome.TARGET_GONE: "transfer_target_gone",
    Outcome.CHAT_ENDED: "transfer_chat_ended",
    Outcome.WITHDRAWN_BY_SUPERVISOR: "transfer_withdrawn_by_supervisor",
}
