"""What a command has changed so far, and how those who may see it are told at its end."""

from typing import TypeVar

from desktop_agent.contract.enums import AgentState, InteractionState, Visibility
from desktop_agent.contract.events import (
    AgentChanged,
    AnyTopic,
    ChatChanged,
    InteractionChanged,
    MailEvent,
    MessageAdded,
)
from desktop_agent.contract.values import Interaction
from desktop_agent.server.engine import views
from desktop_agent.server.engine.columns import to_json
from desktop_agent.server.engine.floor import FloorPolicy
from desktop_agent.server.engine.reads import floor_policy, interaction_by_id, parties_of
from desktop_agent.server.engine.rows import AgentRow, InteractionRow, MessageRow, PartyRow
from desktop_agent.server.engine.script import Ask, Decision, Env, Steps

T = TypeVar("T")

TRANSCRIPT_LINES = 50
EVERYTHING = 1 << 60
"""A number above every line's number: "from the newest on"."""


class Work:
    """One command's unit of work: collects mail in order and whom to tell, then writes the views of all it touched."""

    def __init__(self, env: Env) -> None:
        """Args: env of the command."""
        self.env = env
        self.now_ms = env.now_ms
        self._mail: list[tuple[str, MailEvent]] = []
        self._topics: list[tuple[str, AnyTopic]] = []
        self._touched: set[str] = set()
        self._agents: dict[str, None] = {}
        self._stale: dict[str, None] = {}
        self._interactions: dict[str, None] = {}
        self._readers: dict[tuple[str, str], None] = {}
        self._versions: dict[tuple[str, str], int] = {}
        self._policy: FloorPolicy | None = None

    # ---------------------------------------------------------------- collecting
    def post(self, mailbox: str, event: MailEvent) -> None:
        """Send an event; it is numbered when the command commits."""
        self._mail.append((mailbox, event))

    def posted_to(self, mailbox: str) -> int:
        """How many events this command has for a mailbox so far."""
        return sum(1 for known, _ in self._mail if known == mailbox)

    def topic(self, mailbox: str, topic: AnyTopic) -> None:
        """Send a latest value, best effort."""
        self._topics.append((mailbox, topic))

    def touch(self, target_id: str) -> None:
        """The status of a target may have changed."""
        self._touched.add(target_id)

    def agent_changed(self, agent_id: str) -> None:
        """The agent's state or slots have changed: he is told, and the matcher's index follows."""
        self._agents[agent_id] = None
        self._stale[agent_id] = None
        self.touch(agent_id)

    def interaction_changed(self, interaction_id: str) -> None:
        """All connected agents and the customer are told how the interaction now is."""
        self._interactions[interaction_id] = None

    def reader_changed(self, interaction_id: str, agent_id: str) -> None:
        """Only this agent's view of the interaction has changed (what he has read or typed)."""
        self._readers[interaction_id, agent_id] = None

    def policy(self) -> Steps[FloorPolicy]:
        """The floor's settings, read once a command."""
        if self._policy is None:
            self._policy = yield from floor_policy()
        return self._policy

    def audit(self, actor: str, action: str, interaction_id: str | None, agent_id: str | None, detail: str = "") -> Ask:
        """The statement that records who did what to whom; never with words of a conversation."""
        return Ask(
            "add_audit",
            {
                "id": self.env.new_id(),
                "now": self.now_ms,
                "actor": actor,
                "action": action,
                "interaction": interaction_id,
                "agent": agent_id,
                "detail": detail,
            },
        )

    # ---------------------------------------------------------------- telling
    def line_added(self, interaction_id: str, row: MessageRow) -> Steps[None]:
        """Send a new line to those who may read it; who is new here gets it with the transcript."""
        if row.visibility == Visibility.ALL:
            self.post(interaction_id, MessageAdded(interaction_id=interaction_id, message=views.customer_message(row)))
        event = MessageAdded(interaction_id=interaction_id, message=views.message(row))
        for party in (yield from parties_of(interaction_id)):
            if party.told:
                self.post(party.agent_id, event)

    def settle(self) -> Steps[None]:
        """Bring the matcher's index up to what this command has done to agents."""
        stale, self._stale = list(self._stale), {}
        for agent_id in stale:
            (agent,) = yield Ask("agent", {"id": agent_id})
            yield Ask("index_agent", index_values(agent))

    def finish(self) -> Steps[None]:
        """Write what everybody sees now; call it once, last."""
        yield from self.settle()
        for agent_id in self._agents:
            (agent,) = yield Ask("agent", {"id": agent_id})
            self.post(agent_id, AgentChanged(agent=views.agent_self(agent)))
            for queue in (yield Ask("agent_queues", {"agent": agent_id})):
                self.touch(queue.id)
        for interaction_id in self._interactions:
            yield from self._tell_all(interaction_id)
        for interaction_id, agent_id in self._readers:
            if interaction_id not in self._interactions:
                row = yield from interaction_by_id(interaction_id)
                parties = yield from parties_of(interaction_id)
                yield from self._tell_agents(row, parties, only=agent_id)

    def decision(self, answer: T) -> Decision[T]:
        """Return the decision with everything collected."""
        return Decision(answer, tuple(self._mail), tuple(self._topics), frozenset(self._touched))

    def version(self, interaction_id: str, agent_id: str) -> int:
        """Version of the interaction as this agent was last told by this command, 0 if he was not."""
        return self._versions.get((interaction_id, agent_id), 0)

    def _tell_all(self, interaction_id: str) -> Steps[None]:
        yield Ask("bump_interaction", {"id": interaction_id})
        row = yield from interaction_by_id(interaction_id)
        parties = yield from parties_of(interaction_id)
        yield from self._tell_agents(row, parties)
        chat = views.customer_chat(row, parties)
        seen = to_json(chat)
        if seen != row.customer_view:
            yield Ask("set_customer_view", {"id": interaction_id, "view": seen})
            self.post(interaction_id, ChatChanged(chat=chat))
        if row.state == InteractionState.QUEUED:
            self.touch(row.queue_id)

    def _tell_agents(self, row: InteractionRow, parties: list[PartyRow], only: str | None = None) -> Steps[None]:
        for party in parties:
            if only is not None and party.agent_id != only:
                continue
            view = yield from self.view(row, party, parties)
            transcript = None
            if not party.told:
                lines = yield Ask("messages_before", {"id": row.id, "before": EVERYTHING, "limit": TRANSCRIPT_LINES})
                transcript = views.messages(lines)
                yield Ask("set_told", {"id": row.id, "agent": party.agent_id})
            self._versions[row.id, party.agent_id] = view.version
            self.post(party.agent_id, InteractionChanged(interaction=view, transcript=transcript))

    def view(self, row: InteractionRow, me: PartyRow, parties: list[PartyRow]) -> Steps[Interaction]:
        """Return an interaction as one connected agent sees it."""
        policy = yield from self.policy()
        history = yield Ask("history", {"id": row.id})
        return views.interaction(row, me, parties, history, policy)


def index_values(agent: AgentRow) -> dict[str, object]:
    """Return what the matcher's index says of an agent."""
    present = agent.session_id is not None and agent.state != AgentState.LOGGED_OUT and agent.lost == 0
    ready = present and agent.state == AgentState.READY and agent.chat == AgentState.READY
    free = max(0, agent.capacity - agent.load - agent.reserved) if ready else 0
    available = 0 if not free or agent.routed else 1 if agent.load == 0 else 2
    return {
        "agent": agent.id,
        "present": int(present),
        "ready": int(ready),
        "free": free,
        "available": available,
        "idle": agent.idle_since_ms,
    }
