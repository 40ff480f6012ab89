"""Notes, hold, the end of a conversation and what comes after it."""

from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import Nothing, SetDisposition, SetNote
from desktop_agent.contract.enums import (
    InteractionState,
    Outcome,
    PartyRole,
    RemovedWhy,
    Verb,
)
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.server.engine.guard import my_interaction
from desktop_agent.server.engine.lines import tell
from desktop_agent.server.engine.ownership import close, end_pending, remove_party, step_out
from desktop_agent.server.engine.reads import interaction_by_id, parties_of
from desktop_agent.server.engine.routing import match_agent
from desktop_agent.server.engine.rows import InteractionRow
from desktop_agent.server.engine.script import AgentActor, Ask, Env, Refused, Script, Steps
from desktop_agent.server.engine.work import Work


def set_note(env: Env, actor: AgentActor, interaction_id: str, body: SetNote) -> Script[Done]:
    """Write the note."""
    work = Work(env)
    yield from my_interaction(work, actor, interaction_id, Verb.SET_NOTE)
    yield Ask("set_note", {"id": interaction_id, "text": body.text})
    return (yield from _changed(work, actor, interaction_id))


def set_disposition(env: Env, actor: AgentActor, interaction_id: str, body: SetDisposition) -> Script[Done]:
    """Choose the disposition, or take it back.

    Raises:
        Refused: ``INVALID`` it is not one of the queue's.
    """
    work = Work(env)
    mine = yield from my_interaction(work, actor, interaction_id, Verb.SET_DISPOSITION)
    if body.code is not None and not (yield Ask("disposition_choice", {"code": body.code, "queue": mine.row.queue_id})):
        raise Refused(ErrorCode.INVALID, "There is no such disposition for this queue.", field="code")
    yield Ask("set_disposition", {"id": interaction_id, "code": body.code})
    return (yield from _changed(work, actor, interaction_id))


def hold(env: Env, actor: AgentActor, interaction_id: str, body: Nothing) -> Script[Done]:  # noqa: ARG001
    """Put the chat on hold; the customer is told."""
    work = Work(env)
    mine = yield from my_interaction(work, actor, interaction_id, Verb.HOLD)
    yield Ask("set_held", {"id": interaction_id, "held": 1})
    yield from tell(work, mine.row, "held", {"agent": mine.agent.name})
    return (yield from _changed(work, actor, interaction_id))


def retrieve(env: Env, actor: AgentActor, interaction_id: str, body: Nothing) -> Script[Done]:  # noqa: ARG001
    """Take the chat back from hold."""
    work = Work(env)
    mine = yield from my_interaction(work, actor, interaction_id, Verb.RETRIEVE)
    yield Ask("set_held", {"id": interaction_id, "held": 0})
    yield from tell(work, mine.row, "retrieved", {"agent": mine.agent.name})
    return (yield from _changed(work, actor, interaction_id))


def end(env: Env, actor: AgentActor, interaction_id: str, body: Nothing) -> Script[Done]:  # noqa: ARG001
    """End the conversation for the customer; the owner goes on in wrap-up."""
    work = Work(env)
    mine = yield from my_interaction(work, actor, interaction_id, Verb.END)
    yield from tell(work, mine.row, "ended", {"agent": mine.agent.name})
    yield from end_conversation(work, mine.row, by=mine.agent.name)
    return (yield from _changed(work, actor, interaction_id))


def end_conversation(work: Work, row: InteractionRow, by: str) -> Steps[None]:
    """Bring an active chat into wrap-up: its pending transfer ends, conference agents leave."""
    policy = yield from work.policy()
    asked = row.offer_to
    yield from end_pending(work, row, Outcome.CHAT_ENDED, by=by)
    yield Ask("wrap_up", {"id": row.id, "now": work.now_ms, "deadline": work.now_ms + policy.wrap_up_ms})
    freed = [asked] if asked else []
    for party in (yield from parties_of(row.id)):
        if party.role != PartyRole.OWNER:
            yield from remove_party(work, row, party.agent_id, RemovedWhy.COMPLETED)
            freed.append(party.agent_id)
    work.interaction_changed(row.id)
    for agent_id in freed:
        yield from match_agent(work, agent_id)


def complete(env: Env, actor: AgentActor, interaction_id: str, body: Nothing) -> Script[Done]:  # noqa: ARG001
    """Mark done: wrap-up is over and the slot is free.

    Raises:
        Refused: ``NOT_ENDED``; ``DISPOSITION_MISSING``.
    """
    work = Work(env)
    mine = yield from my_interaction(work, actor, interaction_id, Verb.COMPLETE)
    yield from _close(work, mine.row)
    return work.decision(Done())


def complete_in_time(env: Env, interaction_id: str) -> Script[Done]:
    """The time for wrap-up is over. Does nothing when it was completed first."""
    work = Work(env)
    row = yield from interaction_by_id(interaction_id)
    due = row.wrap_up_deadline_ms is not None and row.wrap_up_deadline_ms <= work.now_ms
    if row.state == InteractionState.WRAP_UP and due:
        yield from _close(work, row)
    return work.decision(Done())


def leave(env: Env, actor: AgentActor, interaction_id: str, body: Nothing) -> Script[Done]:  # noqa: ARG001
    """Leave a conference; an owner hands the chat to its longest-connected agent.

    Raises:
        Refused: ``NO_OTHER_AGENT`` the customer would be alone.
    """
    work = Work(env)
    yield from my_interaction(work, actor, interaction_id, Verb.LEAVE)
    yield from step_out(work, interaction_id, actor.agent_id, RemovedWhy.LEFT)
    yield from match_agent(work, actor.agent_id)
    yield from work.finish()
    return work.decision(Done())


def _close(work: Work, row: InteractionRow) -> Steps[None]:
    for agent_id in (yield from close(work, row)):
        yield from match_agent(work, agent_id)
    yield from work.finish()


def _changed(work: Work, actor: AgentActor, interaction_id: str) -> Script[Done]:
    work.interaction_changed(interaction_id)
    yield from work.finish()
    return work.decision(Done(version=work.version(interaction_id, actor.agent_id)))
