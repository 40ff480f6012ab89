"""Statements about the lines of a transcript."""

from desktop_agent.server.engine.rows import MessageRow, NumberRow
from desktop_agent.server.store.statements.statement import Statement, columns

_LINE = f"SELECT {columns(MessageRow)} FROM message"
_BEFORE = "interaction_id = :id AND seq < :before ORDER BY seq DESC LIMIT :limit"

STATEMENTS = {
    "next_seq": Statement(
        "UPDATE interaction SET last_seq = last_seq + 1 WHERE id = :id RETURNING last_seq AS number", NumberRow
    ),
    "add_message": Statement(
        "INSERT INTO message (interaction_id, seq, id, at_ms, sender, sender_id, sender_name, visibility, text, code,"
        " args, key) VALUES (:interaction, :seq, :id, :now, :sender, :sender_id, :sender_name, :visibility, :text,"
        " :code, :args, :key)"
    ),
    "message_by_key": Statement(
        f"{_LINE} WHERE interaction_id = :id AND sender_id = :sender_id AND key = :key", MessageRow
    ),
    "messages_before": Statement(f"{_LINE} WHERE visibility <> 'private' AND {_BEFORE}", MessageRow),
    "customer_messages_before": Statement(f"{_LINE} WHERE visibility = 'all' AND {_BEFORE}", MessageRow),
}
