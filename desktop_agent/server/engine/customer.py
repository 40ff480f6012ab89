"""The customer's side: begin a chat, write, end it, see it again after a reload."""

from desktop_agent.contract.answers import ChatSnapshot, Sent
from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import CustomerMessage, StartChat, Typing
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import InteractionState, Outcome, Reason, SenderKind
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.events import PositionTopic, TypingTopic
from desktop_agent.server.engine import views
from desktop_agent.server.engine.capabilities import refusal
from desktop_agent.server.engine.columns import to_json
from desktop_agent.server.engine.finishing import end_conversation
from desktop_agent.server.engine.lines import say, tell
from desktop_agent.server.engine.offers import close_offer
from desktop_agent.server.engine.ownership import close
from desktop_agent.server.engine.reads import chat_of, interaction_by_id, parties_of
from desktop_agent.server.engine.results import ChatBegun
from desktop_agent.server.engine.routing import match_agent, match_interaction
from desktop_agent.server.engine.rows import InteractionRow, MessageRow, QueueRow
from desktop_agent.server.engine.script import Ask, CustomerActor, Env, Refused, Script, Steps
from desktop_agent.server.engine.work import EVERYTHING, TRANSCRIPT_LINES, Work


def start_chat(env: Env, body: StartChat) -> Script[ChatBegun]:
    """A customer asks for an agent; the chat waits in its queue, or is offered at once.

    Raises:
        Refused: ``NOT_FOUND`` no such queue; ``QUEUE_CLOSED``.
    """
    work = Work(env)
    queues: list[QueueRow] = yield Ask("queue_by_name", {"name": body.queue})
    if not queues:
        raise Refused(ErrorCode.NOT_FOUND, "There is no such queue.")
    if not queues[0].open:
        raise Refused(ErrorCode.CONFLICT, "The queue is closed now.", reason=Reason.QUEUE_CLOSED)
    contacts = (yield Ask("contact_by_email", {"email": body.email})) if body.email else []
    chat_id = env.new_id()
    yield Ask(
        "add_interaction",
        {
            "id": chat_id,
            "queue": queues[0].id,
            "name": body.name,
            "email": body.email,
            "phone": "",
            "segment": body.case_data.get("segment", ""),
            "contact": contacts[0].id if contacts else None,
            "subject": body.subject,
            "case_data": to_json(body.case_data),
            "now": work.now_ms,
            "customer_view": "",
        },
    )
    row = yield from interaction_by_id(chat_id)
    yield from tell(work, row, "queued", {"queue": row.queue_name})
    if body.text:
        yield Ask("set_customer_waiting", {"id": chat_id, "since": work.now_ms})
        yield from _say(work, row, body.text, env.key)
    yield from match_interaction(work, chat_id)
    yield from work.finish()
    return work.decision(ChatBegun(chat_id=chat_id))


def customer_message(env: Env, actor: CustomerActor, body: CustomerMessage) -> Script[Sent]:
    """The customer says something; once for each idempotency key.

    Raises:
        Refused: ``CHAT_ENDED``.
    """
    work = Work(env)
    row = yield from chat_of(actor)
    if env.key is not None:
        known: list[MessageRow] = yield Ask(
            "message_by_key", {"id": row.id, "sender_id": views.CUSTOMER_PARTY, "key": env.key}
        )
        if known:
            return work.decision(_sent(known[0]))
    _must_go_on(row)
    if row.customer_waiting_since_ms is None:
        yield Ask("set_customer_waiting", {"id": row.id, "since": work.now_ms})
    line = yield from _say(work, row, body.text, env.key)
    yield from work.finish()
    return work.decision(_sent(line))


def customer_typing(env: Env, actor: CustomerActor, body: Typing) -> Script[Done]:
    """Tell the agents that the customer is typing. Reads only: run it with ``Store.read``."""
    work = Work(env)
    row = yield from chat_of(actor)
    _must_go_on(row)
    topic = TypingTopic(interaction_id=row.id, party_id=views.CUSTOMER_PARTY, name=row.customer_name, on=body.on)
    for party in (yield from parties_of(row.id)):
        work.topic(party.agent_id, topic)
    return work.decision(Done())


def customer_end(env: Env, actor: CustomerActor) -> Script[Done]:
    """The customer leaves: an active chat goes into wrap-up, a waiting one is closed. Ended already: nothing."""
    work = Work(env)
    row = yield from chat_of(actor)
    if row.state == InteractionState.ACTIVE:
        yield from tell(work, row, "customer_left", {"customer": row.customer_name})
        yield from end_conversation(work, row, by=row.customer_name)
    elif row.state == InteractionState.QUEUED:
        asked = row.offer_to
        yield from close_offer(work, row, Outcome.CHAT_ENDED, by=row.customer_name)
        yield from tell(work, row, "customer_left", {"customer": row.customer_name})
        yield from close(work, row)
        if asked is not None:
            yield from match_agent(work, asked)
    yield from work.finish()
    return work.decision(Done())


def chat_snapshot(env: Env, actor: CustomerActor) -> Script[ChatSnapshot]:
    """The chat as its customer may see it, and where his mailbox goes on. Reads only."""
    work = Work(env)
    row = yield from chat_of(actor)
    parties = yield from parties_of(row.id)
    rows: list[MessageRow] = yield Ask(
        "customer_messages_before", {"id": row.id, "before": EVERYTHING, "limit": TRANSCRIPT_LINES}
    )
    cursor = yield from mailbox_cursor(row.id)
    return work.decision(
        ChatSnapshot(
            cursor=str(cursor),
            now_ms=work.now_ms,
            chat=views.customer_chat(row, parties),
            messages=tuple(views.customer_message(line) for line in reversed(rows)),
            position=(yield from _position(row)),
        )
    )


def chat_position(env: Env, actor: CustomerActor) -> Script[PositionTopic | None]:
    """The place in the queue as a topic, None when the chat does not wait. Reads only.

    Read it again whenever the queue (its id is touched) has changed.
    """
    row = yield from chat_of(actor)
    position = yield from _position(row)
    topic = None if position is None else PositionTopic(chat_id=row.id, position=position)
    return Work(env).decision(topic)


def chat_queue_id(env: Env, actor: CustomerActor) -> Script[str]:
    """Id of the queue that holds the chat: what to subscribe to for ``chat_position``. Reads only."""
    row = yield from chat_of(actor)
    return Work(env).decision(row.queue_id)


def mailbox_cursor(mailbox: str, ahead: int = 0) -> Steps[Cursor]:
    """Where a mailbox stands in this transaction.

    Args:
        mailbox: whose.
        ahead: events that this very command adds to it.
    """
    (epoch,) = yield Ask("meta", {"name": "epoch"})
    heads = yield Ask("mailbox", {"id": mailbox})
    return Cursor(epoch.text, (heads[0].head if heads else 0) + ahead)


def _position(row: InteractionRow) -> Steps[int | None]:
    if row.state != InteractionState.QUEUED:
        return None
    (count,) = yield Ask(
        "queue_position",
        {"queue": row.queue_id, "priority": row.priority, "enqueued": row.enqueued_ms, "id": row.id},
    )
    number: int = count.number
    return number


def _say(work: Work, row: InteractionRow, text: str, key: str | None) -> Steps[MessageRow]:
    return (
        yield from say(
            work,
            row.id,
            SenderKind.CUSTOMER,
            text,
            sender_id=views.CUSTOMER_PARTY,
            sender_name=row.customer_name,
            key=key,
        )
    )


def _must_go_on(row: InteractionRow) -> None:
    if row.state not in (InteractionState.QUEUED, InteractionState.ACTIVE):
        raise refusal(Reason.CHAT_ENDED)


def _sent(row: MessageRow) -> Sent:
    return Sent(message_id=row.id, seq=row.seq, at_ms=row.at_ms)
