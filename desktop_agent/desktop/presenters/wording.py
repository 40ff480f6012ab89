"""Codes of the contract as complete sentences in the agent's language; every view takes its words from here."""

from desktop_agent.client.backends.port import BackendError, Displaced, Refusal, SignedOut, Unreachable
from desktop_agent.contract.enums import Outcome, Reason, RemovedWhy
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.values import Message, Notice, TransferResult
from desktop_agent.desktop.models.texts import QT_TRANSLATE_NOOP, put, translate
from desktop_agent.desktop.presenters.words import state_word

__all__ = [
    "ERRORS",
    "NOTICES",
    "NOT_HERE",
    "NOT_LIVE",
    "NO_CHAT",
    "NO_OFFER",
    "OFFER_ENDS",
    "REASONS",
    "REMOVED",
    "RESULTS",
    "SYSTEM_LINES",
    "UNREACHABLE",
    "error_sentence",
    "is_final",
    "is_unknown",
    "notice_sentence",
    "offer_end",
    "put",
    "reason_words",
    "removed",
    "state_word",
    "system_line",
    "transfer_refused",
    "transfer_result",
    "translate",
]

# ---------------------------------------------------------------- reasons: why something may not be done
REASONS: dict[Reason, str] = {
    Reason.NOT_OWNER: QT_TRANSLATE_NOOP("Reason", "Only the agent who owns this chat may do this."),
    Reason.NOT_A_PARTY: QT_TRANSLATE_NOOP("Reason", "You are not in this chat."),
    Reason.NOT_SUPERVISOR: QT_TRANSLATE_NOOP("Reason", "Only a supervisor may do this."),
    Reason.NOT_YOUR_OFFER: QT_TRANSLATE_NOOP("Reason", "This chat was offered to somebody else."),
    Reason.NOT_YOUR_QUEUE: QT_TRANSLATE_NOOP("Reason", "You do not serve this queue."),
    Reason.OFFER_CLOSED: QT_TRANSLATE_NOOP("Reason", "This offer is no longer open."),
    Reason.TRANSFER_PENDING: QT_TRANSLATE_NOOP("Reason", "A transfer of this chat is already waiting for its answer."),
    Reason.NO_TRANSFER_PENDING: QT_TRANSLATE_NOOP("Reason", "No transfer of this chat is waiting for an answer."),
    Reason.NOT_ACTIVE: QT_TRANSLATE_NOOP("Reason", "This chat is not active."),
    Reason.NOT_ENDED: QT_TRANSLATE_NOOP("Reason", "The chat has not ended yet."),
    Reason.HELD: QT_TRANSLATE_NOOP("Reason", "The chat is on hold."),
    Reason.NOT_HELD: QT_TRANSLATE_NOOP("Reason", "The chat is not on hold."),
    Reason.NO_OTHER_AGENT: QT_TRANSLATE_NOOP("Reason", "Nobody else is in this chat; end it or transfer it."),
    Reason.CHAT_ENDED: QT_TRANSLATE_NOOP("Reason", "The chat has ended."),
    Reason.DISPOSITION_MISSING: QT_TRANSLATE_NOOP("Reason", "Choose a disposition first."),
    Reason.STATE_REASON_MISSING: QT_TRANSLATE_NOOP("Reason", "Choose a reason for Not Ready."),
    Reason.TARGET_SELF: QT_TRANSLATE_NOOP("Reason", "That is you."),
    Reason.TARGET_NOT_READY: QT_TRANSLATE_NOOP("Reason", "Not Ready: cannot take a chat now."),
    Reason.TARGET_DO_NOT_DISTURB: QT_TRANSLATE_NOOP("Reason", "Do Not Disturb: cannot take a chat now."),
    Reason.TARGET_BUSY_AFTER_WORK: QT_TRANSLATE_NOOP("Reason", "In after-call work: cannot take a chat now."),
    Reason.TARGET_NO_FREE_SLOT: QT_TRANSLATE_NOOP("Reason", "No free slot: all chats taken."),
    Reason.TARGET_LOGGED_OUT: QT_TRANSLATE_NOOP("Reason", "Logged out."),
    Reason.TARGET_UNREACHABLE: QT_TRANSLATE_NOOP("Reason", "Unreachable at the moment."),
    Reason.TARGET_IS_PARTY: QT_TRANSLATE_NOOP("Reason", "Is already in this chat."),
    Reason.TARGET_NEVER: QT_TRANSLATE_NOOP("Reason", "Chats cannot be transferred to a contact."),
    Reason.QUEUE_CLOSED: QT_TRANSLATE_NOOP("Reason", "This queue is closed now."),
    Reason.QUEUE_EMPTY: QT_TRANSLATE_NOOP("Reason", "Nobody is logged in to this queue."),
    Reason.UNSUPPORTED: QT_TRANSLATE_NOOP("Reason", "This server does not support this."),
}

NO_CHAT = QT_TRANSLATE_NOOP("Reason", "No chat is selected.")
NO_OFFER = QT_TRANSLATE_NOOP("Reason", "No chat is offered to you.")
NOT_LIVE = QT_TRANSLATE_NOOP("Reason", "Not connected: this has to wait.")
NOT_HERE = QT_TRANSLATE_NOOP("Reason", "This is not available here.")


def reason_words(reason: str) -> str:
    """Why something may not be done, as a sentence; an unknown code is named."""
    try:
        return translate("Reason", REASONS[Reason(reason)])
    except (ValueError, KeyError):
        return put(translate("Reason", "The server does not allow this ({code})."), {"code": reason})


# ---------------------------------------------------------------- errors: what went wrong
ERRORS: dict[ErrorCode, str] = {
    ErrorCode.MALFORMED: QT_TRANSLATE_NOOP("Error", "The server did not understand the request."),
    ErrorCode.UNAUTHENTICATED: QT_TRANSLATE_NOOP("Error", "You are no longer signed in. Sign in again."),
    ErrorCode.WRONG_CREDENTIALS: QT_TRANSLATE_NOOP("Error", "User name or password is wrong."),
    ErrorCode.NOT_ALLOWED: QT_TRANSLATE_NOOP("Error", "The server does not allow this."),
    ErrorCode.NOT_FOUND: QT_TRANSLATE_NOOP("Error", "The server does not know this (any more)."),
    ErrorCode.CONFLICT: QT_TRANSLATE_NOOP("Error", "Something changed meanwhile; look at the chat as it is now."),
    ErrorCode.SESSION_DISPLACED: QT_TRANSLATE_NOOP("Error", "You signed in on another desktop."),
    ErrorCode.CURSOR_GONE: QT_TRANSLATE_NOOP("Error", "The view is being read anew."),
    ErrorCode.TOO_LARGE: QT_TRANSLATE_NOOP("Error", "This is too long to be sent."),
    ErrorCode.INVALID: QT_TRANSLATE_NOOP("Error", "The server does not accept this entry."),
    ErrorCode.KEY_REUSED: QT_TRANSLATE_NOOP("Error", "The request was repeated with other contents."),
    ErrorCode.RATE_LIMITED: QT_TRANSLATE_NOOP("Error", "Too many requests: wait a moment."),
    ErrorCode.INTERNAL: QT_TRANSLATE_NOOP("Error", "The server has a fault. Try again later."),
    ErrorCode.UNAVAILABLE: QT_TRANSLATE_NOOP("Error", "The server cannot do this at the moment. Try again."),
}

UNREACHABLE = QT_TRANSLATE_NOOP("Error", "The server cannot be reached.")


def error_sentence(error: BackendError) -> str:
    """What a failed command means to the agent."""
    if isinstance(error, Refusal):
        if error.reason:
            return reason_words(error.reason)
        sentence = translate("Error", ERRORS[error.code])
        wait_s = -(-(error.retry_after_ms or 0) // 1_000)
        if error.code is ErrorCode.RATE_LIMITED and wait_s:
            return put(translate("Error", "Too many requests: try again in {seconds} s."), {"seconds": wait_s})
        field = error.detail.get("field")
        if error.code is ErrorCode.INVALID and field:
            return put(translate("Error", "The server does not accept this entry ({field})."), {"field": field})
        return sentence
    return translate("Error", UNREACHABLE)


def is_final(error: BackendError) -> bool:
    """Whether the session itself is over, so that the shell says it and nobody else needs to."""
    return isinstance(error, SignedOut | Displaced)


def is_unknown(error: BackendError) -> bool:
    """Whether it is not known if the command was done."""
    return isinstance(error, Unreachable)


# ---------------------------------------------------------------- transfers: how they ended
RESULTS: dict[tuple[Outcome, bool], str] = {
    (Outcome.DECLINED, False): QT_TRANSLATE_NOOP("Transfer", "{by} declined the transfer. The chat stays with you."),
    (Outcome.DECLINED, True): QT_TRANSLATE_NOOP(
        "Transfer", "{by} declined the transfer: “{reason}”. The chat stays with you."
    ),
    (Outcome.TIMED_OUT, False): QT_TRANSLATE_NOOP(
        "Transfer", "{target} did not answer the transfer in time. The chat stays with you."
    ),
    (Outcome.TARGET_GONE, False): QT_TRANSLATE_NOOP(
        "Transfer", "{target} is gone (logged out or unreachable). The chat stays with you."
    ),
    (Outcome.WITHDRAWN, False): QT_TRANSLATE_NOOP("Transfer", "You withdrew the transfer to {target}."),
    (Outcome.WITHDRAWN_BY_SUPERVISOR, False): QT_TRANSLATE_NOOP(
        "Transfer", "{by} withdrew the transfer to {target} as supervisor. The chat stays with you."
    ),
    (Outcome.WITHDRAWN_BY_SUPERVISOR, True): QT_TRANSLATE_NOOP(
        "Transfer", "{by} withdrew the transfer to {target} as supervisor: “{reason}”. The chat stays with you."
    ),
    (Outcome.CHAT_ENDED, False): QT_TRANSLATE_NOOP(
        "Transfer", "The customer ended the chat before {target} answered the transfer."
    ),
    (Outcome.ACCEPTED, False): QT_TRANSLATE_NOOP("Transfer", "{target} accepted the transfer."),
}


def transfer_result(result: TransferResult) -> str:
    """How a transfer ended without changing hands, for the bar at the top of the window."""
    sentence = RESULTS.get((result.outcome, bool(result.reason))) or RESULTS[result.outcome, False]
    unnamed = translate("Transfer", "A supervisor")
    named = result.by or (unnamed if result.outcome is Outcome.WITHDRAWN_BY_SUPERVISOR else result.target.name)
    return put(
        translate("Transfer", sentence), {"by": named, "target": result.target.name, "reason": result.reason.strip()}
    )


def transfer_refused(target: str, reason: str) -> str:
    """The server refused a transfer: the bar's sentence. ``reason`` is a sentence (``error_sentence``)."""
    sentence = translate("Transfer", "The transfer to {target} was refused. {reason} The chat stays with you.")
    return put(sentence, {"target": target, "reason": reason})


OFFER_ENDS: dict[Outcome, str] = {
    Outcome.TIMED_OUT: QT_TRANSLATE_NOOP("Offer", "The chat with {customer} was not answered in time and went on."),
    Outcome.WITHDRAWN: QT_TRANSLATE_NOOP("Offer", "The offer of the chat with {customer} was withdrawn."),
    Outcome.WITHDRAWN_BY_SUPERVISOR: QT_TRANSLATE_NOOP(
        "Offer", "A supervisor withdrew the offer of the chat with {customer}."
    ),
    Outcome.TARGET_GONE: QT_TRANSLATE_NOOP("Offer", "You were unreachable; the chat with {customer} went on."),
    Outcome.CHAT_ENDED: QT_TRANSLATE_NOOP("Offer", "{customer} ended the chat before it was answered."),
}


def offer_end(outcome: Outcome, customer: str) -> str:
    """How an offer to this agent ended without his doing; empty when he himself accepted or declined it."""
    sentence = OFFER_ENDS.get(outcome)
    return put(translate("Offer", sentence), {"customer": customer}) if sentence else ""


REMOVED: dict[RemovedWhy, str] = {
    RemovedWhy.TRANSFERRED: QT_TRANSLATE_NOOP("Removed", "{to} has taken over the chat with {customer}."),
    RemovedWhy.QUEUED: QT_TRANSLATE_NOOP("Removed", "The chat with {customer} waits in {to} now."),
    RemovedWhy.COMPLETED: QT_TRANSLATE_NOOP("Removed", "The chat with {customer} is done."),
    RemovedWhy.LEFT: QT_TRANSLATE_NOOP("Removed", "You left the chat with {customer}."),
    RemovedWhy.LOST: QT_TRANSLATE_NOOP("Removed", "You were unreachable; the chat with {customer} went to {to}."),
    RemovedWhy.REQUEUED: QT_TRANSLATE_NOOP("Removed", "A supervisor put the chat with {customer} back into {to}."),
}


def removed(why: RemovedWhy, customer: str, to_name: str) -> str:
    """Why a chat is no longer on this desktop."""
    to = to_name or {
        RemovedWhy.QUEUED: translate("Removed", "its queue"),
        RemovedWhy.REQUEUED: translate("Removed", "its queue"),
    }.get(why, translate("Removed", "somebody else"))
    return put(translate("Removed", REMOVED[why]), {"customer": customer, "to": to})


# ---------------------------------------------------------------- My Messages
NOTICES: dict[str, str] = {
    "transfer_declined": QT_TRANSLATE_NOOP("Notice", "{by} declined the transfer of {customer}."),
    "transfer_declined+": QT_TRANSLATE_NOOP("Notice", "{by} declined the transfer of {customer}: “{reason}”."),
    "transfer_timed_out": QT_TRANSLATE_NOOP("Notice", "{target} did not answer the transfer of {customer} in time."),
    "transfer_target_gone": QT_TRANSLATE_NOOP(
        "Notice", "{target} was gone before answering the transfer of {customer}."
    ),
    "transfer_withdrawn_by_supervisor": QT_TRANSLATE_NOOP(
        "Notice", "{by} withdrew your transfer of {customer} to {target} as supervisor."
    ),
    "transfer_chat_ended": QT_TRANSLATE_NOOP(
        "Notice", "{customer} ended the chat before {target} answered the transfer."
    ),
    "transfer_refused": QT_TRANSLATE_NOOP("Notice", "The transfer of {customer} to {target} was refused. {why}"),
    "state_set": QT_TRANSLATE_NOOP("Notice", "{by} set your state to {state}."),
    "chat_requeued": QT_TRANSLATE_NOOP("Notice", "{by} put the chat with {customer} back into {queue}."),
    "chat_requeued+": QT_TRANSLATE_NOOP("Notice", "{by} put the chat with {customer} back into {queue}: “{reason}”."),
    "not_ready_unanswered": QT_TRANSLATE_NOOP(
        "Notice", "You were set Not Ready because {count} offered chats were not answered."
    ),
    "not_ready_unreachable": QT_TRANSLATE_NOOP(
        "Notice", "You were set Not Ready because your desktop could not be reached."
    ),
    "chats_lost": QT_TRANSLATE_NOOP(
        "Notice", "Your desktop could not be reached; {count} of your chats went to others or back to the queue."
    ),
    "connection_back": QT_TRANSLATE_NOOP("Notice", "Your desktop is connected again."),
    "channel_lost": QT_TRANSLATE_NOOP("Notice", "The channel {channel} is not available."),
    "channel_back": QT_TRANSLATE_NOOP("Notice", "The channel {channel} is available again."),
}


def notice_sentence(notice: Notice) -> str:
    """A line of My Messages in one piece; a broadcast is its own text, an unknown code shows the server's words."""
    if notice.text and not notice.code:
        return notice.text
    args = dict(notice.args)
    if args.get("reason"):
        args["why"] = reason_words(args["reason"])
    if args.get("state"):
        args["state"] = state_word(args["state"])
    args.setdefault("target", "")
    args["by"] = args.get("by") or args["target"] or notice.sender or translate("Notice", "Somebody")
    key = f"{notice.code}+"
    sentence = NOTICES.get(key) if args.get("reason") and key in NOTICES else NOTICES.get(notice.code)
    if sentence is None:
        return notice.text or notice.code
    return put(translate("Notice", sentence), args)


# ---------------------------------------------------------------- lines of the system in a transcript
SYSTEM_LINES: dict[str, str] = {
    "queued": QT_TRANSLATE_NOOP("System", "Waiting in {queue}"),
    "joined": QT_TRANSLATE_NOOP("System", "{agent} joined"),
    "transferred": QT_TRANSLATE_NOOP("System", "{agent} has taken over from {from}"),
    "conference": QT_TRANSLATE_NOOP("System", "{agent} stays in the chat"),
    "left": QT_TRANSLATE_NOOP("System", "{agent} left"),
    "customer_left": QT_TRANSLATE_NOOP("System", "{customer} left the chat"),
    "ended": QT_TRANSLATE_NOOP("System", "{agent} ended the chat"),
    "to_queue": QT_TRANSLATE_NOOP("System", "Handed to {queue}"),
    "reconnecting": QT_TRANSLATE_NOOP("System", "{agent} was lost; the customer is being reconnected"),
    "requeued": QT_TRANSLATE_NOOP("System", "Put back into {queue}"),
    "owner": QT_TRANSLATE_NOOP("System", "{agent} goes on with the chat"),
    "held": QT_TRANSLATE_NOOP("System", "{agent} put the chat on hold"),
    "retrieved": QT_TRANSLATE_NOOP("System", "{agent} took the chat back from hold"),
}


def system_line(message: Message) -> str:
    """A line of the system in a transcript; the server's English words for a code that is not known here."""
    sentence = SYSTEM_LINES.get(message.code or "")
    if sentence is None:
        return message.text
    return put(translate("System", sentence), message.args)
