"""A session with the real server, as a desktop uses it."""

import asyncio

import msgspec
import pytest

from desktop_agent.client.backends.native import NativeBackend
from desktop_agent.client.backends.port import BackendError, Displaced, Refusal, SignedOut
from desktop_agent.client.connection import ConnectionState
from desktop_agent.client.replica import changes as ch
from desktop_agent.contract.enums import (
    AgentState,
    InteractionState,
    OfferKind,
    RemovedWhy,
    TargetKind,
    Verb,
)
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.events import MessageAdded
from desktop_agent.contract.ids import new_id
from tests.client.desk import customer, desk
from tests.client.running import in_loop, until
from tests.client.serving import ServerProcess


@in_loop
async def test_a_chat_from_the_first_line_to_the_last(server: ServerProcess) -> None:
    async with desk(server) as emma:
        assert emma.heard(ch.SnapshotReplaced)
        await emma.ready()
        async with customer(server, "My invoice is wrong") as amir:
            chat = await emma.accepted()
            assert emma.heard(ch.OfferArrived)
            assert emma.heard(ch.OfferGone)
            assert emma.lines(chat) == ["My invoice is wrong"]
            key = new_id()
            sent = await emma.session.send_message(chat, text="Let me look", key=key)
            mine = await until(lambda: emma.session.replica.transcripts[chat].get(sent.seq), "own line")
            assert mine.key == key
            await until(lambda: "Let me look" in amir.lines(), "at the customer")
            await amir.chat.typing(on=True)
            await until(lambda: emma.session.replica.typing.get(chat), "typing")
            await amir.chat.send("Thank you 🙂 <b>شكرا</b>")
            await until(lambda: emma.lines(chat)[-1] == "Thank you 🙂 <b>شكرا</b>", "the answer")
            assert chat not in emma.session.replica.typing
            await emma.session.read(chat, seq=emma.session.replica.transcripts[chat].last_seq)
            await until(lambda: emma.session.replica.interactions[chat].unread == 0, "read")
            await emma.session.end(chat)
            await until(lambda: emma.session.replica.interactions[chat].state is InteractionState.WRAP_UP, "wrap-up")
            assert (await until(lambda: amir.chat.ended, "ended at the customer")) is True
            await emma.session.complete(chat)
            gone = await until(lambda: emma.heard(ch.InteractionGone), "done")
            assert gone == [ch.InteractionGone(chat, RemovedWhy.COMPLETED)]
    assert emma.session.connection.state is ConnectionState.SIGNED_OUT
    assert emma.ended is None


@in_loop
async def test_transfer_carries_the_whole_conversation(server: ServerProcess) -> None:
    async with desk(server) as emma, desk(server, "jana") as jana:
        await emma.ready()
        await jana.ready()
        async with customer(server, "One") as amir:
            chat = await emma.accepted()
            await emma.session.send_message(chat, text="Two")
            await until(lambda: emma.session.directory.search("jana"), "the directory")
            jana_id = emma.session.directory.search("jana")[0].target.id
            answer = await emma.session.transfer(
                chat, target_id=jana_id, target_kind=TargetKind.AGENT, reason="limit", note="above my limit"
            )
            pending = await until(lambda: emma.session.replica.interactions[chat].pending, "pending")
            assert pending.offer_id == answer.offer_id
            offer = await jana.offer()
            assert (offer.kind, offer.from_name, offer.note) == (OfferKind.TRANSFER, "Emma Marsh", "above my limit")
            await jana.session.accept(offer.id)
            gone = await until(lambda: emma.heard(ch.InteractionGone), "gone at the sender")
            assert gone == [ch.InteractionGone(chat, RemovedWhy.TRANSFERRED, "Jana Brandt")]
            await until(lambda: chat in jana.session.replica.interactions, "at the target")
            assert jana.lines(chat) == ["One", "Two"]
            await jana.session.send_message(chat, text="Three")
            await until(lambda: "Three" in amir.lines(), "goes on")
            with pytest.raises(Refusal) as refused:
                await emma.session.send_message(chat, text="still me?")
            assert refused.value.code in {ErrorCode.NOT_ALLOWED, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT}


@in_loop
async def test_wrong_password(server: ServerProcess) -> None:
    backend = NativeBackend(server.url)
    with pytest.raises(SignedOut) as refused:
        await backend.sign_in("emma", "not the password")
    assert refused.value.code is ErrorCode.WRONG_CREDENTIALS
    with pytest.raises(SignedOut):
        await backend.open_session("test")
    await backend.aclose()


@in_loop
async def test_kept_refresh_token_signs_in_again(server: ServerProcess) -> None:
    kept: list[str] = []
    backend = NativeBackend(server.url, on_tokens=lambda tokens: kept.append(tokens.refresh_token))
    await backend.sign_in("jana", server.credentials["jana"])
    await backend.aclose()
    again = NativeBackend(server.url, on_tokens=lambda tokens: kept.append(tokens.refresh_token))
    tokens = await again.resume(kept[-1])
    assert tokens.name == "Jana Brandt"
    assert len(set(kept)) == 2
    await again.sign_out()
    with pytest.raises(SignedOut):
        await again.resume(kept[-1])
    await again.aclose()


@in_loop
async def test_a_second_desktop_displaces_the_first(server: ServerProcess) -> None:
    async with desk(server) as first, desk(server) as second:
        await asyncio.wait_for(first.over.wait(), 20)
        assert isinstance(first.ended, Displaced)
        assert first.session.connection.state is ConnectionState.DISPLACED
        with pytest.raises(BackendError):
            await first.session.set_state(state=AgentState.READY)
        await second.ready()
        assert second.session.connection.state is ConnectionState.LIVE


@in_loop
async def test_an_expired_access_token_is_renewed_without_anybody_noticing(server: ServerProcess) -> None:
    async with desk(server) as emma:
        tokens = emma.backend.tokens
        assert tokens is not None
        emma.backend.tokens = msgspec.structs.replace(tokens, access_token="v1.worn.out")
        await emma.ready()
        assert emma.backend.tokens.access_token != "v1.worn.out"
        near = emma.session.server_now_ms() + 5_000
        emma.backend.tokens = msgspec.structs.replace(emma.backend.tokens, access_expires_ms=near)
        before = emma.backend.tokens.access_token
        await asyncio.gather(*(emma.session.rank() for _ in range(5)))
        assert emma.backend.tokens.access_token != before


@in_loop
async def test_revoked_tokens_end_the_session(server: ServerProcess) -> None:
    async with desk(server) as emma:
        tokens = emma.backend.tokens
        assert tokens is not None
        emma.backend.tokens = msgspec.structs.replace(tokens, access_token="worn", refresh_token="worn")
        await asyncio.wait_for(emma.over.wait(), 20)
        assert isinstance(emma.ended, SignedOut)
        assert emma.session.connection.state is ConnectionState.SIGNED_OUT
        emma.backend.tokens = tokens


@in_loop
async def test_accepting_what_is_gone(server: ServerProcess) -> None:
    async with desk(server) as emma:
        with pytest.raises(Refusal) as refused:
            await emma.session.accept("no-such-offer")
        assert (refused.value.code, refused.value.reason) == (ErrorCode.CONFLICT, "offer_closed")


@in_loop
async def test_statuses_of_what_is_on_the_screen(server: ServerProcess) -> None:
    async with desk(server) as emma, desk(server, "jana") as jana:
        await until(lambda: emma.session.directory.loaded, "the directory")
        jana_id = jana.session.replica.agent.id
        emma.session.subscribe([jana_id])
        await until(lambda: jana_id in emma.session.replica.statuses, "her status")
        await jana.session.set_state(state=AgentState.NOT_READY, reason="lunch")
        await until(lambda: emma.session.replica.statuses[jana_id].reason == "lunch", "at lunch")
        emma.session.subscribe([])
        assert not emma.session.replica.statuses


@in_loop
async def test_older_lines_by_the_page(server: ServerProcess) -> None:
    async with desk(server) as emma:
        await emma.ready()
        async with customer(server, "line 0") as amir:
            for number in range(1, 120):
                await amir.chat.send(f"line {number}")
            chat = await emma.accepted()
            transcript = emma.session.replica.transcripts[chat]
            assert transcript.more
            assert len(transcript) <= 50
            while await emma.session.older_messages(chat):
                pass
            assert emma.lines(chat) == [f"line {number}" for number in range(120)]
            assert not emma.session.replica.transcripts[chat].more
            assert emma.heard(ch.TranscriptExtended)
            assert not await emma.session.older_messages(chat)


@in_loop
async def test_lines_keep_the_order_of_the_calls(server: ServerProcess) -> None:
    async with desk(server) as emma:
        await emma.ready()
        async with customer(server):
            chat = await emma.accepted()
            async with asyncio.TaskGroup() as tasks:
                for number in range(20):
                    tasks.create_task(emma.session.send_message(chat, text=str(number)))
            await until(lambda: len(emma.lines(chat)) == 21, "all lines")
            assert emma.lines(chat)[1:] == [str(number) for number in range(20)]


@in_loop
async def test_what_may_be_done_is_said_by_the_server(server: ServerProcess) -> None:
    async with desk(server) as emma:
        await emma.ready()
        async with customer(server):
            chat = await emma.accepted()
            capabilities = emma.session.replica.interactions[chat].capabilities
            assert capabilities[Verb.SEND_MESSAGE] is None
            assert capabilities[Verb.COMPLETE] is not None
            with pytest.raises(Refusal) as refused:
                await emma.session.complete(chat)
            assert refused.value.reason == capabilities[Verb.COMPLETE]


@pytest.mark.parametrize("text", ["", "x" * 8_001])
@in_loop
async def test_lines_too_short_and_too_long_are_refused_with_the_field(server: ServerProcess, text: str) -> None:
    async with desk(server) as emma:
        await emma.ready()
        async with customer(server):
            chat = await emma.accepted()
            with pytest.raises(Refusal) as refused:
                await emma.session.send_message(chat, text=text)
            assert (refused.value.code, refused.value.detail.get("field")) == (ErrorCode.INVALID, "text")
            with pytest.raises(Refusal) as refused:
                await emma.session.send_message(chat, text="x" * 1_048_576)
            assert refused.value.code in {ErrorCode.TOO_LARGE, ErrorCode.INVALID}


@in_loop
async def test_a_customer_resumes_after_a_reload(server: ServerProcess) -> None:
    async with desk(server) as emma:
        await emma.ready()
        async with customer(server, "before") as amir:
            chat = await emma.accepted()
            async with asyncio.timeout(10):
                again = type(amir.chat)(server.url)
                await again.resume(chat, amir.chat.token)
            assert "before" in [message.text for message in again.transcript]
            await emma.session.send_message(chat, text="after")
            async for seen in again.events():
                if isinstance(seen, MessageAdded) and seen.message.text == "after":
                    break
            await again.aclose()
