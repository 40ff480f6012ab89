"""Interaction Preview: toasts that tell, never take the focus, and answer once."""

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow, QMenu, QPlainTextEdit

from desktop_agent.client.backends.port import Refusal
from desktop_agent.contract.commands import Accept, Decline
from desktop_agent.contract.enums import OfferKind, Outcome, Reason, Verb
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.events import InteractionChanged, OfferClosed, OfferMade
from desktop_agent.contract.values import Offer
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.presenters import preview as preview_presenter
from desktop_agent.desktop.still.floor import NOW_MS
from desktop_agent.desktop.views.interaction.stack import InteractionStack
from desktop_agent.desktop.views.preview import build
from desktop_agent.desktop.views.preview.build import PreviewToasts, start
from desktop_agent.desktop.views.preview.toast import CHANGED_MS, Toast
from tests.desktop.interaction.session import ONE, Session

Make = Callable[..., Session]
FIRST = "offer-20"


class Floor:
    """A main window with a chat one writes in, and the toasts."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.window = QMainWindow()
        self.stack = InteractionStack(session.context, session.registry)
        self.window.setCentralWidget(self.stack)
        self.window.resize(700, 600)
        session.qtbot.addWidget(self.window)
        session.registry.attach(self.window)
        with session.qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        session.context.selection.activate(ONE)
        self.like = session.context.replica.offers[FIRST]
        self.toasts: PreviewToasts = start(session.context, session.registry)
        session.until(lambda: self.toasts.toasts)

    @property
    def edit(self) -> QPlainTextEdit:
        pane = self.stack.pane(ONE)
        assert pane is not None
        return pane.composer.edit

    def activate(self) -> None:
        """The offscreen platform gives every new window the keyboard; take it back."""
        self.window.activateWindow()
        self.session.until(self.window.isActiveWindow)
        self.session.settle()

    def shown(self) -> list[Toast]:
        """From top to bottom of the screen."""
        return sorted((toast for toast in self.toasts.toasts if toast.isVisible()), key=lambda toast: toast.y())

    def offer(self, offer_id: str = FIRST, interaction: str = "", **changes: object) -> Offer:
        """One more offer is made."""
        interaction = interaction or f"chat-{offer_id.partition('-')[2]}"
        made: Offer = msgspec.structs.replace(self.like, id=offer_id, interaction_id=interaction, **changes)
        with self.session.qtbot.waitSignal(self.session.context.feed.offer_made):
            self.session.desk.backend.push(OfferMade(offer=made))
        return made

    def close(self, outcome: Outcome, offer_id: str = FIRST, by: str = "") -> None:
        """An offer ends."""
        gone = OfferClosed(offer_id=offer_id, interaction_id="chat-20", outcome=outcome, by=by)
        with self.session.qtbot.waitSignal(self.session.context.feed.offer_closed):
            self.session.desk.backend.push(gone)
        self.session.settle()

    def come(self, interaction_id: str = "chat-20") -> None:
        """An accepted chat is there."""
        like = self.session.context.replica.interactions[ONE]
        chat = msgspec.structs.replace(like, id=interaction_id, last_result=None)
        with self.session.qtbot.waitSignal(self.session.context.feed.interaction_added):
            self.session.desk.backend.push(InteractionChanged(interaction=chat, transcript=()))

    def click(self, name: str, toast: Toast | None = None) -> None:
        button = (toast or self.shown()[0]).findChild(object, name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def make_room(self) -> None:
        """The window leaves the right side of the screen to the toasts."""
        self.window.setGeometry(0, 0, 400, 600)
        self.session.settle()
        self.toasts.refresh()

    def words(self, toast: Toast | None = None) -> str:
        return "\n".join(label.text() for label in (toast or self.shown()[0]).findChildren(QLabel) if label.isVisible())


@pytest.fixture
def floor(still: Make, monkeypatch: pytest.MonkeyPatch) -> Iterator[Floor]:
    monkeypatch.setattr(preview_presenter, "REPEAT_MS", 0)
    made = Floor(still(offers=True))
    yield made
    made.toasts.close()


# ------------------------------------------------------------------ what it shows
def test_it_shows_what_one_needs_to_decide(floor: Floor) -> None:
    words = floor.words()
    for part in (
        "TRANSFER from Jana Brandt",
        "Olga Petrova",
        "Claims · Gold · Broken screen · waits 1:1",
        "“Needs a refund above my limit”",
        "She has sent photos already.",
        "Order: 88-120",
        "Olga Petrova: Is anyone there?",
        "0:1",
    ):
        assert part in words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (OfferKind.ROUTING, "NEW CHAT"),
        (OfferKind.CONSULTATION, "CONSULTATION with Jana Brandt"),
        (OfferKind.CONFERENCE, "CONFERENCE with Jana Brandt"),
    ],
)
def test_each_kind_has_its_word(floor: Floor, kind: OfferKind, words: str) -> None:
    floor.offer("offer-21", kind=kind, deadline_ms=NOW_MS + 9_000)
    assert words in floor.words()
    assert floor.shown()[0].accessibleName().startswith(words)


def test_markup_in_it_is_words(floor: Floor) -> None:
    floor.offer("offer-21", reason="<img src=x>", deadline_ms=NOW_MS + 9_000)
    assert "“<img src=x>”" in floor.words()
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in floor.shown()[0].findChildren(QLabel))


def test_a_draft_comes_along(floor: Floor) -> None:
    floor.offer("offer-21", draft="Dear Ms. Petrova,", deadline_ms=NOW_MS + 9_000)
    assert "Draft: Dear Ms. Petrova," in floor.words()


def test_it_has_the_window_flags_that_leave_the_focus_alone(floor: Floor) -> None:
    flags = floor.shown()[0].windowFlags()
    for flag in (
        Qt.WindowType.Tool,
        Qt.WindowType.FramelessWindowHint,
        Qt.WindowType.WindowStaysOnTopHint,
        Qt.WindowType.WindowDoesNotAcceptFocus,
    ):
        assert flags & flag == flag
    assert floor.shown()[0].testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_what_is_being_typed_goes_on(floor: Floor) -> None:
    edit = floor.edit
    QTest.keyClicks(edit, "half a sen")
    floor.offer("offer-21")
    floor.offer("offer-22")
    QTest.keyClicks(floor.window.focusWidget(), "tence")
    assert edit.toPlainText() == "half a sentence"


@pytest.mark.x11
def test_the_window_one_works_in_stays_the_active_one(floor: Floor) -> None:
    floor.offer("offer-21")
    floor.session.until(lambda: all(toast.windowHandle().isExposed() for toast in floor.shown()))
    floor.session.settle()
    assert floor.window.isActiveWindow()
    assert floor.edit.hasFocus()


def test_it_never_covers_the_composer(floor: Floor) -> None:
    screen = floor.window.screen().availableGeometry()
    floor.window.setGeometry(screen.adjusted(20, 20, -2, -2))
    floor.toasts.refresh()
    edit = floor.edit
    composer = QRect(edit.mapToGlobal(QPoint(0, 0)), edit.size())
    assert floor.shown()
    assert not any(toast.geometry().intersects(composer) for toast in floor.shown())


# ------------------------------------------------------------------ several
def test_at_most_three_the_earliest_on_top_and_the_rest_counted(floor: Floor) -> None:
    made = floor.toasts.toasts[:]
    for number in range(21, 25):
        floor.offer(f"offer-{number}", deadline_ms=NOW_MS + (40 - number) * 1_000, kind=OfferKind.ROUTING)
    shown = sorted(floor.shown(), key=lambda toast: toast.y())
    assert [toast.card.offer.id for toast in shown if toast.card] == ["offer-24", "offer-23", "offer-20"] or len(
        shown
    ) == 3
    deadlines = [toast.card.offer.deadline_ms for toast in shown if toast.card]
    assert deadlines == sorted(deadlines)
    assert "and 2 more" in floor.words(shown[-1])
    assert floor.toasts.toasts == made  # made once


def test_a_click_meant_for_the_offer_that_stood_here_does_not_hit_the_next(floor: Floor) -> None:
    floor.make_room()
    floor.offer("offer-21", deadline_ms=NOW_MS + 9_000)
    upper, lower = floor.shown()
    corner = lower.geometry().bottomRight()
    floor.close(Outcome.ACCEPTED)
    assert floor.shown() == [upper]
    assert upper.geometry().bottomRight() == corner  # it slid under the hand
    floor.click("preview.accept", upper)
    floor.session.settle()
    assert floor.session.asked(Verb.ACCEPT) == []
    floor.session.until(lambda: not upper._too_soon(), timeout=CHANGED_MS * 4)
    floor.click("preview.accept", upper)
    floor.session.until(lambda: floor.session.asked(Verb.ACCEPT) == [Accept(offer_id="offer-21")])


def test_an_offer_that_ends_above_moves_nothing_and_stays_whole(floor: Floor) -> None:
    floor.make_room()
    floor.offer("offer-21", deadline_ms=NOW_MS + 25_000)
    _upper, lower = floor.shown()
    where = lower.geometry()
    floor.close(Outcome.TIMED_OUT)
    ended, live = floor.shown()
    assert live is lower
    assert live.geometry() == where
    assert ended.geometry().bottom() < where.top()
    assert ended.height() < where.height() / 2
    assert floor.words(ended).strip() == "The chat with Olga Petrova was not answered in time and went on."
    floor.click("preview.accept", live)
    floor.session.until(lambda: floor.session.asked(Verb.ACCEPT) == [Accept(offer_id="offer-21")])


def test_open_offers_come_before_those_that_ended(floor: Floor) -> None:
    floor.make_room()
    floor.offer("offer-21", interaction="chat-21")
    floor.close(Outcome.TIMED_OUT)
    floor.close(Outcome.TIMED_OUT, "offer-21")
    for number in range(22, 25):
        floor.offer(f"offer-{number}")
    shown = floor.shown()
    assert [toast.card.farewell for toast in shown if toast.card] == ["", "", ""]
    screen = floor.window.screen().availableGeometry()
    assert all(screen.contains(toast.geometry()) for toast in shown)
    assert all(toast.rect().contains(button.geometry()) for toast in shown for button in (toast.accept, toast.decline))


def test_only_the_newest_news_of_a_chat_is_told(floor: Floor) -> None:
    floor.close(Outcome.TIMED_OUT)
    floor.offer("offer-21", interaction="chat-20")
    (live,) = floor.shown()
    assert live.card is not None
    assert not live.card.farewell
    floor.close(Outcome.TIMED_OUT, "offer-21")
    (ended,) = floor.shown()
    assert ended.card is not None
    assert ended.card.offer.id == "offer-21"


def test_the_words_of_an_end_go_by_a_click(floor: Floor) -> None:
    floor.close(Outcome.CHAT_ENDED)
    QTest.mouseClick(floor.shown()[0], Qt.MouseButton.LeftButton)
    assert not floor.shown()


@pytest.mark.parametrize("letters", [1, 400])
def test_nothing_in_a_toast_is_cut_off(floor: Floor, letters: int) -> None:
    words = " ".join(["word"] * letters)
    floor.offer("offer-21", note=words, reason=words, draft=words, deadline_ms=NOW_MS + 9_000)
    for toast in floor.shown():
        for label in toast.findChildren(QLabel):
            if label.isVisible() and label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width())
        assert all(toast.rect().contains(child.geometry()) for child in toast.findChildren(QLabel) if child.isVisible())


# ------------------------------------------------------------------ answering
def test_accept_by_button_opens_the_chat(floor: Floor) -> None:
    floor.click("preview.accept")
    floor.session.until(lambda: floor.session.asked(Verb.ACCEPT) == [Accept(offer_id=FIRST)])
    assert floor.session.context.selection.current == ONE  # not before the event says so
    floor.close(Outcome.ACCEPTED)
    floor.come()
    assert floor.session.context.selection.current == "chat-20"
    pane = floor.stack.pane("chat-20")
    assert pane is not None
    assert floor.window.focusWidget() is pane.composer.edit
    assert not floor.shown()


def test_whoever_goes_on_typing_is_not_torn_away(floor: Floor) -> None:
    floor.click("preview.accept")
    floor.session.until(lambda: floor.session.asked(Verb.ACCEPT))
    QTest.keyClicks(floor.edit, "just this line")
    floor.close(Outcome.ACCEPTED)
    floor.come()
    assert floor.session.context.selection.current == ONE
    assert floor.window.focusWidget() is floor.edit


def test_accept_and_decline_by_shortcut_act_on_the_top_one(floor: Floor) -> None:
    floor.offer("offer-21", deadline_ms=NOW_MS + 9_000)
    floor.activate()
    QTest.keyClick(floor.edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    floor.session.until(lambda: floor.session.asked(Verb.ACCEPT) == [Accept(offer_id="offer-21")])
    floor.activate()
    QTest.keyClick(floor.edit, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    floor.session.until(lambda: floor.session.asked(Verb.DECLINE) == [Decline(offer_id=FIRST)])


def test_a_trembling_hand_answers_once(floor: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    floor.offer("offer-21", deadline_ms=NOW_MS + 9_000)
    monkeypatch.setattr(preview_presenter, "REPEAT_MS", 60_000)
    for _ in range(3):
        floor.session.registry.trigger(ActionId.ACCEPT_OFFER)
    floor.session.settle()
    assert floor.session.asked(Verb.ACCEPT) == [Accept(offer_id="offer-21")]


def test_decline_with_a_reason(floor: Floor) -> None:
    floor.click("preview.decline_reasons")
    (menu,) = [one for one in floor.shown()[0].findChildren(QMenu) if one.isVisible()]
    menu.actions()[1].trigger()
    menu.close()
    floor.session.until(lambda: floor.session.asked(Verb.DECLINE) == [Decline(offer_id=FIRST, reason="On a call")])


def test_decline_without(floor: Floor) -> None:
    floor.click("preview.decline")
    floor.session.until(lambda: floor.session.asked(Verb.DECLINE) == [Decline(offer_id=FIRST)])
    assert floor.toasts.presenter.ringing is None
    floor.close(Outcome.DECLINED)
    assert not floor.shown()


def test_a_refused_answer_is_told_in_the_toast(floor: Floor) -> None:
    floor.session.settle()
    detail = {"reason": Reason.OFFER_CLOSED}
    floor.session.desk.backend.refuse = Refusal(ErrorCode.CONFLICT, "late", detail=detail)
    floor.session.registry.trigger(ActionId.ACCEPT_OFFER)
    floor.session.until(lambda: "This offer is no longer open." in floor.words())
    assert floor.shown()[0].accept.isEnabled()


def test_disconnected_nothing_can_be_answered(floor: Floor) -> None:
    floor.session.fall()
    assert not floor.shown()[0].accept.isEnabled()
    assert not floor.session.registry.trigger(ActionId.ACCEPT_OFFER)


# ------------------------------------------------------------------ the end of an offer
@pytest.mark.parametrize(
    ("outcome", "by", "words"),
    [
        (Outcome.WITHDRAWN, "Jana Brandt", "Olga Petrova: withdrawn by Jana Brandt"),
        (Outcome.WITHDRAWN, "", "Olga Petrova: withdrawn by Jana Brandt"),
        (Outcome.TIMED_OUT, "", "was not answered in time"),
        (Outcome.WITHDRAWN_BY_SUPERVISOR, "Sofia Rossi", "A supervisor withdrew"),
        (Outcome.CHAT_ENDED, "", "ended the chat before it was answered"),
    ],
)
def test_why_it_went_is_said_shortly(
    floor: Floor, outcome: Outcome, by: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview_presenter, "FAREWELL_MS", 0)
    with floor.session.qtbot.waitSignal(floor.toasts.presenter.ended):
        floor.close(outcome, by=by)
    toast = floor.shown()[0]
    assert words in floor.words(toast)
    assert not toast.accept.isVisible()
    assert floor.toasts.presenter.top is None
    floor.session.context.clock.tick.emit()
    assert not floor.shown()


def test_it_counts_down(floor: Floor) -> None:
    toast = floor.shown()[0]
    assert toast._countdown.text().startswith("0:1")
    assert 0.4 < toast._share <= 0.6


# ------------------------------------------------------------------ sound
def test_it_rings_until_it_is_answered(floor: Floor) -> None:
    ringer = floor.toasts.ringer
    assert ringer.ringing is OfferKind.TRANSFER
    assert ringer._again.isActive()
    floor.click("preview.decline")
    assert ringer.ringing is None
    assert not ringer._again.isActive()


def test_volume_and_mute_are_the_persons(floor: Floor) -> None:
    ringer, remembered = floor.toasts.ringer, floor.session.context.remembered
    assert ringer.volume == 70
    remembered.set("sound.volume", 30)
    assert ringer.volume == 30
    remembered.set("sound.muted", True)
    assert ringer.volume == 0


def test_when_the_session_is_over_no_toast_is_left(floor: Floor) -> None:
    floor.session.desk.backend.displace()
    floor.session.until(lambda: not floor.shown())


def test_where_no_window_can_be_placed_it_is_inside_the_main_window(
    still: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "windows_cannot_be_placed", lambda: True)
    inside = Floor(still(offers=True))
    (toast,) = inside.shown()
    assert not toast.isWindow()
    assert toast.window() is inside.window
    assert inside.window.rect().contains(toast.geometry())
    composer = inside.edit
    assert not toast.geometry().intersects(QRect(composer.mapTo(inside.window, QPoint(0, 0)), composer.size()))
    inside.window.resize(900, 640)
    inside.session.settle()
    assert inside.window.rect().contains(toast.geometry())
    inside.session.until(lambda: not toast._too_soon(), timeout=CHANGED_MS * 4)  # it moved with the window's corner
    inside.click("preview.accept")
    inside.session.until(lambda: inside.session.asked(Verb.ACCEPT) == [Accept(offer_id=FIRST)])
    inside.toasts.close()
