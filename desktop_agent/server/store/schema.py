"""The one schema: SQLAlchemy Core metadata that migrations, statements and checks are made from.

Columns are TEXT, BIGINT and BLOB only and every constraint has a name, because the hot statements run on the raw
drivers and both engines must mean the same by them. Times are UTC milliseconds of the store's clock. Structured
values that are only ever read whole (case data, arguments of a sentence) are JSON in TEXT.
"""

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, LargeBinary, MetaData, Table, Text, UniqueConstraint

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _id(name: str = "id") -> "Column[str]":
    return Column(name, Text, primary_key=True)


def _text(name: str, default: str = "") -> "Column[str]":
    return Column(name, Text, nullable=False, server_default=default)


def _maybe(name: str) -> "Column[str]":
    return Column(name, Text, nullable=True)


def _number(name: str, default: int = 0) -> "Column[int]":
    return Column(name, BigInteger, nullable=False, server_default=str(default))


def _time(name: str) -> "Column[int]":
    return Column(name, BigInteger, nullable=True)


def _table(name: str, *parts: Any, **options: Any) -> Table:
    return Table(name, metadata, *parts, **options)


# ------------------------------------------------------------------------------------------------ the store itself
meta = _table("meta", _id("name"), _text("value"))

mailbox = _table("mailbox", _id(), _number("head"), _number("trimmed"))

mail = _table(
    "mail",
    _id("mailbox"),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    _number("at_ms"),
    Column("body", LargeBinary, nullable=False),
)

idempotency = _table(
    "idempotency",
    _id("scope"),
    _id("key"),
    Column("request", LargeBinary, nullable=False),
    _number("at_ms"),
    _text("kind"),
    Column("answer", LargeBinary, nullable=False),
    Index("ix_idempotency_at_ms", "at_ms"),
    sqlite_with_rowid=False,
)

audit = _table(
    "audit",
    _id(),
    _number("at_ms"),
    _text("actor"),
    _text("action"),
    _maybe("interaction_id"),
    _maybe("agent_id"),
    _text("detail"),
    Index("ix_audit_interaction_id", "interaction_id"),
)

# ------------------------------------------------------------------------------------------------ people who sign in
account = _table(
    "account",
    _id("user_name"),
    _text("agent_id"),
    _text("password_hash"),
    _number("must_change"),
    _number("disabled"),
    _number("changed_ms"),
    UniqueConstraint("agent_id"),
)

token_family = _table(
    "token_family",
    _id(),
    _text("user_name"),
    _text("agent_id"),
    _number("created_ms"),
    _time("revoked_ms"),
    Index("ix_token_family_user_name", "user_name"),
)

refresh_token = _table(
    "refresh_token",
    _id("hash"),
    _text("family_id"),
    _number("issued_ms"),
    _number("expires_ms"),
    _time("used_ms"),
    _maybe("successor"),
    Index("ix_refresh_token_family_id", "family_id"),
    Index("ix_refresh_token_expires_ms", "expires_ms"),
)

session = _table(
    "session",
    _id(),
    _text("agent_id"),
    _text("client"),
    _number("opened_ms"),
    _time("closed_ms"),
    _number("receipt_seq"),
    _number("receipt_ms"),
    Index("ix_session_agent_id", "agent_id"),
)

# ------------------------------------------------------------------------------------------------ the floor
agent = _table(
    "agent",
    _id(),
    _text("user_name"),
    _text("name"),
    _text("role", "agent"),
    _text("number"),
    _text("department"),
    _number("capacity"),
    _text("state", "logged_out"),
    _maybe("reason"),
    _number("chosen_ms"),
    _time("since_ms"),
    _text("chat", "ready"),
    _text("im", "ready"),
    _number("load"),
    _number("reserved"),
    _number("routed"),
    _number("unanswered"),
    _number("idle_since_ms"),
    _maybe("session_id"),
    _time("beat_due_ms"),
    _number("lost"),
    _maybe("lost_state"),
    _maybe("lost_reason"),
    CheckConstraint("load >= 0 AND reserved >= 0 AND load + reserved <= capacity", name="slots"),
    CheckConstraint("routed IN (0, 1)", name="one_routed_offer"),
    Index("ix_agent_beat_due_ms", "beat_due_ms"),
)

# One row per agent and skill, carrying what the matcher sorts by, so that the longest idle agent of a skill is the
# first entry of an index however many agents there are. available: 0 no, 1 yes and without work, 2 beside other chats.
agent_skill = _table(
    "agent_skill",
    _id("agent_id"),
    _id("skill_id"),
    _number("present"),
    _number("ready"),
    _number("free"),
    _number("available"),
    _number("idle_since_ms"),
    Index("ix_agent_skill_match", "skill_id", "available", "idle_since_ms", "agent_id"),
    Index("ix_agent_skill_present", "skill_id", "present"),
    sqlite_with_rowid=False,
)

skill = _table("skill", _id(), _text("name"), UniqueConstraint("name"))

agent_group = _table("agent_group", _id(), _text("name"), UniqueConstraint("name"))

group_member = _table("group_member", _id("group_id"), _id("agent_id"))

queue = _table(
    "queue",
    _id(),
    _text("name"),
    _text("number"),
    _text("skill_id"),
    _number("open", 1),
    UniqueConstraint("name"),
    Index("ix_queue_skill_id", "skill_id"),
)

routing_point = _table("routing_point", _id(), _text("name"), _text("queue_ids"), UniqueConstraint("name"))

target = _table(
    "target",
    _id(),
    _text("kind"),
    _text("name"),
    _text("first_name"),
    _text("last_name"),
    _text("number"),
    _text("department"),
    _text("email"),
    _text("keywords", "[]"),
    _text("queues", "[]"),
    _number("version"),
    _number("removed"),
    Index("ix_target_version", "version", "id"),
)

reason = _table("reason", _id("code"), _text("name"), _number("position"))

disposition = _table("disposition", _id("code"), _text("name"), _maybe("queue_id"), _number("position"))

policy = _table("policy", _id(), _text("settings"))

# ------------------------------------------------------------------------------------------------ interactions
interaction = _table(
    "interaction",
    _id(),
    _text("state"),
    _text("queue_id"),
    _text("customer_name"),
    _text("customer_email"),
    _text("customer_phone"),
    _text("customer_segment"),
    _maybe("contact_id"),
    _text("subject"),
    _text("case_data", "{}"),
    _maybe("owner_id"),
    _number("priority"),  # 0 is usual, lower goes first
    _number("created_ms"),
    _number("enqueued_ms"),
    _time("accepted_ms"),
    _time("owner_since_ms"),
    _time("customer_waiting_since_ms"),
    _time("ended_ms"),
    _time("wrap_up_deadline_ms"),
    _number("held"),
    _number("reconnecting"),
    # The one pending offer. ``offer_to`` is the agent asked now, ``offer_target`` what the sender chose: they differ
    # when a group is asked in turn, and then ``offer_until_ms`` ends the whole, ``offer_deadline_ms`` this turn.
    _maybe("offer_id"),
    _maybe("offer_kind"),
    _maybe("offer_to"),
    _maybe("offer_target"),
    _maybe("offer_target_kind"),
    _maybe("offer_target_name"),
    _maybe("offer_from"),
    _text("offer_reason"),
    _text("offer_note"),
    _number("offer_stay"),
    _time("offer_made_ms"),
    _time("offer_deadline_ms"),
    _time("offer_until_ms"),
    _maybe("offer_view"),
    _time("match_after_ms"),
    _maybe("last_result"),
    _text("handed_from"),
    _maybe("handed_text"),
    _text("note"),
    _maybe("disposition"),
    _number("last_seq"),
    _number("version"),
    _text("customer_view"),
    CheckConstraint(
        "(state = 'queued' AND owner_id IS NULL) OR (state IN ('active', 'wrap_up') AND owner_id IS NOT NULL)"
        " OR state = 'closed'",
        name="owned",
    ),
    CheckConstraint(
        "(offer_id IS NULL) = (offer_to IS NULL) AND (offer_id IS NULL) = (offer_deadline_ms IS NULL)",
        name="offer_whole",
    ),
    CheckConstraint("offer_id IS NULL OR state IN ('queued', 'active')", name="offer_open"),
    Index("ix_interaction_waiting", "state", "queue_id", "priority", "enqueued_ms", "id"),
    Index("ix_interaction_owner_id", "owner_id", "state"),
    Index("ix_interaction_offer_to", "offer_to"),
    Index("ix_interaction_offer_deadline_ms", "offer_deadline_ms"),
    Index("ix_interaction_wrap_up_deadline_ms", "wrap_up_deadline_ms"),
    Index("ix_interaction_match_after_ms", "match_after_ms"),
    Index("ix_interaction_accepted_ms", "queue_id", "accepted_ms"),
    Index("ix_interaction_ended_ms", "state", "ended_ms"),
)

# An agent who is connected to an interaction, with what is his alone: how far he has read, what he has typed.
party = _table(
    "party",
    _id("interaction_id"),
    _id("agent_id"),
    _text("role"),
    _number("since_ms"),
    _number("told"),
    _number("read_seq"),
    _number("unread"),
    _text("draft"),
    _number("draft_version"),
    _number("version"),
    Index("ix_party_agent_id", "agent_id"),
)

message = _table(
    "message",
    _id("interaction_id"),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    _text("id"),
    _number("at_ms"),
    _text("sender"),
    _text("sender_id"),
    _text("sender_name"),
    _text("visibility", "all"),
    _text("text"),
    _maybe("code"),
    _text("args", "{}"),
    _maybe("key"),
    Index("ix_message_key", "interaction_id", "sender_id", "key", unique=True),
)

offer_tried = _table(
    "offer_tried", _id("interaction_id"), _id("agent_id"), Index("ix_offer_tried_agent_id", "agent_id")
)

hand_over = _table(
    "hand_over",
    _id("interaction_id"),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    _number("at_ms"),
    _maybe("from_id"),
    _text("from_name"),
    _maybe("to_id"),
    _text("to_name"),
    _text("reason"),
    _text("note"),
)

notice = _table(
    "notice",
    _id(),
    _text("agent_id"),
    _number("at_ms"),
    _text("kind"),
    _text("priority", "normal"),
    _text("code"),
    _text("args", "{}"),
    _text("sender"),
    _text("text"),
    _maybe("interaction_id"),
    _number("read"),
    Index("ix_notice_agent_id", "agent_id", "at_ms", "id"),
)
