"""One event into the replica: what it is then, and what is told."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.client.replica import changes as ch
from desktop_agent.client.replica.reducers import apply
from desktop_agent.client.replica.replica import NOTICES_KEPT, SNAPSHOT_LINES, Replica
from desktop_agent.client.replica.transcript import Transcript
from desktop_agent.contract import events as ev
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import AgentState, Outcome, RemovedWhy, SenderKind
from desktop_agent.contract.values import AgentStatus
from tests.client.making import agent, interaction, message, notice, offer, snapshot

AT = Cursor("e", 7)


def replica(**more: object) -> Replica:
    return Replica.from_snapshot(snapshot(**more), AT)


def with_chat(lines: int = 2) -> Replica:
    return replica(interactions=(interaction(),), transcripts={"i1": tuple(message(n) for n in range(1, lines + 1))})


def test_snapshot_and_back() -> None:
    full = snapshot(
        interactions=(interaction("i2"), interaction("i1")),
        transcripts={"i2": (message(1),), "i1": ()},
        offers=(offer(),),
        notices=(notice("n2"), notice("n1")),
    )
    assert Replica.from_snapshot(full, AT).to_snapshot() == full


def test_notices_are_oldest_first_in_the_replica() -> None:
    held = replica(notices=(notice("newer"), notice("older", read=True)))
    assert list(held.notices) == ["older", "newer"]
    assert held.unread_notices == 1


def test_offer_comes_and_goes_once() -> None:
    held = replica()
    assert apply(held, ev.OfferMade(offer=offer())) == (ch.OfferArrived("o1"),)
    closed = ev.OfferClosed(offer_id="o1", interaction_id="i1", outcome=Outcome.WITHDRAWN, by="Emma Marsh")
    assert apply(held, closed) == (ch.OfferGone("o1", Outcome.WITHDRAWN, "Emma Marsh"),)
    assert apply(held, closed) == ()
    assert not held.offers


def test_interaction_arrives_with_its_transcript() -> None:
    held = replica()
    event = ev.InteractionChanged(interaction=interaction(), transcript=(message(1), message(2)))
    assert apply(held, event) == (ch.InteractionAdded("i1"),)
    assert [line.seq for line in held.transcripts["i1"]] == [1, 2]
    assert apply(held, ev.InteractionChanged(interaction=interaction(unread=2))) == (ch.InteractionUpdated("i1"),)
    assert held.interactions["i1"].unread == 2
    assert len(held.transcripts["i1"]) == 2


def test_interactions_keep_the_order_of_their_arrival() -> None:
    held = replica()
    for name in ("b", "a", "c"):
        apply(held, ev.InteractionChanged(interaction=interaction(name)))
    apply(held, ev.InteractionChanged(interaction=interaction("b", version=2)))
    assert list(held.interactions) == ["b", "a", "c"]


def test_removed_interaction_takes_everything_along() -> None:
    held = with_chat()
    apply(held, ev.TypingTopic(interaction_id="i1", party_id="customer", name="Amir", on=True))
    event = ev.InteractionRemoved(interaction_id="i1", why=RemovedWhy.TRANSFERRED, to_name="Jana Brandt")
    assert apply(held, event) == (ch.InteractionGone("i1", RemovedWhy.TRANSFERRED, "Jana Brandt"),)
    assert not held.interactions
    assert not held.transcripts
    assert not held.typing
    assert apply(held, event) == ()


def test_message_twice_is_once() -> None:
    held = with_chat()
    event = ev.MessageAdded(interaction_id="i1", message=message(3))
    assert apply(held, event) == (ch.MessageArrived("i1", 3),)
    assert apply(held, event) == ()
    assert [line.seq for line in held.transcripts["i1"]] == [1, 2, 3]


def test_message_of_an_unknown_interaction_is_nothing() -> None:
    assert apply(replica(), ev.MessageAdded(interaction_id="i9", message=message(1))) == ()


def test_a_line_ends_the_typing_of_its_writer() -> None:
    held = with_chat()
    apply(held, ev.TypingTopic(interaction_id="i1", party_id="customer", name="Amir", on=True))
    apply(held, ev.TypingTopic(interaction_id="i1", party_id="a2", name="Jana", on=True))
    changes = apply(held, ev.MessageAdded(interaction_id="i1", message=message(3)))
    assert changes == (ch.MessageArrived("i1", 3), ch.TypingChanged("i1"))
    assert held.typing == {"i1": {"a2": "Jana"}}
    line = message(4, sender=SenderKind.AGENT, sender_id="a2")
    apply(held, ev.MessageAdded(interaction_id="i1", message=line))
    assert held.typing == {}


def test_own_typing_is_not_shown() -> None:
    held = with_chat()
    assert apply(held, ev.TypingTopic(interaction_id="i1", party_id="a1", name="Emma", on=True)) == ()


def test_typing_changes_are_told_once() -> None:
    held = with_chat()
    on = ev.TypingTopic(interaction_id="i1", party_id="customer", name="Amir", on=True)
    off = ev.TypingTopic(interaction_id="i1", party_id="customer", name="Amir", on=False)
    assert [apply(held, topic) for topic in (on, on, off, off)] == [
        (ch.TypingChanged("i1"),),
        (),
        (ch.TypingChanged("i1"),),
        (),
    ]


def test_agent_notice_and_status() -> None:
    held = replica()
    away = agent(state=AgentState.NOT_READY, reason="lunch")
    assert apply(held, ev.AgentChanged(agent=away)) == (ch.AgentUpdated(),)
    assert apply(held, ev.AgentChanged(agent=away)) == ()
    assert apply(held, ev.NoticeAdded(notice=notice())) == (ch.NoticeArrived("n1"),)
    assert apply(held, ev.NoticeAdded(notice=notice(read=True))) == (ch.NoticeUpdated("n1"),)
    assert apply(held, ev.NoticeRemoved(notice_id="n1")) == (ch.NoticeGone("n1"),)
    assert apply(held, ev.NoticeRemoved(notice_id="n1")) == ()
    status = AgentStatus(id="a2", state=AgentState.READY, since_ms=1)
    assert apply(held, ev.StatusTopic(status=status)) == (ch.StatusChanged("a2"),)
    assert apply(held, ev.StatusTopic(status=status)) == ()


def test_old_notices_fall_out() -> None:
    held = replica()
    for number in range(NOTICES_KEPT + 1):
        changes = apply(held, ev.NoticeAdded(notice=notice(f"n{number}")))
    assert changes == (ch.NoticeArrived(f"n{NOTICES_KEPT}"), ch.NoticeGone("n0"))
    assert len(held.notices) == NOTICES_KEPT


def test_every_event_and_topic_has_a_reducer() -> None:
    from desktop_agent.client.replica.reducers import _REDUCERS

    kinds = set(ev.MailEvent.__args__) | set(ev.AnyTopic.__args__)
    assert kinds == set(_REDUCERS)


def test_an_event_may_be_applied_twice() -> None:
    """What a reconnect repeats leaves no trace."""
    log: list[ev.MailEvent] = [
        ev.OfferMade(offer=offer()),
        ev.OfferClosed(offer_id="o1", interaction_id="i1", outcome=Outcome.ACCEPTED),
        ev.InteractionChanged(interaction=interaction(), transcript=(message(1),)),
        ev.MessageAdded(interaction_id="i1", message=message(2)),
        ev.NoticeAdded(notice=notice()),
        ev.InteractionRemoved(interaction_id="i1", why=RemovedWhy.COMPLETED),
    ]
    once, twice = replica(), replica()
    for event in log:
        apply(once, event)
        apply(twice, event)
        apply(twice, event)
        assert once.to_snapshot() == twice.to_snapshot()


# ------------------------------------------------------------------ transcripts
@given(st.lists(st.integers(1, 60)))
def test_transcript_is_sorted_and_without_doubles(numbers: list[int]) -> None:
    transcript = Transcript()
    for number in numbers:
        transcript.add(message(number))
    assert [line.seq for line in transcript] == sorted(set(numbers))
    for number in set(numbers):
        found = transcript.get(number)
        assert found is not None
        assert found.seq == number
    assert transcript.get(99) is None


def test_older_pages_come_before() -> None:
    transcript = Transcript(message(n) for n in range(51, 101))
    assert transcript.more
    assert transcript.extend_back([message(n) for n in range(20, 52)], more=True) == 31
    assert (transcript.first_seq, transcript.last_seq, transcript.more) == (20, 100, True)
    transcript.extend_back([], more=False)
    assert not transcript.more


def test_snapshot_holds_the_newest_lines() -> None:
    held = with_chat(80)
    assert [line.seq for line in held.to_snapshot().transcripts["i1"]] == list(range(81 - SNAPSHOT_LINES, 81))


@pytest.mark.parametrize(
    ("older", "newer", "kept"),
    [
        (range(1, 10), range(5, 15), range(1, 15)),  # they overlap: everything stays
        (range(1, 10), range(12, 15), range(12, 15)),  # a hole may lie between: only the new lines
        (range(5, 10), range(1, 15), range(1, 15)),
        (range(0), range(3, 6), range(3, 6)),
    ],
)
def test_fresh_snapshot_keeps_older_pages_without_a_hole(older: range, newer: range, kept: range) -> None:
    held = replica(interactions=(interaction(),), transcripts={"i1": tuple(message(n) for n in older)})
    fresh = snapshot(interactions=(interaction(),), transcripts={"i1": tuple(message(n) for n in newer)})
    held.replace(fresh, Cursor("e", 20))
    assert [line.seq for line in held.transcripts["i1"]] == list(kept)
    assert held.cursor == Cursor("e", 20)


def test_another_epoch_keeps_nothing() -> None:
    held = with_chat(20)
    fresh = snapshot(interactions=(interaction(),), transcripts={"i1": (message(20), message(21))})
    held.replace(fresh, Cursor("restored", 3))
    assert [line.seq for line in held.transcripts["i1"]] == [20, 21]


def test_replacing_keeps_the_object_that_views_hold() -> None:
    held = with_chat()
    same = held
    held.replace(snapshot(agent=msgspec.structs.replace(agent(), name="Other")), AT)
    assert same is held
    assert held.agent.name == "Other"
    assert not held.interactions
