"""One more agent on a floor that is there already."""

from collections.abc import Callable

from desktop_agent.contract.enums import Role, TargetKind
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.server.auth.scripts import add_account
from desktop_agent.server.engine.columns import to_json
from desktop_agent.server.engine.floor import FloorAgent
from desktop_agent.server.engine.rows import QueueRow
from desktop_agent.server.engine.script import Ask, Decision, Env, Refused, Script, Steps


def add_agent(agent: FloorAgent, queues: tuple[str, ...], password_hash: str) -> Callable[[Env], Script[str]]:
    """Add an agent with an account whose password must be changed.

    Args:
        agent: who; skills and groups come from the queues alone.
        queues: names of the queues he serves.
        password_hash: see ``auth.passwords``.

    Returns:
        A script that answers the agent's id.

    Raises:
        Refused: ``conflict`` the user is taken; ``not_found`` there is no such queue.
    """

    def script(env: Env) -> Script[str]:
        if (yield Ask("account", {"user": agent.user})):
            raise Refused(ErrorCode.CONFLICT, f"the user {agent.user!r} is taken")
        served = yield from _queues(queues)
        agent_id = env.new_id()
        yield Ask(
            "add_agent",
            {
                "id": agent_id,
                "user": agent.user,
                "name": agent.name,
                "role": agent.role,
                "number": agent.number,
                "department": agent.department,
                "capacity": agent.capacity,
            },
        )
        for skill_id in dict.fromkeys(queue.skill_id for queue in served):
            yield Ask("add_agent_skill", {"agent": agent_id, "skill": skill_id})
        version: int = (yield Ask("next_directory_version"))[0].number
        yield _entry(agent, agent_id, tuple(queue.name for queue in served), version)
        yield from add_account(env, agent.user, agent_id, password_hash, must_change=True)
        return Decision(answer=agent_id)

    return script


def _queues(names: tuple[str, ...]) -> Steps[list[QueueRow]]:
    found: list[QueueRow] = []
    for name in names:
        rows: list[QueueRow] = yield Ask("queue_by_name", {"name": name})
        if not rows:
            raise Refused(ErrorCode.NOT_FOUND, f"there is no queue {name!r}")
        found.append(rows[0])
    return found


def _entry(agent: FloorAgent, agent_id: str, queues: tuple[str, ...], version: int) -> Ask:
    first, _, last = agent.name.partition(" ")
    return Ask(
        "add_target",
        {
            "id": agent_id,
            "kind": TargetKind.SUPERVISOR if agent.role is Role.SUPERVISOR else TargetKind.AGENT,
            "name": agent.name,
            "first_name": first,
            "last_name": last,
            "number": agent.number,
            "department": agent.department,
            "email": agent.email,
            "keywords": to_json(agent.keywords),
            "queues": to_json(queues),
            "version": version,
        },
    )
