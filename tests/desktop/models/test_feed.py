"""The feed: changes in order, never from inside a task, some milliseconds at a time."""

import asyncio
import dataclasses

import pytest

from desktop_agent.client.replica import changes
from desktop_agent.contract.enums import Outcome, RemovedWhy
from desktop_agent.desktop.models.feed import ReplicaFeed

MADE = {
    changes.InteractionAdded: ("interaction_added", ["x"]),
    changes.InteractionUpdated: ("interaction_changed", ["x"]),
    changes.InteractionGone: ("interaction_removed", [changes.InteractionGone("x", RemovedWhy.LEFT)]),
    changes.MessageArrived: ("messages_added", ["x", (7,)]),
    changes.TranscriptExtended: ("history_added", ["x"]),
    changes.OfferArrived: ("offer_made", ["x"]),
    changes.OfferGone: ("offer_closed", [changes.OfferGone("x", Outcome.ACCEPTED)]),
    changes.AgentUpdated: ("agent_changed", []),
    changes.NoticeArrived: ("notice_added", ["x"]),
    changes.NoticeUpdated: ("notice_changed", ["x"]),
    changes.NoticeGone: ("notice_removed", ["x"]),
    changes.TypingChanged: ("typing_changed", ["x"]),
    changes.StatusChanged: ("status_changed", ["x"]),
    changes.DirectoryChanged: ("directory_changed", []),
    changes.ConnectionChanged: ("connection_changed", []),
    changes.SnapshotReplaced: ("reset", []),
}
VALUES = {
    "id": "x",
    "interaction_id": "x",
    "target_id": "x",
    "seq": 7,
    "why": RemovedWhy.LEFT,
    "outcome": Outcome.ACCEPTED,
}


def made(kind):
    wanted = [field.name for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING]
    return kind(**{name: VALUES[name] for name in wanted})


def test_every_kind_of_change_is_known():
    assert set(MADE) == set(changes.Change.__args__)


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.__name__)
def test_each_change_has_its_signal(qtbot, kind):
    feed = ReplicaFeed()
    name, arguments = MADE[kind]
    with qtbot.waitSignal(getattr(feed, name)) as seen:
        feed.take(made(kind))
    assert seen.args == arguments


def test_nothing_is_told_from_inside_the_task(qloop, qtbot):
    feed = ReplicaFeed()
    inside = []

    def look(_id):
        try:
            inside.append(asyncio.current_task())
        except RuntimeError:
            inside.append(None)

    feed.interaction_changed.connect(look)

    async def deliver():
        feed.take(changes.InteractionUpdated("x"))
        assert inside == []

    task = qloop.create_task(deliver())
    qtbot.waitUntil(lambda: task.done() and bool(inside))
    assert inside == [None]
    task.result()


def test_order_is_kept_and_repeats_are_told_once(qtbot):
    feed = ReplicaFeed()
    seen = []
    feed.interaction_changed.connect(lambda one: seen.append(("changed", one)))
    feed.messages_added.connect(lambda one, seqs: seen.append(("messages", one, seqs)))
    for change in (
        changes.InteractionUpdated("a"),
        changes.InteractionUpdated("a"),
        changes.MessageArrived("a", 1),
        changes.MessageArrived("a", 2),
        changes.MessageArrived("b", 1),
        changes.InteractionUpdated("a"),
    ):
        feed.take(change)
    with qtbot.waitSignal(feed.settled):
        pass
    assert seen == [
        ("changed", "a"),
        ("messages", "a", (1, 2)),
        ("messages", "b", (1,)),
        ("changed", "a"),
    ]


def test_a_storm_is_told_in_slices(qtbot):
    feed = ReplicaFeed()
    seen, rounds = [], []
    feed.settled.connect(lambda: rounds.append(len(seen)))

    def slow(one):
        seen.append(one)
        sum(range(20_000))

    feed.status_changed.connect(slow)
    for number in range(300):
        feed.take(changes.StatusChanged(str(number)))
    qtbot.waitUntil(lambda: len(seen) == 300)
    assert seen == [str(number) for number in range(300)]
    assert len(rounds) > 1
