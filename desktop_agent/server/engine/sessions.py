"""Desktop sessions: one live session per agent, its receipts, its end."""

from desktop_agent.contract.answers import Now, SessionOpened
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import AgentState
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.server.engine.customer import mailbox_cursor
from desktop_agent.server.engine.presence import come_back, log_out
from desktop_agent.server.engine.reads import agent_by_id, live_agent
from desktop_agent.server.engine.results import SessionClosed
from desktop_agent.server.engine.routing import match_agent
from desktop_agent.server.engine.rows import AgentRow, SessionRow
from desktop_agent.server.engine.script import AgentActor, Ask, Env, Refused, Script
from desktop_agent.server.engine.snapshots import everything_of
from desktop_agent.server.engine.state import change_state
from desktop_agent.server.engine.work import Work


def open_session(env: Env, agent_id: str, client: str) -> Script[SessionOpened]:
    """Begin a session with a snapshot; an older session of the agent is displaced from this commit on.

    Who was logged out comes in Not Ready; who comes back goes on in the state he was in. The web face adds the
    server's version to the answer.

    Raises:
        Refused: ``NOT_FOUND`` no such agent.
    """
    work = Work(env)
    agent = yield from agent_by_id(agent_id)
    policy = yield from work.policy()
    session_id = env.new_id()
    if agent.session_id is not None:
        yield Ask("close_session", {"id": agent.session_id, "now": work.now_ms})
    yield Ask("add_session", {"id": session_id, "agent": agent_id, "client": client, "now": work.now_ms})
    yield Ask(
        "attach_session",
        {"agent": agent_id, "session": session_id, "due": work.now_ms + policy.unreachable_ms},
    )
    work.agent_changed(agent_id)
    if agent.lost:
        yield from come_back(work, agent)
    if agent.state == AgentState.LOGGED_OUT:
        yield from change_state(work, agent, AgentState.NOT_READY, None)
    yield from match_agent(work, agent_id)
    yield from work.finish()
    seen = yield from everything_of(work, agent_id)
    cursor = yield from mailbox_cursor(agent_id, ahead=work.posted_to(agent_id))
    return work.decision(SessionOpened(session_id=session_id, cursor=str(cursor), now_ms=work.now_ms, snapshot=seen))


def close_session(env: Env, actor: AgentActor) -> Script[SessionClosed]:
    """Sign out: the session ends and the agent is logged out. A session that was displaced ends nothing."""
    work = Work(env)
    rows: list[AgentRow] = yield Ask("agent", {"id": actor.agent_id})
    if not rows or rows[0].session_id != actor.session_id:
        return work.decision(SessionClosed(closed=False))
    yield Ask("close_session", {"id": actor.session_id, "now": work.now_ms})
    yield Ask("detach_session", {"agent": actor.agent_id, "session": actor.session_id})
    yield from log_out(work, rows[0])
    yield from work.finish()
    return work.decision(SessionClosed(closed=True))


def end_sessions_of(env: Env, agent_id: str) -> Script[SessionClosed]:
    """End whatever session an agent has (his tokens were revoked, or an operator disconnects him)."""
    work = Work(env)
    agent = yield from agent_by_id(agent_id)
    if agent.session_id is None:
        return work.decision(SessionClosed(closed=False))
    decision = yield from close_session(env, AgentActor(agent_id, agent.session_id))
    return decision


def receipt(env: Env, actor: AgentActor, cursor: Cursor) -> Script[Now]:
    """Everything up to the cursor has arrived; also the sign of life.

    Raises:
        Refused: ``SESSION_DISPLACED``; ``CURSOR_GONE`` the cursor is of another store or ahead of the mailbox.
    """
    work = Work(env)
    agent = yield from live_agent(actor)
    present = yield from mailbox_cursor(actor.agent_id)
    if cursor.epoch != present.epoch or cursor.seq > present.seq:
        raise Refused(ErrorCode.CURSOR_GONE, "The cursor is not one of this mailbox.")
    yield Ask("set_receipt", {"id": actor.session_id, "seq": cursor.seq, "now": work.now_ms})
    if agent.lost:
        yield from come_back(work, agent)
        yield from work.finish()
    else:
        policy = yield from work.policy()
        yield Ask("set_beat_due", {"agent": agent.id, "due": work.now_ms + policy.unreachable_ms})
    return work.decision(Now(now_ms=work.now_ms))


def session_is_live(env: Env, actor: AgentActor) -> Script[bool]:
    """Whether this is still the one live session of its agent. Reads only."""
    work = Work(env)
    rows: list[SessionRow] = yield Ask("session", {"id": actor.session_id})
    agents: list[AgentRow] = yield Ask("agent", {"id": actor.agent_id})
    live = bool(rows and agents) and rows[0].closed_ms is None and agents[0].session_id == actor.session_id
    return work.decision(live)
