"""Every verb of ``POST /interactions/{id}/{verb}``: one table, so that the web face only loops over it."""

from collections.abc import Callable
from typing import Any

from desktop_agent.contract.enums import Verb
from desktop_agent.server.engine.answering import accept, decline
from desktop_agent.server.engine.finishing import (
    complete,
    end,
    hold,
    leave,
    retrieve,
    set_disposition,
    set_note,
)
from desktop_agent.server.engine.script import AgentActor, Env, Script
from desktop_agent.server.engine.talking import discard_handed_draft, read, save_draft, send_message, typing
from desktop_agent.server.engine.team import requeue
from desktop_agent.server.engine.transfers import dismiss_result, transfer, withdraw

VERBS: dict[Verb, Callable[[Env, AgentActor, str, Any], Script[Any]]] = {
    Verb.ACCEPT: accept,
    Verb.DECLINE: decline,
    Verb.SEND_MESSAGE: send_message,
    Verb.TYPING: typing,
    Verb.READ: read,
    Verb.TRANSFER: transfer,
    Verb.WITHDRAW: withdraw,
    Verb.DISMISS_RESULT: dismiss_result,
    Verb.SAVE_DRAFT: save_draft,
    Verb.DISCARD_HANDED_DRAFT: discard_handed_draft,
    Verb.SET_NOTE: set_note,
    Verb.SET_DISPOSITION: set_disposition,
    Verb.HOLD: hold,
    Verb.RETRIEVE: retrieve,
    Verb.END: end,
    Verb.COMPLETE: complete,
    Verb.LEAVE: leave,
    Verb.REQUEUE: requeue,
}
"""Verb to script: ``lambda env: VERBS[verb](env, actor, interaction_id, body)``."""

EPHEMERAL = frozenset({Verb.TYPING})
"""Verbs that only read and send topics: run them with ``Store.read``, without an idempotency key."""
