"""PreviewPresenter: the offered chats, earliest deadline first; accepting, declining, and how an offer ended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_agent.client.connection import ConnectionState
from desktop_agent.contract.enums import OfferKind, Outcome, SenderKind
from desktop_agent.desktop.models.texts import QT_TRANSLATE_NOOP, translate
from desktop_agent.desktop.models.times import duration, remaining
from desktop_agent.desktop.models.transcript import visible_text
from desktop_agent.desktop.presenters.interaction_desk import InteractionDesk
from desktop_agent.desktop.presenters.wording import offer_end, put, system_line

if TYPE_CHECKING:
    from desktop_agent.client.replica.changes import OfferGone
    from desktop_agent.contract.values import Message, Offer
    from desktop_agent.desktop.presenters.context import DesktopContext

REPEAT_MS = 500
"""A second Accept or Decline within this time is a trembling hand, not a wish."""
FAREWELL_MS = 4_000
"""How long the words about an offer that ended stay."""
SHOWN = 3

KINDS: dict[OfferKind, str] = {
    OfferKind.ROUTING: QT_TRANSLATE_NOOP("Preview", "NEW CHAT"),
    OfferKind.TRANSFER: QT_TRANSLATE_NOOP("Preview", "TRANSFER from {name}"),
    OfferKind.CONSULTATION: QT_TRANSLATE_NOOP("Preview", "CONSULTATION with {name}"),
    OfferKind.CONFERENCE: QT_TRANSLATE_NOOP("Preview", "CONFERENCE with {name}"),
}
_OVER = (ConnectionState.DISPLACED, ConnectionState.SIGNED_OUT, ConnectionState.CLOSED)
DECLINE_REASONS = (
    QT_TRANSLATE_NOOP("Preview", "Busy with another chat"),
    QT_TRANSLATE_NOOP("Preview", "On a call"),
    QT_TRANSLATE_NOOP("Preview", "Not my subject"),
    QT_TRANSLATE_NOOP("Preview", "About to take a break"),
)


@dataclass(frozen=True, slots=True)
class Card:
    """What one toast shows.

    Attributes:
        farewell: how the offer ended; empty while it is open. A card with a farewell has no buttons.
        answering: an answer is on its way.
        problem: why the last answer did not get through, as a sentence.
    """

    offer: "Offer"
    farewell: str = ""
    answering: bool = False
    problem: str = ""


class PreviewPresenter(QObject):
    """One per session.

    Signals:
        changed: the cards are others.
        arrived: (offer_id) a chat is offered: alert, sound, announcement.
        ended: (sentence) an offer ended without the agent's doing.
        opening: (interaction_id) a chat that was accepted here is there now.
    """

    changed = Signal()
    arrived = Signal(str)
    ended = Signal(str)
    opening = Signal(str)

    def __init__(self, context: "DesktopContext", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = InteractionDesk.of(context)
        self._known: dict[str, Offer] = {}
        self._answers: dict[str, str] = {}
        self._problems: dict[str, str] = {}
        self._farewells: dict[str, tuple[str, int]] = {}
        self._accepted: dict[str, int] = {}
        self._last_ms: int | None = None
        feed = context.feed
        feed.reset.connect(self._reset)
        feed.offer_made.connect(self._made)
        feed.offer_closed.connect(self._closed)
        feed.interaction_added.connect(self._came)
        feed.interaction_changed.connect(self._came)
        feed.connection_changed.connect(self.changed)
        context.clock.tick.connect(self._tick)
        self._reset()

    # ------------------------------------------------------------------ what it is
    def cards(self) -> list[Card]:
        """Every card: the open offers first, earliest deadline first, then those that ended, the newest first."""
        if self._context.session.connection.state in _OVER:
            return []
        offers = sorted(self._known.values(), key=lambda offer: (offer.deadline_ms, offer.id))
        open_ = [
            Card(offer, answering=offer.id in self._answers, problem=self._problems.get(offer.id, ""))
            for offer in offers
            if offer.id not in self._farewells
        ]
        ended = [Card(self._known[offer_id], words) for offer_id, (words, _until) in self._farewells.items()]
        return open_ + ended[::-1]

    @property
    def top(self) -> "Offer | None":
        """The open offer that runs out first and is not being answered yet: what the shortcuts act on."""
        for card in self.cards():
            if not card.farewell and not card.answering:
                return card.offer
        return None

    @property
    def ringing(self) -> OfferKind | None:
        """Kind of the offer to ring for; None when all are answered."""
        top = self.top
        return top.kind if top is not None else None

    @property
    def live(self) -> bool:
        """Whether an answer would get through."""
        return self._context.live

    # ------------------------------------------------------------------ words
    def kind(self, offer: "Offer") -> str:
        """What it is and who sends it."""
        return put(translate("Preview", KINDS[offer.kind]), {"name": visible_text(offer.from_name)})

    def about(self, offer: "Offer") -> str:
        """Queue, segment, subject."""
        parts = (offer.queue.name, offer.customer.segment, offer.subject)
        return " · ".join(visible_text(part) for part in parts if part)

    def waited(self, offer: "Offer") -> str:
        """How long the customer has been waiting."""
        since_ms = offer.customer_waiting_since_ms or offer.enqueued_ms
        waited = duration(self._context.now_ms() - since_ms)
        return put(translate("Preview", "waits {time}"), {"time": waited})

    def case_data(self, offer: "Offer") -> str:
        """The chosen case data in a line or two."""
        return " · ".join(visible_text(f"{name}: {value}") for name, value in offer.case_data.items())

    def last_lines(self, offer: "Offer") -> list[str]:
        """The newest lines of the conversation."""
        return [self._line(message) for message in offer.last_lines[-3:]]

    def left_ms(self, offer: "Offer") -> int:
        """Time left to answer."""
        return max(0, offer.deadline_ms - self._context.now_ms())

    def countdown(self, offer: "Offer") -> str:
        """Time left to answer, as ``0:18``."""
        return remaining(self.left_ms(offer))

    def sentence(self, offer: "Offer") -> str:
        """The whole card for screen readers."""
        parts = [self.kind(offer), visible_text(offer.customer.name), self.about(offer), self.waited(offer)]
        parts.extend(visible_text(part) for part in (offer.reason, offer.note) if part)
        return ". ".join(part for part in parts if part)

    def decline_reasons(self) -> list[str]:
        """Reasons one can give with one click."""
        return [translate("Preview", reason) for reason in DECLINE_REASONS]

    # ------------------------------------------------------------------ what the person does
    def accept(self, offer_id: str | None = None) -> None:
        """Accept an offer, the top one when left out."""
        offer = self._take(offer_id)
        if offer is None:
            return
        self._accepted[offer.interaction_id] = self._context.clock.monotonic_ms()
        session = self._context.session
        self._answer(offer, "accept", lambda: self._context.command(
            f"offer:{offer.id}", session.accept(offer.id), refused=lambda why: self._refused(offer, why)
        ))  # fmt: skip

    def decline(self, offer_id: str | None = None, reason: str = "") -> None:
        """Decline an offer, the top one when left out, with a reason if one wants to."""
        offer = self._take(offer_id)
        if offer is None:
            return
        session = self._context.session
        self._answer(offer, "decline", lambda: self._context.command(
            f"offer:{offer.id}", session.decline(offer.id, reason=reason), refused=lambda why: self._refused(offer, why)
        ))  # fmt: skip

    def dismiss(self, offer_id: str) -> None:
        """Take the words about an offer that ended away."""
        if offer_id in self._farewells:
            self._drop(offer_id)
            self.changed.emit()

    # ------------------------------------------------------------------ inside
    def _take(self, offer_id: str | None) -> "Offer | None":
        """The offer that is meant, unless the gesture is a repetition or too late."""
        now_ms = self._context.clock.monotonic_ms()
        if self._last_ms is not None and now_ms - self._last_ms < REPEAT_MS:
            return None
        offer = self.top if offer_id is None else self._known.get(offer_id)
        if offer is None or offer.id in self._answers or offer.id in self._farewells or not self.live:
            return None
        self._last_ms = now_ms
        return offer

    def _answer(self, offer: "Offer", what: str, send: Callable[[], None]) -> None:
        self._answers[offer.id] = what
        self._problems.pop(offer.id, None)
        send()
        self.changed.emit()

    def _refused(self, offer: "Offer", why: str) -> None:
        self._answers.pop(offer.id, None)
        self._accepted.pop(offer.interaction_id, None)
        if offer.id in self._known and offer.id not in self._farewells:
            self._problems[offer.id] = why
        self.changed.emit()

    def _reset(self) -> None:
        present = self._context.replica.offers
        for offer_id in [known for known in self._known if known not in present and known not in self._farewells]:
            self._drop(offer_id)
        for offer_id in present:
            if offer_id not in self._known:
                self._made(offer_id)
        self.changed.emit()

    def _made(self, offer_id: str) -> None:
        offer = self._context.replica.offers.get(offer_id)
        if offer is None:
            return
        new = offer_id not in self._known
        self._farewells.pop(offer_id, None)
        self._forget_ends_of(offer.interaction_id)
        self._known[offer_id] = offer
        self.changed.emit()
        if new:
            self.arrived.emit(offer_id)

    def _closed(self, gone: "OfferGone") -> None:
        offer = self._known.get(gone.id)
        if offer is None:
            return
        sentence = "" if self._own_doing(gone) else self._farewell(offer, gone)
        self._answers.pop(gone.id, None)
        if not sentence:
            self._drop(gone.id)
        else:
            until_ms = self._context.clock.monotonic_ms() + FAREWELL_MS
            self._forget_ends_of(offer.interaction_id)
            self._known[offer.id] = offer
            self._farewells[gone.id] = (sentence, until_ms)
            self.ended.emit(sentence)
        self.changed.emit()

    def _own_doing(self, gone: "OfferGone") -> bool:
        return gone.outcome in (Outcome.ACCEPTED, Outcome.DECLINED)

    def _farewell(self, offer: "Offer", gone: "OfferGone") -> str:
        if gone.outcome is Outcome.WITHDRAWN and (gone.by or offer.from_name):
            words = translate("Preview", "{customer}: withdrawn by {name}")
            names = {"customer": offer.customer.name, "name": gone.by or offer.from_name}
            return put(words, {key: visible_text(name) for key, name in names.items()})
        return offer_end(gone.outcome, visible_text(offer.customer.name))

    def _forget_ends_of(self, interaction_id: str) -> None:
        """Only the newest news of a chat is told."""
        for offer_id in [one for one in self._farewells if self._known[one].interaction_id == interaction_id]:
            self._drop(offer_id)

    def _drop(self, offer_id: str) -> None:
        for kept in (self._known, self._answers, self._problems, self._farewells):
            kept.pop(offer_id, None)

    def _came(self, interaction_id: str) -> None:
        accepted_ms = self._accepted.pop(interaction_id, None)
        if accepted_ms is None or interaction_id not in self._context.replica.interactions:
            return
        typed_ms = self._desk.last_typed_ms
        if typed_ms is not None and typed_ms > accepted_ms:
            return  # he has gone on typing elsewhere: the keys must not land in another chat
        self._context.selection.activate(interaction_id)
        self.opening.emit(interaction_id)

    def _tick(self) -> None:
        now_ms = self._context.clock.monotonic_ms()
        over = [offer_id for offer_id, (_words, until_ms) in self._farewells.items() if until_ms <= now_ms]
        for offer_id in over:
            self._drop(offer_id)
        if over:
            self.changed.emit()

    def _line(self, message: "Message") -> str:
        if message.sender is SenderKind.SYSTEM:
            return visible_text(system_line(message))
        return visible_text(f"{message.sender_name}: {message.text}")
