"""What the jobs run beside the deadlines: forgetting what is not needed any more, and looking for forgotten chats."""

from desktop_agent.contract.base import Done
from desktop_agent.server.engine.routing import match_interaction
from desktop_agent.server.engine.rows import DueRow, IdRow, QueueRow, TrimRow
from desktop_agent.server.engine.script import Ask, Decision, Env, Script
from desktop_agent.server.engine.work import Work

KEYS_KEPT_MS = 24 * 3_600_000
CHAT_MAIL_KEPT_MS = 3_600_000
TRIM_WINDOW_MS = 7 * 24 * 3_600_000


def next_deadline(env: Env) -> Script[int | None]:
    """The earliest deadline of the store, None when nothing is due ever. Reads only."""
    rows: list[DueRow] = yield Ask("next_deadlines")
    return Work(env).decision(min((at for at in rows[0] if at is not None), default=None))


def match_again(env: Env, interaction_id: str) -> Script[Done]:
    """A chat goes round again, or was overlooked."""
    work = Work(env)
    yield from match_interaction(work, interaction_id)
    yield from work.finish()
    return work.decision(Done())


def overlooked(env: Env) -> Script[tuple[str, ...]]:
    """Waiting chats without an offer in queues where somebody is available. Reads only; normally there are none."""
    ids: list[str] = []
    queues: list[QueueRow] = yield Ask("queues")
    for queue in queues:
        if (yield Ask("any_available", {"skill": queue.skill_id})):
            waiting: list[IdRow] = yield Ask("waiting_without_offer", {"queue": queue.id})
            ids += [chat.id for chat in waiting]
    return Work(env).decision(tuple(ids))


def trimmable(env: Env) -> Script[tuple[TrimRow, ...]]:
    """Mailboxes with mail that has arrived, or that nobody can ask for any more. Reads only."""
    ended = env.now_ms - CHAT_MAIL_KEPT_MS
    agents: list[TrimRow] = yield Ask("trimmable_agents")
    chats: list[TrimRow] = yield Ask("trimmable_chats", {"before": ended, "after": ended - TRIM_WINDOW_MS})
    return Decision((*agents, *chats))


def trim_mail(env: Env, rows: tuple[TrimRow, ...]) -> Script[Done]:  # noqa: ARG001
    """Delete the mail of ``trimmable`` mailboxes."""
    for row in rows:
        yield Ask("trim_mail", {"mailbox": row.mailbox, "upto": row.upto})
        yield Ask("set_trimmed", {"mailbox": row.mailbox, "upto": row.upto})
    return Decision(Done())


def forget(env: Env) -> Script[bool]:
    """Delete idempotency keys after a day and refresh tokens that have run out, 500 at a time.

    Returns:
        Whether there may be more.
    """
    keys = yield Ask("forget_keys", {"before": env.now_ms - KEYS_KEPT_MS})
    tokens = yield Ask("forget_refresh_tokens", {"before": env.now_ms - KEYS_KEPT_MS})
    return Decision(max(len(keys), len(tokens)) == 500)
