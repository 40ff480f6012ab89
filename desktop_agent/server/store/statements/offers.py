"""Statements about the offer on an interaction and about who waits for an agent."""

from desktop_agent.server.engine.rows import IdRow, TextRow
from desktop_agent.server.store.statements.statement import Statement

_CLEARED = (
    "offer_id = NULL, offer_kind = NULL, offer_to = NULL, offer_target = NULL, offer_target_kind = NULL,"
    " offer_target_name = NULL, offer_from = NULL, offer_reason = '', offer_note = '', offer_stay = 0,"
    " offer_made_ms = NULL, offer_deadline_ms = NULL, offer_until_ms = NULL, offer_view = NULL"
)

STATEMENTS = {
    "make_offer": Statement(
        "UPDATE interaction SET offer_id = :offer, offer_kind = :kind, offer_to = :to, offer_target = :target,"
        " offer_target_kind = :target_kind, offer_target_name = :target_name, offer_from = :from_agent,"
        " offer_reason = :reason, offer_note = :note, offer_stay = :stay, offer_made_ms = :now,"
        " offer_deadline_ms = :deadline, offer_until_ms = :until, offer_view = :view, match_after_ms = NULL"
        " WHERE id = :id AND offer_id IS NULL AND state = :state RETURNING id",
        IdRow,
    ),
    # Whoever commits first wins: an acceptance hits only before the deadline, every other ending whenever it is first.
    "accept_offer": Statement(
        f"UPDATE interaction SET {_CLEARED} WHERE id = :id AND offer_id = :offer AND offer_to = :agent"
        " AND offer_deadline_ms > :now RETURNING id",
        IdRow,
    ),
    "end_offer": Statement(
        f"UPDATE interaction SET {_CLEARED} WHERE id = :id AND offer_id = :offer RETURNING id", IdRow
    ),
    "time_out_offer": Statement(
        f"UPDATE interaction SET {_CLEARED} WHERE id = :id AND offer_id = :offer AND offer_deadline_ms <= :now"
        " RETURNING id",
        IdRow,
    ),
    "offers_to": Statement("SELECT id FROM interaction WHERE offer_to = :agent ORDER BY offer_made_ms, id", IdRow),
    "offer_views": Statement(
        "SELECT offer_view AS text FROM interaction WHERE offer_to = :agent ORDER BY offer_made_ms, id", TextRow
    ),
    "add_tried": Statement(
        "INSERT INTO offer_tried (interaction_id, agent_id) VALUES (:interaction, :agent)"
        " ON CONFLICT (interaction_id, agent_id) DO NOTHING"
    ),
    "clear_tried": Statement("DELETE FROM offer_tried WHERE interaction_id = :interaction"),
    "clear_tried_of_agent": Statement("DELETE FROM offer_tried WHERE agent_id = :agent"),
    "set_match_after": Statement(
        "UPDATE interaction SET match_after_ms = :at WHERE id = :id AND state = 'queued' AND offer_id IS NULL"
    ),
    "next_untried": Statement(
        "SELECT i.id FROM interaction i WHERE i.state = 'queued' AND i.queue_id = :queue AND i.offer_id IS NULL"
        " AND i.match_after_ms IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM offer_tried t WHERE t.interaction_id = i.id AND t.agent_id = :agent)"
        " ORDER BY i.priority, i.enqueued_ms, i.id LIMIT 1",
        IdRow,
    ),
    "waiting_without_offer": Statement(
        "SELECT id FROM interaction WHERE state = 'queued' AND queue_id = :queue AND offer_id IS NULL"
        " AND match_after_ms IS NULL ORDER BY priority, enqueued_ms, id LIMIT 50",
        IdRow,
    ),
}
