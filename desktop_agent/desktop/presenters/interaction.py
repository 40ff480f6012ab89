"""InteractionPresenter: one chat as its window shows it: header, parties, bars, transcript, what may be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_agent.contract.enums import InteractionState, Outcome, Reason, Verb
from desktop_agent.desktop.models.interactions import Alarm, alarm
from desktop_agent.desktop.models.parties import PartyLine, began_ms, party_lines, short_id
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.models.times import duration
from desktop_agent.desktop.models.transcript import Transcript, visible_text
from desktop_agent.desktop.presenters.composer import ComposerPresenter
from desktop_agent.desktop.presenters.note import NotePresenter
from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.presenters.transfer import TransferRequest
from desktop_agent.desktop.presenters.wording import NOT_LIVE, put, reason_words, system_line, transfer_result
from desktop_agent.desktop.presenters.words import interaction_state_word, party_words

if TYPE_CHECKING:
    from desktop_agent.contract.values import Interaction, Message, PendingTransfer
    from desktop_agent.desktop.presenters.context import DesktopContext


@dataclass(frozen=True, slots=True)
class ResultBar:
    """What the bar at the top says after a transfer did not come off.

    Attributes:
        error: error style; neutral when one withdrew it oneself.
        again: offer *Try again* and *Choose another*.
    """

    sentence: str
    error: bool
    again: bool


class InteractionPresenter(QObject):
    """One per chat on this desktop, made when it comes and closed when it goes.

    Signals:
        changed: something of header, parties, bars, capabilities or state.
        typing_changed: who is typing is another.
        older_changed: older lines are being fetched, or no longer.
    """

    changed = Signal()
    typing_changed = Signal()
    older_changed = Signal()

    def __init__(self, context: "DesktopContext", interaction_id: str, parent: QObject | None = None) -> None:
        """Args: interaction_id: must be in the replica."""
        super().__init__(parent)
        self._context = context
        self._interaction = context.replica.interactions[interaction_id]
        self._transfers = TargetDesk.of(context).transfer
        self._last_pending: PendingTransfer | None = self._interaction.pending
        self._read_seq = self._interaction.read_seq
        self._loading = False
        self._closed = False
        self.transcript = Transcript(context.replica.agent.id, system_line, self)
        self.composer = ComposerPresenter(context, self._interaction, self.transcript, self)
        self.note = NotePresenter(context, self._interaction, self)
        self.transcript.sync(self._messages())
        self.transcript.mark_unread_from(self._interaction.read_seq)
        self._transfers.refused_changed.connect(self._refused)
        context.feed.connection_changed.connect(self.changed)

    # ------------------------------------------------------------------ what it is
    @property
    def id(self) -> str:
        """Id of the interaction."""
        return self._interaction.id

    @property
    def interaction(self) -> "Interaction":
        """The chat as it was last told."""
        return self._interaction

    @property
    def customer(self) -> str:
        """Name of the customer."""
        return visible_text(self._interaction.customer.name)

    @property
    def about(self) -> str:
        """Queue and segment, for the header."""
        parts = (self._interaction.queue.name, self._interaction.customer.segment, self._interaction.subject)
        return " · ".join(visible_text(part) for part in parts if part)

    @property
    def began_ms(self) -> int:
        """Since when the chat's clock runs."""
        return began_ms(self._interaction)

    @property
    def over(self) -> bool:
        """Whether the conversation has ended (wrap-up)."""
        return self._interaction.state in (InteractionState.WRAP_UP, InteractionState.CLOSED)

    @property
    def waiting_since_ms(self) -> int | None:
        """Since when the customer waits for words; None when it is his turn."""
        return None if self.over else self._interaction.customer_waiting_since_ms

    def alarm(self) -> Alarm:
        """Level of the waiting alarm now."""
        return alarm(self.waiting_since_ms, self._context.now_ms(), self._context.replica.policy)

    def turn(self) -> str:
        """Who must answer, in words."""
        if self.over:
            return translate("Interaction", "The chat has ended")
        if self._interaction.held:
            return translate("Interaction", "On hold")
        since_ms = self.waiting_since_ms
        if since_ms is None:
            return translate("Interaction", "Waiting for the customer")
        waited = duration(self._context.now_ms() - since_ms)
        return put(translate("Interaction", "Customer waits {time}"), {"time": waited})

    def status(self) -> str:
        """Id in short, duration and state, for the foot of the window."""
        parts = [short_id(self.id), self.duration(), interaction_state_word(self._interaction.state)]
        if self._interaction.held:
            parts.append(translate("Interaction", "On hold"))
        return " · ".join(parts)

    def duration(self) -> str:
        """How long the chat has lasted, or did last."""
        end_ms = self._interaction.ended_ms or self._context.now_ms()
        return duration(end_ms - self.began_ms)

    def parties(self) -> list[PartyLine]:
        """Who is in it."""
        return party_lines(self._interaction, self._context.replica.agent.id)

    def party_words(self, line: PartyLine) -> str:
        """A party in words: "Jana Brandt, invited 0:18", "You, owner"."""
        return party_words(line, self._context.now_ms())

    def typing(self) -> str:
        """Who is typing, as a sentence; empty when nobody is."""
        typists = list(self._context.replica.typing.get(self.id, {}).values())
        if not typists:
            return ""
        names = ", ".join(visible_text(name) or self.customer for name in typists)
        if len(typists) == 1:
            return put(translate("Interaction", "{name} is typing …"), {"name": names})
        return put(translate("Interaction", "{names} are typing …"), {"names": names})

    def why_not(self, verb: Verb) -> str:
        """Why a verb is not possible for this chat now, as a sentence; empty when it is."""
        if not self._context.live:
            return translate("Reason", NOT_LIVE)
        reason = self._interaction.capabilities.get(verb, Reason.UNSUPPORTED)
        return "" if reason is None else reason_words(reason)

    # ------------------------------------------------------------------ bars at the top
    def pending(self) -> tuple[str, int] | None:
        """The pending transfer as a sentence, and its deadline; None when there is none."""
        pending = self._interaction.pending
        if pending is None:
            return None
        words = translate("Transfer", "Waiting for {name} to accept")
        return put(words, {"name": visible_text(pending.target.name)}), pending.deadline_ms

    def result(self) -> ResultBar | None:
        """How the last transfer ended, or why it was refused; None when there is nothing to tell."""
        if self._interaction.pending is not None:
            return None
        refusal = self._transfers.refusal(self.id)
        if refusal is not None:
            return ResultBar(refusal.sentence, error=True, again=True)
        result = self._interaction.last_result
        if result is None or result.outcome is Outcome.ACCEPTED:
            return None
        own = result.outcome is Outcome.WITHDRAWN
        over = self.over or result.outcome is Outcome.CHAT_ENDED
        return ResultBar(transfer_result(result), error=not own, again=not own and not over)

    def withdraw(self) -> None:
        """Take the pending transfer back."""
        pending = self._interaction.pending
        if pending is not None:
            session = self._context.session
            command = session.withdraw(self.id, offer_id=pending.offer_id)
            self._context.command(f"withdraw:{self.id}", command, interaction_id=self.id)

    def try_again(self) -> None:
        """Send the transfer that did not come off once more, with its reason and note."""
        if self._transfers.refusal(self.id) is not None:
            self._transfers.try_again(self.id)
            return
        result, last = self._interaction.last_result, self._last_pending
        if result is None:
            return
        request = TransferRequest(self.id, result.target)
        if last is not None and last.offer_id == result.offer_id:
            request = TransferRequest(self.id, result.target, last.reason, last.note, last.stay)
        self._transfers.transfer(request)

    def dismiss_result(self) -> None:
        """Close the bar."""
        if self._transfers.refusal(self.id) is not None:
            self._transfers.dismiss(self.id)
        elif self._interaction.last_result is not None:
            session, offer_id = self._context.session, self._interaction.last_result.offer_id
            command = session.dismiss_result(self.id, offer_id=offer_id)
            self._context.command(f"dismiss:{self.id}", command, interaction_id=self.id)

    # ------------------------------------------------------------------ what the person does
    def end(self) -> None:
        """End the chat; wrap-up follows."""
        self._context.command(f"end:{self.id}", self._context.session.end(self.id), interaction_id=self.id)

    def complete(self, refused: Callable[[str], None] | None = None) -> None:
        """Mark Done, with the note as it is typed. ``refused`` gets the sentence of a refusal."""
        self._context.command(f"complete:{self.id}", self._complete(), refused=refused, interaction_id=self.id)

    async def _complete(self) -> None:
        await self._context.save_typed(self.id)
        await self._context.session.complete(self.id)

    def hold(self) -> None:
        """Put the customer on hold."""
        self._context.command(f"hold:{self.id}", self._context.session.hold(self.id), interaction_id=self.id)

    def retrieve(self) -> None:
        """Take the customer back from hold."""
        self._context.command(f"hold:{self.id}", self._context.session.retrieve(self.id), interaction_id=self.id)

    def looked_at(self) -> None:
        """The newest line is on the screen of an active window: it counts as read."""
        last = self.transcript.last_seq
        if last <= self._read_seq or not self._context.live:
            return
        if self._interaction.capabilities.get(Verb.READ, "") is not None:
            return
        self._read_seq = last
        command = self._context.session.read(self.id, seq=last)
        self._context.command(f"read:{self.id}", command, refused=self._not_read)

    def left(self) -> None:
        """The person turned to another chat: the marker of what was new goes."""
        self.transcript.clear_unread()

    def came_back(self) -> None:
        """The person turned to this chat: mark what is new."""
        self.transcript.mark_unread_from(self._read_seq)

    @property
    def loading_older(self) -> bool:
        """Whether older lines are on their way."""
        return self._loading

    def load_older(self) -> None:
        """Fetch the page before the oldest line."""
        transcript = self._context.replica.transcripts.get(self.id)
        if self._loading or transcript is None or not transcript.more or not self._context.live:
            return
        self._loading = True
        self.older_changed.emit()
        session = self._context.session
        self._context.command(
            f"older:{self.id}", session.older_messages(self.id), refused=self._older, done=self._older
        )

    # ------------------------------------------------------------------ what happens
    def follow(self) -> None:
        """The replica has another state of this chat."""
        interaction = self._context.replica.interactions.get(self.id)
        if interaction is None:
            return
        self._interaction = interaction
        self._read_seq = max(self._read_seq, interaction.read_seq)
        if interaction.pending is not None:
            self._last_pending = interaction.pending
        self.composer.follow(interaction)
        self.note.follow(interaction)
        self.changed.emit()

    def follow_messages(self) -> None:
        """The replica has further lines."""
        self.transcript.sync(self._messages())

    def close(self) -> None:
        """The chat has left this desktop."""
        self._closed = True
        self.composer.close()
        self.note.close()
        self._transfers.refused_changed.disconnect(self._refused)
        self._context.feed.connection_changed.disconnect(self.changed)

    # ------------------------------------------------------------------ inside
    def _messages(self) -> "list[Message]":
        transcript = self._context.replica.transcripts.get(self.id)
        return transcript.messages if transcript is not None else []

    def _refused(self, interaction_id: str) -> None:
        if interaction_id == self.id:
            self.changed.emit()

    def _not_read(self, _why: str) -> None:
        self._read_seq = self._interaction.read_seq

    def _older(self, _answer: object) -> None:
        if self._closed:
            return
        self._loading = False
        self.older_changed.emit()
