"""How a transfer ended without changing hands: the bar at the top of the window, and one line in My Messages."""

from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import Transfer
from desktop_agent.contract.enums import NoticeKind, Outcome, Priority, Reason
from desktop_agent.contract.values import TransferResult
from desktop_agent.server.engine import views
from desktop_agent.server.engine.columns import to_json
from desktop_agent.server.engine.notices import add_notice
from desktop_agent.server.engine.reads import live_agent
from desktop_agent.server.engine.rows import InteractionRow, TargetRow
from desktop_agent.server.engine.script import AgentActor, Ask, Env, Script, Steps
from desktop_agent.server.engine.work import Work


def tell_result(work: Work, row: InteractionRow, outcome: Outcome, reason: str = "", by: str = "") -> Steps[None]:
    """Tell the sender of the offer that ``row`` still shows; withdrawing it oneself is no news for My Messages."""
    if row.offer_id is None or row.offer_from is None:
        return
    result = TransferResult(
        offer_id=row.offer_id,
        target=views.offer_target(row),
        outcome=outcome,
        at_ms=work.now_ms,
        reason=reason,
        by=by,
    )
    yield Ask("set_last_result", {"id": row.id, "result": to_json(result)})
    work.interaction_changed(row.id)
    if outcome is not Outcome.WITHDRAWN:
        yield from add_notice(
            work,
            row.offer_from,
            NoticeKind.TRANSFER_RESULT,
            f"transfer_{outcome}",
            {"customer": row.customer_name, "target": result.target.name, "reason": reason, "by": by},
            priority=Priority.HIGH,
            interaction_id=row.id,
        )


def note_refused_transfer(
    env: Env, actor: AgentActor, interaction_id: str, body: Transfer, reason: Reason | str
) -> Script[Done]:
    """Write the line in My Messages of a transfer that the server refused.

    Run it under a key derived from the refused command's, so that a repeated request tells it once.
    """
    work = Work(env)
    yield from live_agent(actor)
    targets: list[TargetRow] = yield Ask("target", {"id": body.target_id})
    rows: list[InteractionRow] = yield Ask("interaction", {"id": interaction_id})
    seen = bool((yield Ask("party", {"id": interaction_id, "agent": actor.agent_id})))
    args = {
        "customer": rows[0].customer_name if rows and seen else "",
        "target": targets[0].name if targets else "",
        "reason": str(reason),
        "by": "",
    }
    yield from add_notice(
        work,
        actor.agent_id,
        NoticeKind.TRANSFER_RESULT,
        "transfer_refused",
        args,
        priority=Priority.HIGH,
        interaction_id=interaction_id if seen else None,
    )
    return work.decision(Done())
