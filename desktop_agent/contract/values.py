"""Values: what an agent or a customer may see of an interaction, a person, a queue."""

from desktop_agent.contract.base import Value
from desktop_agent.contract.enums import (
    AgentState,
    Channel,
    InteractionState,
    NoticeKind,
    OfferKind,
    Outcome,
    PartyRole,
    PartyState,
    Priority,
    Reason,
    Role,
    SenderKind,
    TargetKind,
    Verb,
    Visibility,
)

Capabilities = dict[Verb, Reason | None]
"""Verb to ``None`` (may be done) or the reason why not; an absent verb is not supported."""


class QueueRef(Value, frozen=True, kw_only=True):
    """A queue by id and name."""

    id: str
    name: str


class TargetRef(Value, frozen=True, kw_only=True):
    """A target by id, kind and name."""

    id: str
    kind: TargetKind
    name: str


class Customer(Value, frozen=True, kw_only=True):
    """Who the customer is, as far as known."""

    name: str
    email: str = ""
    phone: str = ""
    segment: str = ""
    contact_id: str | None = None


class AgentSelf(Value, frozen=True, kw_only=True):
    """The signed-in agent.

    Attributes:
        state_since_ms: when the state's clock started; None while work goes on that was begun before (D3).
        channels: what is wished per channel; a channel that is not Ready gets no offers.
        capacity: slots for chats; ``load`` are held by chats, ``reserved`` by offers.
    """

    id: str
    user: str
    name: str
    role: Role
    number: str = ""
    department: str = ""
    state: AgentState
    reason: str | None = None
    state_since_ms: int | None = None
    channels: dict[Channel, AgentState]
    capacity: int
    load: int = 0
    reserved: int = 0


class Party(Value, frozen=True, kw_only=True):
    """Somebody in an interaction. ``deadline_ms`` while invited: when the invitation runs out."""

    id: str
    name: str
    role: PartyRole
    state: PartyState
    since_ms: int
    agent_id: str | None = None
    deadline_ms: int | None = None


class PendingTransfer(Value, frozen=True, kw_only=True):
    """The one transfer that waits for its answer; the owner goes on serving meanwhile."""

    offer_id: str
    target: TargetRef
    sent_ms: int
    deadline_ms: int
    reason: str = ""
    note: str = ""
    stay: bool = False


class TransferResult(Value, frozen=True, kw_only=True):
    """How the last transfer ended without changing hands; shown until dismissed.

    Attributes:
        reason: the words of the one who declined, may be empty.
        by: name of the one who declined or withdrew, may be empty.
    """

    offer_id: str
    target: TargetRef
    outcome: Outcome
    at_ms: int
    reason: str = ""
    by: str = ""


class HandedDraft(Value, frozen=True, kw_only=True):
    """What the former owner had typed and not sent; offered above the composer, never put into it."""

    from_name: str
    text: str


class HandOver(Value, frozen=True, kw_only=True):
    """One line of the history of hands: who gave it to whom, when and why."""

    at_ms: int
    from_name: str
    to_name: str
    reason: str = ""
    note: str = ""


class Interaction(Value, frozen=True, kw_only=True):
    """A chat as one agent may see it; the capabilities are this agent's.

    Attributes:
        enqueued_ms: when the customer began to wait; a requeue or transfer to a queue keeps it.
        accepted_ms: when the first agent accepted; None before.
        owner_since_ms: when the present owner got it.
        customer_waiting_since_ms: time of the oldest customer message nobody has answered; None when answered.
        ended_ms: when the conversation ended (wrap-up, closed).
        wrap_up_deadline_ms: when wrap-up completes by itself.
        last_seq: number of the newest message this agent may see; ``read_seq`` the newest he has read;
            ``unread`` counts the customer's and colleagues' messages after it.
        draft: what this agent has typed and not sent; ``draft_version`` counts its saves.
        version: grows with every change of the interaction.
    """

    id: str
    state: InteractionState
    queue: QueueRef
    customer: Customer
    subject: str = ""
    case_data: dict[str, str] = {}
    owner_id: str | None = None
    owner_name: str = ""
    parties: tuple[Party, ...] = ()
    created_ms: int
    enqueued_ms: int
    accepted_ms: int | None = None
    owner_since_ms: int | None = None
    customer_waiting_since_ms: int | None = None
    ended_ms: int | None = None
    wrap_up_deadline_ms: int | None = None
    held: bool = False
    pending: PendingTransfer | None = None
    last_result: TransferResult | None = None
    handed_draft: HandedDraft | None = None
    draft: str = ""
    draft_version: int = 0
    note: str = ""
    disposition: str | None = None
    history: tuple[HandOver, ...] = ()
    last_seq: int = 0
    read_seq: int = 0
    unread: int = 0
    version: int
    capabilities: Capabilities = {}


class Message(Value, frozen=True, kw_only=True):
    """One line of a transcript.

    Attributes:
        seq: number in its interaction, gapless over all lines; a reader who may not see some sees gaps.
        code: for system lines, what happened (``joined``, ``left``, ``transferred`` ...), with ``args``
            to put into the sentence; ``text`` then holds the English words.
        key: the sender's idempotency key, so that the sender knows his own line again.
    """

    id: str
    seq: int
    at_ms: int
    sender: SenderKind
    sender_id: str = ""
    sender_name: str = ""
    visibility: Visibility = Visibility.ALL
    text: str = ""
    code: str | None = None
    args: dict[str, str] = {}
    key: str | None = None


class Offer(Value, frozen=True, kw_only=True):
    """An invitation with a deadline; shown as an Interaction Preview.

    Attributes:
        from_name: who sends it, empty for routing.
        case_data: the chosen part of it.
        last_lines: newest lines of the transcript that the target may see, oldest first.
        draft: what the sender had typed.
    """

    id: str
    kind: OfferKind
    interaction_id: str
    customer: Customer
    queue: QueueRef
    subject: str = ""
    case_data: dict[str, str] = {}
    from_id: str | None = None
    from_name: str = ""
    reason: str = ""
    note: str = ""
    draft: str = ""
    last_lines: tuple[Message, ...] = ()
    enqueued_ms: int
    customer_waiting_since_ms: int | None = None
    made_ms: int
    deadline_ms: int


class Notice(Value, frozen=True, kw_only=True):
    """A line in My Messages. System notices carry ``code`` and ``args``, broadcasts their own ``text``."""

    id: str
    at_ms: int
    kind: NoticeKind
    priority: Priority = Priority.NORMAL
    code: str = ""
    args: dict[str, str] = {}
    sender: str = ""
    text: str = ""
    interaction_id: str | None = None
    read: bool = False


class Target(Value, frozen=True, kw_only=True):
    """An entry of the directory: static facts, cached by the desktop; the state comes as a topic.

    Attributes:
        number: extension of a person, number of a queue, phone of a contact.
        queues: names of the queues (workgroups) an agent serves.
        version: of the entry; ``GET /targets?since=`` sends what is newer.
    """

    id: str
    kind: TargetKind
    name: str
    first_name: str = ""
    last_name: str = ""
    number: str = ""
    department: str = ""
    email: str = ""
    keywords: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    version: int = 0

    @property
    def ref(self) -> TargetRef:
        """This target as a reference."""
        return TargetRef(id=self.id, kind=self.kind, name=self.name)


class AgentStatus(Value, tag="agent", tag_field="of", frozen=True, kw_only=True):
    """Topic: what an agent is doing now. ``idle_since_ms``: Ready without a chat since."""

    id: str
    state: AgentState
    reason: str | None = None
    since_ms: int
    reachable: bool = True
    chats: int = 0
    capacity: int = 0
    free_slots: int = 0
    idle_since_ms: int | None = None


class QueueStatus(Value, tag="queue", tag_field="of", frozen=True, kw_only=True):
    """Topic: live figures of a queue, taken at ``as_of_ms``. ``average_wait_ms``: of the last 30 minutes."""

    id: str
    open: bool = True
    logged_in: int = 0
    ready: int = 0
    free_slots: int = 0
    waiting: int = 0
    longest_wait_since_ms: int | None = None
    average_wait_ms: int | None = None
    as_of_ms: int


TargetStatus = AgentStatus | QueueStatus


class TargetRank(Value, frozen=True, kw_only=True):
    """What may be done to a target for one interaction, and how good a choice it is (0 = best)."""

    id: str
    order: int
    capabilities: Capabilities
    status: TargetStatus | None = None


class ReasonChoice(Value, frozen=True, kw_only=True):
    """A Not Ready reason the agent may choose."""

    code: str
    name: str


class DispositionChoice(Value, frozen=True, kw_only=True):
    """A disposition the agent may choose; ``queue_id`` limits it to one queue."""

    code: str
    name: str
    queue_id: str | None = None


class Policy(Value, frozen=True, kw_only=True):
    """The floor's settings an agent's desktop needs.

    Attributes:
        waiting_warn_ms, waiting_limit_ms: thresholds of the customer-waiting alarm.
    """

    offer_ms: int = 30_000
    wrap_up_ms: int = 120_000
    waiting_warn_ms: int = 60_000
    waiting_limit_ms: int = 180_000
    reason_required: bool = False
    disposition_required: bool = False
    typing_preview: bool = False
    reasons: tuple[ReasonChoice, ...] = ()
    dispositions: tuple[DispositionChoice, ...] = ()


__all__ = [
    "AgentSelf",
    "AgentState",
    "AgentStatus",
    "Capabilities",
    "Channel",
    "Customer",
    "DispositionChoice",
    "HandOver",
    "HandedDraft",
    "Interaction",
    "InteractionState",
    "Message",
    "Notice",
    "NoticeKind",
    "Offer",
    "OfferKind",
    "Outcome",
    "Party",
    "PartyRole",
    "PartyState",
    "PendingTransfer",
    "Policy",
    "Priority",
    "QueueRef",
    "QueueStatus",
    "Reason",
    "ReasonChoice",
    "Role",
    "SenderKind",
    "Target",
    "TargetKind",
    "TargetRank",
    "TargetRef",
    "TargetStatus",
    "TransferResult",
    "Verb",
    "Visibility",
]
