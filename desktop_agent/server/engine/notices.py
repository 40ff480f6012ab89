"""My Messages: adding a line, marking and deleting one.

Codes of system notices: ``transfer_declined``, ``transfer_timed_out``, ``transfer_target_gone``,
``transfer_withdrawn_by_supervisor``, ``transfer_chat_ended``, ``transfer_refused`` (customer, target, reason, by);
``not_ready_unanswered`` (count), ``not_ready_unreachable``, ``chats_lost`` (count), ``connection_back``,
``state_set`` (by, state, reason); ``chat_requeued`` (by, customer, queue, reason).
"""

from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import MarkNotice
from desktop_agent.contract.enums import NoticeKind, Priority
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.events import NoticeAdded, NoticeRemoved
from desktop_agent.server.engine import views
from desktop_agent.server.engine.columns import to_json
from desktop_agent.server.engine.reads import live_agent
from desktop_agent.server.engine.rows import NoticeRow
from desktop_agent.server.engine.script import AgentActor, Ask, Env, Refused, Script, Steps
from desktop_agent.server.engine.work import Work


def add_notice(
    work: Work,
    agent_id: str,
    kind: NoticeKind,
    code: str = "",
    args: dict[str, str] | None = None,
    *,
    priority: Priority = Priority.NORMAL,
    sender: str = "",
    text: str = "",
    interaction_id: str | None = None,
) -> Steps[None]:
    """Write a line into an agent's My Messages; beyond 200 the oldest go."""
    row = NoticeRow(
        id=work.env.new_id(),
        agent_id=agent_id,
        at_ms=work.now_ms,
        kind=kind,
        priority=priority,
        code=code,
        args=to_json(args or {}),
        sender=sender,
        text=text,
        interaction_id=interaction_id,
        read=0,
    )
    yield Ask(
        "add_notice",
        {
            "id": row.id,
            "agent": agent_id,
            "now": row.at_ms,
            "kind": row.kind,
            "priority": row.priority,
            "code": row.code,
            "args": row.args,
            "sender": row.sender,
            "text": row.text,
            "interaction": interaction_id,
        },
    )
    work.post(agent_id, NoticeAdded(notice=views.notice(row)))
    for old in (yield Ask("notices_beyond", {"agent": agent_id})):
        yield Ask("delete_notice", {"id": old.id, "agent": agent_id})
        work.post(agent_id, NoticeRemoved(notice_id=old.id))


def mark_notice(env: Env, actor: AgentActor, notice_id: str, body: MarkNotice) -> Script[Done]:
    """Mark one's own notice read or unread.

    Raises:
        Refused: ``NOT_FOUND``.
    """
    work = Work(env)
    yield from live_agent(actor)
    if not (yield Ask("mark_notice", {"id": notice_id, "agent": actor.agent_id, "read": int(body.read)})):
        raise Refused(ErrorCode.NOT_FOUND, "There is no such notice.")
    (row,) = yield Ask("notice", {"id": notice_id, "agent": actor.agent_id})
    work.post(actor.agent_id, NoticeAdded(notice=views.notice(row)))
    return work.decision(Done())


def delete_notice(env: Env, actor: AgentActor, notice_id: str) -> Script[Done]:
    """Delete one's own notice.

    Raises:
        Refused: ``NOT_FOUND``.
    """
    work = Work(env)
    yield from live_agent(actor)
    if not (yield Ask("delete_notice", {"id": notice_id, "agent": actor.agent_id})):
        raise Refused(ErrorCode.NOT_FOUND, "There is no such notice.")
    work.post(actor.agent_id, NoticeRemoved(notice_id=notice_id))
    return work.decision(Done())
