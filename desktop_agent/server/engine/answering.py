"""The answers to an offer: accept, decline, and none in time."""

from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import Accept, Decline
from desktop_agent.contract.enums import (
    AgentState,
    NoticeKind,
    OfferKind,
    Outcome,
    PartyRole,
    Priority,
    Reason,
    RemovedWhy,
)
from desktop_agent.contract.events import OfferClosed
from desktop_agent.server.engine.capabilities import refusal
from desktop_agent.server.engine.lines import tell
from desktop_agent.server.engine.notices import add_notice
from desktop_agent.server.engine.offers import close_offer
from desktop_agent.server.engine.ownership import hand_draft, hand_over, join_as_owner, remove_party
from desktop_agent.server.engine.reads import agent_by_id, interaction_by_id, live_agent, parties_of
from desktop_agent.server.engine.routing import match_agent, match_interaction
from desktop_agent.server.engine.rows import AgentRow, InteractionRow
from desktop_agent.server.engine.script import AgentActor, Ask, Env, Script, Steps
from desktop_agent.server.engine.state import change_state
from desktop_agent.server.engine.telling import tell_result
from desktop_agent.server.engine.work import Work


def accept(env: Env, actor: AgentActor, interaction_id: str, body: Accept) -> Script[Done]:
    """Take an offer: from this commit on the interaction is this agent's.

    Raises:
        Refused: ``NOT_YOUR_OFFER``; ``OFFER_CLOSED`` it has ended, or its deadline has passed.
    """
    work = Work(env)
    agent = yield from live_agent(actor)
    row = yield from _offered(interaction_id, body.offer_id, agent.id)
    hit = yield Ask("accept_offer", {"id": row.id, "offer": body.offer_id, "agent": agent.id, "now": work.now_ms})
    if not hit:
        raise refusal(Reason.OFFER_CLOSED)
    routed = row.offer_kind == OfferKind.ROUTING
    yield Ask("take_slot", {"agent": agent.id, "routed": int(routed), "now": work.now_ms})
    work.agent_changed(agent.id)
    work.post(
        agent.id,
        OfferClosed(offer_id=body.offer_id, interaction_id=row.id, outcome=Outcome.ACCEPTED, by=agent.name),
    )
    if routed:
        yield from _begin(work, row, agent)
        yield from match_agent(work, agent.id)
    else:
        yield from _take_over(work, row, agent)
    yield from work.finish()
    return work.decision(Done(version=work.version(row.id, agent.id)))


def _begin(work: Work, row: InteractionRow, agent: AgentRow) -> Steps[None]:
    yield from join_as_owner(work, row, agent)
    if row.accepted_ms is not None:
        yield from hand_over(work, row, row.queue_name, agent.id, agent.name)
    yield from tell(work, row, "joined", {"agent": agent.name})


def _take_over(work: Work, row: InteractionRow, agent: AgentRow) -> Steps[None]:
    parties = yield from parties_of(row.id)
    (former,) = [party for party in parties if party.role == PartyRole.OWNER]
    stays = bool(row.offer_stay)
    yield from hand_over(work, row, former.agent_name, agent.id, agent.name, row.offer_reason, row.offer_note)
    if stays:
        yield Ask("set_party_role", {"id": row.id, "agent": former.agent_id, "role": PartyRole.CONFERENCE})
    else:
        yield from hand_draft(work, row, former)
        yield from remove_party(work, row, former.agent_id, RemovedWhy.TRANSFERRED, agent.name)
    yield from join_as_owner(work, row, agent)
    yield from tell(work, row, "transferred", {"agent": agent.name, "from": former.agent_name})
    if stays:
        yield from tell(work, row, "conference", {"agent": former.agent_name})
    else:
        yield from match_agent(work, former.agent_id)


def decline(env: Env, actor: AgentActor, interaction_id: str, body: Decline) -> Script[Done]:
    """Refuse an offer: a routed chat goes to the next, a transfer stays with its owner.

    Raises:
        Refused: ``NOT_YOUR_OFFER``; ``OFFER_CLOSED``.
    """
    work = Work(env)
    agent = yield from live_agent(actor)
    row = yield from _offered(interaction_id, body.offer_id, agent.id)
    if not (yield from close_offer(work, row, Outcome.DECLINED, by=agent.name)):
        raise refusal(Reason.OFFER_CLOSED)
    yield Ask("clear_unanswered", {"agent": agent.id})
    yield from _not_taken(work, row, Outcome.DECLINED, body.reason, agent.name)
    yield from match_agent(work, agent.id)
    yield from work.finish()
    return work.decision(Done())


def time_out_offer(env: Env, interaction_id: str, offer_id: str) -> Script[Done]:
    """The deadline of an offer has passed. Does nothing when somebody was first."""
    work = Work(env)
    row = yield from interaction_by_id(interaction_id)
    if row.offer_id != offer_id or row.offer_to is None:
        return work.decision(Done())
    if not (yield from close_offer(work, row, Outcome.TIMED_OUT)):
        return work.decision(Done())
    target = yield from agent_by_id(row.offer_to)
    if row.offer_kind == OfferKind.ROUTING:
        yield from _count_unanswered(work, target)
    yield from _not_taken(work, row, Outcome.TIMED_OUT, "", "")
    yield from match_agent(work, target.id)
    yield from work.finish()
    return work.decision(Done())


def target_gone(work: Work, agent: AgentRow) -> Steps[None]:
    """An agent cannot answer any more: every offer to him ends."""
    offered = yield Ask("offers_to", {"agent": agent.id})
    for chat in offered:
        row = yield from interaction_by_id(chat.id)
        if (yield from close_offer(work, row, Outcome.TARGET_GONE, by=agent.name)):
            yield from _not_taken(work, row, Outcome.TARGET_GONE, "", agent.name)


def _not_taken(work: Work, row: InteractionRow, outcome: Outcome, reason: str, by: str) -> Steps[None]:
    if row.offer_kind == OfferKind.ROUTING:
        if row.offer_to is not None:
            yield Ask("add_tried", {"interaction": row.id, "agent": row.offer_to})
        yield from match_interaction(work, row.id)
    else:
        yield from tell_result(work, row, outcome, reason, by)


def _count_unanswered(work: Work, agent: AgentRow) -> Steps[None]:
    policy = yield from work.policy()
    (count,) = yield Ask("count_unanswered", {"agent": agent.id})
    if count.number >= policy.unanswered_limit and agent.state == AgentState.READY:
        yield from change_state(work, agent, AgentState.NOT_READY, None)
        yield from add_notice(
            work,
            agent.id,
            NoticeKind.STATE,
            "not_ready_unanswered",
            {"count": str(count.number)},
            priority=Priority.HIGH,
        )


def _offered(interaction_id: str, offer_id: str, agent_id: str) -> Steps[InteractionRow]:
    row = yield from interaction_by_id(interaction_id)
    if row.offer_id != offer_id:
        raise refusal(Reason.OFFER_CLOSED)
    if row.offer_to != agent_id:
        raise refusal(Reason.NOT_YOUR_OFFER)
    return row
