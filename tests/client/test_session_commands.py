"""Commands: one key for each gesture, repeated with the same key while no answer comes, in order where order counts."""

import asyncio

import pytest

from desktop_agent.client.backends.port import Refusal, Unreachable
from desktop_agent.client.session_commands import TRIES
from desktop_agent.contract import events as ev
from desktop_agent.contract.answers import MessagePage
from desktop_agent.contract.enums import Verb
from desktop_agent.contract.errors import ErrorCode
from tests.client.making import interaction, message
from tests.client.running import in_loop
from tests.client.scripted import silent
from tests.client.turned import batch, floor, raises


@in_loop
async def test_no_answer_is_repeated_with_the_same_key() -> None:
    async with floor() as one:
        one.backend.fail["interaction"] = silent(TRIES - 1)
        async with asyncio.TaskGroup() as tasks:
            sending = tasks.create_task(one.session.send_message("i1", text="hello"))
            await one.clock.advance(5)
        assert sending.result().seq == 1
        assert len(one.backend.commands) == TRIES
        assert len({key for *_, key in one.backend.commands}) == 1


@in_loop
async def test_after_some_tries_it_is_said() -> None:
    async with floor() as one:
        one.backend.fail["interaction"] = silent(9)
        async with asyncio.TaskGroup() as tasks:
            sending = tasks.create_task(raises(Unreachable, one.session.send_message("i1", text="hello")))
            await one.clock.advance(10)
        assert sending.result() == "no answer"
        assert len(one.backend.commands) == TRIES


@pytest.mark.parametrize("code", [code for code in ErrorCode if code not in {"unavailable", "rate_limited"}])
@in_loop
async def test_a_no_is_a_no(code: ErrorCode) -> None:
    async with floor() as one:
        one.backend.fail["interaction"] = [Refusal(code, "no")]
        with pytest.raises(Refusal):
            await one.session.end("i1")
        assert len(one.backend.commands) == 1


@in_loop
async def test_come_back_later_is_obeyed_within_the_bounds() -> None:
    async with floor() as one:
        one.backend.fail["interaction"] = [Refusal(ErrorCode.RATE_LIMITED, "slowly", retry_after_ms=1_000)]
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(one.session.end("i1"))
            await one.clock.advance(0.9)
            assert len(one.backend.commands) == 1
            await one.clock.advance(2)
        assert len(one.backend.commands) == 2
        one.backend.fail["interaction"] = [Refusal(ErrorCode.UNAVAILABLE, "later", retry_after_ms=60_000)]
        with pytest.raises(Refusal):
            await one.session.end("i1")


@in_loop
async def test_each_gesture_has_its_own_key() -> None:
    async with floor() as one:
        await one.session.hold("i1")
        await one.session.hold("i1")
        assert len({key for *_, key in one.backend.commands}) == 2


@in_loop
async def test_one_interaction_waits_for_itself_only() -> None:
    async with floor() as one:
        one.backend.gate = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            for chat, text in (("i1", "first"), ("i1", "second"), ("i2", "other")):
                tasks.create_task(one.session.send_message(chat, text=text))
            tasks.create_task(one.session.typing("i1", on=True))
            await one.clock.advance(0)
            sent = [(chat, getattr(body, "text", verb)) for chat, verb, body, _ in one.backend.commands]
            assert sent == [("i1", "first"), ("i2", "other"), ("i1", Verb.TYPING)]
            one.backend.gate.set()
        assert one.backend.commands[-1][2].text == "second"  # type: ignore[attr-defined]


@in_loop
async def test_typing_is_not_repeated() -> None:
    async with floor() as one:
        one.backend.fail["interaction"] = silent(1)
        with pytest.raises(Unreachable):
            await one.session.typing("i1", on=True)
        assert len(one.backend.commands) == 1


@in_loop
async def test_an_older_page_for_a_chat_that_left_meanwhile() -> None:
    async with floor() as one:
        await one.say(batch(ev.InteractionChanged(interaction=interaction(), transcript=(message(9),))))
        one.backend.pages[9] = MessagePage(messages=(message(7), message(8)), more=False)
        assert not await one.session.older_messages("i1")
        assert [line.seq for line in one.session.replica.transcripts["i1"]] == [7, 8, 9]
        assert not await one.session.older_messages("nowhere")
