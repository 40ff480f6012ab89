"""Statements that bring a floor in: agents, skills, queues and their entries in the directory."""

from desktop_agent.server.engine.rows import NumberRow
from desktop_agent.server.store.statements.statement import Statement

STATEMENTS = {
    "next_directory_version": Statement(
        "INSERT INTO meta (name, value) VALUES ('directory_version', '1') ON CONFLICT (name)"
        " DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT) RETURNING CAST(value AS BIGINT) AS number",
        NumberRow,
    ),
    "add_agent": Statement(
        "INSERT INTO agent (id, user_name, name, role, number, department, capacity)"
        " VALUES (:id, :user, :name, :role, :number, :department, :capacity)"
    ),
    "add_skill": Statement("INSERT INTO skill (id, name) VALUES (:id, :name)"),
    "add_agent_skill": Statement("INSERT INTO agent_skill (agent_id, skill_id) VALUES (:agent, :skill)"),
    "add_group": Statement("INSERT INTO agent_group (id, name) VALUES (:id, :name)"),
    "add_group_member": Statement("INSERT INTO group_member (group_id, agent_id) VALUES (:group_id, :agent)"),
    "add_queue": Statement(
        "INSERT INTO queue (id, name, number, skill_id, open) VALUES (:id, :name, :number, :skill, :open)"
    ),
    "add_routing_point": Statement("INSERT INTO routing_point (id, name, queue_ids) VALUES (:id, :name, :queues)"),
    "add_reason": Statement("INSERT INTO reason (code, name, position) VALUES (:code, :name, :position)"),
    "add_disposition": Statement(
        "INSERT INTO disposition (code, name, queue_id, position) VALUES (:code, :name, :queue, :position)"
    ),
    "put_policy": Statement(
        "INSERT INTO policy (id, settings) VALUES ('floor', :settings)"
        " ON CONFLICT (id) DO UPDATE SET settings = excluded.settings"
    ),
    "add_target": Statement(
        "INSERT INTO target (id, kind, name, first_name, last_name, number, department, email, keywords, queues,"
        " version) VALUES (:id, :kind, :name, :first_name, :last_name, :number, :department, :email, :keywords,"
        " :queues, :version)"
    ),
}
