"""Who is asked next: the longest idle Ready agent with the queue's skill and a free slot, each once a round.

Every command that brings a chat into a queue or frees an agent runs this in its own transaction, so that a free agent
and a waiting chat never stand beside each other. A look takes at most fifty candidates from an index and one chat per
queue of the agent: its cost does not grow with the number of agents or chats.
"""

from desktop_agent.contract.enums import InteractionState, OfferKind, TargetKind
from desktop_agent.server.engine.offers import Proposal, make_offer
from desktop_agent.server.engine.reads import interaction_by_id
from desktop_agent.server.engine.rows import IdRow, InteractionRow
from desktop_agent.server.engine.script import Ask, Steps
from desktop_agent.server.engine.work import Work


def match_interaction(work: Work, interaction_id: str) -> Steps[bool]:
    """Offer a waiting chat to the best agent who has not been asked in this round.

    Returns:
        Whether an offer was made.
    """
    yield from work.settle()
    row = yield from interaction_by_id(interaction_id)
    if not _waits(row, work.now_ms):
        return False
    candidates: list[IdRow] = yield Ask("candidates", {"skill": row.skill_id, "interaction": row.id})
    for candidate in candidates:
        if (yield from _offer(work, row, candidate.id)):
            return True
    again_ms = None
    if (yield Ask("any_available", {"skill": row.skill_id})):
        # Everybody who could take it has been asked: the round begins anew, after a pause.
        policy = yield from work.policy()
        yield Ask("clear_tried", {"interaction": row.id})
        again_ms = work.now_ms + policy.again_ms
    if again_ms != row.match_after_ms:
        yield Ask("set_match_after", {"id": row.id, "at": again_ms})
    return False


def match_agent(work: Work, agent_id: str) -> Steps[bool]:
    """Offer a free agent the chat that has waited longest in one of his queues.

    Returns:
        Whether an offer was made.
    """
    yield from work.settle()
    (agent,) = yield Ask("agent", {"id": agent_id})
    if agent.routed or agent.load + agent.reserved >= agent.capacity:
        return False
    queues: list[IdRow] = yield Ask("agent_queues", {"agent": agent_id})
    heads: list[InteractionRow] = []
    for queue in queues:
        head: list[IdRow] = yield Ask("next_untried", {"queue": queue.id, "agent": agent_id})
        if head:
            heads.append((yield from interaction_by_id(head[0].id)))
    for row in sorted(heads, key=lambda row: (row.priority, row.enqueued_ms, row.id)):
        if (yield from _offer(work, row, agent_id)):
            return True
    for queue in queues:
        # Chats that he has let pass: if nobody else is left to ask, their round begins anew.
        waiting: list[IdRow] = yield Ask("waiting_without_offer", {"queue": queue.id})
        for chat in waiting:
            if (yield from match_interaction(work, chat.id)):
                return True
    return False


def _waits(row: InteractionRow, now_ms: int) -> bool:
    due = row.match_after_ms is None or row.match_after_ms <= now_ms
    return row.state == InteractionState.QUEUED and row.offer_id is None and due


def _offer(work: Work, row: InteractionRow, agent_id: str) -> Steps[bool]:
    if not (yield Ask("reserve_routed_slot", {"agent": agent_id})):
        return False
    proposal = Proposal(
        kind=OfferKind.ROUTING,
        to=agent_id,
        target_id=row.queue_id,
        target_kind=TargetKind.QUEUE,
        target_name=row.queue_name,
        draft=row.handed_text or "",
    )
    offer = yield from make_offer(work, row, proposal)
    if offer is None:
        yield Ask("release_slot", {"agent": agent_id, "routed": 1})
        return False
    return True
