"""The conversation: messages, typing, what has been read, what is typed and not sent."""

from desktop_agent.contract.answers import MessagePage, Sent
from desktop_agent.contract.base import Done
from desktop_agent.contract.commands import Nothing, Read, SaveDraft, SendMessage, Typing
from desktop_agent.contract.enums import Reason, SenderKind, Verb, Visibility
from desktop_agent.contract.events import TypingTopic
from desktop_agent.server.engine import views
from desktop_agent.server.engine.capabilities import refusal, whisper_reason
from desktop_agent.server.engine.guard import my_interaction
from desktop_agent.server.engine.lines import say
from desktop_agent.server.engine.reads import interaction_by_id, live_agent, parties_of
from desktop_agent.server.engine.rows import MessageRow
from desktop_agent.server.engine.script import AgentActor, Ask, Env, Script
from desktop_agent.server.engine.work import TRANSCRIPT_LINES, Work


def send_message(env: Env, actor: AgentActor, interaction_id: str, body: SendMessage) -> Script[Sent]:
    """Say something; once for each idempotency key, even when the key's own row is gone.

    Raises:
        Refused: the chat is not active; a whisper that nobody would hear (``NO_OTHER_AGENT``).
    """
    work = Work(env)
    mine = yield from my_interaction(work, actor, interaction_id, Verb.SEND_MESSAGE)
    if env.key is not None:
        known: list[MessageRow] = yield Ask(
            "message_by_key", {"id": interaction_id, "sender_id": actor.agent_id, "key": env.key}
        )
        if known:
            return work.decision(_sent(known[0]))
    reason = whisper_reason(mine.parties, body.visibility)
    if reason is not None:
        raise refusal(reason)
    if body.visibility is Visibility.ALL and mine.row.customer_waiting_since_ms is not None:
        yield Ask("set_customer_waiting", {"id": interaction_id, "since": None})
    row = yield from say(
        work,
        interaction_id,
        SenderKind.AGENT,
        body.text,
        sender_id=mine.agent.id,
        sender_name=mine.agent.name,
        visibility=body.visibility,
        key=env.key,
    )
    yield from work.finish()
    return work.decision(_sent(row))


def typing(env: Env, actor: AgentActor, interaction_id: str, body: Typing) -> Script[Done]:
    """Tell the others that the agent is typing. Reads only: run it with ``Store.read``."""
    work = Work(env)
    mine = yield from my_interaction(work, actor, interaction_id, Verb.TYPING)
    topic = TypingTopic(interaction_id=interaction_id, party_id=mine.agent.id, name=mine.agent.name, on=body.on)
    for party in mine.parties:
        if party.agent_id != mine.agent.id:
            work.topic(party.agent_id, topic)
    work.topic(
        interaction_id, TypingTopic(interaction_id=interaction_id, party_id="agent", name=mine.agent.name, on=body.on)
    )
    return work.decision(Done())


def read(env: Env, actor: AgentActor, interaction_id: str, body: Read) -> Script[Done]:
    """Everything up to a line has been read; never back."""
    work = Work(env)
    mine = yield from my_interaction(work, actor, interaction_id, Verb.READ)
    upto = min(body.seq, mine.row.last_seq)
    if (yield Ask("set_read", {"id": interaction_id, "agent": actor.agent_id, "seq": upto})):
        work.reader_changed(interaction_id, actor.agent_id)
    yield from work.finish()
    return work.decision(Done(version=work.version(interaction_id, actor.agent_id)))


def save_draft(env: Env, actor: AgentActor, interaction_id: str, body: SaveDraft) -> Script[Done]:
    """Keep what is typed; an older version than the stored one changes nothing."""
    work = Work(env)
    yield from my_interaction(work, actor, interaction_id, Verb.SAVE_DRAFT)
    params = {"id": interaction_id, "agent": actor.agent_id, "text": body.text, "draft_version": body.version}
    if (yield Ask("set_draft", params)):
        work.reader_changed(interaction_id, actor.agent_id)
    yield from work.finish()
    return work.decision(Done(version=work.version(interaction_id, actor.agent_id)))


def discard_handed_draft(env: Env, actor: AgentActor, interaction_id: str, body: Nothing) -> Script[Done]:  # noqa: ARG001
    """The former owner's draft was inserted or is not wanted."""
    work = Work(env)
    mine = yield from my_interaction(work, actor, interaction_id, Verb.DISCARD_HANDED_DRAFT)
    if mine.row.handed_text is not None:
        yield Ask("set_handed_draft", {"id": interaction_id, "name": "", "text": None})
        work.interaction_changed(interaction_id)
    yield from work.finish()
    return work.decision(Done(version=work.version(interaction_id, actor.agent_id)))


def messages_before(env: Env, actor: AgentActor, interaction_id: str, seq: int) -> Script[MessagePage]:
    """Older lines of a transcript, for a connected agent. Reads only.

    Raises:
        Refused: ``NOT_A_PARTY``.
    """
    work = Work(env)
    agent = yield from live_agent(actor)
    yield from interaction_by_id(interaction_id)
    if agent.id not in {party.agent_id for party in (yield from parties_of(interaction_id))}:
        raise refusal(Reason.NOT_A_PARTY)
    rows: list[MessageRow] = yield Ask(
        "messages_before", {"id": interaction_id, "before": seq, "limit": TRANSCRIPT_LINES + 1}
    )
    page = views.messages(rows[:TRANSCRIPT_LINES])
    return work.decision(MessagePage(messages=page, more=len(rows) > TRANSCRIPT_LINES))


def _sent(row: MessageRow) -> Sent:
    return Sent(message_id=row.id, seq=row.seq, at_ms=row.at_ms)
