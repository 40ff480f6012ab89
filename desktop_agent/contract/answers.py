"""Answers of the server that are more than ``Done``."""

from desktop_agent.contract.base import Value
from desktop_agent.contract.events import CustomerChat
from desktop_agent.contract.values import (
    AgentSelf,
    Interaction,
    Message,
    Notice,
    Offer,
    Policy,
    QueueRef,
    Target,
    TargetRank,
    TargetRef,
)


class Tokens(Value, frozen=True, kw_only=True):
    """Who one is now. ``access_expires_ms`` is in the server's clock, ``now_ms`` its present reading."""

    access_token: str
    access_expires_ms: int
    refresh_token: str
    agent_id: str
    name: str
    must_change_password: bool = False
    now_ms: int


class Snapshot(Value, frozen=True, kw_only=True):
    """Everything an agent may see, read in one transaction: ``snapshot + events = snapshot``.

    Attributes:
        transcripts: newest 50 lines of each interaction, oldest first; older ones are paged.
        notices: newest first, at most 200.
    """

    agent: AgentSelf
    interactions: tuple[Interaction, ...] = ()
    transcripts: dict[str, tuple[Message, ...]] = {}
    offers: tuple[Offer, ...] = ()
    notices: tuple[Notice, ...] = ()
    queues: tuple[QueueRef, ...] = ()
    policy: Policy


class SessionOpened(Value, frozen=True, kw_only=True):
    """A desktop session; the mailbox goes on at ``cursor``."""

    session_id: str
    cursor: str
    now_ms: int
    snapshot: Snapshot
    server_version: str = ""


class SnapshotAnswer(Value, frozen=True, kw_only=True):
    """A fresh snapshot for a session that lost its place."""

    cursor: str
    now_ms: int
    snapshot: Snapshot


class Transferred(Value, frozen=True, kw_only=True):
    """Answer of a transfer.

    Attributes:
        offer_id: of the offer that was made; None when a queue took the interaction at once.
        target: who it went to; a routing point is resolved.
        deadline_ms: of the offer.
    """

    version: int
    target: TargetRef
    offer_id: str | None = None
    deadline_ms: int | None = None


class Sent(Value, frozen=True, kw_only=True):
    """Answer of a message: its place in the transcript."""

    message_id: str
    seq: int
    at_ms: int


class MessagePage(Value, frozen=True, kw_only=True):
    """Older lines of a transcript, oldest first. ``more`` lie before them."""

    messages: tuple[Message, ...]
    more: bool


class TargetsPage(Value, frozen=True, kw_only=True):
    """What changed in the directory since a version. ``next`` is the ``page`` to ask for, None at the end."""

    version: int
    targets: tuple[Target, ...]
    removed: tuple[str, ...] = ()
    next: str | None = None


class Ranking(Value, frozen=True, kw_only=True):
    """Targets in the order of who can take it best."""

    ranks: tuple[TargetRank, ...]
    now_ms: int


class Now(Value, frozen=True, kw_only=True):
    """The store's clock."""

    now_ms: int


class OpenQueues(Value, frozen=True, kw_only=True):
    """To a customer who has not begun yet: the queues that are open now, by name."""

    queues: tuple[QueueRef, ...]


class ChatStarted(Value, frozen=True, kw_only=True):
    """To the customer: the chat, and the token that is good for this chat only."""

    token: str
    cursor: str
    now_ms: int
    chat: CustomerChat
    messages: tuple[Message, ...] = ()
    position: int | None = None


class ChatSnapshot(Value, frozen=True, kw_only=True):
    """To the customer: the chat as it stands (after a reload)."""

    cursor: str
    now_ms: int
    chat: CustomerChat
    messages: tuple[Message, ...]
    position: int | None = None


class Health(Value, frozen=True, kw_only=True):
    """The server lives."""

    status: str
    version: str
