"""Statements about the directory: targets, queues with their figures, routing points, what may be chosen."""

from desktop_agent.server.engine.rows import (
    ChoiceRow,
    IdRow,
    NumberRow,
    QueueRow,
    RoutingPointRow,
    StaffingRow,
    TargetRow,
    TextRow,
    WaitingRow,
)
from desktop_agent.server.store.statements.statement import Statement, columns

_TARGET = f"SELECT {columns(TargetRow)} FROM target"
_QUEUE = f"SELECT {columns(QueueRow)} FROM queue"

STATEMENTS = {
    "target": Statement(f"{_TARGET} WHERE id = :id AND removed = 0", TargetRow),
    "targets_since": Statement(
        f"{_TARGET} WHERE (version > :version OR (version = :version AND id > :after)) ORDER BY version, id LIMIT 1000",
        TargetRow,
    ),
    "queue": Statement(f"{_QUEUE} WHERE id = :id", QueueRow),
    "queue_by_name": Statement(f"{_QUEUE} WHERE name = :name OR id = :name", QueueRow),
    "queues": Statement(f"{_QUEUE} ORDER BY name", QueueRow),
    "queues_of_agent": Statement(
        "SELECT q.id, q.name, q.number, q.skill_id, q.open FROM queue q JOIN agent_skill s ON s.skill_id = q.skill_id"
        " WHERE s.agent_id = :agent ORDER BY q.name",
        QueueRow,
    ),
    "routing_point": Statement(f"SELECT {columns(RoutingPointRow)} FROM routing_point WHERE id = :id", RoutingPointRow),
    "policy": Statement("SELECT settings AS text FROM policy WHERE id = 'floor'", TextRow),
    "reasons": Statement("SELECT code, name, NULL AS queue_id FROM reason ORDER BY position", ChoiceRow),
    "dispositions": Statement("SELECT code, name, queue_id FROM disposition ORDER BY position", ChoiceRow),
    "disposition_choice": Statement(
        "SELECT code, name, queue_id FROM disposition WHERE code = :code AND (queue_id IS NULL OR queue_id = :queue)",
        ChoiceRow,
    ),
    "reason_choice": Statement("SELECT code, name, NULL AS queue_id FROM reason WHERE code = :code", ChoiceRow),
    # Reads one row per agent of the skill: asked only for queues on a screen, at most once per refresh.
    "queue_staffing": Statement(
        "SELECT sum(present) AS logged_in, sum(ready) AS ready, sum(free) AS free FROM agent_skill"
        " WHERE skill_id = :skill AND present = 1",
        StaffingRow,
    ),
    "queue_waiting": Statement(
        "SELECT count(*) AS waiting, min(enqueued_ms) AS since_ms FROM interaction"
        " WHERE state = 'queued' AND queue_id = :queue",
        WaitingRow,
    ),
    "queue_average_wait": Statement(
        "SELECT CAST(avg(accepted_ms - enqueued_ms) AS BIGINT) AS number FROM interaction"
        " WHERE queue_id = :queue AND accepted_ms >= :since",
        NumberRow,
    ),
    "any_agent": Statement("SELECT id FROM agent LIMIT 1", IdRow),
}
