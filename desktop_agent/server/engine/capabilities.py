"""Who may do what with an interaction now: one table for menus and for refusals, so that the two never differ."""

from collections.abc import Sequence
from typing import Any

from desktop_agent.contract.enums import InteractionState, PartyRole, Reason, Role, Verb, Visibility
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.values import Capabilities
from desktop_agent.server.engine.floor import FloorPolicy
from desktop_agent.server.engine.rows import InteractionRow, PartyRow
from desktop_agent.server.engine.script import Refused

_RIGHTS = frozenset(
    {Reason.NOT_OWNER, Reason.NOT_A_PARTY, Reason.NOT_SUPERVISOR, Reason.NOT_YOUR_OFFER, Reason.NOT_YOUR_QUEUE,
     Reason.TARGET_SELF, Reason.TARGET_NEVER, Reason.UNSUPPORTED}
)  # fmt: skip

_WORDS = {
    Reason.NOT_OWNER: "Only the owner may do this.",
    Reason.NOT_A_PARTY: "You are not in this interaction.",
    Reason.NOT_SUPERVISOR: "Only a supervisor may do this.",
    Reason.TRANSFER_PENDING: "A transfer waits for its answer.",
    Reason.NO_TRANSFER_PENDING: "No transfer waits for an answer.",
    Reason.NOT_ACTIVE: "The chat is not active.",
    Reason.CHAT_ENDED: "The chat has ended.",
    Reason.NOT_ENDED: "The chat has not ended.",
    Reason.HELD: "The chat is on hold.",
    Reason.NOT_HELD: "The chat is not on hold.",
    Reason.NO_OTHER_AGENT: "No other agent is connected.",
    Reason.DISPOSITION_MISSING: "A disposition must be chosen first.",
    Reason.OFFER_CLOSED: "The offer is not open any more.",
    Reason.UNSUPPORTED: "This server cannot do that.",
}


def refusal(reason: Reason, **detail: Any) -> Refused:
    """Return the refusal for a reason: 403 where it is a matter of rights, 409 where another moment would do."""
    code = ErrorCode.NOT_ALLOWED if reason in _RIGHTS else ErrorCode.CONFLICT
    return Refused(code, _WORDS.get(reason, f"Not now: {reason}."), reason=reason, **detail)


def capabilities_for(
    row: InteractionRow, me: PartyRow, parties: Sequence[PartyRow], policy: FloorPolicy
) -> Capabilities:
    """Return what one connected agent may do with an interaction.

    Args:
        row: the interaction.
        me: the agent's own party row.
        parties: all connected agents.
        policy: the floor's settings.
    """
    owner = None if me.role == PartyRole.OWNER else Reason.NOT_OWNER
    active = None if row.state == InteractionState.ACTIVE else _why_not_active(row)
    ended = None if row.state == InteractionState.WRAP_UP else Reason.NOT_ENDED
    pending = row.offer_id is not None
    supervises = None if me.agent_role == Role.SUPERVISOR else Reason.NOT_SUPERVISOR
    chosen = Reason.DISPOSITION_MISSING if policy.disposition_required and row.disposition is None else None
    return {
        Verb.SEND_MESSAGE: active,
        Verb.TYPING: active,
        Verb.READ: None,
        Verb.TRANSFER: owner or active or (Reason.TRANSFER_PENDING if pending else None),
        Verb.WITHDRAW: (None if pending else Reason.NO_TRANSFER_PENDING) if not (owner and supervises) else owner,
        Verb.DISMISS_RESULT: owner,
        Verb.SAVE_DRAFT: active,
        Verb.DISCARD_HANDED_DRAFT: owner,
        Verb.SET_NOTE: owner,
        Verb.SET_DISPOSITION: owner,
        Verb.HOLD: owner or active or (Reason.HELD if row.held else None),
        Verb.RETRIEVE: owner or active or (None if row.held else Reason.NOT_HELD),
        Verb.END: owner or active,
        Verb.COMPLETE: owner or ended or chosen,
        Verb.LEAVE: active or (Reason.NO_OTHER_AGENT if len(parties) < 2 else None),
        Verb.REQUEUE: supervises or active,
    }


def whisper_reason(parties: Sequence[PartyRow], visibility: Visibility) -> Reason | None:
    """Return why a message of this visibility may not be sent: a whisper needs another agent to hear it."""
    if visibility is Visibility.PRIVATE:
        return Reason.UNSUPPORTED
    if visibility is Visibility.AGENTS and len(parties) < 2:
        return Reason.NO_OTHER_AGENT
    return None


def _why_not_active(row: InteractionRow) -> Reason:
    ended = row.state in (InteractionState.WRAP_UP, InteractionState.CLOSED)
    return Reason.CHAT_ENDED if ended else Reason.NOT_ACTIVE
