"""An offer on an interaction: making it, and the one way in which each of its outcomes ends it."""

from dataclasses import dataclass

from desktop_agent.contract.enums import OfferKind, Outcome, TargetKind
from desktop_agent.contract.events import OfferClosed, OfferMade
from desktop_agent.contract.values import Offer, QueueRef
from desktop_agent.server.engine import views
from desktop_agent.server.engine.columns import from_json, to_json
from desktop_agent.server.engine.rows import AgentRow, InteractionRow
from desktop_agent.server.engine.script import Ask, Steps
from desktop_agent.server.engine.work import EVERYTHING, Work

PREVIEW_LINES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is to be offered to whom.

    Attributes:
        to: agent asked now; ``target_*`` what the sender chose (a queue for routing).
        sender: agent who transfers; None for routing.
        draft: what the sender had typed.
    """

    kind: OfferKind
    to: str
    target_id: str
    target_kind: TargetKind
    target_name: str
    sender: AgentRow | None = None
    reason: str = ""
    note: str = ""
    stay: bool = False
    draft: str = ""


def make_offer(work: Work, row: InteractionRow, proposal: Proposal) -> Steps[Offer | None]:
    """Put an offer on an interaction whose target has a slot reserved; None when another offer was first."""
    policy = yield from work.policy()
    lines = yield Ask("messages_before", {"id": row.id, "before": EVERYTHING, "limit": PREVIEW_LINES})
    offer = Offer(
        id=work.env.new_id(),
        kind=proposal.kind,
        interaction_id=row.id,
        customer=views.customer_of(row),
        queue=QueueRef(id=row.queue_id, name=row.queue_name),
        subject=row.subject,
        case_data=from_json(row.case_data, dict[str, str]),
        from_id=proposal.sender.id if proposal.sender else None,
        from_name=proposal.sender.name if proposal.sender else "",
        reason=proposal.reason,
        note=proposal.note,
        draft=proposal.draft,
        last_lines=views.messages(lines),
        enqueued_ms=row.enqueued_ms,
        customer_waiting_since_ms=row.customer_waiting_since_ms,
        made_ms=work.now_ms,
        deadline_ms=work.now_ms + policy.offer_ms,
    )
    hit = yield Ask(
        "make_offer",
        {
            "id": row.id,
            "state": row.state,
            "offer": offer.id,
            "kind": proposal.kind,
            "to": proposal.to,
            "target": proposal.target_id,
            "target_kind": proposal.target_kind,
            "target_name": proposal.target_name,
            "from_agent": offer.from_id,
            "reason": proposal.reason,
            "note": proposal.note,
            "stay": int(proposal.stay),
            "now": work.now_ms,
            "deadline": offer.deadline_ms,
            "until": None,
            "view": to_json(offer),
        },
    )
    if not hit:
        return None
    work.agent_changed(proposal.to)
    work.interaction_changed(row.id)
    work.post(proposal.to, OfferMade(offer=offer))
    return offer


def close_offer(work: Work, row: InteractionRow, outcome: Outcome, by: str = "") -> Steps[bool]:
    """End the open offer of a row with an outcome other than accepted, and release its slot.

    Returns:
        False when the offer had ended already: somebody else was first.
    """
    if row.offer_id is None or row.offer_to is None:
        return False
    statement = "time_out_offer" if outcome is Outcome.TIMED_OUT else "end_offer"
    params: dict[str, object] = {"id": row.id, "offer": row.offer_id}
    if outcome is Outcome.TIMED_OUT:
        params["now"] = work.now_ms
    if not (yield Ask(statement, params)):
        return False
    yield Ask("release_slot", {"agent": row.offer_to, "routed": int(row.offer_kind == OfferKind.ROUTING)})
    work.agent_changed(row.offer_to)
    work.interaction_changed(row.id)
    work.post(row.offer_to, OfferClosed(offer_id=row.offer_id, interaction_id=row.id, outcome=outcome, by=by))
    return True
