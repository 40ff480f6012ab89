"""What a session does with each thing a server can say, moment by moment on a clock that is turned by hand."""

import asyncio
import itertools

import pytest

from desktop_agent.client.backends.port import CursorGone, Displaced, Refusal, SignedOut, Unreachable
from desktop_agent.client.connection import ConnectionState
from desktop_agent.client.replica import changes as ch
from desktop_agent.contract import events as ev
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.events import Batch
from tests.client.making import interaction, message, notice, snapshot
from tests.client.running import in_loop
from tests.client.scripted import silent
from tests.client.turned import Floor, batch, floor, raises

CHAT = ev.InteractionChanged(interaction=interaction(), transcript=(message(1),))
NOTE = ev.NoticeAdded(notice=notice())


# ------------------------------------------------------------------ deliveries
@in_loop
async def test_events_move_the_cursor() -> None:
    async with floor() as one:
        assert one.told == [ch.ConnectionChanged(), ch.SnapshotReplaced()] or ch.SnapshotReplaced() in one.told
        await one.say(batch(CHAT, NOTE))
        assert one.session.replica.cursor == Cursor("e", 2)
        assert one.told[-2:] == [ch.InteractionAdded("i1"), ch.NoticeArrived("n1")]
        assert one.state is ConnectionState.LIVE


@in_loop
async def test_what_comes_twice_counts_once() -> None:
    async with floor() as one:
        await one.say(batch(CHAT), batch(CHAT, NOTE))
        assert one.told.count(ch.InteractionAdded("i1")) == 1
        assert one.session.replica.cursor == Cursor("e", 2)
        assert one.backend.snapshots == 0


@in_loop
async def test_a_gap_is_a_fresh_snapshot() -> None:
    async with floor() as one:
        one.backend.snapshot_now = (snapshot(notices=(notice("whole"),)), Cursor("e", 5))
        await one.say(batch(NOTE, first=3))
        assert one.backend.snapshots == 1
        assert list(one.session.replica.notices) == ["whole"]
        assert one.session.replica.cursor == Cursor("e", 5)
        await one.clock.advance(6)
        assert one.backend.asked_after[-1] == Cursor("e", 5)


@pytest.mark.parametrize("odd", [b'{"event":"from_the_future","x":1}', b'{"event":"offer_made"}', b"[]", b"7"])
@in_loop
async def test_an_event_that_cannot_be_read_is_a_fresh_snapshot(odd: bytes) -> None:
    async with floor() as one:
        one.backend.snapshot_now = (snapshot(), Cursor("e", 3))
        await one.say(batch(NOTE, odd, CHAT))
        assert one.told.count(ch.NoticeArrived("n1")) == 1  # what came before it was taken
        assert one.backend.snapshots == 1
        assert one.session.replica.cursor == Cursor("e", 3)
        assert one.told.count(ch.SnapshotReplaced()) == 2


@in_loop
async def test_cursor_gone_is_a_fresh_snapshot_and_the_state_stays_live() -> None:
    async with floor() as one:
        one.backend.snapshot_now = (snapshot(), Cursor("new", 9))
        await one.say(CursorGone(ErrorCode.CURSOR_GONE, "trimmed"))
        assert one.session.replica.cursor == Cursor("new", 9)
        assert one.state is ConnectionState.LIVE


@in_loop
async def test_goaway_reconnects_without_calling_anything_old() -> None:
    async with floor() as one:
        await one.clock.advance(3)
        await one.say(batch(NOTE, control="goaway"))
        assert len(one.backend.asked_after) == 2
        assert one.backend.asked_after[-1] == Cursor("e", 1)
        assert one.state is ConnectionState.LIVE


@in_loop
async def test_a_server_that_always_says_goaway_is_not_asked_in_a_hurry() -> None:
    async with floor() as one:
        for _ in range(50):
            await one.say(Batch(cursor="e.0", now_ms=0, caught_up=False, control="goaway"))
        await one.clock.advance(10)
        assert len(one.backend.asked_after) < 30


# ------------------------------------------------------------------ reconnecting
@in_loop
async def test_a_broken_connection_is_stale_until_it_is_there_again() -> None:
    async with floor() as one:
        await one.say(batch(NOTE))
        heard = one.session.connection.as_of_ms
        await one.clock.advance(1)
        await one.say(Unreachable("reset"))
        assert one.state is ConnectionState.STALE
        assert one.session.connection.as_of_ms == heard
        assert one.session.connection.problem == "reset"
        assert len(one.backend.asked_after) == 1
        await one.clock.advance(0.45)
        assert len(one.backend.asked_after) == 2
        assert one.state is ConnectionState.STALE
        await one.say(Batch(cursor="e.1", now_ms=0))
        assert one.state is ConnectionState.LIVE


@in_loop
async def test_waits_grow_and_stay_below_five_seconds() -> None:
    async with floor() as one:
        tried: list[int] = []
        for _ in range(60):
            before = len(one.backend.asked_after)
            await one.say(Unreachable("down"))
            while len(one.backend.asked_after) == before:
                await one.clock.advance(0.05)
            tried.append(one.clock.monotonic_ms())
        waits = [later - earlier for earlier, later in itertools.pairwise(tried)]
        assert max(waits) <= 5_100
        assert min(waits) >= 200
        assert max(waits) > 3_000


@in_loop
async def test_retry_after_is_honoured() -> None:
    async with floor() as one:
        busy = Refusal(ErrorCode.UNAVAILABLE, "busy", retry_after_ms=20_000)
        await one.say(busy)
        await one.clock.advance(19.9)
        assert len(one.backend.asked_after) == 1
        assert one.state is ConnectionState.STALE
        await one.clock.advance(6)
        assert len(one.backend.asked_after) == 2


@in_loop
async def test_opening_is_tried_until_it_works() -> None:
    one = Floor()
    one.backend.fail["open_session"] = [*silent(3), Refusal(ErrorCode.INTERNAL, "fault")]
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(one.run())
        await one.clock.advance(0)
        assert one.state is ConnectionState.CONNECTING
        assert one.session.connection.problem
        await one.clock.advance(30)
        assert one.state is ConnectionState.LIVE
        assert one.backend.opened == 5
        running.cancel()


@in_loop
async def test_a_refused_opening_ends_the_run() -> None:
    one = Floor()
    one.backend.fail["open_session"] = [Refusal(ErrorCode.NOT_ALLOWED, "change your password")]
    await one.run()
    assert isinstance(one.ended, Refusal)


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (Displaced(ErrorCode.SESSION_DISPLACED, "elsewhere"), ConnectionState.DISPLACED),
        (SignedOut(ErrorCode.UNAUTHENTICATED, "revoked"), ConnectionState.SIGNED_OUT),
    ],
)
@pytest.mark.parametrize("where", ["stream", "receipt", "snapshot", "targets", "subscribe"])
@in_loop
async def test_the_end_of_a_session_ends_the_run(error: Refusal, state: ConnectionState, where: str) -> None:
    async with floor() as one:
        if where == "stream":
            await one.say(error)
        else:
            one.backend.fail[where] = [error]
            one.session.subscribe(["a2"])
            if where == "snapshot":
                await one.say(CursorGone(ErrorCode.CURSOR_GONE, ""))
            await one.clock.advance(70)
        assert type(one.ended) is type(error)
        assert one.state is state
        assert one.told[-1] == ch.ConnectionChanged()
        await one.clock.advance(100)
        assert one.backend.opened == 1  # never by itself


@in_loop
async def test_displaced_by_a_sign_in_the_stream() -> None:
    async with floor() as one:
        await one.say(Batch(cursor="e.0", now_ms=0, control="session_displaced"))
        assert one.state is ConnectionState.DISPLACED


@in_loop
async def test_a_session_the_server_has_forgotten_is_opened_anew() -> None:
    async with floor() as one:
        one.backend.fail["snapshot"] = [Refusal(ErrorCode.NOT_FOUND, "no such session")]
        await one.say(CursorGone(ErrorCode.CURSOR_GONE, ""))
        await one.clock.advance(5)
        assert one.backend.opened == 2
        assert one.session.session_id == "s2"
        assert one.state is ConnectionState.LIVE


# ------------------------------------------------------------------ receipts
@in_loop
async def test_receipts_every_four_seconds_tell_how_far_one_is() -> None:
    async with floor() as one:
        await one.say(batch(NOTE))
        await one.clock.advance(8.5)
        assert one.backend.receipts == [Cursor("e", 1), Cursor("e", 1)]


@in_loop
async def test_a_missing_receipt_is_stale_and_the_next_one_live_again() -> None:
    async with floor() as one:
        await one.say(batch(NOTE))
        one.backend.fail["receipt"] = silent(2)
        await one.clock.advance(4.5)
        assert one.state is ConnectionState.STALE
        await one.say(batch(CHAT, first=2))
        assert one.state is ConnectionState.STALE  # what we say does not arrive
        await one.clock.advance(8)
        assert one.state is ConnectionState.LIVE


@in_loop
async def test_a_receipt_does_not_make_a_dead_stream_live() -> None:
    async with floor() as one:
        await one.say(batch(NOTE), Unreachable("cut"))
        await one.clock.advance(30)
        assert one.backend.receipts
        assert one.state is ConnectionState.STALE


# ------------------------------------------------------------------ topics
@in_loop
async def test_typing_that_is_never_taken_back_ends() -> None:
    async with floor() as one:
        typing = ev.TypingTopic(interaction_id="i1", party_id="customer", name="Amir", on=True)
        await one.say(batch(CHAT))
        await one.say(Batch(topics=(typing,), cursor="e.1", now_ms=0))
        await one.clock.advance(5)
        await one.say(Batch(topics=(typing,), cursor="e.1", now_ms=0))
        await one.clock.advance(6)
        assert one.session.replica.typing == {"i1": {"customer": "Amir"}}
        await one.clock.advance(4)
        assert one.session.replica.typing == {}
        assert one.told.count(ch.TypingChanged("i1")) == 2


@in_loop
async def test_subscriptions_are_gathered_numbered_and_repeated() -> None:
    async with floor() as one:
        for ids in (["a"], ["a", "b"], ["b", "c", "b"]):
            one.session.subscribe(ids)
        await one.clock.advance(1)
        assert one.backend.subscriptions == [(3, ("b", "c"))]
        one.session.subscribe(["b", "c"])
        await one.clock.advance(1)
        assert len(one.backend.subscriptions) == 1
        one.backend.fail["subscribe"] = silent(1)
        one.session.subscribe(["d"])
        await one.clock.advance(10)
        assert one.backend.subscriptions[1:] == [(4, ("d",)), (4, ("d",))]
        await one.say(CursorGone(ErrorCode.CURSOR_GONE, ""))
        await one.clock.advance(1)
        assert one.backend.subscriptions[-1] == (4, ("d",))
        assert len(one.backend.subscriptions) == 4


# ------------------------------------------------------------------ listeners and the end
@in_loop
async def test_a_listener_that_fails_harms_nobody(caplog: pytest.LogCaptureFixture) -> None:
    async with floor() as one:

        def broken(change: ch.Change) -> None:
            raise ValueError(change)

        stop = one.session.listen(broken)
        await one.say(batch(NOTE))
        assert one.told[-1] == ch.NoticeArrived("n1")
        assert "a listener failed" in caplog.text
        caplog.clear()
        stop()
        stop()
        await one.say(batch(CHAT, first=2))
        assert not caplog.text


@in_loop
async def test_closing() -> None:
    async with floor() as one:
        await one.session.close()
        assert one.state is ConnectionState.CLOSED
        assert one.ended is None
        assert one.backend.closed


@in_loop
async def test_signing_out_although_the_server_is_not_there() -> None:
    async with floor() as one:
        one.backend.fail["sign_out"] = silent(5)
        async with asyncio.TaskGroup() as tasks:
            leaving = tasks.create_task(raises(Unreachable, one.session.sign_out()))
            await one.clock.advance(10)
        assert leaving.result()
        assert one.state is ConnectionState.SIGNED_OUT
        assert one.backend.closed


def test_only_what_is_needed_is_imported() -> None:
    """The window's first paint must not wait for libraries it does not need."""
    import subprocess
    import sys

    program = (
        "import sys, desktop_agent.client.session, desktop_agent.client.backends.native\n"
        "import desktop_agent.client.customer, desktop_agent.client.search.directory\n"
        "import desktop_agent.client.platform.secrets, desktop_agent.client.platform.settings\n"
        "print([name for name in ('httpx', 'keyring', 'truststore', 'rapidfuzz', 'platformdirs', 'PySide6')"
        " if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
