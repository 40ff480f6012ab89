"""What a listener is told after the replica changed: which thing, never its value, which is read from the replica."""

from dataclasses import dataclass

from desktop_agent.contract.enums import Outcome, RemovedWhy


@dataclass(frozen=True, slots=True)
class InteractionAdded:
    """An interaction is on this desktop now; its transcript is there too."""

    id: str


@dataclass(frozen=True, slots=True)
class InteractionUpdated:
    """Something of an interaction changed (parties, pending transfer, result, unread, capabilities …)."""

    id: str


@dataclass(frozen=True, slots=True)
class InteractionGone:
    """An interaction has left this desktop. ``to_name``: who has it now, if told."""

    id: str
    why: RemovedWhy
    to_name: str = ""


@dataclass(frozen=True, slots=True)
class MessageArrived:
    """A new line. Its place is given by ``seq``: last as a rule, but not always."""

    id: str
    seq: int


@dataclass(frozen=True, slots=True)
class TranscriptExtended:
    """Older lines were loaded before the ones already there (or the end of them was reached)."""

    id: str


@dataclass(frozen=True, slots=True)
class OfferArrived:
    """An interaction is offered."""

    id: str


@dataclass(frozen=True, slots=True)
class OfferGone:
    """An offer has its outcome; ``by`` is who withdrew it, if told."""

    id: str
    outcome: Outcome
    by: str = ""


@dataclass(frozen=True, slots=True)
class AgentUpdated:
    """The agent's own state, channels or load changed."""


@dataclass(frozen=True, slots=True)
class NoticeArrived:
    """A new line in My Messages."""

    id: str


@dataclass(frozen=True, slots=True)
class NoticeUpdated:
    """A line of My Messages was marked read or unread."""

    id: str


@dataclass(frozen=True, slots=True)
class NoticeGone:
    """A line of My Messages was deleted."""

    id: str


@dataclass(frozen=True, slots=True)
class TypingChanged:
    """Who is typing in an interaction changed."""

    interaction_id: str


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """The state of a subscribed target changed."""

    target_id: str


@dataclass(frozen=True, slots=True)
class DirectoryChanged:
    """The directory was loaded or has new entries: a search may give other results."""


@dataclass(frozen=True, slots=True)
class ConnectionChanged:
    """The session's ``connection`` is another."""


@dataclass(frozen=True, slots=True)
class SnapshotReplaced:
    """Everything was read anew: look at the whole replica."""


Change = (
    InteractionAdded
    | InteractionUpdated
    | InteractionGone
    | MessageArrived
    | TranscriptExtended
    | OfferArrived
    | OfferGone
    | AgentUpdated
    | NoticeArrived
    | NoticeUpdated
    | NoticeGone
    | TypingChanged
    | StatusChanged
    | DirectoryChanged
    | ConnectionChanged
    | SnapshotReplaced
)
