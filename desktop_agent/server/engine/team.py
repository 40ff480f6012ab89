"""What a supervisor may do: set an agent's state, put a chat back into its queue, tell everybody something."""

from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import Broadcast, Requeue, SetTeamState
from desktop_agent.contract.enums import AgentState, InteractionState, NoticeKind, Outcome, Priority, Reason, RemovedWhy
from desktop_agent.server.engine.capabilities import refusal
from desktop_agent.server.engine.lines import tell
from desktop_agent.server.engine.notices import add_notice
from desktop_agent.server.engine.ownership import after_queue, end_pending, hand_over, to_queue
from desktop_agent.server.engine.presence import apply_state
from desktop_agent.server.engine.reads import agent_by_id, interaction_by_id, live_supervisor, parties_of
from desktop_agent.server.engine.rows import IdRow
from desktop_agent.server.engine.script import AgentActor, Ask, Env, Script
from desktop_agent.server.engine.work import Work


def requeue(env: Env, actor: AgentActor, interaction_id: str, body: Requeue) -> Script[Done]:
    """Put an active chat back into its queue, at the place its waiting time gives it; its owner is told by whom.

    Raises:
        Refused: ``NOT_SUPERVISOR``; ``NOT_ACTIVE`` or ``CHAT_ENDED``.
    """
    work = Work(env)
    supervisor = yield from live_supervisor(actor)
    row = yield from interaction_by_id(interaction_id)
    if row.state != InteractionState.ACTIVE:
        raise refusal(Reason.NOT_ACTIVE if row.state == InteractionState.QUEUED else Reason.CHAT_ENDED)
    yield from end_pending(work, row, Outcome.WITHDRAWN_BY_SUPERVISOR, by=supervisor.name)
    left = [party.agent_id for party in (yield from parties_of(row.id))]
    yield from hand_over(work, row, row.owner_name or "", row.queue_id, row.queue_name, body.reason)
    yield work.audit(supervisor.id, "requeue", row.id, row.owner_id)
    if row.owner_id is not None and row.owner_id != supervisor.id:
        args = {"by": supervisor.name, "customer": row.customer_name, "queue": row.queue_name, "reason": body.reason}
        yield from add_notice(work, row.owner_id, NoticeKind.STATE, "chat_requeued", args, priority=Priority.HIGH)
    yield from to_queue(work, row, row.queue_id, why=RemovedWhy.REQUEUED, to_name=row.queue_name)
    yield from tell(work, row, "requeued", {"queue": row.queue_name})
    yield from after_queue(work, row, [*left, *filter(None, [row.offer_to])])
    yield from work.finish()
    return work.decision(Done())


def set_team_state(env: Env, actor: AgentActor, agent_id: str, body: SetTeamState) -> Script[Done]:
    """Set an agent's state; he is told by whom.

    Raises:
        Refused: ``NOT_SUPERVISOR``; ``NOT_FOUND``; ``TARGET_LOGGED_OUT`` there is nobody to set Ready.
    """
    work = Work(env)
    supervisor = yield from live_supervisor(actor)
    agent = yield from agent_by_id(agent_id)
    if agent.session_id is None or agent.state == AgentState.LOGGED_OUT:
        raise refusal(Reason.TARGET_LOGGED_OUT)
    yield from apply_state(work, agent, body.state, body.reason)
    yield work.audit(supervisor.id, "set_state", None, agent.id, body.state)
    args = {"by": supervisor.name, "state": str(body.state), "reason": body.reason or ""}
    yield from add_notice(work, agent.id, NoticeKind.STATE, "state_set", args, priority=Priority.HIGH)
    yield from work.finish()
    return work.decision(Done())


def broadcast(env: Env, actor: AgentActor, body: Broadcast) -> Script[Done]:
    """Tell everybody who has a session something.

    Raises:
        Refused: ``NOT_SUPERVISOR``.
    """
    work = Work(env)
    supervisor = yield from live_supervisor(actor)
    agents: list[IdRow] = yield Ask("logged_in_agents")
    for agent in agents:
        yield from add_notice(
            work,
            agent.id,
            NoticeKind.BROADCAST,
            priority=body.priority,
            sender=supervisor.name,
            text=body.text,
        )
    return work.decision(Done())
