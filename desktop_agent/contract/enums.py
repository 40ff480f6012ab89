"""Closed sets of words, in the field's own terms."""

from enum import StrEnum


class Channel(StrEnum):
    """A medium an agent can be ready on."""

    CHAT = "chat"
    IM = "im"


class AgentState(StrEnum):
    """What an agent says of himself."""

    READY = "ready"
    NOT_READY = "not_ready"
    AFTER_CALL_WORK = "after_call_work"
    DO_NOT_DISTURB = "do_not_disturb"
    LOGGED_OUT = "logged_out"


class Role(StrEnum):
    """What an account may do."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"


class InteractionState(StrEnum):
    """Where a chat stands. Queued has no owner; active and wrap-up have exactly one."""

    QUEUED = "queued"
    ACTIVE = "active"
    WRAP_UP = "wrap_up"
    CLOSED = "closed"


class PartyRole(StrEnum):
    """Why a party is in an interaction."""

    CUSTOMER = "customer"
    OWNER = "owner"
    CONFERENCE = "conference"
    CONSULTANT = "consultant"
    MONITOR = "monitor"
    QUEUE = "queue"


class PartyState(StrEnum):
    """Whether a party is there already."""

    INVITED = "invited"
    CONNECTED = "connected"


class SenderKind(StrEnum):
    """Who wrote a line of the transcript."""

    CUSTOMER = "customer"
    AGENT = "agent"
    SYSTEM = "system"


class Visibility(StrEnum):
    """Who may read a line: everybody, agents only (whisper), or the two of a consultation."""

    ALL = "all"
    AGENTS = "agents"
    PRIVATE = "private"


class OfferKind(StrEnum):
    """What accepting an offer leads to."""

    ROUTING = "routing"
    TRANSFER = "transfer"
    CONSULTATION = "consultation"
    CONFERENCE = "conference"


class Outcome(StrEnum):
    """How an offer ended: exactly one of these."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TIMED_OUT = "timed_out"
    WITHDRAWN = "withdrawn"
    WITHDRAWN_BY_SUPERVISOR = "withdrawn_by_supervisor"
    TARGET_GONE = "target_gone"
    CHAT_ENDED = "chat_ended"


class TargetKind(StrEnum):
    """What a name in the directory stands for."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    GROUP = "group"
    SKILL = "skill"
    QUEUE = "queue"
    ROUTING_POINT = "routing_point"
    CONTACT = "contact"


class RemovedWhy(StrEnum):
    """Why an interaction is no longer on this agent's desktop."""

    TRANSFERRED = "transferred"
    QUEUED = "queued"
    COMPLETED = "completed"
    LEFT = "left"
    LOST = "lost"
    REQUEUED = "requeued"


class NoticeKind(StrEnum):
    """What a line in My Messages is about."""

    TRANSFER_RESULT = "transfer_result"
    BROADCAST = "broadcast"
    CHANNEL = "channel"
    STATE = "state"


class Priority(StrEnum):
    """How loudly a notice asks for attention."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Reason(StrEnum):
    """Why something may not be done now (capabilities, refusals)."""

    NOT_OWNER = "not_owner"
    NOT_A_PARTY = "not_a_party"
    NOT_SUPERVISOR = "not_supervisor"
    NOT_YOUR_OFFER = "not_your_offer"
    NOT_YOUR_QUEUE = "not_your_queue"
    OFFER_CLOSED = "offer_closed"
    TRANSFER_PENDING = "transfer_pending"
    NO_TRANSFER_PENDING = "no_transfer_pending"
    NOT_ACTIVE = "not_active"
    CHAT_ENDED = "chat_ended"
    NOT_ENDED = "not_ended"
    HELD = "held"
    NOT_HELD = "not_held"
    NO_OTHER_AGENT = "no_other_agent"
    DISPOSITION_MISSING = "disposition_missing"
    STATE_REASON_MISSING = "state_reason_missing"
    TARGET_SELF = "target_self"
    TARGET_NOT_READY = "target_not_ready"
    TARGET_DO_NOT_DISTURB = "target_do_not_disturb"
    TARGET_BUSY_AFTER_WORK = "target_after_call_work"
    TARGET_NO_FREE_SLOT = "target_no_free_slot"
    TARGET_LOGGED_OUT = "target_logged_out"
    TARGET_UNREACHABLE = "target_unreachable"
    TARGET_IS_PARTY = "target_is_party"
    TARGET_NEVER = "target_never"
    QUEUE_CLOSED = "queue_closed"
    QUEUE_EMPTY = "queue_empty"
    UNSUPPORTED = "unsupported"


class Verb(StrEnum):
    """What can be done with an interaction or to a target; keys of capabilities and last part of the URL."""

    ACCEPT = "accept"
    DECLINE = "decline"
    SEND_MESSAGE = "send-message"
    TYPING = "typing"
    READ = "read"
    TRANSFER = "transfer"
    WITHDRAW = "withdraw"
    DISMISS_RESULT = "dismiss-result"
    SAVE_DRAFT = "save-draft"
    DISCARD_HANDED_DRAFT = "discard-handed-draft"
    SET_NOTE = "set-note"
    SET_DISPOSITION = "set-disposition"
    HOLD = "hold"
    RETRIEVE = "retrieve"
    END = "end"
    COMPLETE = "complete"
    REQUEUE = "requeue"
    CONSULT = "consult"
    COMPLETE_CONSULT = "complete-consult"
    INVITE = "invite"
    LEAVE = "leave"
    MESSAGE = "message"
    CALL = "call"
    EMAIL = "email"
    OPEN = "open"
