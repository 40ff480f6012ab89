"""TargetWords: what a row says of a target: state, why it is ranked so, number, and why it cannot take a chat."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_agent.contract.enums import AgentState, Reason, TargetKind, Verb
from desktop_agent.contract.values import AgentStatus, Interaction, QueueStatus, Target
from desktop_agent.desktop.models.targets import Presence, RowFacts
from desktop_agent.desktop.models.times import duration
from desktop_agent.desktop.presenters.ranks import Ranks, Unknown
from desktop_agent.desktop.presenters.wording import put, reason_words
from desktop_agent.desktop.presenters.words import state_with_reason, target_kind_word

if TYPE_CHECKING:
    from desktop_agent.desktop.presenters.context import DesktopContext

PEOPLE = frozenset({TargetKind.AGENT, TargetKind.SUPERVISOR})
SHORT = 36
"""Longest name inside a foot line (characters)."""

_PRESENCE = {
    AgentState.READY: Presence.READY,
    AgentState.NOT_READY: Presence.NOT_READY,
    AgentState.AFTER_CALL_WORK: Presence.AFTER_WORK,
    AgentState.DO_NOT_DISTURB: Presence.DO_NOT_DISTURB,
    AgentState.LOGGED_OUT: Presence.LOGGED_OUT,
}
_IN_TURN = frozenset({TargetKind.GROUP, TargetKind.SKILL})
_STATELESS = {
    TargetKind.CONTACT: Presence.CONTACT,
    TargetKind.GROUP: Presence.GROUP,
    TargetKind.SKILL: Presence.GROUP,
    TargetKind.ROUTING_POINT: Presence.GROUP,
}
_BY_STATE = frozenset({Reason.TARGET_NOT_READY, Reason.TARGET_DO_NOT_DISTURB, Reason.TARGET_BUSY_AFTER_WORK})


class TargetWords(QObject):
    """Words from a target's static facts, its status topic and the server's answers."""

    def __init__(self, context: "DesktopContext", ranks: Ranks, parent: QObject | None = None) -> None:
        """Args: context, ranks: of the session."""
        super().__init__(parent)
        self._context = context
        self._ranks = ranks

    def listed(self, target: Target) -> RowFacts:
        """A row of a directory: "Brandt, Jana"."""
        return self._facts(target, listed_name(target))

    def found(self, target: Target) -> RowFacts:
        """A row of the Team Communicator: "Jana Brandt"."""
        return self._facts(target, target.name)

    def age(self, since_ms: int | None) -> str:
        """How long since, in minutes and hours, so that nothing flickers."""
        if since_ms is None:
            return ""
        minutes = max(0, self._context.now_ms() - since_ms) // 60_000
        if minutes < 1:
            return self.tr("under 1 min")
        if minutes < 60:
            return put(self.tr("{minutes} min"), {"minutes": minutes})
        return put(self.tr("{hours} h {minutes} min"), {"hours": minutes // 60, "minutes": minutes % 60})

    def refusal(self, target: Target, reason: Reason) -> str:
        """Why a target cannot take the chat, with what is known of its state."""
        status = self._ranks.status(target.id)
        if reason in _BY_STATE and isinstance(status, AgentStatus):
            state = self._agent_state(status)
            age = self.age(status.since_ms)
            return f"{state}, {age}" if age else state
        return reason_words(reason)

    def why_not_transfer(self, interaction: Interaction) -> str:
        """Why this chat cannot be handed over at all now; empty when it can."""
        reason = interaction.capabilities.get(Verb.TRANSFER, Reason.UNSUPPORTED)
        return "" if reason is None else reason_words(reason)

    def why_not(self, target: Target, verb: Verb, interaction_id: str | None) -> str:
        """Why a verb is not possible on a target; empty when it is, or when the server has not said yet."""
        capability = self._ranks.capability(interaction_id, target.id, verb)
        if capability is None or isinstance(capability, Unknown):
            return ""
        if verb is Verb.TRANSFER and capability is Reason.QUEUE_EMPTY:
            return ""  # asked about, not refused
        return self.refusal(target, capability)

    def _facts(self, target: Target, name: str) -> RowFacts:
        detail = self._detail(target)
        status = self._ranks.status(target.id)
        if isinstance(status, AgentStatus):
            return RowFacts(
                name=name,
                presence=self._presence(status),
                state=self._agent_state(status),
                why=self._agent_why(status),
                detail=detail,
                brief=f"{status.chats}/{status.capacity}" if status.state is not AgentState.LOGGED_OUT else "",
            )
        if isinstance(status, QueueStatus):
            presence, state = self._queue_state(status)
            return RowFacts(name=name, presence=presence, state=state, why=self._queue_why(status), detail=detail)
        return self._without_status(target, name, detail)

    def _without_status(self, target: Target, name: str, detail: str) -> RowFacts:
        if target.kind in PEOPLE:
            return RowFacts(name=name, detail=detail)
        why = self.tr("offered in turn, longest idle first") if target.kind in _IN_TURN else ""
        presence = _STATELESS.get(target.kind, Presence.UNKNOWN)
        return RowFacts(name=name, presence=presence, state=target_kind_word(target.kind), why=why, detail=detail)

    def _detail(self, target: Target) -> str:
        parts = [target.number, target.department]
        if target.kind is TargetKind.CONTACT:
            parts = [target.number, target.email]
        return " · ".join(part for part in parts if part)

    def _presence(self, status: AgentStatus) -> Presence:
        if not status.reachable and status.state is not AgentState.LOGGED_OUT:
            return Presence.UNREACHABLE
        if status.state is AgentState.READY and status.free_slots <= 0:
            return Presence.BUSY
        return _PRESENCE[status.state]

    def _agent_state(self, status: AgentStatus) -> str:
        if not status.reachable and status.state is not AgentState.LOGGED_OUT:
            return self.tr("Unreachable")
        if status.state is AgentState.READY and status.free_slots <= 0:
            return self.tr("In chat")
        return state_with_reason(status, self._context.replica.policy)

    def _agent_why(self, status: AgentStatus) -> str:
        if status.state is AgentState.LOGGED_OUT:
            return ""
        if status.state is not AgentState.READY or not status.reachable:
            return self.age(status.since_ms)
        free = put(self.tr("free {free} of {capacity}"), {"free": status.free_slots, "capacity": status.capacity})
        if status.idle_since_ms is None:
            return free
        return put(self.tr("{free}, idle {age}"), {"free": free, "age": self.age(status.idle_since_ms)})

    def _queue_state(self, status: QueueStatus) -> tuple[Presence, str]:
        if not status.open:
            return Presence.CLOSED, self.tr("Closed")
        if not status.logged_in:
            return Presence.EMPTY, self.tr("Nobody logged in")
        return Presence.OPEN, self.tr("Open")

    def _queue_why(self, status: QueueStatus) -> str:
        parts = []
        if status.waiting and status.longest_wait_since_ms is not None:
            longest = duration(self._context.now_ms() - status.longest_wait_since_ms)
            figures: dict[str, object] = {"count": status.waiting, "time": longest}
            parts.append(put(self.tr("{count} waiting ({time})"), figures))
        elif status.waiting:
            parts.append(put(self.tr("{count} waiting"), {"count": status.waiting}))
        if status.logged_in:
            ready = self.tr("{ready} of {count} ready, {free} free")
            figures = {"ready": status.ready, "count": status.logged_in, "free": status.free_slots}
            parts.append(put(ready, figures))
        return ", ".join(parts)


def listed_name(target: Target) -> str:
    """The name as a directory sorts it: last name first, for people."""
    if target.kind in PEOPLE and target.last_name:
        return f"{target.last_name}, {target.first_name}" if target.first_name else target.last_name
    return target.name


def short(name: str) -> str:
    """A name that leaves room for the rest of its sentence."""
    return name if len(name) <= SHORT else f"{name[: SHORT - 1].rstrip()}…"
