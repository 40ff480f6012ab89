"""The rows that scripts receive: one named tuple per shape of result, fields in the order of the columns."""

from typing import NamedTuple


class IdRow(NamedTuple):
    """An id, or the proof that a compare-and-set has hit."""

    id: str


class NumberRow(NamedTuple):
    """One number; None where an aggregate found nothing."""

    number: int | None


class TextRow(NamedTuple):
    """One text."""

    text: str


class AgentRow(NamedTuple):
    """An agent: who he is, what he wishes, what he holds, whether his desktop lives.

    Attributes:
        chosen_ms: when the state was chosen; ``since_ms`` when its clock started (None while older work goes on).
        routed: 1 while a routed offer waits for his answer; ``unanswered`` counts those he let pass in a row.
        beat_due_ms: when the next stage of being lost begins unless a receipt comes; None without a session.
        lost: 0 reachable, 1 unreachable, 2 set Not Ready, 3 chats taken away.
        lost_state, lost_reason: what to return to when he comes back.
    """

    id: str
    user_name: str
    name: str
    role: str
    number: str
    department: str
    capacity: int
    state: str
    reason: str | None
    chosen_ms: int
    since_ms: int | None
    chat: str
    im: str
    load: int
    reserved: int
    routed: int
    unanswered: int
    idle_since_ms: int
    session_id: str | None
    beat_due_ms: int | None
    lost: int
    lost_state: str | None
    lost_reason: str | None


class InteractionRow(NamedTuple):
    """An interaction with its queue's and its owner's name."""

    id: str
    state: str
    queue_id: str
    queue_name: str
    skill_id: str
    customer_name: str
    customer_email: str
    customer_phone: str
    customer_segment: str
    contact_id: str | None
    subject: str
    case_data: str
    owner_id: str | None
    owner_name: str | None
    priority: int
    created_ms: int
    enqueued_ms: int
    accepted_ms: int | None
    owner_since_ms: int | None
    customer_waiting_since_ms: int | None
    ended_ms: int | None
    wrap_up_deadline_ms: int | None
    held: int
    reconnecting: int
    offer_id: str | None
    offer_kind: str | None
    offer_to: str | None
    offer_target: str | None
    offer_target_kind: str | None
    offer_target_name: str | None
    offer_from: str | None
    offer_reason: str
    offer_note: str
    offer_stay: int
    offer_made_ms: int | None
    offer_deadline_ms: int | None
    offer_until_ms: int | None
    offer_view: str | None
    match_after_ms: int | None
    last_result: str | None
    handed_from: str
    handed_text: str | None
    note: str
    disposition: str | None
    last_seq: int
    version: int
    customer_view: str


class PartyRow(NamedTuple):
    """A connected agent of an interaction, with his name."""

    interaction_id: str
    agent_id: str
    agent_name: str
    agent_role: str
    role: str
    since_ms: int
    told: int
    read_seq: int
    unread: int
    draft: str
    draft_version: int
    version: int


class MessageRow(NamedTuple):
    """A line of a transcript."""

    id: str
    seq: int
    at_ms: int
    sender: str
    sender_id: str
    sender_name: str
    visibility: str
    text: str
    code: str | None
    args: str
    key: str | None


class HandOverRow(NamedTuple):
    """One line of the history of hands."""

    at_ms: int
    from_name: str
    to_name: str
    reason: str
    note: str


class NoticeRow(NamedTuple):
    """A line of My Messages."""

    id: str
    agent_id: str
    at_ms: int
    kind: str
    priority: str
    code: str
    args: str
    sender: str
    text: str
    interaction_id: str | None
    read: int


class QueueRow(NamedTuple):
    """A queue and the skill it asks for."""

    id: str
    name: str
    number: str
    skill_id: str
    open: int


class RoutingPointRow(NamedTuple):
    """A rule that resolves to one of its queues (JSON list of ids, in order of preference)."""

    id: str
    name: str
    queue_ids: str


class TargetRow(NamedTuple):
    """An entry of the directory."""

    id: str
    kind: str
    name: str
    first_name: str
    last_name: str
    number: str
    department: str
    email: str
    keywords: str
    queues: str
    version: int
    removed: int


class ChoiceRow(NamedTuple):
    """A Not Ready reason or a disposition to choose."""

    code: str
    name: str
    queue_id: str | None


class StaffingRow(NamedTuple):
    """How many serve a queue now."""

    logged_in: int | None
    ready: int | None
    free: int | None


class WaitingRow(NamedTuple):
    """Who waits in a queue now."""

    waiting: int
    since_ms: int | None


class OfferDueRow(NamedTuple):
    """An offer whose deadline has passed."""

    interaction_id: str
    offer_id: str


class SessionRow(NamedTuple):
    """A desktop session."""

    id: str
    agent_id: str
    client: str
    opened_ms: int
    closed_ms: int | None
    receipt_seq: int
    receipt_ms: int


class AccountRow(NamedTuple):
    """Who may sign in."""

    user_name: str
    agent_id: str
    name: str
    role: str
    password_hash: str
    must_change: int
    disabled: int


class FamilyRow(NamedTuple):
    """The tokens that follow from one sign-in."""

    id: str
    user_name: str
    agent_id: str
    created_ms: int
    revoked_ms: int | None


class RefreshRow(NamedTuple):
    """A refresh token with the state of its family."""

    hash: str
    family_id: str
    user_name: str
    agent_id: str
    issued_ms: int
    expires_ms: int
    used_ms: int | None
    successor: str | None
    revoked_ms: int | None


class MailboxRow(NamedTuple):
    """How far a mailbox is filled and trimmed."""

    head: int
    trimmed: int


class TrimRow(NamedTuple):
    """A mailbox that may be trimmed up to a number."""

    mailbox: str
    upto: int


class DueRow(NamedTuple):
    """The next deadlines of the store, None where there is none."""

    offer_ms: int | None
    wrap_up_ms: int | None
    match_ms: int | None
    beat_ms: int | None
