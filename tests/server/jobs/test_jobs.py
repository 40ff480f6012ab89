"""What happens by itself, with the real clock: deadlines, the grace at the start, trimming, forgetting."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop_agent.contract.commands import Accept, SetState, StartChat
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import AgentState, Outcome
from desktop_agent.contract.events import OfferClosed, OfferMade, decode_event
from desktop_agent.server.engine import answering, customer, presence, sessions
from desktop_agent.server.engine.floor import FloorPolicy
from desktop_agent.server.engine.floor_import import import_floor
from desktop_agent.server.engine.script import AgentActor, CustomerActor
from desktop_agent.server.jobs.run import run_jobs
from desktop_agent.server.jobs.upkeep import once
from desktop_agent.server.store.port import CursorGone, Unavailable
from desktop_agent.server.store.sqlite import SqliteStore
from desktop_agent.server.wake.local import LocalWake
from tests.server.house import FLOOR, House, on_a_floor

QUICK = FloorPolicy(
    offer_ms=150, wrap_up_ms=150, again_ms=100, unreachable_ms=60_000, not_ready_ms=90_000, unanswered_limit=100
)
SOON_MS = 1_000
"""The machine is shared: what matters is that nobody waits for a tick of seconds."""


class Floor:
    """A store with its jobs running."""

    def __init__(self, store: SqliteStore, wake: LocalWake) -> None:
        self.store = store
        self.wake = wake
        self.actor = AgentActor("", "")
        self.jobs: asyncio.Task[None] | None = None

    async def event(self, wanted: Callable[[Any], bool]) -> Any:
        """The first event of the agent's mailbox like this, however long it takes."""
        with self.wake.subscribe(self.actor.agent_id) as mine:
            while True:
                for mail in await self.store.mail(self.actor.agent_id, Cursor(self.store.epoch, 0)):
                    event = decode_event(mail.event)
                    if wanted(event):
                        return event
                await mine.changed(None)
                mine.take()


def play(tmp_path: Path, test: Callable[[Floor], Awaitable[None]], policy: FloorPolicy = QUICK) -> None:
    async def run() -> None:
        wake = LocalWake()
        store = await SqliteStore.open(tmp_path / "store.db", wake)
        floor = Floor(store, wake)
        described = msgspec.structs.replace(FLOOR, policy=policy)
        ids = await store.execute(lambda env: import_floor(env, described))
        emma = ids.agents["emma"]
        opened = await store.execute(lambda env: sessions.open_session(env, emma, ""))
        floor.actor = AgentActor(emma, opened.session_id)
        ready = SetState(state=AgentState.READY)
        await store.execute(lambda env: presence.set_state(env, floor.actor, ready))
        async with asyncio.TaskGroup() as tasks:
            jobs = tasks.create_task(run_jobs(store, wake))
            await test(floor)
            jobs.cancel()
        await store.aclose()

    asyncio.run(run())


async def begin(floor: Floor) -> str:
    begun = await floor.store.execute(lambda env: customer.start_chat(env, StartChat(queue="Billing", name="C")))
    return begun.chat_id


def test_an_offer_times_out_soon_after_its_deadline(tmp_path: Path) -> None:
    async def test(floor: Floor) -> None:
        await begin(floor)
        made = await floor.event(lambda event: isinstance(event, OfferMade))
        closed = await floor.event(lambda event: isinstance(event, OfferClosed))
        late_ms = floor.store.now_ms() - made.offer.deadline_ms
        assert closed.outcome is Outcome.TIMED_OUT
        assert 0 <= late_ms < SOON_MS
        again = await floor.event(lambda event: isinstance(event, OfferMade) and event.offer.id != made.offer.id)
        assert again.offer.interaction_id == made.offer.interaction_id, "nobody else is there: the round begins anew"

    play(tmp_path, test)


def test_wrap_up_ends_by_itself(tmp_path: Path) -> None:
    async def test(floor: Floor) -> None:
        chat_id = await begin(floor)
        made = await floor.event(lambda event: isinstance(event, OfferMade))
        body = Accept(offer_id=made.offer.id)
        await floor.store.execute(lambda env: answering.accept(env, floor.actor, chat_id, body))
        await floor.store.execute(lambda env: customer.customer_end(env, CustomerActor(chat_id)))
        removed = await floor.event(lambda event: getattr(event, "why", None) == "completed")
        assert removed.interaction_id == chat_id

    play(tmp_path, test)


def test_the_start_gives_every_desktop_the_whole_grace(tmp_path: Path) -> None:
    """300 ms from the start, not from the last sign of life, which is longer ago when the jobs begin."""

    async def run() -> None:
        wake = LocalWake()
        policy = msgspec.structs.replace(QUICK, unreachable_ms=300, not_ready_ms=600_000, requeue_ms=900_000)
        store = await SqliteStore.open(tmp_path / "store.db", wake)
        ids = await store.execute(lambda env: import_floor(env, msgspec.structs.replace(FLOOR, policy=policy)))
        emma = ids.agents["emma"]
        await store.execute(lambda env: sessions.open_session(env, emma, ""))
        opened_ms = store.now_ms()
        while store.now_ms() < opened_ms + 350:
            await asyncio.to_thread(lambda: None)
        started_ms = store.now_ms()
        with wake.subscribe("nobody", (emma,)) as watching:
            async with asyncio.TaskGroup() as tasks:
                jobs = tasks.create_task(run_jobs(store, wake))
                while not (rows := await store.statement("agent", id=emma))[0].lost:
                    await watching.changed(None)
                    watching.take()
                assert store.now_ms() - started_ms >= 300
                assert rows[0].state == AgentState.NOT_READY
                jobs.cancel()
        await store.aclose()

    asyncio.run(run())


def test_jobs_go_on_when_the_store_could_not(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def test(floor: Floor) -> None:
        right, times = floor.store.statement, 0

        async def full(name: str, /, **params: Any) -> list[Any]:
            nonlocal times
            times += 1
            if times == 1:
                raise Unavailable("disk full")
            return await right(name, **params)

        floor.store.statement = full  # type: ignore[method-assign]
        await begin(floor)
        await floor.event(lambda event: isinstance(event, OfferClosed))
        assert "disk full" in caplog.text

    play(tmp_path, test)


async def _mail_is_trimmed_up_to_the_receipt(house: House) -> None:
    await house.sign_in("emma")
    chat = await house.served("emma")
    emma = house.actors["emma"].agent_id
    await house.beat("emma")
    received = house.mirrors["emma"].cursor
    await house.says(chat, "after the receipt")
    await once(house.store)
    with pytest.raises(CursorGone):
        await house.store.mail(emma, Cursor(received.epoch, received.seq - 1))
    assert len(await house.store.mail(emma, received)) == 2
    assert len(await house.store.mail(chat, Cursor(received.epoch, 0))) > 0, "a customer may come back"
    await house.customer_ends(chat)
    await house.after(7_300_000)
    await once(house.store)
    with pytest.raises(CursorGone):
        await house.store.mail(chat, Cursor(received.epoch, 0))


test_mail_is_trimmed_up_to_the_receipt = on_a_floor(_mail_is_trimmed_up_to_the_receipt)


async def _keys_are_forgotten_after_a_day(house: House) -> None:
    for _ in range(3):
        await house.chat()
    house.clock.at_ms += 23 * 3_600_000
    await once(house.store)
    assert await count_keys(house) == 3
    house.clock.at_ms += 2 * 3_600_000
    await once(house.store)
    assert await count_keys(house) == 0


async def count_keys(house: House) -> int:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(house.path)) as connection:
        number: int = connection.execute("SELECT count(*) FROM idempotency").fetchone()[0]
        return number


test_keys_are_forgotten_after_a_day = on_a_floor(_keys_are_forgotten_after_a_day)


async def _an_overlooked_chat_is_found(house: House) -> None:
    import sqlite3
    from contextlib import closing

    chat = await house.chat()
    with closing(sqlite3.connect(house.path)) as connection:  # as a mistake somewhere would leave it
        connection.execute("UPDATE interaction SET match_after_ms = 1")
        connection.commit()
    await house.sign_in("emma")
    assert house.offered(chat) is None
    with closing(sqlite3.connect(house.path)) as connection:
        connection.execute("UPDATE interaction SET match_after_ms = NULL")
        connection.commit()
    await once(house.store)
    await house.deliver()
    assert house.offered(chat) == "emma"


test_an_overlooked_chat_is_found = on_a_floor(_an_overlooked_chat_is_found)
