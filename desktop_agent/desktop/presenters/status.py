"""Presenter of the agent's own status: state, reason, channels, time in state."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop_agent.contract.enums import AgentState, Channel
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.words import channel_word, state_reason_word, state_word


@dataclass(frozen=True, slots=True)
class StateChoice:
    """One entry of the status menu; ``reason`` only with Not Ready."""

    state: AgentState
    reason: str | None
    words: str
    chosen: bool


class StatusPresenter(QObject):
    """What the agent says of himself.

    Signals:
        changed: state, reason, channels, or whether they can be changed now.
    """

    changed = Signal()

    def __init__(self, context: DesktopContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        for signal in (context.feed.agent_changed, context.feed.reset, context.feed.connection_changed):
            signal.connect(self.changed)

    @property
    def state(self) -> AgentState:
        """The state in force."""
        return self._context.replica.agent.state

    @property
    def words(self) -> str:
        """``Ready``, ``Not Ready: Lunch``."""
        agent = self._context.replica.agent
        reason = state_reason_word(self._context.replica.policy, agent.reason)
        return f"{state_word(agent.state)}: {reason}" if reason else state_word(agent.state)

    @property
    def since_ms(self) -> int | None:
        """Since when, in the store's clock; None while work goes on that was begun before."""
        return self._context.replica.agent.state_since_ms

    @property
    def instead_of_time(self) -> str:
        """What stands in place of the time while it does not run."""
        if self._context.replica.agent.state is AgentState.LOGGED_OUT:
            return ""
        return translate("Status", "after work")

    @property
    def load_words(self) -> str:
        """``2 of 3 chats``."""
        agent = self._context.replica.agent
        return translate("Status", "{load} of {capacity} chats").format(
            load=agent.load + agent.reserved, capacity=agent.capacity
        )

    @property
    def can_change(self) -> bool:
        """Whether the state can be changed now."""
        return self._context.live

    def choices(self) -> list[StateChoice]:
        """The entries of the status menu. Where a reason is required, Not Ready without one is not among them."""
        agent = self._context.replica.agent
        policy = self._context.replica.policy

        def choice(state: AgentState, reason: str | None = None, words: str = "") -> StateChoice:
            chosen = agent.state is state and agent.reason == reason
            return StateChoice(state, reason, words or state_word(state), chosen)

        made = [choice(AgentState.READY)]
        if not policy.reason_required or not policy.reasons:
            made.append(choice(AgentState.NOT_READY))
        made += [
            choice(AgentState.NOT_READY, item.code, f"{state_word(AgentState.NOT_READY)}: {item.name}")
            for item in policy.reasons
        ]
        made += [choice(AgentState.AFTER_CALL_WORK), choice(AgentState.DO_NOT_DISTURB)]
        return made

    def reason_needed(self) -> bool:
        """Whether Not Ready needs a reason, so that the key for it opens the menu instead."""
        policy = self._context.replica.policy
        return policy.reason_required and bool(policy.reasons)

    def channels(self) -> list[tuple[Channel, str, bool]]:
        """(channel, word, whether it is ready), in the server's order."""
        agent = self._context.replica.agent
        return [
            (channel, channel_word(channel), state is AgentState.READY) for channel, state in agent.channels.items()
        ]

    def choose(self, state: AgentState, reason: str | None = None) -> None:
        """Ask the server for a state; it shows when the event says so."""
        self._context.command("agent-state", self._context.session.set_state(state=state, reason=reason))

    def set_channel(self, channel: Channel, *, ready: bool) -> None:
        """Be ready, or not, on one channel only."""
        state = AgentState.READY if ready else AgentState.NOT_READY
        self._context.command(f"agent-channel:{channel}", self._context.session.set_channel(channel, state=state))
