"""The replica: what the agent may see, as plain data."""

from desktop_agent.client.replica.transcript import Transcript
from desktop_agent.contract.answers import Snapshot
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.values import (
    AgentSelf,
    Interaction,
    Message,
    Notice,
    Offer,
    Policy,
    QueueRef,
    TargetStatus,
)

SNAPSHOT_LINES = 50
"""Lines of each transcript in a snapshot."""

NOTICES_KEPT = 200
"""Lines of My Messages that are kept."""


class Replica:
    """Snapshot plus events. Read it anywhere on the loop's thread; only the reducers change it.

    Attributes:
        agent: the signed-in agent.
        interactions: by id, in the order in which they came to this desktop.
        transcripts: by interaction id, one for each interaction.
        offers: open ones by id, in the order in which they came.
        notices: My Messages by id, oldest first (``reversed(replica.notices.values())`` for the list on the screen).
        policy: the floor's settings.
        queues: the queues this agent serves.
        statuses: latest known state by target id, of the subscribed targets only.
        typing: interaction id to {party id: name} of those who are typing now.
        cursor: how far the mailbox has been applied.
    """

    __slots__ = (
        "agent",
        "cursor",
        "interactions",
        "notices",
        "offers",
        "policy",
        "queues",
        "statuses",
        "transcripts",
        "typing",
    )

    def __init__(self, agent: AgentSelf, policy: Policy, cursor: Cursor) -> None:
        """An agent without any work."""
        self.agent = agent
        self.policy = policy
        self.cursor = cursor
        self.interactions: dict[str, Interaction] = {}
        self.transcripts: dict[str, Transcript] = {}
        self.offers: dict[str, Offer] = {}
        self.notices: dict[str, Notice] = {}
        self.queues: tuple[QueueRef, ...] = ()
        self.statuses: dict[str, TargetStatus] = {}
        self.typing: dict[str, dict[str, str]] = {}

    @classmethod
    def from_snapshot(cls, snapshot: Snapshot, cursor: Cursor) -> "Replica":
        """Build from a snapshot that was read at ``cursor``."""
        replica = cls(snapshot.agent, snapshot.policy, cursor)
        replica._fill(snapshot)
        return replica

    def replace(self, snapshot: Snapshot, cursor: Cursor) -> None:
        """Take a fresh snapshot into this same object.

        Older pages of transcripts stay loaded where they join the new lines without a hole; after a change of the epoch
        nothing of the former store is kept.
        """
        before = self.transcripts if cursor.epoch == self.cursor.epoch else {}
        self.agent = snapshot.agent
        self.policy = snapshot.policy
        self.cursor = cursor
        self.typing = {}
        self._fill(snapshot)
        for interaction_id, transcript in self.transcripts.items():
            older = before.get(interaction_id)
            if older is not None:
                self.transcripts[interaction_id] = older.joined_by(transcript)

    def to_snapshot(self) -> Snapshot:
        """Return what a snapshot of this replica looks like: the newest lines only, notices newest first."""
        return Snapshot(
            agent=self.agent,
            interactions=tuple(self.interactions.values()),
            transcripts={
                interaction_id: newest(self.transcripts[interaction_id]) for interaction_id in self.interactions
            },
            offers=tuple(self.offers.values()),
            notices=tuple(reversed(self.notices.values())),
            queues=self.queues,
            policy=self.policy,
        )

    @property
    def unread_notices(self) -> int:
        """How many lines of My Messages have not been read."""
        return sum(not notice.read for notice in self.notices.values())

    def _fill(self, snapshot: Snapshot) -> None:
        self.interactions = {interaction.id: interaction for interaction in snapshot.interactions}
        self.transcripts = {
            interaction.id: Transcript(snapshot.transcripts.get(interaction.id, ()))
            for interaction in snapshot.interactions
        }
        self.offers = {offer.id: offer for offer in snapshot.offers}
        self.notices = {notice.id: notice for notice in reversed(snapshot.notices)}
        self.queues = snapshot.queues


def newest(transcript: Transcript) -> tuple[Message, ...]:
    """Return the lines that a snapshot would hold."""
    return tuple(transcript.messages[-SNAPSHOT_LINES:])
