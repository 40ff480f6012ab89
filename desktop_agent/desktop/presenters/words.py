"""Single words of the contract's enumerations: states, channels, kinds."""

from desktop_agent.contract.enums import (
    AgentState,
    Channel,
    InteractionState,
    OfferKind,
    PartyRole,
    PartyState,
    Priority,
    TargetKind,
)
from desktop_agent.contract.values import AgentSelf, AgentStatus, Policy
from desktop_agent.desktop.models.parties import PartyLine
from desktop_agent.desktop.models.texts import QT_TRANSLATE_NOOP, put, translate
from desktop_agent.desktop.models.times import remaining
from desktop_agent.desktop.models.transcript import visible_text

STATES: dict[str, str] = {
    AgentState.READY: QT_TRANSLATE_NOOP("State", "Ready"),
    AgentState.NOT_READY: QT_TRANSLATE_NOOP("State", "Not Ready"),
    AgentState.AFTER_CALL_WORK: QT_TRANSLATE_NOOP("State", "After-Call Work"),
    AgentState.DO_NOT_DISTURB: QT_TRANSLATE_NOOP("State", "Do Not Disturb"),
    AgentState.LOGGED_OUT: QT_TRANSLATE_NOOP("State", "Logged out"),
}
CHANNELS: dict[str, str] = {
    Channel.CHAT: QT_TRANSLATE_NOOP("Channel", "Chat"),
    Channel.IM: QT_TRANSLATE_NOOP("Channel", "Instant Message"),
}
INTERACTION_STATES: dict[str, str] = {
    InteractionState.QUEUED: QT_TRANSLATE_NOOP("Interaction", "Queued"),
    InteractionState.ACTIVE: QT_TRANSLATE_NOOP("Interaction", "Active"),
    InteractionState.WRAP_UP: QT_TRANSLATE_NOOP("Interaction", "Wrap-up"),
    InteractionState.CLOSED: QT_TRANSLATE_NOOP("Interaction", "Closed"),
}
OFFER_KINDS: dict[str, str] = {
    OfferKind.ROUTING: QT_TRANSLATE_NOOP("Offer", "New chat"),
    OfferKind.TRANSFER: QT_TRANSLATE_NOOP("Offer", "Transfer"),
    OfferKind.CONSULTATION: QT_TRANSLATE_NOOP("Offer", "Consultation"),
    OfferKind.CONFERENCE: QT_TRANSLATE_NOOP("Offer", "Conference"),
}
TARGET_KINDS: dict[str, str] = {
    TargetKind.AGENT: QT_TRANSLATE_NOOP("Target", "Agent"),
    TargetKind.SUPERVISOR: QT_TRANSLATE_NOOP("Target", "Supervisor"),
    TargetKind.GROUP: QT_TRANSLATE_NOOP("Target", "Agent group"),
    TargetKind.SKILL: QT_TRANSLATE_NOOP("Target", "Skill"),
    TargetKind.QUEUE: QT_TRANSLATE_NOOP("Target", "Queue"),
    TargetKind.ROUTING_POINT: QT_TRANSLATE_NOOP("Target", "Routing point"),
    TargetKind.CONTACT: QT_TRANSLATE_NOOP("Target", "Contact"),
}
PARTY_ROLES: dict[str, str] = {
    PartyRole.CUSTOMER: QT_TRANSLATE_NOOP("Party", "Customer"),
    PartyRole.OWNER: QT_TRANSLATE_NOOP("Party", "Owner"),
    PartyRole.CONFERENCE: QT_TRANSLATE_NOOP("Party", "Conference"),
    PartyRole.CONSULTANT: QT_TRANSLATE_NOOP("Party", "Consultant"),
    PartyRole.MONITOR: QT_TRANSLATE_NOOP("Party", "Monitor"),
    PartyRole.QUEUE: QT_TRANSLATE_NOOP("Party", "Queue"),
}
PARTY_STATES: dict[str, str] = {
    PartyState.INVITED: QT_TRANSLATE_NOOP("Party", "invited"),
    PartyState.CONNECTED: QT_TRANSLATE_NOOP("Party", "connected"),
}
PRIORITIES: dict[str, str] = {
    Priority.LOW: QT_TRANSLATE_NOOP("Priority", "Low priority"),
    Priority.NORMAL: QT_TRANSLATE_NOOP("Priority", "Normal priority"),
    Priority.HIGH: QT_TRANSLATE_NOOP("Priority", "High priority"),
}


def _word(context: str, words: dict[str, str], code: str) -> str:
    return translate(context, words[code]) if code in words else code


def state_word(state: str) -> str:
    """An agent's state."""
    return _word("State", STATES, state)


def channel_word(channel: str) -> str:
    """A medium."""
    return _word("Channel", CHANNELS, channel)


def channel_sign(channel: str) -> str:
    """A medium in as few letters as there are."""
    return translate("Channel", "IM") if channel == Channel.IM else channel_word(channel)


def interaction_state_word(state: str) -> str:
    """Where a chat stands."""
    return _word("Interaction", INTERACTION_STATES, state)


def offer_kind_word(kind: str) -> str:
    """What an offer leads to."""
    return _word("Offer", OFFER_KINDS, kind)


def target_kind_word(kind: str) -> str:
    """What a name in the directory stands for."""
    return _word("Target", TARGET_KINDS, kind)


def party_role_word(role: str) -> str:
    """Why a party is in a chat."""
    return _word("Party", PARTY_ROLES, role)


def party_state_word(state: str) -> str:
    """Whether a party is there already."""
    return _word("Party", PARTY_STATES, state)


def party_words(line: PartyLine, now_ms: int) -> str:
    """A party of a chat: "Jana Brandt, invited 0:18", "You, owner".

    Args:
        line: the party.
        now_ms: the store's clock.
    """
    name = translate("Party", "You") if line.me else visible_text(line.name)
    if line.invited and line.deadline_ms is not None:
        left = remaining(line.deadline_ms - now_ms)
        return put(translate("Party", "{name}, invited {time}"), {"name": name, "time": left})
    if line.invited:
        return put(translate("Party", "{name}, invited"), {"name": name})
    if line.role is PartyRole.CUSTOMER:
        return name
    role = party_role_word(line.role).lower()
    return put(translate("Party", "{name}, {role}"), {"name": name, "role": role})


def priority_word(priority: str) -> str:
    """How loudly a notice asks for attention."""
    return _word("Priority", PRIORITIES, priority)


def state_reason_word(policy: Policy, code: str | None) -> str:
    """Name of a Not Ready reason; the code itself when the policy does not have it; empty for None."""
    if code is None:
        return ""
    return next((choice.name for choice in policy.reasons if choice.code == code), code)


def state_with_reason(who: AgentSelf | AgentStatus, policy: Policy) -> str:
    """``Not Ready: Lunch``."""
    reason = state_reason_word(policy, who.reason)
    return f"{state_word(who.state)}: {reason}" if reason else state_word(who.state)
