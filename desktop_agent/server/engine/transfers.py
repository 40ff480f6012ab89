"""Instant transfer: to an agent by an offer, to a queue at once. The owner stays until the next one has committed."""

from desktop_agent.contract.answers import Transferred
from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import DismissResult, Transfer, Withdraw
from desktop_agent.contract.enums import (
    AgentState,
    OfferKind,
    Outcome,
    Reason,
    RemovedWhy,
    Role,
    TargetKind,
    Verb,
)
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.values import TargetRef
from desktop_agent.server.engine.capabilities import refusal
from desktop_agent.server.engine.columns import from_json
from desktop_agent.server.engine.guard import my_interaction
from desktop_agent.server.engine.lines import tell
from desktop_agent.server.engine.offers import Proposal, close_offer, make_offer
from desktop_agent.server.engine.ownership import after_queue, hand_over, to_queue
from desktop_agent.server.engine.reads import agent_by_id, interaction_by_id, live_agent, queue_by_id, target_by_id
from desktop_agent.server.engine.routing import match_agent
from desktop_agent.server.engine.rows import AgentRow, InteractionRow, PartyRow, QueueRow, TargetRow
from desktop_agent.server.engine.script import AgentActor, Ask, Env, Refused, Script, Steps
from desktop_agent.server.engine.telling import tell_result
from desktop_agent.server.engine.work import Work

PERSONS = frozenset({TargetKind.AGENT, TargetKind.SUPERVISOR})


def transfer(env: Env, actor: AgentActor, interaction_id: str, body: Transfer) -> Script[Transferred]:
    """Hand an interaction to a target.

    Raises:
        Refused: 403 a right is missing or the target can never take it; 409 it cannot take it now, the reason says why;
            404 there is no such target.
    """
    work = Work(env)
    mine = yield from my_interaction(work, actor, interaction_id, Verb.TRANSFER)
    target = yield from target_by_id(body.target_id)
    kind = TargetKind(target.kind)
    if kind is TargetKind.CONTACT:
        raise refusal(Reason.TARGET_NEVER)
    if kind in (TargetKind.GROUP, TargetKind.SKILL):
        raise refusal(Reason.UNSUPPORTED)
    if kind in PERSONS:
        answer = yield from _offer_to(work, mine.row, mine.party, mine.parties, target, mine.agent, body)
    else:
        queue = yield from resolve_queue(target)
        answer = yield from _give_to(work, mine.row, mine.agent, queue, body)
    yield from work.finish()
    return work.decision(
        Transferred(
            version=work.version(interaction_id, actor.agent_id),
            target=answer.target,
            offer_id=answer.offer_id,
            deadline_ms=answer.deadline_ms,
        )
    )


def _offer_to(
    work: Work,
    row: InteractionRow,
    me: PartyRow,
    parties: list[PartyRow],
    target: TargetRow,
    sender: AgentRow,
    body: Transfer,
) -> Steps[Transferred]:
    agent = yield from agent_by_id(target.id)
    reason = why_not_person(agent, sender.id, {party.agent_id for party in parties})
    if reason is not None:
        raise refusal(reason)
    if not (yield Ask("reserve_slot", {"agent": agent.id})):
        raise refusal(Reason.TARGET_NO_FREE_SLOT)
    proposal = Proposal(
        kind=OfferKind.TRANSFER,
        to=agent.id,
        target_id=target.id,
        target_kind=TargetKind(target.kind),
        target_name=target.name,
        sender=sender,
        reason=body.reason,
        note=body.note,
        stay=body.stay,
        draft=me.draft,
    )
    offer = yield from make_offer(work, row, proposal)
    if offer is None:
        raise refusal(Reason.TRANSFER_PENDING)
    yield Ask("set_last_result", {"id": row.id, "result": None})
    return Transferred(version=0, target=_ref(target), offer_id=offer.id, deadline_ms=offer.deadline_ms)


def _give_to(work: Work, row: InteractionRow, sender: AgentRow, queue: QueueRow, body: Transfer) -> Steps[Transferred]:
    if body.stay:
        raise refusal(Reason.UNSUPPORTED)
    reason = yield from why_not_queue(queue, although_empty=body.although_empty)
    if reason is not None:
        raise refusal(reason)
    left: list[PartyRow] = yield Ask("parties", {"id": row.id})
    yield from hand_over(work, row, sender.name, queue.id, queue.name, body.reason, body.note)
    yield from to_queue(work, row, queue.id, why=RemovedWhy.QUEUED, to_name=queue.name)
    yield from tell(work, row, "to_queue", {"queue": queue.name})
    yield from after_queue(work, row, [party.agent_id for party in left])
    return Transferred(version=0, target=TargetRef(id=queue.id, kind=TargetKind.QUEUE, name=queue.name))


def why_not_person(agent: AgentRow, sender_id: str, party_ids: set[str]) -> Reason | None:
    """Return why an agent cannot be offered an interaction now, None when he can."""
    if agent.id == sender_id:
        return Reason.TARGET_SELF
    if agent.id in party_ids:
        return Reason.TARGET_IS_PARTY
    if agent.session_id is None or agent.state == AgentState.LOGGED_OUT:
        return Reason.TARGET_LOGGED_OUT
    if agent.lost:
        return Reason.TARGET_UNREACHABLE
    for state in (agent.state, agent.chat):
        if state != AgentState.READY:
            return _STATE_REASONS.get(AgentState(state), Reason.TARGET_NOT_READY)
    if agent.load + agent.reserved >= agent.capacity:
        return Reason.TARGET_NO_FREE_SLOT
    return None


_STATE_REASONS = {
    AgentState.DO_NOT_DISTURB: Reason.TARGET_DO_NOT_DISTURB,
    AgentState.AFTER_CALL_WORK: Reason.TARGET_BUSY_AFTER_WORK,
    AgentState.LOGGED_OUT: Reason.TARGET_LOGGED_OUT,
}


def why_not_queue(queue: QueueRow, *, although_empty: bool = False) -> Steps[Reason | None]:
    """Return why a queue cannot hold an interaction now, None when it can."""
    if not queue.open:
        return Reason.QUEUE_CLOSED
    if not although_empty and not (yield Ask("any_present", {"skill": queue.skill_id})):
        return Reason.QUEUE_EMPTY
    return None


def resolve_queue(target: TargetRow) -> Steps[QueueRow]:
    """The queue that a target stands for; a routing point takes its first open one with somebody logged in."""
    if target.kind == TargetKind.QUEUE:
        return (yield from queue_by_id(target.id))
    (point,) = yield Ask("routing_point", {"id": target.id})
    queues: list[QueueRow] = []
    for queue_id in from_json(point.queue_ids, list[str]):
        queue = yield from queue_by_id(queue_id)
        queues.append(queue)
    if not queues:
        raise Refused(ErrorCode.CONFLICT, "The routing point leads to no queue.", reason=Reason.QUEUE_CLOSED)
    for queue in queues:
        if (yield from why_not_queue(queue)) is None:
            return queue
    return next((queue for queue in queues if queue.open), queues[0])


def withdraw(env: Env, actor: AgentActor, interaction_id: str, body: Withdraw) -> Script[Done]:
    """Take a pending transfer back: the owner by himself, or a supervisor for him, who then is told.

    Raises:
        Refused: ``NOT_OWNER``; ``OFFER_CLOSED`` it was answered first.
    """
    work = Work(env)
    agent = yield from live_agent(actor)
    row = yield from interaction_by_id(interaction_id)
    if row.owner_id != agent.id and agent.role != Role.SUPERVISOR:
        parties: list[PartyRow] = yield Ask("parties", {"id": row.id})
        party = agent.id in {party.agent_id for party in parties}
        raise refusal(Reason.NOT_OWNER if party else Reason.NOT_A_PARTY)
    if row.offer_id != body.offer_id or row.offer_kind == OfferKind.ROUTING:
        raise refusal(Reason.OFFER_CLOSED)
    outcome = Outcome.WITHDRAWN if row.owner_id == agent.id else Outcome.WITHDRAWN_BY_SUPERVISOR
    target_id = row.offer_to
    if not (yield from close_offer(work, row, outcome, by=agent.name)):
        raise refusal(Reason.OFFER_CLOSED)
    yield work.audit(agent.id, outcome, row.id, target_id)
    yield from tell_result(work, row, outcome, by=agent.name)
    if target_id is not None:
        yield from match_agent(work, target_id)
    yield from work.finish()
    return work.decision(Done(version=work.version(row.id, agent.id)))


def dismiss_result(env: Env, actor: AgentActor, interaction_id: str, body: DismissResult) -> Script[Done]:
    """Close the bar of the last transfer; a result that is not shown any more is no mistake."""
    work = Work(env)
    mine = yield from my_interaction(work, actor, interaction_id, Verb.DISMISS_RESULT)
    if mine.row.last_result is not None and body.offer_id in mine.row.last_result:
        yield Ask("set_last_result", {"id": interaction_id, "result": None})
        work.interaction_changed(interaction_id)
    yield from work.finish()
    return work.decision(Done(version=work.version(interaction_id, actor.agent_id)))


def _ref(target: TargetRow) -> TargetRef:
    return TargetRef(id=target.id, kind=TargetKind(target.kind), name=target.name)
