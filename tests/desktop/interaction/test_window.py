"""The interaction window: bars at the top, header, toolbar, pop-out, reading, what is said when a chat goes."""

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QPushButton, QWidget

from desktop_agent.contract.commands import DismissResult, Read, Withdraw
from desktop_agent.contract.commands import Transfer as TransferCommand
from desktop_agent.contract.enums import Outcome, PartyRole, PartyState, Reason, RemovedWhy, TargetKind, Verb
from desktop_agent.contract.events import InteractionChanged, TypingTopic
from desktop_agent.contract.values import Party, PendingTransfer, TargetRef, TransferResult
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.still.floor import NOW_MS, Floor, capabilities
from desktop_agent.desktop.views.interaction.empty import EmptyPage
from desktop_agent.desktop.views.interaction.pane import InteractionPane
from desktop_agent.desktop.views.interaction.stack import InteractionStack
from desktop_agent.desktop.views.widgets.notice_bar import BarKind, NoticeBar
from tests.desktop.interaction.session import ONE, Session

Make = Callable[..., Session]
JANA = TargetRef(id="agent-jana", kind=TargetKind.AGENT, name="Jana Brandt")


class Chats:
    def __init__(self, session: Session) -> None:
        self.session = session
        self.window = QWidget()
        self.stack = InteractionStack(session.context, session.registry, self.window)
        self.stack.resize(544, 520)
        self.window.resize(544, 520)
        session.qtbot.addWidget(self.window)
        with session.qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        session.context.selection.select(ONE)

    def pane(self, interaction_id: str = ONE) -> InteractionPane:
        pane = self.stack.pane(interaction_id)
        assert pane is not None
        return pane

    def select(self, interaction_id: str) -> InteractionPane:
        self.session.context.selection.select(interaction_id)
        return self.pane(interaction_id)

    def empty(self) -> EmptyPage:
        page = self.stack.findChild(EmptyPage)
        assert isinstance(page, EmptyPage)
        return page


@pytest.fixture
def chats(still: Make) -> Iterator[Chats]:
    made = Chats(still())
    yield made
    made.stack.close_windows()


def words(bar: NoticeBar) -> list[str]:
    return [button.text() for button in bar.findChildren(QPushButton) if button.isVisible()]


def press(bar: NoticeBar, text: str) -> None:
    button = next(one for one in bar.findChildren(QPushButton) if one.isVisible() and one.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def result(outcome: Outcome, *, reason: str = "", by: str = "") -> TransferResult:
    return TransferResult(offer_id="offer-x", target=JANA, outcome=outcome, at_ms=NOW_MS, reason=reason, by=by)


# ------------------------------------------------------------------ bars
@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (result(Outcome.DECLINED, reason="on a call", by="Jana Brandt"), "declined the transfer: “on a call”"),
        (result(Outcome.DECLINED, by="Jana Brandt"), "Jana Brandt declined the transfer."),
        (result(Outcome.TIMED_OUT), "did not answer the transfer in time"),
        (result(Outcome.TARGET_GONE), "is gone"),
        (result(Outcome.WITHDRAWN_BY_SUPERVISOR, by="Sofia Rossi"), "Sofia Rossi withdrew"),
    ],
)
def test_each_outcome_has_its_own_words_and_two_remedies(chats: Chats, told: TransferResult, sentence: str) -> None:
    chats.session.change(last_result=told)
    bar = chats.pane().bars.result
    assert sentence in bar.text()
    assert bar.kind is BarKind.ERROR
    assert words(bar) == ["Try again", "Choose another", "Close"]


def test_a_chat_that_ended_offers_no_second_try(chats: Chats) -> None:
    chats.session.change(last_result=result(Outcome.CHAT_ENDED))
    bar = chats.pane().bars.result
    assert "ended the chat" in bar.text()
    assert (bar.kind, words(bar)) == (BarKind.ERROR, ["Close"])


def test_withdrawn_by_oneself_is_neutral(chats: Chats) -> None:
    chats.session.change(last_result=result(Outcome.WITHDRAWN))
    bar = chats.pane().bars.result
    assert (bar.kind, words(bar)) == (BarKind.NEUTRAL, ["Close"])


def test_the_bar_stays_until_it_is_closed(chats: Chats) -> None:
    bar = chats.pane().bars.result
    assert bar.isVisible()
    chats.session.change(unread=0)
    chats.select("chat-3")
    chats.select(ONE)
    assert bar.isVisible()
    press(bar, "Close")
    chats.session.until(lambda: chats.session.asked(Verb.DISMISS_RESULT) == [DismissResult(offer_id="offer-9")])
    chats.session.change(last_result=None)
    assert not bar.isVisible()


def test_try_again_asks_the_same_target_with_the_same_note(chats: Chats) -> None:
    pending = PendingTransfer(
        offer_id="offer-y", target=JANA, sent_ms=NOW_MS, deadline_ms=NOW_MS + 30_000, reason="why", note="and more"
    )
    chats.session.change(pending=pending, capabilities=capabilities(pending=True), last_result=None)
    ended = TransferResult(offer_id="offer-y", target=JANA, outcome=Outcome.TIMED_OUT, at_ms=NOW_MS)
    chats.session.change(pending=None, capabilities=capabilities(), last_result=ended)
    press(chats.pane().bars.result, "Try again")
    chats.session.until(lambda: chats.session.asked(Verb.TRANSFER))
    (body,) = chats.session.asked(Verb.TRANSFER)
    assert isinstance(body, TransferCommand)
    assert (body.target_id, body.reason, body.note) == ("agent-jana", "why", "and more")


def test_choose_another_opens_the_communicator_for_this_chat(chats: Chats) -> None:
    opened: list[str | None] = []
    chats.session.registry.bind(ActionId.TRANSFER, lambda: opened.append(chats.session.context.selection.current))
    press(chats.pane().bars.result, "Choose another")
    assert opened == [ONE]


def test_a_pending_transfer_is_counted_down_and_can_be_withdrawn(chats: Chats) -> None:
    pane = chats.select("chat-2")
    bar = pane.bars.pending
    assert bar.text() == "Waiting for Jana Brandt to accept"
    assert pane.bars._countdown.text() in ("0:18", "0:17")
    assert not pane.bars.result.isVisible()
    press(bar, "Withdraw")
    chats.session.until(lambda: chats.session.asked(Verb.WITHDRAW) == [Withdraw(offer_id="offer-10")])
    assert bar.isVisible()  # until the event says so
    chats.session.change("chat-2", pending=None, capabilities=capabilities())
    assert not bar.isVisible()


def test_a_tick_does_not_take_the_focus_from_withdraw(chats: Chats) -> None:
    pane = chats.select("chat-2")
    button = next(one for one in pane.bars.pending.findChildren(QPushButton) if one.isVisible())
    button.setFocus()
    chats.session.context.clock.tick.emit()
    chats.session.say("still there?", interaction_id="chat-2")
    assert button.hasFocus()


# ------------------------------------------------------------------ header, parties, status
def test_header_says_who_and_who_must_answer(chats: Chats) -> None:
    header = chats.pane().header
    assert header._customer.full_text() == "Amir Kaya"
    assert header._about.full_text() == "Billing · Gold · Invoice 4711"
    assert header._turn.text().startswith("Customer waits 0:4")
    chats.session.change(customer_waiting_since_ms=None)
    assert header._turn.text() == "Waiting for the customer"


def test_parties_with_their_state(chats: Chats) -> None:
    guest = Party(
        id="p9",
        name="Jana Brandt",
        role=PartyRole.CONFERENCE,
        state=PartyState.INVITED,
        since_ms=NOW_MS,
        agent_id="agent-jana",
        deadline_ms=NOW_MS + 18_000,
    )
    parties = chats.session.context.replica.interactions[ONE].parties
    chats.session.change(parties=(*parties, guest))
    shown = chats.pane().header._parties.full_text()
    assert shown.startswith("Amir Kaya · You, owner · Jana Brandt, invited 0:1")


def test_status_line_has_id_duration_state(chats: Chats) -> None:
    parts = chats.pane()._status.full_text().split(" · ")
    assert parts[0] == "chat-1"
    assert parts[1].startswith("8:4")
    assert parts[2] == "Active"


def test_the_whole_id_is_in_the_tooltip_and_can_be_copied(still: Make) -> None:
    long = "01a2016c-1456-77d1-a1d0-269f5cb5dc02"
    chats = Chats(still())
    session = chats.session
    chat = msgspec.structs.replace(session.context.replica.interactions[ONE], id=long)
    with session.qtbot.waitSignal(session.context.feed.interaction_added):
        session.desk.backend.push(InteractionChanged(interaction=chat, transcript=()))
    pane = chats.stack.pane(long)
    assert pane is not None
    assert pane._status.full_text().startswith("269f5cb5dc02 · ")
    assert long in pane._status.toolTip()
    pane._open_status_menu(QPoint(2, 2))
    (menu,) = [one for one in pane.findChildren(QMenu) if one.isVisible()]
    menu.actions()[0].trigger()
    menu.close()
    assert QGuiApplication.clipboard().text() == long


def test_find_is_an_action(chats: Chats) -> None:
    chats.session.registry.attach(chats.window)
    chats.session.context.selection.activate(ONE)
    pane = chats.pane()
    QTest.keyClick(pane.composer.edit, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert pane.find_bar.isVisible()
    assert pane.find_bar.text.hasFocus()
    QTest.keyClick(pane.find_bar.text, Qt.Key.Key_Escape)
    assert not pane.find_bar.isVisible()


def test_typing_moves_nothing(chats: Chats) -> None:
    pane = chats.pane()
    before = pane.transcript.geometry(), pane.composer.geometry()
    chats.session.desk.backend.push(TypingTopic(interaction_id=ONE, party_id="customer", name="Amir Kaya", on=True))
    chats.session.until(lambda: pane._typing.full_text() == "Amir Kaya is typing …")
    assert (pane.transcript.geometry(), pane.composer.geometry()) == before


# ------------------------------------------------------------------ toolbar
def button(pane: InteractionPane, name: str) -> QAbstractButton:
    return next(one for one in pane.toolbar.findChildren(QAbstractButton) if one.accessibleName() == name)


def test_what_cannot_be_done_is_disabled_with_its_reason(chats: Chats) -> None:
    chats.session.change(capabilities={Verb.SEND_MESSAGE: None, Verb.TRANSFER: Reason.NOT_OWNER})
    pane = chats.pane()
    for name, reason in (
        ("Transfer", "Only the agent who owns this chat may do this."),
        ("Conference", "This server does not support this."),
        ("End chat", "This server does not support this."),
    ):
        assert not button(pane, name).isEnabled()
        assert reason in button(pane, name).toolTip()
        assert button(pane, name).accessibleDescription() == reason


def test_transfer_opens_under_its_button(chats: Chats) -> None:
    origins: list[object] = []
    chats.session.registry.bind(ActionId.TRANSFER, lambda: origins.append(chats.session.registry.origin))
    QTest.mouseClick(button(chats.pane(), "Transfer"), Qt.MouseButton.LeftButton)
    assert origins == [button(chats.pane(), "Transfer")]


def test_end_chat(chats: Chats) -> None:
    QTest.mouseClick(button(chats.pane(), "End chat"), Qt.MouseButton.LeftButton)
    chats.session.until(lambda: chats.session.asked(Verb.END))
    assert not chats.pane().chat.over  # until the event says so


def test_the_actions_menu_is_popped_up_and_says_why_not(chats: Chats) -> None:
    QTest.mouseClick(button(chats.pane(), "Actions"), Qt.MouseButton.LeftButton)
    (menu,) = [one for one in chats.pane().toolbar.findChildren(QMenu) if one.isVisible()]
    entries = {entry.text().replace("&", ""): entry for entry in menu.actions() if entry.text()}
    assert not entries["Withdraw transfer"].isEnabled()
    assert entries["Withdraw transfer"].toolTip() == "No transfer of this chat is waiting for an answer."
    assert entries["Hold"].isEnabled()
    entries["Hold"].trigger()
    menu.close()
    chats.session.until(lambda: chats.session.asked(Verb.HOLD))


@pytest.mark.parametrize("width", [280, 360, 544])
def test_the_toolbar_fits(chats: Chats, width: int) -> None:
    chats.window.resize(width, 520)
    chats.stack.resize(width, 520)
    pane = chats.pane()
    for one in pane.toolbar.findChildren(QAbstractButton):
        if one.isVisible():
            assert one.mapTo(pane, one.rect().topRight()).x() <= width
            assert one.mapTo(pane, one.rect().topLeft()).x() >= 0


# ------------------------------------------------------------------ reading
def test_what_is_on_the_screen_of_an_active_window_is_read(chats: Chats) -> None:
    chats.session.until(lambda: chats.session.asked(Verb.READ))
    assert chats.session.asked(Verb.READ) == [Read(seq=6)]
    chats.session.say("one more")
    chats.session.until(lambda: chats.session.asked(Verb.READ)[-1] == Read(seq=7))


def test_what_comes_while_one_reads_further_up_is_not_read(chats: Chats) -> None:
    for number in range(40):
        chats.session.say(f"line {number}")
    chats.session.settle()
    QTest.keyClick(chats.pane().transcript, Qt.Key.Key_PageUp)
    before = len(chats.session.asked(Verb.READ))
    chats.session.say("below")
    chats.session.settle()
    assert len(chats.session.asked(Verb.READ)) == before


def test_a_chat_in_the_back_is_not_read(chats: Chats) -> None:
    chats.session.settle()
    chats.session.say("hello?", interaction_id="chat-3")
    chats.session.settle()
    read = [what for name, what in chats.session.desk.backend.asked if name == Verb.READ]
    assert all(chat == ONE for chat, _body in read)


# ------------------------------------------------------------------ going
@pytest.mark.parametrize(
    ("why", "to", "sentence"),
    [
        (RemovedWhy.TRANSFERRED, "Jana Brandt", "Jana Brandt has taken over the chat with Amir Kaya."),
        (RemovedWhy.QUEUED, "Claims", "The chat with Amir Kaya waits in Claims now."),
    ],
)
def test_a_chat_that_went_is_named_where_it_was(chats: Chats, why: RemovedWhy, to: str, sentence: str) -> None:
    chats.session.remove(why=why, to=to)
    chats.session.context.selection.select(None)
    assert chats.empty().isVisible()
    assert chats.empty().title.text() == sentence


def test_nothing_open_says_what_to_do(still: Make) -> None:
    chats = Chats(still(Floor.EMPTY))
    assert chats.empty().title.text() == "No chat is open."
    assert chats.empty().hint.text() == "Go Ready to be offered chats."


# ------------------------------------------------------------------ pop-out
def test_pop_out_and_back_keeps_text_zoom_and_place(chats: Chats) -> None:
    pane = chats.pane()
    QTest.keyClicks(pane.composer.edit, "half a sentence")
    pane.transcript.set_zoom(150)
    assert chats.session.registry.trigger(ActionId.POP_OUT)
    window = chats.stack.window_of(ONE)
    assert window is not None
    assert window.isVisible()
    assert pane.window() is window
    assert pane.isVisible()
    assert chats.empty().title.text() == "The chat with Amir Kaya is in a window of its own."
    QTest.keyClicks(pane.composer.edit, " and more")
    window.close()
    chats.session.settle()
    assert chats.stack.window_of(ONE) is None
    assert pane.window() is chats.window
    assert pane.isVisible()
    assert pane.composer.edit.toPlainText() == "half a sentence and more"
    assert pane.transcript.zoom == 150


def test_a_popped_out_chat_that_goes_takes_its_window_along(chats: Chats) -> None:
    chats.stack.pop_out(ONE)
    window = chats.stack.window_of(ONE)
    assert window is not None
    chats.session.remove()
    assert chats.stack.window_of(ONE) is None
    chats.session.settle()
    assert not any(one.objectName() == "chat.window" and one.isVisible() for one in chats.window.window().children())


def test_pop_in_is_possible_only_outside(chats: Chats) -> None:
    assert not chats.session.registry.trigger(ActionId.POP_IN)
    chats.session.registry.trigger(ActionId.POP_OUT)
    assert not chats.session.registry.trigger(ActionId.POP_OUT)
    assert chats.session.registry.trigger(ActionId.POP_IN)
    assert chats.stack.window_of(ONE) is None


def test_when_the_session_is_over_no_window_is_left(chats: Chats) -> None:
    chats.stack.pop_out(ONE)
    chats.session.desk.backend.displace()
    chats.session.until(lambda: chats.stack.window_of(ONE) is None)


# ------------------------------------------------------------------ names
def test_every_control_has_a_name(chats: Chats) -> None:
    for interaction_id in (ONE, "chat-2", "chat-4", "chat-5"):
        pane = chats.select(interaction_id)
        nameless = [
            widget
            for widget in pane.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not (widget.accessibleName() or (isinstance(widget, QAbstractButton | QLabel) and widget.text()))
            and not widget.objectName().startswith("qt_")
        ]
        assert not nameless
