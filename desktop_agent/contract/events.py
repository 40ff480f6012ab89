"""Events: durable ones of a mailbox (a closed, tagged set), topics (latest value only), and the stream's own signs."""

import msgspec

from desktop_agent.contract.base import Value
from desktop_agent.contract.enums import Outcome, RemovedWhy
from desktop_agent.contract.values import AgentSelf, Interaction, Message, Notice, Offer, TargetStatus


class Event(Value, tag_field="event", frozen=True, kw_only=True):
    """Something that happened and must not be missed; numbered without a gap in its reader's mailbox."""


class OfferMade(Event, tag="offer_made", frozen=True, kw_only=True):
    """An interaction is offered to the reader."""

    offer: Offer


class OfferClosed(Event, tag="offer_closed", frozen=True, kw_only=True):
    """An offer to the reader has its outcome."""

    offer_id: str
    interaction_id: str
    outcome: Outcome
    by: str = ""


class InteractionChanged(Event, tag="interaction_changed", frozen=True, kw_only=True):
    """The interaction as it now is, for this reader; ``transcript`` comes when he first sees it."""

    interaction: Interaction
    transcript: tuple[Message, ...] | None = None


class InteractionRemoved(Event, tag="interaction_removed", frozen=True, kw_only=True):
    """The reader may no longer see the interaction; nothing of it follows. ``to_name``: who has it now, if told."""

    interaction_id: str
    why: RemovedWhy
    to_name: str = ""


class MessageAdded(Event, tag="message_added", frozen=True, kw_only=True):
    """A new line of a transcript."""

    interaction_id: str
    message: Message


class AgentChanged(Event, tag="agent_changed", frozen=True, kw_only=True):
    """The reader's own state, channels or load."""

    agent: AgentSelf


class NoticeAdded(Event, tag="notice_added", frozen=True, kw_only=True):
    """A new line, or a changed one, in My Messages."""

    notice: Notice


class NoticeRemoved(Event, tag="notice_removed", frozen=True, kw_only=True):
    """A line of My Messages was deleted."""

    notice_id: str


class CustomerChat(Value, frozen=True, kw_only=True):
    """A chat as its customer may see it.

    Attributes:
        state: ``waiting``, ``active``, ``reconnecting`` (the agent was lost) or ``ended``.
        agents: names of the agents who talk with the customer.
    """

    id: str
    state: str
    queue: str
    agents: tuple[str, ...] = ()


class ChatChanged(Event, tag="chat_changed", frozen=True, kw_only=True):
    """To the customer: the chat's state, or who is in it."""

    chat: CustomerChat


MailEvent = (
    OfferMade
    | OfferClosed
    | InteractionChanged
    | InteractionRemoved
    | MessageAdded
    | AgentChanged
    | NoticeAdded
    | NoticeRemoved
    | ChatChanged
)


class Mail(Value, frozen=True, kw_only=True):
    """A numbered event on the wire; ``event`` is decoded one by one, so that one unknown kind fails alone."""

    seq: int
    event: msgspec.Raw


class Topic(Value, tag_field="topic", frozen=True, kw_only=True):
    """A latest value; may be skipped, never replayed."""


class StatusTopic(Topic, tag="status", frozen=True, kw_only=True):
    """State of a subscribed target."""

    status: TargetStatus


class TypingTopic(Topic, tag="typing", frozen=True, kw_only=True):
    """Somebody is typing, or has stopped. ``party_id`` is the agent's id or ``customer``."""

    interaction_id: str
    party_id: str
    name: str
    on: bool


class PositionTopic(Topic, tag="position", frozen=True, kw_only=True):
    """To a waiting customer: how many are before him (1 = next)."""

    chat_id: str
    position: int


AnyTopic = StatusTopic | TypingTopic | PositionTopic


class Batch(Value, frozen=True, kw_only=True):
    """Answer of the long-poll, and what one step of a stream comes to.

    Attributes:
        cursor: position after ``mail``.
        now_ms: the store's clock, for countdowns.
        caught_up: everything older has been sent.
        control: ``goaway`` (reconnect, elsewhere if possible) or ``session_displaced``.
    """

    mail: tuple[Mail, ...] = ()
    topics: tuple[AnyTopic, ...] = ()
    cursor: str
    now_ms: int
    caught_up: bool = True
    control: str | None = None


_decoder: msgspec.json.Decoder[MailEvent] = msgspec.json.Decoder(MailEvent)


def decode_event(raw: msgspec.Raw | bytes) -> MailEvent:
    """Decode one event.

    Raises:
        msgspec.ValidationError: unknown kind or malformed; the reader fetches a fresh snapshot.
    """
    return _decoder.decode(raw)
