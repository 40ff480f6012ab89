"""Everything at random, the invariants after each step: nobody may come out of step, be forgotten or be told twice."""

import asyncio
import random
import sqlite3
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desktop_agent.contract.base import Command
from desktop_agent.contract.commands import (
    Accept,
    Broadcast,
    DismissResult,
    Nothing,
    Read,
    Requeue,
    SaveDraft,
    SendMessage,
    SetChannel,
    SetDisposition,
    SetNote,
    SetTeamState,
    Withdraw,
)
from desktop_agent.contract.enums import AgentState, Channel, Verb, Visibility
from desktop_agent.contract.values import Interaction, Offer
from desktop_agent.server.engine import presence, team
from desktop_agent.server.engine.script import Refused
from tests.server.house import FLOOR, NOT_TAKEN, House

USERS = tuple(agent.user for agent in FLOOR.agents)
QUEUES = ("Billing", "Claims", "Legal", "Night desk")
picks = st.integers(0, 11)

MOVES_OWNER = {"accept", "to_queue", "requeue", "leave", "sign_out", "state", "team_state", "time", "complete"}
"""I4: the owner changes in no other command (an agent lost and a log-out are among them)."""

Words = Callable[[random.Random], Command]

TALK: dict[Verb, Words] = {
    Verb.SEND_MESSAGE: lambda any_: SendMessage(text="words", visibility=any_.choice(list(Visibility))),
    Verb.SAVE_DRAFT: lambda any_: SaveDraft(text="a draft", version=any_.randrange(4)),
    Verb.READ: lambda any_: Read(seq=any_.randrange(20)),
    Verb.SET_NOTE: lambda _: SetNote(text="a note"),
    Verb.SET_DISPOSITION: lambda any_: SetDisposition(code=any_.choice(["solved", "refund", "no such", None])),
    Verb.HOLD: lambda _: Nothing(),
    Verb.RETRIEVE: lambda _: Nothing(),
    Verb.DISCARD_HANDED_DRAFT: lambda _: Nothing(),
}


class Storm(RuleBasedStateMachine):
    """A floor where anybody does anything at any moment; it begins in the middle of a day."""

    house: House

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.house = self.runner.run(House.open(Path(self.folder.name) / "store.db"))
        self.transfers: dict[str, str] = {}
        self.chats: list[str] = []
        self.owners: dict[str, str | None] = {}
        self.last = ""
        self.go("sign_in", self.house.sign_in(*USERS))
        for _ in range(3):
            self.begin("Billing")
            self.accept(0)

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.runner.run(self.house.store.aclose())
        if hasattr(self, "runner"):
            self.runner.close()
            self.folder.cleanup()

    def go(self, name: str, command: Coroutine[Any, Any, Any]) -> Any:
        """Run a command; a refusal is an answer like another."""
        self.last = name
        try:
            return self.runner.run(command)
        except Refused:
            return None

    def user(self, pick: int) -> str | None:
        known = sorted(self.house.actors)
        return known[pick % len(known)] if known else None

    def offer(self, pick: int) -> tuple[str, Offer] | None:
        found = [(user, offer) for user, mirror in self.house.mirrors.items() for offer in mirror.offers.values()]
        return found[pick % len(found)] if found else None

    def served(self, pick: int) -> tuple[str, Interaction] | None:
        found = [(user, chat) for user, mirror in self.house.mirrors.items() for chat in mirror.interactions.values()]
        return found[pick % len(found)] if found else None

    def on_a_chat(self, pick: int, name: str, verb: Verb, body: Command) -> Any:
        found = self.served(pick)
        return self.go(name, self.house.do(found[0], verb, found[1].id, body)) if found else None

    # ---------------------------------------------------------------- the main way, often
    @rule(queue=st.sampled_from(QUEUES))
    def begin(self, queue: str) -> None:
        chat_id = self.go("begin", self.house.chat(queue))
        if chat_id is not None:
            self.chats.append(chat_id)

    @rule(pick=picks)
    def accept(self, pick: int) -> None:
        found = self.offer(pick)
        if found:
            user, offer = found
            late = offer.deadline_ms <= self.house.clock.at_ms + 1
            done = self.go("accept", self.house.accept(user, offer.interaction_id))
            assert (done is None) == late, "an open offer is accepted until its deadline and no longer"

    @rule(pick=picks)
    def accept_more(self, pick: int) -> None:
        self.accept(pick)

    @rule(pick=picks, to=st.sampled_from(USERS), stay=st.booleans())
    def transfer(self, pick: int, to: str, stay: bool) -> None:
        if found := self.served(pick):
            done = self.go("transfer", self.house.transfer(found[0], found[1].id, to, stay=stay))
            if done is not None:
                self.transfers[done.offer_id] = found[0]

    @rule(pick=picks, to=st.sampled_from(USERS))
    def transfer_more(self, pick: int, to: str) -> None:
        self.transfer(pick, to, stay=False)

    @rule(pick=picks, to=st.sampled_from(QUEUES), empty=st.booleans())
    def to_queue(self, pick: int, to: str, empty: bool) -> None:
        if found := self.served(pick):
            self.go("to_queue", self.house.transfer(found[0], found[1].id, to, although_empty=empty))

    @rule(pick=picks)
    def decline(self, pick: int) -> None:
        if found := self.offer(pick):
            self.go("decline", self.house.decline(found[0], found[1].interaction_id, "busy"))

    @rule(pick=picks, supervisor=st.booleans())
    def withdraw(self, pick: int, supervisor: bool) -> None:
        pending = [(user, chat) for user, chat in self.all_chats() if chat.pending]
        if pending:
            owner, chat = pending[pick % len(pending)]
            user = "sofia" if supervisor and "sofia" in self.house.actors else owner
            body = Withdraw(offer_id=chat.pending.offer_id if chat.pending else "")
            self.go("withdraw", self.house.do(user, Verb.WITHDRAW, chat.id, body))

    def all_chats(self) -> list[tuple[str, Interaction]]:
        return [(user, chat) for user, mirror in self.house.mirrors.items() for chat in mirror.interactions.values()]

    # ---------------------------------------------------------------- around it
    @rule(pick=picks, verb=st.sampled_from(list(TALK)), any_=st.randoms(use_true_random=False))
    def talk(self, pick: int, verb: Verb, any_: random.Random) -> None:
        self.on_a_chat(pick, "talk", verb, TALK[verb](any_))

    @rule(pick=picks, text=st.text(min_size=1, max_size=20))
    def customer_says(self, pick: int, text: str) -> None:
        self.go("customer", self.house.says(self.chats[pick % len(self.chats)], text))

    @rule(pick=picks, verb=st.sampled_from([Verb.END, Verb.COMPLETE, Verb.LEAVE]), customer=st.booleans())
    def finish(self, pick: int, verb: Verb, customer: bool) -> None:
        if customer and verb is Verb.END:
            self.go("end", self.house.customer_ends(self.chats[pick % len(self.chats)]))
        else:
            self.on_a_chat(pick, str(verb), verb, Nothing())

    @rule(pick=picks)
    def dismiss(self, pick: int) -> None:
        told = [(user, chat) for user, chat in self.all_chats() if chat.last_result]
        if told:
            user, chat = told[pick % len(told)]
            body = DismissResult(offer_id=chat.last_result.offer_id if chat.last_result else "")
            assert self.go("dismiss", self.house.do(user, Verb.DISMISS_RESULT, chat.id, body)) is not None

    @rule(pick=picks, which=picks)
    def accept_what_is_anothers(self, pick: int, which: int) -> None:
        user, found = self.user(pick), self.offer(which)
        if user and found and found[0] != user:
            command = self.house.do(user, Verb.ACCEPT, found[1].interaction_id, Accept(offer_id=found[1].id))
            assert self.go("stolen", command) is None

    @rule(pick=picks)
    def requeue(self, pick: int) -> None:
        if "sofia" in self.house.actors:
            chat_id = self.chats[pick % len(self.chats)]
            self.go("requeue", self.house.do("sofia", Verb.REQUEUE, chat_id, Requeue(reason="better")))

    # ---------------------------------------------------------------- people
    @rule(user=st.sampled_from(USERS))
    def sign_in(self, user: str) -> None:
        self.go("sign_in", self.house.sign_in(user))

    @rule(pick=picks)
    def sign_out(self, pick: int) -> None:
        if user := self.user(pick):
            self.go("sign_out", self.house.sign_out(user))

    @rule(pick=picks, state=st.sampled_from([AgentState.READY, AgentState.READY, *AgentState]))
    def set_state(self, pick: int, state: AgentState) -> None:
        if user := self.user(pick):
            self.go("state", self.house.set_state(user, state))

    @rule(pick=picks, ready=st.booleans())
    def set_channel(self, pick: int, ready: bool) -> None:
        if user := self.user(pick):
            actor = self.house.actors[user]
            body = SetChannel(state=AgentState.READY if ready else AgentState.NOT_READY)
            self.go("channel", self.house.run(lambda env: presence.set_channel(env, actor, Channel.CHAT, body)))

    @rule(pick=picks, state=st.sampled_from(AgentState), news=st.booleans())
    def supervise(self, pick: int, state: AgentState, news: bool) -> None:
        if "sofia" not in self.house.actors:
            return
        sofia, agent_id = self.house.actors["sofia"], self.house.ids.agents[USERS[pick % len(USERS)]]
        if news:
            self.go("broadcast", self.house.run(lambda env: team.broadcast(env, sofia, Broadcast(text="news"))))
        else:
            body = SetTeamState(state=state)
            self.go("team_state", self.house.run(lambda env: team.set_team_state(env, sofia, agent_id, body)))

    # ---------------------------------------------------------------- time
    @rule(ms=st.sampled_from([10, 3_000, 31_000]), silent=st.sets(st.sampled_from(USERS), max_size=2))
    def time(self, ms: int, silent: set[str]) -> None:
        self.go("time", self.house.after(ms, silent=tuple(silent)))

    @rule(silent=st.sampled_from(USERS), ms=st.sampled_from([12_000, 35_000, 100_000]))
    def somebody_is_lost(self, silent: str, ms: int) -> None:
        self.go("time", self.house.after(ms, silent=(silent,)))

    @rule()
    def the_sweeper_is_late(self) -> None:
        """Time passes and nobody does anything yet."""
        self.last = "late"
        self.house.clock.at_ms += 29_990

    # ---------------------------------------------------------------- what always holds
    @invariant()
    def everything_agrees(self) -> None:
        self.runner.run(self.house.check())

    @invariant()
    def customers_see_only_what_is_theirs(self) -> None:
        for chat_id in self.chats:
            self.runner.run(self.house.deliver_to_customer(chat_id))

    @invariant()
    def the_owner_changes_only_where_it_may(self) -> None:
        owners = dict(self.rows("SELECT id, CASE WHEN state = 'closed' THEN NULL ELSE owner_id END FROM interaction"))
        changed = {chat for chat, owner in self.owners.items() if owner is not None and owners[chat] != owner}
        assert not changed or self.last in MOVES_OWNER, (self.last, changed)
        if self.last == "transfer":
            queued = {chat for (chat,) in self.rows("SELECT id FROM interaction WHERE owner_id IS NULL")}
            assert changed <= queued, "a transfer to an agent changes no owner"
        self.owners = owners

    @invariant()
    def a_transfer_not_taken_is_told_once(self) -> None:
        wanted = sum(self.house.closed.get(offer_id) in NOT_TAKEN for offer_id in self.transfers)
        ((told,),) = self.rows("SELECT count(*) FROM notice WHERE kind = 'transfer_result'")
        assert told == wanted

    def rows(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self.house.path)) as connection:
            return connection.execute(query).fetchall()


TestStorm = Storm.TestCase
TestStorm.settings = settings(max_examples=12, stateful_step_count=40, deadline=None)
