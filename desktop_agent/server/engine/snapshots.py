"""Everything an agent may see, read in one transaction with the place where his mailbox goes on."""

from desktop_agent.contract.answers import Snapshot, SnapshotAnswer
from desktop_agent.contract.values import (
    DispositionChoice,
    Interaction,
    Message,
    Offer,
    Policy,
    QueueRef,
    ReasonChoice,
)
from desktop_agent.server.engine import views
from desktop_agent.server.engine.columns import from_json
from desktop_agent.server.engine.customer import mailbox_cursor
from desktop_agent.server.engine.reads import interaction_by_id, live_agent, parties_of
from desktop_agent.server.engine.rows import ChoiceRow, IdRow, NoticeRow, QueueRow, TextRow
from desktop_agent.server.engine.script import AgentActor, Ask, Env, Script, Steps
from desktop_agent.server.engine.work import EVERYTHING, TRANSCRIPT_LINES, Work


def snapshot(env: Env, actor: AgentActor) -> Script[SnapshotAnswer]:
    """A fresh snapshot for a live session that lost its place. Reads only."""
    work = Work(env)
    yield from live_agent(actor)
    seen = yield from everything_of(work, actor.agent_id)
    cursor = yield from mailbox_cursor(actor.agent_id)
    return work.decision(SnapshotAnswer(cursor=str(cursor), now_ms=work.now_ms, snapshot=seen))


def everything_of(work: Work, agent_id: str) -> Steps[Snapshot]:
    """Return what an agent may see now."""
    (agent,) = yield Ask("agent", {"id": agent_id})
    interactions: list[Interaction] = []
    transcripts: dict[str, tuple[Message, ...]] = {}
    chats: list[IdRow] = yield Ask("interactions_of_agent", {"agent": agent_id})
    for chat in chats:
        row = yield from interaction_by_id(chat.id)
        parties = yield from parties_of(chat.id)
        (me,) = [party for party in parties if party.agent_id == agent_id]
        interactions.append((yield from work.view(row, me, parties)))
        lines = yield Ask("messages_before", {"id": row.id, "before": EVERYTHING, "limit": TRANSCRIPT_LINES})
        transcripts[row.id] = views.messages(lines)
    offers: list[TextRow] = yield Ask("offer_views", {"agent": agent_id})
    notices: list[NoticeRow] = yield Ask("notices", {"agent": agent_id})
    queues: list[QueueRow] = yield Ask("queues_of_agent", {"agent": agent_id})
    return Snapshot(
        agent=views.agent_self(agent),
        interactions=tuple(interactions),
        transcripts=transcripts,
        offers=tuple(from_json(offer.text, Offer) for offer in offers),
        notices=tuple(views.notice(row) for row in notices),
        queues=tuple(QueueRef(id=queue.id, name=queue.name) for queue in queues),
        policy=(yield from visible_policy(work)),
    )


def visible_policy(work: Work) -> Steps[Policy]:
    """Return the part of the floor's settings that a desktop needs."""
    policy = yield from work.policy()
    reasons: list[ChoiceRow] = yield Ask("reasons")
    dispositions: list[ChoiceRow] = yield Ask("dispositions")
    return Policy(
        offer_ms=policy.offer_ms,
        wrap_up_ms=policy.wrap_up_ms,
        waiting_warn_ms=policy.waiting_warn_ms,
        waiting_limit_ms=policy.waiting_limit_ms,
        reason_required=policy.reason_required,
        disposition_required=policy.disposition_required,
        typing_preview=policy.typing_preview,
        reasons=tuple(ReasonChoice(code=row.code, name=row.name) for row in reasons),
        dispositions=tuple(
            DispositionChoice(code=row.code, name=row.name, queue_id=row.queue_id) for row in dispositions
        ),
    )
