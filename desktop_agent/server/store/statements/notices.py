"""Statements about My Messages."""

from desktop_agent.server.engine.rows import IdRow, NoticeRow
from desktop_agent.server.store.statements.statement import Statement, columns

_NOTICE = f"SELECT {columns(NoticeRow)} FROM notice"

STATEMENTS = {
    "notices": Statement(f"{_NOTICE} WHERE agent_id = :agent ORDER BY at_ms DESC, id DESC LIMIT 200", NoticeRow),
    "notice": Statement(f"{_NOTICE} WHERE id = :id AND agent_id = :agent", NoticeRow),
    "add_notice": Statement(
        "INSERT INTO notice (id, agent_id, at_ms, kind, priority, code, args, sender, text, interaction_id, read)"
        " VALUES (:id, :agent, :now, :kind, :priority, :code, :args, :sender, :text, :interaction, 0)"
    ),
    "mark_notice": Statement("UPDATE notice SET read = :read WHERE id = :id AND agent_id = :agent RETURNING id", IdRow),
    "delete_notice": Statement("DELETE FROM notice WHERE id = :id AND agent_id = :agent RETURNING id", IdRow),
    "notices_beyond": Statement(
        "SELECT id FROM notice WHERE agent_id = :agent ORDER BY at_ms DESC, id DESC LIMIT 50 OFFSET 200", IdRow
    ),
}
