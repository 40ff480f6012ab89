"""A session when the network or the server misbehaves: nothing lost, nothing twice, and what is old is called old."""

import asyncio
import json

import pytest

from desktop_agent.client import session_commands
from desktop_agent.client.backends import events as event_source
from desktop_agent.client.backends import transport
from desktop_agent.client.backends.native import NativeBackend
from desktop_agent.client.backends.port import Refusal, Unreachable
from desktop_agent.client.connection import ConnectionState
from desktop_agent.client.replica import changes as ch
from desktop_agent.contract import http
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import AgentState
from tests.client.desk import Desk, FastClock, customer, desk
from tests.client.proxy import Proxy, Way
from tests.client.running import in_loop, until
from tests.client.serving import ServerProcess


async def same_as_the_server(one: Desk) -> None:
    """Wait until the replica is what the server would tell now."""

    async def now() -> bool:
        answer = await one.backend.snapshot()
        return str(one.session.replica.cursor) == answer.cursor and one.session.replica.to_snapshot() == answer.snapshot

    async with asyncio.timeout(20):
        while not await now():  # noqa: ASYNC110 - the condition lies in another process
            await asyncio.sleep(0.05)


@in_loop
async def test_cut_again_and_again_while_the_customer_writes(server: ServerProcess) -> None:
    async with Proxy(server.url) as proxy, desk(server, url=proxy.url, clock=FastClock()) as emma:
        await emma.ready()
        async with customer(server, "line 0") as amir:
            chat = await emma.accepted()
            for number in range(1, 40):
                await amir.chat.send(f"line {number}")
                if number % 5 == 0:
                    proxy.cut()
            await until(lambda: len(emma.lines(chat)) >= 40, "all lines", 30)
            assert emma.lines(chat) == [f"line {number}" for number in range(40)]
            arrived = [change.seq for change in emma.heard(ch.MessageArrived)]
            assert len(arrived) == len(set(arrived))
            await emma.live()
            await same_as_the_server(emma)


@in_loop
async def test_a_lost_answer_is_one_effect(server: ServerProcess) -> None:
    """The command arrives, its answer does not: it is repeated with the same key."""
    async with Proxy(server.url) as proxy, desk(server, url=proxy.url, clock=FastClock()) as emma:
        await emma.ready()
        async with customer(server) as amir:
            chat = await emma.accepted()
            proxy.way = Way.LOSE_ANSWERS
            async with asyncio.TaskGroup() as tasks:
                sending = tasks.create_task(emma.session.send_message(chat, text="only once"))
                await until(lambda: "only once" in amir.lines(), "at the customer")
                proxy.way = Way.PASS
            sent = sending.result()
            await until(lambda: "only once" in emma.lines(chat), "at the agent")
            assert proxy.lost > 0
            assert emma.lines(chat).count("only once") == amir.lines().count("only once") == 1
            line = emma.session.replica.transcripts[chat].get(sent.seq)
            assert line is not None
            assert line.text == "only once"


@in_loop
async def test_no_server_is_said_in_bounded_time_and_the_same_line_can_be_sent_again(server: ServerProcess) -> None:
    async with Proxy(server.url) as proxy, desk(server, url=proxy.url, clock=FastClock()) as emma:
        await emma.ready()
        async with customer(server) as amir:
            chat = await emma.accepted()
            proxy.way = Way.REFUSE
            proxy.cut()
            async with asyncio.timeout(session_commands.RETRY_FOR_S + 5):
                with pytest.raises(Unreachable):
                    await emma.session.send_message(chat, text="again", key="the-same-line")
            await emma.stale()
            proxy.way = Way.PASS
            await emma.live()
            await emma.session.send_message(chat, text="again", key="the-same-line")
            await emma.session.send_message(chat, text="again", key="the-same-line")
            await until(lambda: "again" in amir.lines(), "at the customer")
            await same_as_the_server(emma)
            assert emma.lines(chat).count("again") == 1


@in_loop
async def test_silence_is_noticed_by_the_receipts(server: ServerProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half-open connections break nothing by themselves: the window must say since when it hears nothing."""
    monkeypatch.setattr(http, "RECEIPT_TIMEOUT_S", 0.5)
    async with Proxy(server.url) as proxy, desk(server, url=proxy.url, clock=FastClock()) as emma:
        assert emma.session.connection.problem == ""
        proxy.way = Way.STALL
        await emma.stale()
        connection = emma.session.connection
        assert connection.as_of_ms is not None
        assert connection.as_of_ms <= connection.since_ms <= emma.session.server_now_ms()
        assert connection.problem
        proxy.way = Way.PASS
        proxy.cut()
        await emma.live()
        await same_as_the_server(emma)
        assert [type(change) for change in emma.told].count(ch.SnapshotReplaced) == 1


@in_loop
async def test_a_silent_stream_counts_as_broken(server: ServerProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "READ_TIMEOUT_S", 0.6)
    monkeypatch.setattr(event_source, "STREAM_AGAIN_S", 0.0)
    async with Proxy(server.url) as proxy, desk(server, url=proxy.url, clock=FastClock()) as emma:
        before = proxy.accepted
        await until(lambda: proxy.accepted > before + 1, "connects again")
        await emma.live()


@in_loop
async def test_killed_and_started_again_in_mid_chat(own_server: ServerProcess) -> None:
    server = own_server
    async with desk(server, clock=FastClock()) as emma:
        await emma.ready()
        async with customer(server, "before") as amir:
            chat = await emma.accepted()
            await emma.session.send_message(chat, text="acknowledged")
            server.kill()
            await emma.stale()
            with pytest.raises(Unreachable):
                await emma.session.set_note(chat, text="too early")
            server.start()
            await emma.live()
            await emma.session.send_message(chat, text="after")
            await amir.chat.send("me too")
            await until(lambda: "me too" in emma.lines(chat), "the customer's line")
            assert emma.lines(chat) == ["before", "acknowledged", "after", "me too"]
            assert not emma.heard(ch.InteractionGone)
            await same_as_the_server(emma)


@in_loop
async def test_a_restarted_server_is_asked_for_the_statuses_again(own_server: ServerProcess) -> None:
    server = own_server
    async with desk(server, clock=FastClock()) as emma, desk(server, "jana", clock=FastClock()) as jana:
        jana_id = jana.session.replica.agent.id
        emma.session.subscribe([jana_id])
        await until(lambda: jana_id in emma.session.replica.statuses, "her status")
        server.kill()
        await emma.stale()
        await jana.stale()
        server.start()
        await emma.live()
        await jana.live()
        await jana.session.set_state(state=AgentState.NOT_READY, reason="lunch")
        await until(lambda: emma.session.replica.statuses[jana_id].reason == "lunch", "at lunch after the restart")


@in_loop
async def test_goaway_of_a_server_that_stops_in_order(own_server: ServerProcess) -> None:
    server = own_server
    async with desk(server, clock=FastClock()) as emma:
        assert await asyncio.to_thread(server.stop) == 0
        await emma.stale()
        await asyncio.to_thread(server.start)
        await emma.live()


@in_loop
async def test_a_server_that_is_not_there_yet(own_server: ServerProcess) -> None:
    server = own_server
    async with Proxy(server.url) as proxy:
        backend = NativeBackend(proxy.url)
        await backend.sign_in("emma", server.credentials["emma"])
        await backend.aclose()
        proxy.way = Way.REFUSE
        backend = NativeBackend(proxy.url)
        with pytest.raises(Unreachable):
            await backend.sign_in("emma", server.credentials["emma"])
        await backend.aclose()


@in_loop
async def test_a_session_that_cannot_open_yet_says_connecting(server: ServerProcess) -> None:
    async with Proxy(server.url) as proxy, desk(server, url=proxy.url, clock=FastClock(), wait=False) as emma:
        proxy.way = Way.REFUSE
        proxy.cut()
        await until(lambda: emma.session.connection.problem or emma.heard(ch.SnapshotReplaced), "tries")
        proxy.way = Way.PASS
        await emma.live()


@in_loop
async def test_store_and_forward_gets_long_poll(server: ServerProcess) -> None:
    """A network that swallows streams: the same events, the same order, by long-poll, at once."""
    async with Proxy(server.url) as proxy:
        proxy.way = Way.HOLD_STREAMS
        async with desk(server, url=proxy.url, probe_s=0.3) as emma:
            await until(lambda: emma.backend.event_form == "poll", "long-poll")
            await emma.ready()
            async with customer(server, "line 0") as amir:
                chat = await emma.accepted()
                for number in range(1, 10):
                    await amir.chat.send(f"line {number}")
                await until(lambda: len(emma.lines(chat)) == 10, "all lines")
                await amir.chat.typing(on=True)
                await until(lambda: emma.session.replica.typing.get(chat), "topics too")
                assert emma.backend.event_form == "poll"
                await same_as_the_server(emma)


@in_loop
async def test_a_stream_is_tried_again_later(server: ServerProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_source, "STREAM_AGAIN_S", 0.5)
    monkeypatch.setattr(event_source, "LONG_POLL_S", 0.2)
    async with Proxy(server.url) as proxy:
        proxy.way = Way.HOLD_STREAMS
        async with desk(server, url=proxy.url, probe_s=0.3) as emma:
            await until(lambda: emma.backend.event_form == "poll", "long-poll")
            proxy.way = Way.PASS
            await until(lambda: emma.backend.event_form == "stream", "a stream")
            await emma.ready()
            async with customer(server):
                await emma.accepted()
            assert len(emma.heard(ch.SnapshotReplaced)) == 1


@in_loop
async def test_a_lost_place_is_a_fresh_snapshot_and_nothing_is_lost(server: ServerProcess) -> None:
    """410: an unknown epoch, a trimmed mailbox, a restored backup."""
    async with Proxy(server.url) as proxy, desk(server, url=proxy.url, clock=FastClock()) as emma:
        await emma.ready()
        async with customer(server, "one") as amir:
            chat = await emma.accepted()
            for number in range(70):
                await amir.chat.send(str(number))
            await until(lambda: len(emma.lines(chat)) == 71, "all lines")
            epoch = emma.session.replica.cursor.epoch
            replica = emma.session.replica
            replica.cursor = Cursor(epoch, replica.cursor.seq + 1_000)
            proxy.cut()
            await until(lambda: len(emma.heard(ch.SnapshotReplaced)) == 2, "everything anew")
            await amir.chat.send("last")
            await until(lambda: "last" in emma.lines(chat), "goes on")
            assert emma.session.replica is replica
            assert len(emma.lines(chat)) == 72
            await same_as_the_server(emma)


@in_loop
async def test_something_else_answers(caplog: pytest.LogCaptureFixture) -> None:
    """A captive portal says 200 and HTML to everything; a broken proxy cuts in the middle of the body."""
    answers = [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<html>Welcome!<",
        b"HTTP/1.1 302 Found\r\nLocation: http://portal.invalid/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\nRetry-After: 2\r\n\r\nbad",
        b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"access_token":"abc',
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b'HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{"access_token":1}',
    ]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answers[0])
        await writer.drain()
        writer.close()

    portal = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = portal.sockets[0].getsockname()[1]
    while answers:
        backend = NativeBackend(f"http://127.0.0.1:{port}")
        with pytest.raises(Unreachable) as failed:
            await backend.sign_in("emma", "secret-password")
        assert "secret-password" not in str(failed.value)
        assert "secret-password" not in caplog.text
        await backend.aclose()
        del answers[0]
    portal.close()
    await portal.wait_closed()


@in_loop
async def test_a_closed_backend_answers_unreachable(server: ServerProcess) -> None:
    async with desk(server) as emma:
        await emma.session.close()
        assert emma.session.connection.state is ConnectionState.CLOSED
        with pytest.raises(Unreachable):
            await emma.session.set_note("i", text="late")


@in_loop
async def test_ids_from_outside_cannot_change_the_path(server: ServerProcess) -> None:
    async with desk(server) as emma:
        for odd in ("../agent", "a/b", "x?y=1", "#", "%2e%2e"):
            with pytest.raises(Refusal):
                await emma.session.hold(odd)


def test_errors_do_not_carry_tokens() -> None:
    body = json.dumps({"code": "internal", "message": "fault 7"}).encode()
    assert "Bearer" not in repr(transport.refusal(500, body, {}))
