"""Statements of the store itself: its clock and epoch, mailboxes, idempotency, audit, deadlines and trimming."""

from desktop_agent.server.engine.rows import (
    DueRow,
    IdRow,
    MailboxRow,
    OfferDueRow,
    TextRow,
    TrimRow,
)
from desktop_agent.server.store.statements.statement import Statement

STATEMENTS = {
    "meta": Statement("SELECT value AS text FROM meta WHERE name = :name", TextRow),
    "claim_meta": Statement("INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING"),
    "mailbox": Statement("SELECT head, trimmed FROM mailbox WHERE id = :id", MailboxRow),
    "add_audit": Statement(
        "INSERT INTO audit (id, at_ms, actor, action, interaction_id, agent_id, detail)"
        " VALUES (:id, :now, :actor, :action, :interaction, :agent, :detail)"
    ),
    "next_deadlines": Statement(
        "SELECT (SELECT min(offer_deadline_ms) FROM interaction WHERE offer_deadline_ms IS NOT NULL) AS offer_ms,"
        " (SELECT min(wrap_up_deadline_ms) FROM interaction WHERE wrap_up_deadline_ms IS NOT NULL) AS wrap_up_ms,"
        " (SELECT min(match_after_ms) FROM interaction WHERE match_after_ms IS NOT NULL) AS match_ms,"
        " (SELECT min(beat_due_ms) FROM agent WHERE beat_due_ms IS NOT NULL) AS beat_ms",
        DueRow,
    ),
    "due_offers": Statement(
        "SELECT id AS interaction_id, offer_id FROM interaction WHERE offer_deadline_ms <= :now"
        " ORDER BY offer_deadline_ms LIMIT 500",
        OfferDueRow,
    ),
    "due_wrap_ups": Statement(
        "SELECT id FROM interaction WHERE wrap_up_deadline_ms <= :now ORDER BY wrap_up_deadline_ms LIMIT 500", IdRow
    ),
    "due_matches": Statement(
        "SELECT id FROM interaction WHERE match_after_ms <= :now ORDER BY match_after_ms LIMIT 500", IdRow
    ),
    "due_beats": Statement("SELECT id FROM agent WHERE beat_due_ms <= :now ORDER BY beat_due_ms LIMIT 500", IdRow),
    "forget_keys": Statement(
        "DELETE FROM idempotency WHERE (scope, key) IN"
        " (SELECT scope, key FROM idempotency WHERE at_ms < :before ORDER BY at_ms LIMIT 500) RETURNING key AS text",
        TextRow,
    ),
    # Up to the receipt of a live session; an agent without one begins with a snapshot and needs none of it.
    "trimmable_agents": Statement(
        "SELECT m.id AS mailbox, CASE WHEN a.session_id IS NULL THEN m.head ELSE s.receipt_seq END AS upto"
        " FROM mailbox m JOIN agent a ON a.id = m.id LEFT JOIN session s ON s.id = a.session_id"
        " WHERE (a.session_id IS NULL AND m.head > m.trimmed)"
        " OR (a.session_id IS NOT NULL AND s.receipt_seq > m.trimmed) LIMIT 200",
        TrimRow,
    ),
    "trimmable_chats": Statement(
        "SELECT m.id AS mailbox, m.head AS upto FROM interaction i JOIN mailbox m ON m.id = i.id"
        " WHERE i.state = 'closed' AND i.ended_ms < :before AND i.ended_ms >= :after AND m.head > m.trimmed LIMIT 200",
        TrimRow,
    ),
    "trim_mail": Statement("DELETE FROM mail WHERE mailbox = :mailbox AND seq <= :upto"),
    "set_trimmed": Statement("UPDATE mailbox SET trimmed = :upto WHERE id = :mailbox AND trimmed < :upto"),
    "forget_refresh_tokens": Statement(
        "DELETE FROM refresh_token WHERE hash IN"
        " (SELECT hash FROM refresh_token WHERE expires_ms < :before ORDER BY expires_ms LIMIT 500)"
        " RETURNING hash AS text",
        TextRow,
    ),
}
