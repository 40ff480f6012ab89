"""What desktops and customers' pages would show: a snapshot and every event after it."""

from typing import Any

from desktop_agent.client.replica.reducers import apply
from desktop_agent.client.replica.replica import Replica
from desktop_agent.contract.answers import SessionOpened, Snapshot
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import Visibility
from desktop_agent.contract.events import (
    AgentChanged,
    ChatChanged,
    InteractionChanged,
    InteractionRemoved,
    MailEvent,
    MessageAdded,
    NoticeAdded,
    NoticeRemoved,
    OfferClosed,
    OfferMade,
)
from desktop_agent.contract.values import Interaction, Message, Notice, Offer


class Mirror:
    """What a desktop would show: a snapshot and every event after it."""

    def __init__(self, opened: SessionOpened) -> None:
        snapshot = opened.snapshot
        self.cursor = Cursor.parse(opened.cursor)
        self.agent = snapshot.agent
        self.interactions: dict[str, Interaction] = {found.id: found for found in snapshot.interactions}
        self.transcripts: dict[str, list[Message]] = {key: list(lines) for key, lines in snapshot.transcripts.items()}
        self.offers: dict[str, Offer] = {offer.id: offer for offer in snapshot.offers}
        self.notices: list[Notice] = list(snapshot.notices)
        self.events: list[MailEvent] = []
        self.replica = Replica.from_snapshot(snapshot, self.cursor)

    def apply(self, event: MailEvent) -> None:  # noqa: C901 - one case for each event
        self.events.append(event)
        apply(self.replica, event)
        match event:
            case OfferMade(offer=offer):
                self.offers[offer.id] = offer
            case OfferClosed(offer_id=offer_id):
                del self.offers[offer_id]
            case InteractionChanged(interaction=interaction, transcript=transcript):
                self.interactions[interaction.id] = interaction
                assert (transcript is not None) == (interaction.id not in self.transcripts)
                if transcript is not None:
                    self.transcripts[interaction.id] = list(transcript)
            case InteractionRemoved(interaction_id=interaction_id):
                del self.interactions[interaction_id]
                del self.transcripts[interaction_id]
            case MessageAdded(interaction_id=interaction_id, message=message):
                lines = self.transcripts[interaction_id]  # a line of what one may not see would fail here
                lines.append(message)
                del lines[:-50]
            case AgentChanged(agent=agent):
                self.agent = agent
            case NoticeAdded(notice=notice):
                known = [index for index, old in enumerate(self.notices) if old.id == notice.id]
                if known:
                    self.notices[known[0]] = notice
                else:
                    self.notices.insert(0, notice)
            case NoticeRemoved(notice_id=notice_id):
                self.notices = [notice for notice in self.notices if notice.id != notice_id]
            case _:
                raise AssertionError(f"not for an agent: {event}")

    def differs_from(self, snapshot: Snapshot) -> str:
        """Say what differs, empty when nothing does."""
        pairs: dict[str, tuple[Any, Any]] = {
            "agent": (self.agent, snapshot.agent),
            "interactions": (list(self.interactions.values()), list(snapshot.interactions)),
            "transcripts": (self.transcripts, {key: list(lines) for key, lines in snapshot.transcripts.items()}),
            "offers": (self.offers, {offer.id: offer for offer in snapshot.offers}),
            "the desktop's replica": (self.replica.to_snapshot(), snapshot),
            "notices": (sorted(self.notices, key=_by_id), sorted(snapshot.notices, key=_by_id)),
        }
        return "\n".join(
            f"{name}:\n mirror   {mine}\n snapshot {theirs}" for name, (mine, theirs) in pairs.items() if mine != theirs
        )


def _by_id(notice: Notice) -> str:
    return notice.id


class CustomerMirror:
    """What a customer's page would show."""

    def __init__(self) -> None:
        self.seq = 0
        self.chat: Any = None
        self.messages: list[Message] = []

    def apply(self, event: MailEvent) -> None:
        match event:
            case MessageAdded(message=message):
                assert message.visibility is Visibility.ALL
                self.messages.append(message)
            case ChatChanged(chat=chat):
                self.chat = chat
            case _:
                raise AssertionError(f"not for a customer: {event}")
