"""Lines of a transcript: what people say, and what the system says of them.

Codes of system lines, with their arguments: ``queued`` (queue), ``joined`` (agent), ``transferred`` (agent, from),
``conference`` (agent), ``left`` (agent), ``customer_left`` (customer), ``ended`` (agent), ``to_queue`` (queue),
``reconnecting`` (agent), ``requeued`` (queue), ``owner`` (agent), ``held`` (agent), ``retrieved`` (agent).
"""

from desktop_agent.contract.enums import SenderKind, Visibility
from desktop_agent.server.engine.columns import to_json
from desktop_agent.server.engine.rows import InteractionRow, MessageRow
from desktop_agent.server.engine.script import Ask, Steps
from desktop_agent.server.engine.work import Work

_ENGLISH = {
    "queued": "Waiting for the next free agent of {queue}.",
    "joined": "{agent} has joined the chat.",
    "transferred": "{agent} has taken over.",
    "conference": "{agent} stays in the chat.",
    "left": "{agent} has left the chat.",
    "customer_left": "{customer} has left the chat.",
    "ended": "{agent} has ended the chat.",
    "to_queue": "The chat was handed to {queue}.",
    "reconnecting": "We lost {agent} and are reconnecting you.",
    "requeued": "The chat is back in {queue}.",
    "owner": "{agent} goes on with the chat.",
    "held": "{agent} has put the chat on hold.",
    "retrieved": "{agent} is back.",
}


def say(
    work: Work,
    interaction_id: str,
    sender: SenderKind,
    text: str,
    *,
    sender_id: str = "",
    sender_name: str = "",
    visibility: Visibility = Visibility.ALL,
    code: str | None = None,
    args: dict[str, str] | None = None,
    key: str | None = None,
) -> Steps[MessageRow]:
    """Add a line and send it to those who may read it."""
    (number,) = yield Ask("next_seq", {"id": interaction_id})
    row = MessageRow(
        id=work.env.new_id(),
        seq=number.number,
        at_ms=work.now_ms,
        sender=sender,
        sender_id=sender_id,
        sender_name=sender_name,
        visibility=visibility,
        text=text,
        code=code,
        args=to_json(args or {}),
        key=key,
    )
    yield Ask(
        "add_message",
        {
            "interaction": interaction_id,
            "seq": row.seq,
            "id": row.id,
            "now": row.at_ms,
            "sender": row.sender,
            "sender_id": row.sender_id,
            "sender_name": row.sender_name,
            "visibility": row.visibility,
            "text": row.text,
            "code": row.code,
            "args": row.args,
            "key": row.key,
        },
    )
    if sender is not SenderKind.SYSTEM:
        yield Ask("add_unread", {"id": interaction_id, "sender_id": sender_id})
    yield from work.line_added(interaction_id, row)
    work.interaction_changed(interaction_id)
    return row


def tell(
    work: Work, row: InteractionRow, code: str, args: dict[str, str], *, visibility: Visibility = Visibility.ALL
) -> Steps[None]:
    """Add a system line: code and arguments for a sentence in any language, and the English one."""
    text = _ENGLISH[code].format(**args)
    yield from say(work, row.id, SenderKind.SYSTEM, text, visibility=visibility, code=code, args=args)
