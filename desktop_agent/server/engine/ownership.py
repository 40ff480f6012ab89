"""Changes of hands: who comes in, who leaves, what travels. The owner changes nowhere else."""

from desktop_agent.contract.enums import InteractionState, Outcome, PartyRole, RemovedWhy
from desktop_agent.contract.events import InteractionRemoved
from desktop_agent.server.engine.lines import tell
from desktop_agent.server.engine.offers import close_offer
from desktop_agent.server.engine.reads import interaction_by_id, parties_of
from desktop_agent.server.engine.routing import match_agent, match_interaction
from desktop_agent.server.engine.rows import AgentRow, InteractionRow, PartyRow
from desktop_agent.server.engine.script import Ask, Steps
from desktop_agent.server.engine.telling import tell_result
from desktop_agent.server.engine.work import Work


def join_as_owner(work: Work, row: InteractionRow, agent: AgentRow) -> Steps[None]:
    """Make an agent who is not in it yet the owner; his slot is taken by the caller."""
    yield Ask("own", {"id": row.id, "agent": agent.id, "now": work.now_ms})
    yield Ask("add_party", {"id": row.id, "agent": agent.id, "role": PartyRole.OWNER, "now": work.now_ms})
    yield Ask("clear_tried", {"interaction": row.id})
    yield work.audit(agent.id, "own", row.id, row.owner_id)
    work.interaction_changed(row.id)
    work.touch(row.queue_id)


def hand_draft(work: Work, row: InteractionRow, party: PartyRow) -> Steps[None]:
    """What a leaving owner had typed and not sent goes to the next one; nothing typed leaves what was handed before."""
    if party.draft.strip():
        yield Ask("set_handed_draft", {"id": row.id, "name": party.agent_name, "text": party.draft})
        work.interaction_changed(row.id)


def remove_party(work: Work, row: InteractionRow, agent_id: str, why: RemovedWhy, to_name: str = "") -> Steps[None]:
    """Take an agent out of an interaction: nothing of it reaches him any more, and his slot is free."""
    yield Ask("remove_party", {"id": row.id, "agent": agent_id})
    yield Ask("free_slot", {"agent": agent_id, "now": work.now_ms})
    yield Ask("start_state_clock", {"agent": agent_id, "now": work.now_ms})
    work.agent_changed(agent_id)
    work.interaction_changed(row.id)
    work.post(agent_id, InteractionRemoved(interaction_id=row.id, why=why, to_name=to_name))


def hand_over(
    work: Work, row: InteractionRow, from_name: str, to_id: str | None, to_name: str, reason: str = "", note: str = ""
) -> Steps[None]:
    """Write a line into the history of hands, which travels with the interaction."""
    yield Ask(
        "add_hand_over",
        {
            "id": row.id,
            "now": work.now_ms,
            "from_id": row.owner_id,
            "from_name": from_name,
            "to_id": to_id,
            "to_name": to_name,
            "reason": reason,
            "note": note,
        },
    )


def to_queue(
    work: Work, row: InteractionRow, queue_id: str, *, why: RemovedWhy, to_name: str, lost: bool = False
) -> Steps[None]:
    """Let a queue hold an active chat from this commit on, with its original waiting time; all its agents leave.

    Those who leave are asked last when the queue looks for somebody.
    """
    parties = yield from parties_of(row.id)
    yield Ask("enqueue", {"id": row.id, "queue": queue_id, "reconnecting": int(lost)})
    yield Ask("clear_tried", {"interaction": row.id})
    for party in parties:
        if party.agent_id == row.owner_id:
            yield from hand_draft(work, row, party)
        yield Ask("add_tried", {"interaction": row.id, "agent": party.agent_id})
        yield from remove_party(work, row, party.agent_id, why, to_name)
    yield work.audit(row.owner_id or "", "enqueue", row.id, None, why)
    work.touch(row.queue_id)
    work.touch(queue_id)


def after_queue(work: Work, row: InteractionRow, left: list[str]) -> Steps[None]:
    """Look for somebody for the chat that is in a queue now, and for chats for those who have left it."""
    yield from match_interaction(work, row.id)
    for agent_id in left:
        yield from match_agent(work, agent_id)


def end_pending(work: Work, row: InteractionRow, outcome: Outcome, by: str = "", *, told: bool = True) -> Steps[None]:
    """End the offer of an interaction whose ground has gone, and tell its sender unless he is gone himself."""
    if (yield from close_offer(work, row, outcome, by)) and told:
        yield from tell_result(work, row, outcome, by=by)


def step_out(work: Work, interaction_id: str, agent_id: str, why: RemovedWhy, *, lost: bool = False) -> Steps[None]:
    """An agent goes, or is gone: the longest-connected agent of the conference goes on, else the queue holds the chat.

    Args:
        work: of the command.
        interaction_id: which of his interactions.
        agent_id: who goes.
        why: what his desktop is told.
        lost: he did not go by himself; the customer is told that he is being reconnected.
    """
    row = yield from interaction_by_id(interaction_id)
    parties = yield from parties_of(interaction_id)
    (me,) = [party for party in parties if party.agent_id == agent_id]
    others = [party for party in parties if party.agent_id != agent_id]
    if row.state == InteractionState.WRAP_UP:
        yield from close(work, row)
        return
    if me.role != PartyRole.OWNER:
        yield from remove_party(work, row, agent_id, why)
        yield from tell(work, row, "left", {"agent": me.agent_name})
        return
    yield from end_pending(work, row, Outcome.WITHDRAWN, by=me.agent_name, told=False)
    if row.offer_to is not None:
        yield from match_agent(work, row.offer_to)
    if others:
        heir = others[0]
        yield from hand_over(work, row, me.agent_name, heir.agent_id, heir.agent_name, why)
        yield from hand_draft(work, row, me)
        yield Ask("own", {"id": row.id, "agent": heir.agent_id, "now": work.now_ms})
        yield Ask("set_party_role", {"id": row.id, "agent": heir.agent_id, "role": PartyRole.OWNER})
        yield work.audit(agent_id, "inherit", row.id, heir.agent_id, why)
        yield from remove_party(work, row, agent_id, why, heir.agent_name)
        yield from tell(work, row, "left", {"agent": me.agent_name})
        yield from tell(work, row, "owner", {"agent": heir.agent_name})
        return
    yield from hand_over(work, row, me.agent_name, None, row.queue_name, why)
    yield from to_queue(work, row, row.queue_id, why=why, to_name=row.queue_name, lost=lost)
    if lost:
        yield from tell(work, row, "reconnecting", {"agent": me.agent_name})
    else:
        yield from tell(work, row, "left", {"agent": me.agent_name})
        yield from tell(work, row, "requeued", {"queue": row.queue_name})
    yield from match_interaction(work, row.id)


def close(work: Work, row: InteractionRow) -> Steps[list[str]]:
    """Close an interaction for good.

    Returns:
        The agents who are freed; the caller looks for chats for them.
    """
    parties = yield from parties_of(row.id)
    yield Ask("close", {"id": row.id, "now": work.now_ms})
    yield Ask("clear_tried", {"interaction": row.id})
    for party in parties:
        yield from remove_party(work, row, party.agent_id, RemovedWhy.COMPLETED)
    yield work.audit(row.owner_id or "", "close", row.id, row.owner_id)
    work.interaction_changed(row.id)
    work.touch(row.queue_id)
    return [party.agent_id for party in parties]
