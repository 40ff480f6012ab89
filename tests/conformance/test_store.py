"""What every store promises: one transaction a command, one effect a key, mailboxes without gaps, wake after commit."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import pytest

from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import Accept, StartChat
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import AgentState, Reason, RemovedWhy
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.events import AnyTopic, InteractionRemoved, PositionTopic, decode_event
from desktop_agent.server.engine import answering, customer, presence, sessions, snapshots
from desktop_agent.server.engine.floor import Floor, FloorAgent, FloorQueue
from desktop_agent.server.engine.floor_import import import_floor
from desktop_agent.server.engine.script import AgentActor, Ask, Decision, Env, Refused, Script
from desktop_agent.server.store.port import CursorGone, Idempotency, Store, Unavailable
from tests.conformance.conftest import OpenStore


def play(open_store: OpenStore, test: Callable[[Store], Coroutine[Any, Any, None]], wake: Any = None) -> None:
    async def run() -> None:
        store = await open_store(wake)
        try:
            await test(store)
        finally:
            await store.aclose()

    asyncio.run(run())


def key(name: str = "k", request: bytes = b"r", scope: str = "somebody") -> Idempotency:
    return Idempotency(scope=scope, key=name, request=request)


def put(name: str, value: str, mailbox: str = "box") -> Callable[[Env], Script[Done]]:
    """A command with an effect and an event."""

    def script(env: Env) -> Script[Done]:
        yield Ask("claim_meta", {"name": f"{name}={value}", "value": value})
        event = InteractionRemoved(interaction_id=value, why=RemovedWhy.LEFT)
        return Decision(Done(version=env.now_ms % 1000), mail=((mailbox, event),))

    return script


async def stored(store: Store, name: str) -> set[str]:
    """The values that ``put`` has stored under a name."""
    found = [await store.statement("meta", name=f"{name}={value}") for value in ("1", "2", "3", "x")]
    return {rows[0].text for rows in found if rows}


async def values(store: Store, mailbox: str = "box", after: int = 0) -> list[str]:
    mails = await store.mail(mailbox, Cursor(store.epoch, after))
    return [decode_event(mail.event).interaction_id for mail in mails]


def test_same_key_one_effect_same_answer(open_store: OpenStore) -> None:
    async def test(store: Store) -> None:
        first = await store.execute(put("a", "1"), key=key())
        again = await store.execute(put("a", "2"), key=key())
        assert first == again
        assert await stored(store, "a") == {"1"}
        assert await values(store) == ["1"]
        await store.execute(put("a", "3"), key=key(scope="somebody else"))
        assert await stored(store, "a") == {"1", "3"}

    play(open_store, test)


def test_same_key_at_once_has_one_effect(open_store: OpenStore) -> None:
    async def test(store: Store) -> None:
        answers = await asyncio.gather(*(store.execute(put("a", str(n)), key=key()) for n in range(20)))
        assert len(set(map(str, answers))) == 1
        assert await values(store) == ["0"]

    play(open_store, test)


def test_same_key_with_another_body_is_refused(open_store: OpenStore) -> None:
    async def test(store: Store) -> None:
        await store.execute(put("a", "1"), key=key())
        with pytest.raises(Refused) as no:
            await store.execute(put("a", "2"), key=key(request=b"another"))
        assert (no.value.code, no.value.status) == (ErrorCode.KEY_REUSED, 422)
        assert await stored(store, "a") == {"1"}

    play(open_store, test)


def test_a_refusal_undoes_everything_and_is_remembered(open_store: OpenStore) -> None:
    def refuses(env: Env) -> Script[Done]:
        yield Ask("claim_meta", {"name": "a=x", "value": "x"})
        raise Refused(ErrorCode.CONFLICT, "no", reason=Reason.OFFER_CLOSED)

    async def test(store: Store) -> None:
        for script in (refuses, put("a", "1")):
            with pytest.raises(Refused) as no:
                await store.execute(script, key=key())
            assert (no.value.code, no.value.detail["reason"]) == (ErrorCode.CONFLICT, Reason.OFFER_CLOSED)
        assert await stored(store, "a") == set()

    play(open_store, test)


@pytest.mark.parametrize("code", [ErrorCode.SESSION_DISPLACED, ErrorCode.UNAUTHENTICATED])
def test_what_is_about_the_connection_is_not_remembered(open_store: OpenStore, code: ErrorCode) -> None:
    def refuses(env: Env) -> Script[Done]:
        yield Ask("meta", {"name": "epoch"})
        raise Refused(code, "no")

    async def test(store: Store) -> None:
        with pytest.raises(Refused):
            await store.execute(refuses, key=key())
        await store.execute(put("a", "1"), key=key())

    play(open_store, test)


def test_one_broken_command_leaves_the_others_of_its_group_alone(open_store: OpenStore) -> None:
    def breaks(env: Env) -> Script[Done]:
        yield Ask("claim_meta", {"name": "broken=x", "value": "x"})
        raise ZeroDivisionError

    async def test(store: Store) -> None:
        results = await asyncio.gather(
            store.execute(put("a", "1")), store.execute(breaks), store.execute(put("b", "2")), return_exceptions=True
        )
        assert isinstance(results[1], ZeroDivisionError)
        assert await stored(store, "a") == {"1"}
        assert await stored(store, "b") == {"2"}
        assert await stored(store, "broken") == set()

    play(open_store, test)


def test_an_answer_too_long_to_remember_is_a_mistake(open_store: OpenStore) -> None:
    def long(env: Env) -> Script[Any]:
        from desktop_agent.server.engine.results import ChatBegun

        yield Ask("claim_meta", {"name": "a=x", "value": "x"})
        return Decision(ChatBegun(chat_id="x" * 5_000))

    async def test(store: Store) -> None:
        with pytest.raises(ValueError, match="too long"):
            await store.execute(long, key=key())
        assert await stored(store, "a") == set()

    play(open_store, test)


def test_mailboxes_are_gapless_each(open_store: OpenStore) -> None:
    async def test(store: Store) -> None:
        commands = [put("a", f"{box}{n}", mailbox=box) for n in range(50) for box in ("x", "y")]
        await asyncio.gather(*(store.execute(command) for command in commands))
        for box in ("x", "y"):
            mails = await store.mail(box, Cursor(store.epoch, 0))
            assert [mail.seq for mail in mails] == list(range(1, 51))
        assert await values(store, "x", after=48) == ["x48", "x49"]
        assert len(await store.mail("x", Cursor(store.epoch, 10), limit=5)) == 5
        assert await store.mail("nobody", Cursor(store.epoch, 0)) == ()

    play(open_store, test)


def test_positions_that_cannot_be_served(open_store: OpenStore) -> None:
    async def test(store: Store) -> None:
        for number in range(3):
            await store.execute(put("a", str(number)))
        for gone in (Cursor("another", 0), Cursor(store.epoch, 4)):
            with pytest.raises(CursorGone):
                await store.mail("box", gone)

        def trim(env: Env) -> Script[None]:
            yield Ask("trim_mail", {"mailbox": "box", "upto": 2})
            yield Ask("set_trimmed", {"mailbox": "box", "upto": 2})
            return Decision(None)

        await store.execute(trim)
        with pytest.raises(CursorGone):
            await store.mail("box", Cursor(store.epoch, 1))
        assert await values(store, after=2) == ["2"]

    play(open_store, test)


def test_everything_is_there_after_opening_again(open_store: OpenStore) -> None:
    async def run() -> None:
        store = await open_store(None)
        epoch, before = store.epoch, store.now_ms()
        await store.execute(put("a", "1"), key=key())
        await store.aclose()
        with pytest.raises(Unavailable):
            await store.execute(put("a", "2"))
        again = await open_store(None)
        assert again.epoch == epoch
        assert again.now_ms() >= before
        await again.execute(put("a", "2"), key=key())
        assert await stored(again, "a") == {"1"}
        await again.aclose()

    asyncio.run(run())


class Heard:
    """A wake that writes down what it is told, and what the store says at that moment."""

    def __init__(self) -> None:
        self.hints: list[tuple[frozenset[str], tuple[tuple[str, AnyTopic], ...], frozenset[str]]] = []

    def hint(self, mailboxes: Any, topics: Any, touched: Any) -> None:
        self.hints.append((mailboxes, topics, touched))


def test_wake_after_the_commit_and_never_for_a_refusal(open_store: OpenStore) -> None:
    heard = Heard()
    topic = PositionTopic(chat_id="c", position=1)

    def tells(env: Env) -> Script[None]:
        yield Ask("meta", {"name": "epoch"})
        return Decision(None, topics=(("box", topic),), touched=frozenset({"agent"}))

    def refuses(env: Env) -> Script[None]:
        yield Ask("meta", {"name": "epoch"})
        raise Refused(ErrorCode.CONFLICT, "no")

    async def test(store: Store) -> None:
        await store.execute(put("a", "1"))
        await store.execute(tells)
        with pytest.raises(Refused):
            await store.execute(refuses)
        assert heard.hints == [
            (frozenset({"box"}), (), frozenset()),
            (frozenset(), (("box", topic),), frozenset({"agent"})),
        ]
        await store.read(tells)
        assert heard.hints[-1][1] == (("box", topic),), "a reading script may send topics"

    play(open_store, test, heard)


def test_a_reading_script_cannot_write(open_store: OpenStore) -> None:
    async def test(store: Store) -> None:
        with pytest.raises(Exception, match=r"readonly|mail"):
            await store.read(put("a", "1"))
        assert await stored(store, "a") == set()

        def mails(env: Env) -> Script[None]:
            yield Ask("meta", {"name": "epoch"})
            event = InteractionRemoved(interaction_id="x", why=RemovedWhy.LEFT)
            return Decision(None, mail=(("box", event),))

        with pytest.raises(ValueError, match="mail"):
            await store.read(mails)

    play(open_store, test)


async def floor_of(store: Store, count: int) -> tuple[list[AgentActor], str]:
    """Ready agents of one queue, and its name."""
    names = [f"agent{number}" for number in range(count)]
    floor = Floor(
        agents=tuple(FloorAgent(user=name, name=name, skills=("Billing",)) for name in names),
        queues=(FloorQueue(name="Billing"),),
    )
    ids = await store.execute(lambda env: import_floor(env, floor))
    actors = []
    for name in names:
        agent_id = ids.agents[name]
        opened = await store.execute(lambda env, agent_id=agent_id: sessions.open_session(env, agent_id, ""))
        actors.append(AgentActor(agent_id, opened.session_id))
    return actors, "Billing"


async def ready(store: Store, actor: AgentActor) -> None:
    from desktop_agent.contract.commands import SetState

    await store.execute(lambda env: presence.set_state(env, actor, SetState(state=AgentState.READY)))


def _accept(actor: AgentActor, chat_id: str, offer_id: str, env: Env) -> Script[Done]:
    return answering.accept(env, actor, chat_id, Accept(offer_id=offer_id))


def test_of_eight_accepts_exactly_one_wins(open_store: OpenStore) -> None:
    async def test(store: Store) -> None:
        actors, queue = await floor_of(store, 8)
        for actor in actors:
            await ready(store, actor)
        for _ in range(3):
            begun = await store.execute(lambda env: customer.start_chat(env, StartChat(queue=queue, name="C")))
            offered = {}
            for actor in actors:
                seen = await store.read(lambda env, actor=actor: snapshots.snapshot(env, actor))
                offered.update({offer.id: actor for offer in seen.snapshot.offers})
            ((offer_id, winner),) = offered.items()
            # Everybody tries, and the one who is asked tries eight times at once, each with a key of its own.
            tries = [winner] * 8 + [actor for actor in actors if actor != winner]
            results = await asyncio.gather(
                *(
                    store.execute(
                        partial(_accept, actor, begun.chat_id, offer_id),
                        key=key(f"{begun.chat_id}-{number}", scope=actor.agent_id),
                    )
                    for number, actor in enumerate(tries)
                ),
                return_exceptions=True,
            )
            assert [isinstance(result, Done) for result in results].count(True) == 1
            refusals = [result for result in results if isinstance(result, Refused)]
            assert len(refusals) == len(tries) - 1
            assert {refusal.status for refusal in refusals[:7]} == {409}

    play(open_store, test)


def test_a_snapshot_and_its_cursor_are_of_one_moment(open_store: OpenStore) -> None:
    async def test(store: Store) -> None:
        (actor,), _ = await floor_of(store, 1)
        stop = asyncio.Event()

        async def flip() -> None:
            from desktop_agent.contract.commands import SetState

            states = (AgentState.NOT_READY, AgentState.READY)
            for number in range(200):
                body = SetState(state=states[number % 2])
                await store.execute(lambda env, body=body: presence.set_state(env, actor, body))
            stop.set()

        async def look() -> None:
            while not stop.is_set():
                seen = await store.read(lambda env: snapshots.snapshot(env, actor))
                cursor = Cursor.parse(seen.cursor)
                mails = await store.mail(actor.agent_id, Cursor(cursor.epoch, max(0, cursor.seq - 1)), limit=1)
                if cursor.seq:
                    event: Any = decode_event(mails[0].event)
                    assert event.agent == seen.snapshot.agent, "the last event before the cursor is what was seen"

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(flip())
            tasks.create_task(look())

    play(open_store, test)
