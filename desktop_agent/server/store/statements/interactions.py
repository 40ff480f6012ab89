"""Statements about interactions and the agents in them."""

from desktop_agent.server.engine.rows import HandOverRow, IdRow, InteractionRow, NumberRow, PartyRow
from desktop_agent.server.store.statements.statement import Statement, columns

_INTERACTION = (
    f"SELECT {columns(InteractionRow, 'i.', queue_name='q.name', skill_id='q.skill_id', owner_name='o.name')}"
    " FROM interaction i JOIN queue q ON q.id = i.queue_id LEFT JOIN agent o ON o.id = i.owner_id"
)
_PARTY = (
    f"SELECT {columns(PartyRow, 'p.', agent_name='a.name', agent_role='a.role')}"
    " FROM party p JOIN agent a ON a.id = p.agent_id"
)

_TALK = "sender IN ('customer', 'agent') AND visibility <> 'private'"
"""Lines that count as unread: what people say, not what the system says of them."""

STATEMENTS = {
    "interaction": Statement(f"{_INTERACTION} WHERE i.id = :id", InteractionRow),
    "interactions_of_agent": Statement(
        "SELECT interaction_id AS id FROM party WHERE agent_id = :agent ORDER BY since_ms, interaction_id", IdRow
    ),
    "add_interaction": Statement(
        "INSERT INTO interaction (id, state, queue_id, customer_name, customer_email, customer_phone, customer_segment,"
        " contact_id, subject, case_data, created_ms, enqueued_ms, version, customer_view)"
        " VALUES (:id, 'queued', :queue, :name, :email, :phone, :segment, :contact, :subject, :case_data, :now, :now,"
        " 1, :customer_view)"
    ),
    "contact_by_email": Statement("SELECT id FROM target WHERE kind = 'contact' AND email = :email LIMIT 1", IdRow),
    "bump_interaction": Statement("UPDATE interaction SET version = version + 1 WHERE id = :id"),
    "set_customer_view": Statement("UPDATE interaction SET customer_view = :view WHERE id = :id"),
    "set_customer_waiting": Statement("UPDATE interaction SET customer_waiting_since_ms = :since WHERE id = :id"),
    "set_note": Statement("UPDATE interaction SET note = :text WHERE id = :id"),
    "set_disposition": Statement("UPDATE interaction SET disposition = :code WHERE id = :id"),
    "set_held": Statement("UPDATE interaction SET held = :held WHERE id = :id"),
    "set_last_result": Statement("UPDATE interaction SET last_result = :result WHERE id = :id"),
    "set_handed_draft": Statement("UPDATE interaction SET handed_from = :name, handed_text = :text WHERE id = :id"),
    "own": Statement(
        "UPDATE interaction SET state = 'active', owner_id = :agent, owner_since_ms = :now,"
        " accepted_ms = coalesce(accepted_ms, :now), reconnecting = 0, held = 0, last_result = NULL,"
        " disposition = NULL, match_after_ms = NULL WHERE id = :id"
    ),
    "enqueue": Statement(
        "UPDATE interaction SET state = 'queued', owner_id = NULL, owner_since_ms = NULL, queue_id = :queue,"
        " reconnecting = :reconnecting, held = 0, last_result = NULL, disposition = NULL, match_after_ms = NULL"
        " WHERE id = :id"
    ),
    "wrap_up": Statement(
        "UPDATE interaction SET state = 'wrap_up', ended_ms = :now, wrap_up_deadline_ms = :deadline, held = 0,"
        " customer_waiting_since_ms = NULL WHERE id = :id AND state = 'active' RETURNING id",
        IdRow,
    ),
    "close": Statement(
        "UPDATE interaction SET state = 'closed', ended_ms = coalesce(ended_ms, :now), wrap_up_deadline_ms = NULL,"
        " match_after_ms = NULL, customer_waiting_since_ms = NULL WHERE id = :id"
    ),
    "parties": Statement(f"{_PARTY} WHERE p.interaction_id = :id ORDER BY p.since_ms, p.agent_id", PartyRow),
    "party": Statement(f"{_PARTY} WHERE p.interaction_id = :id AND p.agent_id = :agent", PartyRow),
    "add_party": Statement(
        "INSERT INTO party (interaction_id, agent_id, role, since_ms, unread) VALUES (:id, :agent, :role, :now,"
        f" (SELECT count(*) FROM message WHERE interaction_id = :id AND {_TALK} AND sender_id <> :agent))"
    ),
    "remove_party": Statement("DELETE FROM party WHERE interaction_id = :id AND agent_id = :agent"),
    "set_party_role": Statement("UPDATE party SET role = :role WHERE interaction_id = :id AND agent_id = :agent"),
    "set_told": Statement("UPDATE party SET told = 1 WHERE interaction_id = :id AND agent_id = :agent"),
    "set_read": Statement(
        "UPDATE party SET read_seq = :seq, version = version + 1, unread = (SELECT count(*) FROM message"
        f" WHERE interaction_id = :id AND seq > :seq AND {_TALK} AND sender_id <> :agent)"
        " WHERE interaction_id = :id AND agent_id = :agent AND read_seq < :seq RETURNING agent_id AS id",
        IdRow,
    ),
    "add_unread": Statement(
        "UPDATE party SET unread = unread + 1 WHERE interaction_id = :id AND agent_id <> :sender_id"
    ),
    "set_draft": Statement(
        "UPDATE party SET draft = :text, draft_version = :draft_version, version = version + 1"
        " WHERE interaction_id = :id AND agent_id = :agent AND draft_version <= :draft_version"
        " RETURNING agent_id AS id",
        IdRow,
    ),
    "history": Statement(
        f"SELECT {columns(HandOverRow)} FROM hand_over WHERE interaction_id = :id ORDER BY position", HandOverRow
    ),
    "add_hand_over": Statement(
        "INSERT INTO hand_over (interaction_id, position, at_ms, from_id, from_name, to_id, to_name, reason, note)"
        " SELECT :id, coalesce(max(position), 0) + 1, :now, :from_id, :from_name, :to_id, :to_name, :reason, :note"
        " FROM hand_over WHERE interaction_id = :id"
    ),
    "queue_position": Statement(
        "SELECT count(*) AS number FROM interaction WHERE state = 'queued' AND queue_id = :queue"
        " AND (priority < :priority OR (priority = :priority AND enqueued_ms < :enqueued)"
        " OR (priority = :priority AND enqueued_ms = :enqueued AND id <= :id))",
        NumberRow,
    ),
}
