"""An agent's own state and channels, logging out, and what happens when his desktop is lost."""

from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import SetChannel, SetState
from desktop_agent.contract.enums import AgentState, Channel, NoticeKind, Priority, Reason, RemovedWhy
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.server.engine.answering import target_gone
from desktop_agent.server.engine.capabilities import refusal
from desktop_agent.server.engine.notices import add_notice
from desktop_agent.server.engine.ownership import step_out
from desktop_agent.server.engine.reads import live_agent
from desktop_agent.server.engine.routing import match_agent
from desktop_agent.server.engine.rows import AgentRow, IdRow, SessionRow
from desktop_agent.server.engine.script import AgentActor, Ask, Env, Refused, Script, Steps
from desktop_agent.server.engine.state import change_state
from desktop_agent.server.engine.work import Work

REACHABLE, UNREACHABLE, SET_NOT_READY, CHATS_TAKEN = range(4)
"""Stages of being lost (``AgentRow.lost``)."""


def set_state(env: Env, actor: AgentActor, body: SetState) -> Script[Done]:
    """Go Ready, Not Ready, After-Call Work, Do Not Disturb, or log out.

    Raises:
        Refused: ``INVALID`` an unknown reason; ``STATE_REASON_MISSING`` the floor wants one.
    """
    work = Work(env)
    agent = yield from live_agent(actor)
    yield from apply_state(work, agent, body.state, body.reason)
    yield from work.finish()
    return work.decision(Done())


def apply_state(work: Work, agent: AgentRow, state: AgentState, reason: str | None) -> Steps[None]:
    """Set an agent's state with all that follows from it."""
    if state is AgentState.LOGGED_OUT:
        yield from log_out(work, agent)
        return
    reason = (yield from _checked_reason(work, reason)) if state is AgentState.NOT_READY else None
    yield from change_state(work, agent, state, reason)
    if state is AgentState.READY:
        # Ready is said of all channels, and means: ask me again, also about what I have let pass.
        yield Ask("set_channel_chat", {"agent": agent.id, "state": AgentState.READY})
        yield Ask("set_channel_im", {"agent": agent.id, "state": AgentState.READY})
        yield Ask("clear_tried_of_agent", {"agent": agent.id})
        yield from match_agent(work, agent.id)


def set_channel(env: Env, actor: AgentActor, channel: Channel, body: SetChannel) -> Script[Done]:
    """Be ready, or not, on one channel.

    Raises:
        Refused: ``INVALID`` one cannot log out of a channel.
    """
    work = Work(env)
    agent = yield from live_agent(actor)
    if body.state is AgentState.LOGGED_OUT:
        raise Refused(ErrorCode.INVALID, "One logs out as a whole.", field="state")
    yield Ask(f"set_channel_{channel}", {"agent": agent.id, "state": body.state})
    work.agent_changed(agent.id)
    yield from match_agent(work, agent.id)
    yield from work.finish()
    return work.decision(Done())


def log_out(work: Work, agent: AgentRow) -> Steps[None]:
    """Nothing is offered any more, offers to the agent end, his chats go on without him."""
    yield from change_state(work, agent, AgentState.LOGGED_OUT, None)
    yield from target_gone(work, agent)
    yield from take_chats(work, agent, RemovedWhy.LEFT)


def take_chats(work: Work, agent: AgentRow, why: RemovedWhy, *, lost: bool = False) -> Steps[int]:
    """Take an agent out of all his interactions; returns how many there were."""
    chats: list[IdRow] = yield Ask("interactions_of_agent", {"agent": agent.id})
    for chat in chats:
        yield from step_out(work, chat.id, agent.id, why, lost=lost)
    return len(chats)


def check_beat(env: Env, agent_id: str) -> Script[Done]:
    """No sign of life for a while: the next stage of being lost, if it is due by now."""
    work = Work(env)
    (agent,) = yield Ask("agent", {"id": agent_id})
    sessions: list[SessionRow] = yield Ask("session", {"id": agent.session_id})
    if not sessions or agent.beat_due_ms is None:
        return work.decision(Done())
    policy = yield from work.policy()
    silent_ms = work.now_ms - sessions[0].receipt_ms
    limits = (policy.unreachable_ms, policy.not_ready_ms, policy.requeue_ms)
    if silent_ms < limits[agent.lost]:
        due = sessions[0].receipt_ms + limits[agent.lost]
        yield Ask("set_beat_due", {"agent": agent.id, "due": due})
        return work.decision(Done())
    stage = agent.lost + 1
    due_next = sessions[0].receipt_ms + limits[stage] if stage < len(limits) else None
    yield Ask("set_lost", {"agent": agent.id, "lost": stage, "due": due_next})
    work.agent_changed(agent.id)
    if stage == UNREACHABLE:
        yield from target_gone(work, agent)
    elif stage == SET_NOT_READY:
        yield from _not_ready_for_loss(work, agent)
    else:
        yield from _chats_for_loss(work, agent)
    yield from work.finish()
    return work.decision(Done())


def come_back(work: Work, agent: AgentRow) -> Steps[None]:
    """A lost desktop gives a sign of life: before its chats were taken everything goes on as it was."""
    policy = yield from work.policy()
    yield Ask("set_lost", {"agent": agent.id, "lost": REACHABLE, "due": work.now_ms + policy.unreachable_ms})
    work.agent_changed(agent.id)
    if agent.lost >= SET_NOT_READY:
        yield from add_notice(work, agent.id, NoticeKind.CHANNEL, "connection_back")
    if agent.lost == SET_NOT_READY and agent.lost_state is not None and agent.state == AgentState.NOT_READY:
        yield from change_state(work, agent, AgentState(agent.lost_state), agent.lost_reason)
    yield from match_agent(work, agent.id)


def restart_grace(env: Env) -> Script[Done]:
    """The server has started: every desktop gets the whole time again to give a sign of life."""
    work = Work(env)
    policy = yield from work.policy()
    yield Ask("restart_receipts", {"now": work.now_ms})
    yield Ask("restart_beats", {"due": work.now_ms + policy.unreachable_ms})
    return work.decision(Done())


def _not_ready_for_loss(work: Work, agent: AgentRow) -> Steps[None]:
    if agent.state != AgentState.READY:
        return
    yield from change_state(work, agent, AgentState.NOT_READY, None)
    yield Ask("keep_state_of_lost", {"agent": agent.id, "state": agent.state, "reason": agent.reason})
    yield from add_notice(work, agent.id, NoticeKind.CHANNEL, "not_ready_unreachable", priority=Priority.HIGH)


def _chats_for_loss(work: Work, agent: AgentRow) -> Steps[None]:
    yield Ask("keep_state_of_lost", {"agent": agent.id, "state": None, "reason": None})
    taken = yield from take_chats(work, agent, RemovedWhy.LOST, lost=True)
    if taken:
        yield from add_notice(
            work, agent.id, NoticeKind.CHANNEL, "chats_lost", {"count": str(taken)}, priority=Priority.HIGH
        )


def _checked_reason(work: Work, reason: str | None) -> Steps[str | None]:
    if reason is None:
        policy = yield from work.policy()
        if policy.reason_required and (yield Ask("reasons")):
            raise refusal(Reason.STATE_REASON_MISSING)
    elif not (yield Ask("reason_choice", {"code": reason})):
        raise Refused(ErrorCode.INVALID, "There is no such reason.", field="reason")
    return reason
