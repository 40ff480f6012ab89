"""One event into the replica; says what changed. No I/O, no clock."""

from collections.abc import Callable
from typing import Any

from desktop_agent.client.replica.changes import (
    AgentUpdated,
    Change,
    InteractionAdded,
    InteractionGone,
    InteractionUpdated,
    MessageArrived,
    NoticeArrived,
    NoticeGone,
    NoticeUpdated,
    OfferArrived,
    OfferGone,
    StatusChanged,
    TypingChanged,
)
from desktop_agent.client.replica.replica import NOTICES_KEPT, Replica
from desktop_agent.client.replica.transcript import Transcript
from desktop_agent.contract.enums import SenderKind
from desktop_agent.contract.events import (
    AgentChanged,
    AnyTopic,
    ChatChanged,
    InteractionChanged,
    InteractionRemoved,
    MailEvent,
    MessageAdded,
    NoticeAdded,
    NoticeRemoved,
    OfferClosed,
    OfferMade,
    PositionTopic,
    StatusTopic,
    TypingTopic,
)

CUSTOMER_PARTY = "customer"
"""``party_id`` of the customer in a typing topic."""


def apply(replica: Replica, event: MailEvent | AnyTopic) -> tuple[Change, ...]:
    """Apply one event of the mailbox or one topic to the replica, in place.

    Applying the same event twice is the same as once. The cursor is the caller's business.

    Returns:
        What changed, in the order in which it should be told; empty when nothing did.
    """
    return _REDUCERS[type(event)](replica, event)


def _offer_made(replica: Replica, event: OfferMade) -> tuple[Change, ...]:
    replica.offers[event.offer.id] = event.offer
    return (OfferArrived(event.offer.id),)


def _offer_closed(replica: Replica, event: OfferClosed) -> tuple[Change, ...]:
    if replica.offers.pop(event.offer_id, None) is None:
        return ()
    return (OfferGone(event.offer_id, event.outcome, event.by),)


def _interaction_changed(replica: Replica, event: InteractionChanged) -> tuple[Change, ...]:
    interaction = event.interaction
    known = interaction.id in replica.interactions
    replica.interactions[interaction.id] = interaction
    transcript = replica.transcripts.get(interaction.id)
    if transcript is None:
        replica.transcripts[interaction.id] = Transcript(event.transcript or ())
    elif event.transcript is not None:
        replica.transcripts[interaction.id] = transcript.joined_by(Transcript(event.transcript))
    return (InteractionUpdated(interaction.id) if known else InteractionAdded(interaction.id),)


def _interaction_removed(replica: Replica, event: InteractionRemoved) -> tuple[Change, ...]:
    if replica.interactions.pop(event.interaction_id, None) is None:
        return ()
    replica.transcripts.pop(event.interaction_id, None)
    replica.typing.pop(event.interaction_id, None)
    return (InteractionGone(event.interaction_id, event.why, event.to_name),)


def _message_added(replica: Replica, event: MessageAdded) -> tuple[Change, ...]:
    """Unread counts and waiting times come with the interaction itself, right after its line."""
    message = event.message
    transcript = replica.transcripts.get(event.interaction_id)
    if transcript is None or not transcript.add(message):
        return ()
    writer = CUSTOMER_PARTY if message.sender is SenderKind.CUSTOMER else message.sender_id
    return (MessageArrived(event.interaction_id, message.seq), *_stopped_typing(replica, event.interaction_id, writer))


def _agent_changed(replica: Replica, event: AgentChanged) -> tuple[Change, ...]:
    if replica.agent == event.agent:
        return ()
    replica.agent = event.agent
    return (AgentUpdated(),)


def _notice_added(replica: Replica, event: NoticeAdded) -> tuple[Change, ...]:
    notice = event.notice
    before = replica.notices.get(notice.id)
    replica.notices[notice.id] = notice
    if before is not None:
        return () if before == notice else (NoticeUpdated(notice.id),)
    changes: list[Change] = [NoticeArrived(notice.id)]
    while len(replica.notices) > NOTICES_KEPT:
        oldest = next(iter(replica.notices))
        del replica.notices[oldest]
        changes.append(NoticeGone(oldest))
    return tuple(changes)


def _notice_removed(replica: Replica, event: NoticeRemoved) -> tuple[Change, ...]:
    if replica.notices.pop(event.notice_id, None) is None:
        return ()
    return (NoticeGone(event.notice_id),)


def _status(replica: Replica, topic: StatusTopic) -> tuple[Change, ...]:
    status = topic.status
    if replica.statuses.get(status.id) == status:
        return ()
    replica.statuses[status.id] = status
    return (StatusChanged(status.id),)


def _typing(replica: Replica, topic: TypingTopic) -> tuple[Change, ...]:
    if topic.interaction_id not in replica.interactions or topic.party_id == replica.agent.id:
        return ()
    if not topic.on:
        return _stopped_typing(replica, topic.interaction_id, topic.party_id)
    typists = replica.typing.setdefault(topic.interaction_id, {})
    if typists.get(topic.party_id) == topic.name:
        return ()
    typists[topic.party_id] = topic.name
    return (TypingChanged(topic.interaction_id),)


def _stopped_typing(replica: Replica, interaction_id: str, party_id: str) -> tuple[Change, ...]:
    typists = replica.typing.get(interaction_id)
    if not typists or typists.pop(party_id, None) is None:
        return ()
    if not typists:
        del replica.typing[interaction_id]
    return (TypingChanged(interaction_id),)


def _not_for_agents(_replica: Replica, _event: ChatChanged | PositionTopic) -> tuple[Change, ...]:
    return ()


_REDUCERS: dict[type, Callable[[Replica, Any], tuple[Change, ...]]] = {
    OfferMade: _offer_made,
    OfferClosed: _offer_closed,
    InteractionChanged: _interaction_changed,
    InteractionRemoved: _interaction_removed,
    MessageAdded: _message_added,
    AgentChanged: _agent_changed,
    NoticeAdded: _notice_added,
    NoticeRemoved: _notice_removed,
    ChatChanged: _not_for_agents,
    StatusTopic: _status,
    TypingTopic: _typing,
    PositionTopic: _not_for_agents,
}
