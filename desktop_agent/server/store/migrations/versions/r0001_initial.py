"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "account",
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), server_default="", nullable=False),
        sa.Column("password_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("must_change", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("disabled", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("changed_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("user_name", name=op.f("pk_account")),
        sa.UniqueConstraint("agent_id", name=op.f("uq_account_agent_id")),
    )
    op.create_table(
        "agent",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("user_name", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), server_default="agent", nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("department", sa.Text(), server_default="", nullable=False),
        sa.Column("capacity", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), server_default="logged_out", nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("chosen_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("since_ms", sa.BigInteger(), nullable=True),
        sa.Column("chat", sa.Text(), server_default="ready", nullable=False),
        sa.Column("im", sa.Text(), server_default="ready", nullable=False),
        sa.Column("load", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("reserved", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("routed", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("unanswered", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("idle_since_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("session_id", sa.Text(), nullable=True),
        sa.Column("beat_due_ms", sa.BigInteger(), nullable=True),
        sa.Column("lost", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("lost_state", sa.Text(), nullable=True),
        sa.Column("lost_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("load >= 0 AND reserved >= 0 AND load + reserved <= capacity", name=op.f("ck_agent_slots")),
        sa.CheckConstraint("routed IN (0, 1)", name=op.f("ck_agent_one_routed_offer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent")),
    )
    op.create_index("ix_agent_beat_due_ms", "agent", ["beat_due_ms"], unique=False)
    op.create_table(
        "agent_group",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent_group")),
        sa.UniqueConstraint("name", name=op.f("uq_agent_group_name")),
    )
    op.create_table(
        "agent_skill",
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("skill_id", sa.Text(), nullable=False),
        sa.Column("present", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("ready", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("free", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("available", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("idle_since_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("agent_id", "skill_id", name=op.f("pk_agent_skill")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_agent_skill_match", "agent_skill", ["skill_id", "available", "idle_since_ms", "agent_id"], unique=False
    )
    op.create_index("ix_agent_skill_present", "agent_skill", ["skill_id", "present"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.Column("action", sa.Text(), server_default="", nullable=False),
        sa.Column("interaction_id", sa.Text(), nullable=True),
        sa.Column("agent_id", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_interaction_id", "audit", ["interaction_id"], unique=False)
    op.create_table(
        "disposition",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("queue_id", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_disposition")),
    )
    op.create_table(
        "group_member",
        sa.Column("group_id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "agent_id", name=op.f("pk_group_member")),
    )
    op.create_table(
        "hand_over",
        sa.Column("interaction_id", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("from_id", sa.Text(), nullable=True),
        sa.Column("from_name", sa.Text(), server_default="", nullable=False),
        sa.Column("to_id", sa.Text(), nullable=True),
        sa.Column("to_name", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("interaction_id", "position", name=op.f("pk_hand_over")),
    )
    op.create_table(
        "idempotency",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name=op.f("pk_idempotency")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_idempotency_at_ms", "idempotency", ["at_ms"], unique=False)
    op.create_table(
        "interaction",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="", nullable=False),
        sa.Column("queue_id", sa.Text(), server_default="", nullable=False),
        sa.Column("customer_name", sa.Text(), server_default="", nullable=False),
        sa.Column("customer_email", sa.Text(), server_default="", nullable=False),
        sa.Column("customer_phone", sa.Text(), server_default="", nullable=False),
        sa.Column("customer_segment", sa.Text(), server_default="", nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), server_default="", nullable=False),
        sa.Column("case_data", sa.Text(), server_default="{}", nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("priority", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("enqueued_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("accepted_ms", sa.BigInteger(), nullable=True),
        sa.Column("owner_since_ms", sa.BigInteger(), nullable=True),
        sa.Column("customer_waiting_since_ms", sa.BigInteger(), nullable=True),
        sa.Column("ended_ms", sa.BigInteger(), nullable=True),
        sa.Column("wrap_up_deadline_ms", sa.BigInteger(), nullable=True),
        sa.Column("held", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("reconnecting", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("offer_id", sa.Text(), nullable=True),
        sa.Column("offer_kind", sa.Text(), nullable=True),
        sa.Column("offer_to", sa.Text(), nullable=True),
        sa.Column("offer_target", sa.Text(), nullable=True),
        sa.Column("offer_target_kind", sa.Text(), nullable=True),
        sa.Column("offer_target_name", sa.Text(), nullable=True),
        sa.Column("offer_from", sa.Text(), nullable=True),
        sa.Column("offer_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("offer_note", sa.Text(), server_default="", nullable=False),
        sa.Column("offer_stay", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("offer_made_ms", sa.BigInteger(), nullable=True),
        sa.Column("offer_deadline_ms", sa.BigInteger(), nullable=True),
        sa.Column("offer_until_ms", sa.BigInteger(), nullable=True),
        sa.Column("offer_view", sa.Text(), nullable=True),
        sa.Column("match_after_ms", sa.BigInteger(), nullable=True),
        sa.Column("last_result", sa.Text(), nullable=True),
        sa.Column("handed_from", sa.Text(), server_default="", nullable=False),
        sa.Column("handed_text", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("disposition", sa.Text(), nullable=True),
        sa.Column("last_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("customer_view", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(state = 'queued' AND owner_id IS NULL) OR (state IN ('active', 'wrap_up') AND owner_id IS"
            " NOT NULL) OR state = 'closed'",
            name=op.f("ck_interaction_owned"),
        ),
        sa.CheckConstraint("offer_id IS NULL OR state IN ('queued', 'active')", name=op.f("ck_interaction_offer_open")),
        sa.CheckConstraint(
            "(offer_id IS NULL) = (offer_to IS NULL) AND (offer_id IS NULL) = (offer_deadline_ms IS NULL)",
            name=op.f("ck_interaction_offer_whole"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interaction")),
    )
    op.create_index("ix_interaction_accepted_ms", "interaction", ["queue_id", "accepted_ms"], unique=False)
    op.create_index("ix_interaction_ended_ms", "interaction", ["state", "ended_ms"], unique=False)
    op.create_index("ix_interaction_match_after_ms", "interaction", ["match_after_ms"], unique=False)
    op.create_index("ix_interaction_offer_deadline_ms", "interaction", ["offer_deadline_ms"], unique=False)
    op.create_index("ix_interaction_offer_to", "interaction", ["offer_to"], unique=False)
    op.create_index("ix_interaction_owner_id", "interaction", ["owner_id", "state"], unique=False)
    op.create_index(
        "ix_interaction_waiting", "interaction", ["state", "queue_id", "priority", "enqueued_ms", "id"], unique=False
    )
    op.create_index("ix_interaction_wrap_up_deadline_ms", "interaction", ["wrap_up_deadline_ms"], unique=False)
    op.create_table(
        "mail",
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "seq", name=op.f("pk_mail")),
    )
    op.create_table(
        "mailbox",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("head", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("trimmed", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox")),
    )
    op.create_table(
        "message",
        sa.Column("interaction_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), server_default="", nullable=False),
        sa.Column("at_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("sender", sa.Text(), server_default="", nullable=False),
        sa.Column("sender_id", sa.Text(), server_default="", nullable=False),
        sa.Column("sender_name", sa.Text(), server_default="", nullable=False),
        sa.Column("visibility", sa.Text(), server_default="all", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("args", sa.Text(), server_default="{}", nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("interaction_id", "seq", name=op.f("pk_message")),
    )
    op.create_index("ix_message_key", "message", ["interaction_id", "sender_id", "key"], unique=True)
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), server_default="", nullable=False),
        sa.Column("at_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("priority", sa.Text(), server_default="normal", nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("args", sa.Text(), server_default="{}", nullable=False),
        sa.Column("sender", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("interaction_id", sa.Text(), nullable=True),
        sa.Column("read", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_agent_id", "notice", ["agent_id", "at_ms", "id"], unique=False)
    op.create_table(
        "offer_tried",
        sa.Column("interaction_id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("interaction_id", "agent_id", name=op.f("pk_offer_tried")),
    )
    op.create_index("ix_offer_tried_agent_id", "offer_tried", ["agent_id"], unique=False)
    op.create_table(
        "party",
        sa.Column("interaction_id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("since_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("told", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("read_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("unread", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("draft", sa.Text(), server_default="", nullable=False),
        sa.Column("draft_version", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("interaction_id", "agent_id", name=op.f("pk_party")),
    )
    op.create_index("ix_party_agent_id", "party", ["agent_id"], unique=False)
    op.create_table(
        "policy",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
    )
    op.create_table(
        "queue",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("skill_id", sa.Text(), server_default="", nullable=False),
        sa.Column("open", sa.BigInteger(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue")),
        sa.UniqueConstraint("name", name=op.f("uq_queue_name")),
    )
    op.create_index("ix_queue_skill_id", "queue", ["skill_id"], unique=False)
    op.create_table(
        "reason",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_reason")),
    )
    op.create_table(
        "refresh_token",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("family_id", sa.Text(), server_default="", nullable=False),
        sa.Column("issued_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("expires_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("used_ms", sa.BigInteger(), nullable=True),
        sa.Column("successor", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_refresh_token")),
    )
    op.create_index("ix_refresh_token_expires_ms", "refresh_token", ["expires_ms"], unique=False)
    op.create_index("ix_refresh_token_family_id", "refresh_token", ["family_id"], unique=False)
    op.create_table(
        "routing_point",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("queue_ids", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routing_point")),
        sa.UniqueConstraint("name", name=op.f("uq_routing_point_name")),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), server_default="", nullable=False),
        sa.Column("client", sa.Text(), server_default="", nullable=False),
        sa.Column("opened_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("closed_ms", sa.BigInteger(), nullable=True),
        sa.Column("receipt_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("receipt_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
    )
    op.create_index("ix_session_agent_id", "session", ["agent_id"], unique=False)
    op.create_table(
        "skill",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill")),
        sa.UniqueConstraint("name", name=op.f("uq_skill_name")),
    )
    op.create_table(
        "target",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("first_name", sa.Text(), server_default="", nullable=False),
        sa.Column("last_name", sa.Text(), server_default="", nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("department", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("keywords", sa.Text(), server_default="[]", nullable=False),
        sa.Column("queues", sa.Text(), server_default="[]", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("removed", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
    )
    op.create_index("ix_target_version", "target", ["version", "id"], unique=False)
    op.create_table(
        "token_family",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("user_name", sa.Text(), server_default="", nullable=False),
        sa.Column("agent_id", sa.Text(), server_default="", nullable=False),
        sa.Column("created_ms", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("revoked_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token_family")),
    )
    op.create_index("ix_token_family_user_name", "token_family", ["user_name"], unique=False)


def downgrade() -> None:
    """Drop every table."""
    op.drop_index("ix_token_family_user_name", table_name="token_family")
    op.drop_table("token_family")
    op.drop_index("ix_target_version", table_name="target")
    op.drop_table("target")
    op.drop_table("skill")
    op.drop_index("ix_session_agent_id", table_name="session")
    op.drop_table("session")
    op.drop_table("routing_point")
    op.drop_index("ix_refresh_token_family_id", table_name="refresh_token")
    op.drop_index("ix_refresh_token_expires_ms", table_name="refresh_token")
    op.drop_table("refresh_token")
    op.drop_table("reason")
    op.drop_index("ix_queue_skill_id", table_name="queue")
    op.drop_table("queue")
    op.drop_table("policy")
    op.drop_index("ix_party_agent_id", table_name="party")
    op.drop_table("party")
    op.drop_index("ix_offer_tried_agent_id", table_name="offer_tried")
    op.drop_table("offer_tried")
    op.drop_index("ix_notice_agent_id", table_name="notice")
    op.drop_table("notice")
    op.drop_table("meta")
    op.drop_index("ix_message_key", table_name="message")
    op.drop_table("message")
    op.drop_table("mailbox")
    op.drop_table("mail")
    op.drop_index("ix_interaction_wrap_up_deadline_ms", table_name="interaction")
    op.drop_index("ix_interaction_waiting", table_name="interaction")
    op.drop_index("ix_interaction_owner_id", table_name="interaction")
    op.drop_index("ix_interaction_offer_to", table_name="interaction")
    op.drop_index("ix_interaction_offer_deadline_ms", table_name="interaction")
    op.drop_index("ix_interaction_match_after_ms", table_name="interaction")
    op.drop_index("ix_interaction_ended_ms", table_name="interaction")
    op.drop_index("ix_interaction_accepted_ms", table_name="interaction")
    op.drop_table("interaction")
    op.drop_index("ix_idempotency_at_ms", table_name="idempotency")
    op.drop_table("idempotency")
    op.drop_table("hand_over")
    op.drop_table("group_member")
    op.drop_table("disposition")
    op.drop_index("ix_audit_interaction_id", table_name="audit")
    op.drop_table("audit")
    op.drop_index("ix_agent_skill_present", table_name="agent_skill")
    op.drop_index("ix_agent_skill_match", table_name="agent_skill")
    op.drop_table("agent_skill")
    op.drop_table("agent_group")
    op.drop_index("ix_agent_beat_due_ms", table_name="agent")
    op.drop_table("agent")
    op.drop_table("account")
