"""Wake-up in one process: who is told, what is kept, and that it stays bounded."""

import asyncio

from desktop_agent.contract.enums import AgentState
from desktop_agent.contract.events import PositionTopic, StatusTopic, TypingTopic
from desktop_agent.contract.values import AgentStatus
from desktop_agent.server.wake.local import MOST_IDS, MOST_TOPICS, LocalWake

NOTHING: frozenset[str] = frozenset()


def typing(party: str, *, on: bool = True) -> TypingTopic:
    return TypingTopic(interaction_id="i", party_id=party, name=party, on=on)


def test_mail_wakes_its_mailbox_only() -> None:
    async def play() -> None:
        wake = LocalWake()
        with wake.subscribe("a") as mine, wake.subscribe("b") as other:
            wake.hint(frozenset({"a"}), (), NOTHING)
            assert await mine.changed(None)
            assert mine.take().mail
            assert not await other.changed(0)
            assert not await mine.changed(0), "taken is taken"

    asyncio.run(play())


def test_a_waiting_stream_is_woken() -> None:
    async def play() -> None:
        wake = LocalWake()
        with wake.subscribe("a") as mine:
            async with asyncio.TaskGroup() as tasks:
                waiting = tasks.create_task(mine.changed(30))
                await asyncio.sleep(0)
                wake.hint(frozenset({"a"}), (), NOTHING)
            assert waiting.result()

    asyncio.run(play())


def test_topics_keep_the_latest_value_of_each_subject() -> None:
    wake = LocalWake()
    with wake.subscribe("a") as mine:
        wake.hint(NOTHING, (("a", typing("x")), ("a", typing("y")), ("a", typing("x", on=False))), NOTHING)
        status = AgentStatus(id="z", state=AgentState.READY, since_ms=1)
        wake.hint(NOTHING, (("a", StatusTopic(status=status)), ("b", PositionTopic(chat_id="c", position=1))), NOTHING)
        assert mine.take().topics == (typing("x", on=False), typing("y"), StatusTopic(status=status))


def test_topics_are_bounded() -> None:
    wake = LocalWake()
    with wake.subscribe("a") as mine:
        for number in range(MOST_TOPICS + 10):
            wake.hint(NOTHING, (("a", typing(str(number))),), NOTHING)
        topics = mine.take().topics
        assert len(topics) == MOST_TOPICS
        assert topics[-1] == typing(str(MOST_TOPICS + 9))


def test_touched_targets_are_gathered_for_those_who_follow_them() -> None:
    wake = LocalWake()
    with wake.subscribe("me", ("x", "y")) as mine:
        wake.hint(NOTHING, (), frozenset({"x", "z"}))
        wake.hint(NOTHING, (), frozenset({"y", "me"}))
        assert mine.take().touched == {"x", "y", "me"}
        wake.hint(NOTHING, (), frozenset({"x"}))
        mine.follow(("z",))
        assert mine.take().touched == NOTHING
        wake.hint(NOTHING, (), frozenset({"x", "z"}))
        assert mine.take().touched == {"z"}
        mine.follow(tuple(str(number) for number in range(MOST_IDS + 1)))
        wake.hint(NOTHING, (), frozenset({str(MOST_IDS), "0"}))
        assert mine.take().touched == {"0"}


def test_nothing_is_left_of_a_closed_subscription() -> None:
    wake = LocalWake()
    with wake.subscribe("a", ("x",)):
        assert wake.count() == 1
    assert wake.count() == 0
    assert not wake._by_id
    wake.hint(frozenset({"a"}), (), frozenset({"x"}))


def test_the_end_wakes_everybody() -> None:
    async def play() -> None:
        wake = LocalWake()
        with wake.subscribe("a") as mine:
            wake.wake_all()
            assert await mine.changed(None)

    asyncio.run(play())


def test_anything_is_for_the_job_that_looks_for_deadlines() -> None:
    async def play() -> None:
        wake = LocalWake()
        assert not await wake.anything(0)
        wake.hint(NOTHING, (), frozenset({"x"}))
        assert await wake.anything(None)
        assert not await wake.anything(0)

    asyncio.run(play())
