"""Statements about agents: state, slots, skills, and who may be asked next."""

from desktop_agent.server.engine.rows import AgentRow, IdRow, NumberRow
from desktop_agent.server.store.statements.statement import Statement, columns

_AGENT = f"SELECT {columns(AgentRow)} FROM agent"
_CAN_TAKE = "state = 'ready' AND chat = 'ready' AND lost = 0 AND session_id IS NOT NULL AND load + reserved < capacity"

STATEMENTS = {
    "agent": Statement(f"{_AGENT} WHERE id = :id", AgentRow),
    "logged_in_agents": Statement("SELECT id FROM agent WHERE session_id IS NOT NULL ORDER BY id", IdRow),
    "agent_queues": Statement(
        "SELECT q.id FROM queue q JOIN agent_skill s ON s.skill_id = q.skill_id WHERE s.agent_id = :agent", IdRow
    ),
    "set_state": Statement(
        "UPDATE agent SET state = :state, reason = :reason, chosen_ms = :now, since_ms = :since,"
        " idle_since_ms = CASE WHEN :state = 'ready' THEN :now ELSE idle_since_ms END,"
        " unanswered = 0, lost_state = NULL, lost_reason = NULL WHERE id = :agent"
    ),
    "set_channel_chat": Statement("UPDATE agent SET chat = :state WHERE id = :agent"),
    "set_channel_im": Statement("UPDATE agent SET im = :state WHERE id = :agent"),
    "start_state_clock": Statement(
        "UPDATE agent SET since_ms = :now WHERE id = :agent AND since_ms IS NULL AND load = 0"
    ),
    "set_lost": Statement("UPDATE agent SET lost = :lost, beat_due_ms = :due WHERE id = :agent"),
    "keep_state_of_lost": Statement("UPDATE agent SET lost_state = :state, lost_reason = :reason WHERE id = :agent"),
    # An offer reserves a slot: compare-and-set, so that two offers at once never take the same last one.
    "reserve_slot": Statement(
        f"UPDATE agent SET reserved = reserved + 1 WHERE id = :agent AND {_CAN_TAKE} RETURNING id", IdRow
    ),
    "reserve_routed_slot": Statement(
        f"UPDATE agent SET reserved = reserved + 1, routed = 1 WHERE id = :agent AND routed = 0 AND {_CAN_TAKE}"
        " RETURNING id",
        IdRow,
    ),
    "release_slot": Statement("UPDATE agent SET reserved = reserved - 1, routed = routed - :routed WHERE id = :agent"),
    "take_slot": Statement(
        "UPDATE agent SET reserved = reserved - 1, routed = routed - :routed, load = load + 1, unanswered = 0,"
        " idle_since_ms = :now WHERE id = :agent"
    ),
    "free_slot": Statement("UPDATE agent SET load = load - 1, idle_since_ms = :now WHERE id = :agent AND load > 0"),
    "count_unanswered": Statement(
        "UPDATE agent SET unanswered = unanswered + 1 WHERE id = :agent RETURNING unanswered AS number", NumberRow
    ),
    "clear_unanswered": Statement("UPDATE agent SET unanswered = 0 WHERE id = :agent"),
    "index_agent": Statement(
        "UPDATE agent_skill SET present = :present, ready = :ready, free = :free, available = :available,"
        " idle_since_ms = :idle WHERE agent_id = :agent"
    ),
    # The matcher's view of a skill: longest idle first, those without work before those beside other chats.
    "candidates": Statement(
        "SELECT s.agent_id AS id FROM agent_skill s WHERE s.skill_id = :skill AND s.available > 0 AND NOT EXISTS"
        " (SELECT 1 FROM offer_tried t WHERE t.interaction_id = :interaction AND t.agent_id = s.agent_id)"
        " ORDER BY s.available, s.idle_since_ms, s.agent_id LIMIT 50",
        IdRow,
    ),
    "any_available": Statement(
        "SELECT agent_id AS id FROM agent_skill WHERE skill_id = :skill AND available > 0 LIMIT 1", IdRow
    ),
    "any_present": Statement(
        "SELECT agent_id AS id FROM agent_skill WHERE skill_id = :skill AND present = 1 LIMIT 1", IdRow
    ),
    "best_of_skill": Statement(
        "SELECT agent_id AS id FROM agent_skill WHERE skill_id = :skill AND available > 0"
        " ORDER BY available, idle_since_ms, agent_id LIMIT 50",
        IdRow,
    ),
    "present_of_skill": Statement(
        "SELECT agent_id AS id FROM agent_skill WHERE skill_id = :skill AND present = 1 LIMIT 50", IdRow
    ),
    "has_skill": Statement(
        "SELECT agent_id AS id FROM agent_skill WHERE agent_id = :agent AND skill_id = :skill", IdRow
    ),
}
