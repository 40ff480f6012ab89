"""Bodies of the commands. ``INTERACTION_COMMANDS`` maps each verb of ``POST /interactions/{id}/{verb}`` to its body."""

from typing import Annotated

from msgspec import Meta

from desktop_agent.contract.base import Command
from desktop_agent.contract.enums import AgentState, Priority, TargetKind, Verb, Visibility

Text = Annotated[str, Meta(min_length=1, max_length=8_000)]
Draft = Annotated[str, Meta(max_length=8_000)]
Short = Annotated[str, Meta(max_length=400)]
Name = Annotated[str, Meta(min_length=1, max_length=120)]
Id = Annotated[str, Meta(min_length=1, max_length=64)]
Secret = Annotated[str, Meta(min_length=1, max_length=1_024)]


class Accept(Command, frozen=True, kw_only=True):
    """Take an offer."""

    offer_id: Id


class Decline(Command, frozen=True, kw_only=True):
    """Refuse an offer, with a reason if one wants to."""

    offer_id: Id
    reason: Short = ""


class SendMessage(Command, frozen=True, kw_only=True):
    """Say something in an interaction. The Idempotency-Key is the message's own key."""

    text: Text
    visibility: Visibility = Visibility.ALL


class Typing(Command, frozen=True, kw_only=True):
    """One is typing, or has stopped. Ephemeral."""

    on: bool


class Read(Command, frozen=True, kw_only=True):
    """Everything up to this message has been read."""

    seq: Annotated[int, Meta(ge=0)]


class Transfer(Command, frozen=True, kw_only=True):
    """Hand an interaction to a target.

    Attributes:
        stay: remain in the conference when the target accepts, instead of leaving.
        although_empty: hand to a queue with nobody logged in, having been asked.
    """

    target_id: Id
    target_kind: TargetKind
    reason: Short = ""
    note: Annotated[str, Meta(max_length=2_000)] = ""
    stay: bool = False
    although_empty: bool = False


class Withdraw(Command, frozen=True, kw_only=True):
    """Take a pending transfer back."""

    offer_id: Id


class DismissResult(Command, frozen=True, kw_only=True):
    """Close the bar that tells how the last transfer ended."""

    offer_id: Id


class SaveDraft(Command, frozen=True, kw_only=True):
    """Keep what is typed and not sent. A lower version than the stored one is ignored."""

    text: Draft
    version: Annotated[int, Meta(ge=0)]


class SetNote(Command, frozen=True, kw_only=True):
    """Write the note of the interaction."""

    text: Draft


class SetDisposition(Command, frozen=True, kw_only=True):
    """Choose the disposition, or take it back."""

    code: Annotated[str, Meta(max_length=64)] | None


class Nothing(Command, frozen=True, kw_only=True):
    """A command that needs no more than its name."""


class SetState(Command, frozen=True, kw_only=True):
    """Go Ready, Not Ready (with a reason), After-Call Work, Do Not Disturb."""

    state: AgentState
    reason: Annotated[str, Meta(max_length=64)] | None = None


class SetChannel(Command, frozen=True, kw_only=True):
    """Be ready, or not, on one channel only."""

    state: AgentState


class Requeue(Command, frozen=True, kw_only=True):
    """A supervisor puts an interaction back into its queue."""

    reason: Short = ""


class SetTeamState(Command, frozen=True, kw_only=True):
    """A supervisor sets an agent's state."""

    state: AgentState
    reason: Annotated[str, Meta(max_length=64)] | None = None


class Broadcast(Command, frozen=True, kw_only=True):
    """A supervisor tells everybody something."""

    text: Text
    priority: Priority = Priority.NORMAL


class MarkNotice(Command, frozen=True, kw_only=True):
    """Mark a notice read or unread."""

    read: bool


class SignIn(Command, frozen=True, kw_only=True):
    """User and password."""

    user: Name
    password: Secret


class Refresh(Command, frozen=True, kw_only=True):
    """Trade a refresh token for its successor."""

    refresh_token: Secret


class ChangePassword(Command, frozen=True, kw_only=True):
    """Replace one's password."""

    old: Secret
    new: Annotated[str, Meta(min_length=12, max_length=1_024)]


class OpenSession(Command, frozen=True, kw_only=True):
    """Begin a desktop session; an older one of the same agent is displaced."""

    client: Annotated[str, Meta(max_length=120)] = ""


class Receipt(Command, frozen=True, kw_only=True):
    """Everything up to this cursor has arrived; also the sign of life."""

    cursor: Annotated[str, Meta(max_length=120)]


class Subscribe(Command, frozen=True, kw_only=True):
    """The targets whose state is on the screen now; replaces the former list."""

    version: Annotated[int, Meta(ge=0)]
    ids: Annotated[tuple[Id, ...], Meta(max_length=500)]


class RankTargets(Command, frozen=True, kw_only=True):
    """Which of these targets (all that can take it best, when left out) may take this interaction."""

    interaction_id: Id | None = None
    ids: Annotated[tuple[Id, ...], Meta(max_length=200)] | None = None


class StartChat(Command, frozen=True, kw_only=True):
    """A customer asks for an agent."""

    queue: Name
    name: Name
    email: Annotated[str, Meta(max_length=200)] = ""
    subject: Short = ""
    text: Draft = ""
    case_data: dict[Annotated[str, Meta(max_length=64)], Short] = {}


class CustomerMessage(Command, frozen=True, kw_only=True):
    """A customer says something."""

    text: Text


INTERACTION_COMMANDS: dict[Verb, type[Command]] = {
    Verb.ACCEPT: Accept,
    Verb.DECLINE: Decline,
    Verb.SEND_MESSAGE: SendMessage,
    Verb.TYPING: Typing,
    Verb.READ: Read,
    Verb.TRANSFER: Transfer,
    Verb.WITHDRAW: Withdraw,
    Verb.DISMISS_RESULT: DismissResult,
    Verb.SAVE_DRAFT: SaveDraft,
    Verb.DISCARD_HANDED_DRAFT: Nothing,
    Verb.SET_NOTE: SetNote,
    Verb.SET_DISPOSITION: SetDisposition,
    Verb.HOLD: Nothing,
    Verb.RETRIEVE: Nothing,
    Verb.END: Nothing,
    Verb.COMPLETE: Nothing,
    Verb.LEAVE: Nothing,
    Verb.REQUEUE: Requeue,
}
