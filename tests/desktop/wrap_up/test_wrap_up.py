"""Wrap-up and the tabs beside it: disposition, note, Mark Done, customer, case data, history of hands."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QTabWidget

from desktop_agent.client.backends.port import Refusal
from desktop_agent.contract.commands import SetDisposition, SetNote
from desktop_agent.contract.enums import Reason, TargetKind, Verb
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.values import TargetRef
from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.presenters.transfer import TransferRequest
from desktop_agent.desktop.still.floor import Floor
from desktop_agent.desktop.views.customer_panel.note_edit import NoteEdit
from desktop_agent.desktop.views.interaction.build import side_tabs
from desktop_agent.desktop.views.interaction.pane import InteractionPane
from desktop_agent.desktop.views.interaction.stack import InteractionStack
from tests.desktop.interaction.session import ONE, Session

Make = Callable[..., Session]
DONE = "chat-4"


class Room:
    def __init__(self, session: Session) -> None:
        self.session = session
        self.stack = InteractionStack(session.context, session.registry)
        self.stack.resize(544, 520)
        self.tabs = QTabWidget()
        self.tabs.resize(280, 320)
        for title, page in side_tabs(session.context, session.registry):
            self.tabs.addTab(page, title)
        for widget in (self.tabs, self.stack):
            session.qtbot.addWidget(widget)
            widget.show()

    def select(self, interaction_id: str | None) -> None:
        self.session.context.selection.select(interaction_id)

    def pane(self, interaction_id: str = DONE) -> InteractionPane:
        self.select(interaction_id)
        pane = self.stack.pane(interaction_id)
        assert pane is not None
        return pane

    def words(self, tab: int) -> list[str]:
        self.tabs.setCurrentIndex(tab)
        QCoreApplication.processEvents()
        labels = self.tabs.widget(tab).findChildren(QLabel)
        return [getattr(label, "full_text", label.text)() for label in labels if label.isVisible()]

    def end_button(self, tab: int = 0) -> QPushButton:
        self.tabs.setCurrentIndex(tab)
        button = self.tabs.widget(tab).findChild(QPushButton, "panel.end")
        assert isinstance(button, QPushButton)
        return button


@pytest.fixture
def room(still: Make) -> Room:
    return Room(still())


# ------------------------------------------------------------------ wrap-up
def test_the_panel_takes_the_composers_place(room: Room) -> None:
    pane = room.pane(ONE)
    assert pane.composer.isVisible()
    assert not pane.wrap_up.isVisible()
    pane = room.pane(DONE)
    assert not pane.composer.isVisible()
    assert pane.wrap_up.isVisible()


def test_mark_done(room: Room) -> None:
    QTest.mouseClick(room.pane().wrap_up.done, Qt.MouseButton.LeftButton)
    room.session.until(lambda: room.session.asked(Verb.COMPLETE))
    assert room.pane().wrap_up.isVisible()  # until the event says so


def test_the_time_left_is_counted(room: Room) -> None:
    pane = room.pane()
    assert pane.wrap_up._left.text().startswith("Completes by itself in 1:")
    room.session.change(DONE, wrap_up_deadline_ms=None)
    assert pane.wrap_up._left.text() == ""


def test_a_missing_disposition_is_said_where_the_button_is(room: Room) -> None:
    chat = room.session.context.replica.interactions[DONE]
    room.session.context.replica.policy = msgspec.structs.replace(
        room.session.context.replica.policy, disposition_required=True
    )
    room.session.change(DONE, capabilities={**chat.capabilities, Verb.COMPLETE: Reason.DISPOSITION_MISSING})
    panel = room.pane().wrap_up
    assert not panel.done.isEnabled()
    assert panel._why.text() == "Choose a disposition first."
    assert panel.chooser.label.text() == "Disposition (required)"


def test_choosing_a_disposition_shows_what_the_server_has(room: Room) -> None:
    chooser = room.pane().wrap_up.chooser
    names = [chooser.box.itemText(index) for index in range(chooser.box.count())]
    assert names == ["None chosen", "Solved", "Call back", "Refund given"]
    QTest.keyClick(chooser.box, Qt.Key.Key_Down)
    room.session.until(lambda: room.session.asked(Verb.SET_DISPOSITION) == [SetDisposition(code="solved")])
    assert chooser.box.currentIndex() == 0
    room.session.change(DONE, disposition="solved")
    assert chooser.box.currentText() == "Solved"


def test_dispositions_of_other_queues_are_not_offered(room: Room) -> None:
    chooser = room.pane("chat-5").wrap_up.chooser
    assert chooser.box.findText("Refund given") == -1


def test_a_refused_mark_done_is_told_in_the_panel(room: Room) -> None:
    room.session.settle()
    detail = {"reason": Reason.DISPOSITION_MISSING}
    room.session.desk.backend.refuse = Refusal(ErrorCode.CONFLICT, "no", detail=detail)
    panel = room.pane().wrap_up
    QTest.mouseClick(panel.done, Qt.MouseButton.LeftButton)
    room.session.until(panel._failed.isVisible)
    assert panel._failed.text() == "Choose a disposition first."


# ------------------------------------------------------------------ note
def notes(room: Room) -> list[tuple[str, str]]:
    asked = [arguments for name, arguments in room.session.desk.backend.asked if name == Verb.SET_NOTE]
    return [(chat, body.text) for chat, body in asked if isinstance(body, SetNote)]


def tab_note(room: Room) -> NoteEdit:
    room.tabs.setCurrentIndex(2)
    note = room.tabs.widget(2).findChild(NoteEdit)
    assert isinstance(note, NoteEdit)
    return note


def test_a_note_is_saved_after_the_last_key(room: Room) -> None:
    room.select(ONE)
    QTest.keyClicks(tab_note(room).edit, "call back")
    room.session.until(lambda: notes(room) == [(ONE, "call back")])
    room.session.until(lambda: tab_note(room)._state.full_text() == "Saved")


def test_both_editors_show_the_same_note(room: Room) -> None:
    pane = room.pane(DONE)
    QTest.keyClicks(tab_note(room).edit, "done by phone")
    assert pane.wrap_up.note.edit.toPlainText() == "done by phone"


def test_turning_to_another_chat_saves_and_mixes_nothing(room: Room) -> None:
    room.select(ONE)
    QTest.keyClicks(tab_note(room).edit, "for Amir")
    room.select("chat-2")
    assert tab_note(room).edit.toPlainText() == ""
    room.session.until(lambda: notes(room) == [(ONE, "for Amir")])
    room.session.change(ONE, note="for Amir")
    room.select(ONE)
    assert tab_note(room).edit.toPlainText() == "for Amir"


def test_what_is_typed_is_not_overwritten_by_what_comes(room: Room) -> None:
    room.select(ONE)
    QTest.keyClicks(tab_note(room).edit, "mine")
    room.session.change(ONE, unread=9)
    assert tab_note(room).edit.toPlainText() == "mine"


def test_a_saved_note_is_not_saved_again(room: Room) -> None:
    room.select(ONE)
    QTest.keyClicks(tab_note(room).edit, "once")
    room.session.until(lambda: notes(room) == [(ONE, "once")])
    room.select("chat-2")
    room.session.change(ONE, note="once")
    room.session.remove(ONE)
    assert notes(room) == [(ONE, "once")]


def test_an_answer_that_comes_after_the_chat_has_gone_hurts_nobody(room: Room) -> None:
    room.select(ONE)
    QTest.keyClicks(tab_note(room).edit, "late")
    room.session.chat(ONE).note.save_now()
    room.session.remove(ONE)
    room.session.settle()


def test_offline_the_note_is_kept_and_saved_later(room: Room) -> None:
    room.select(ONE)
    room.session.fall()
    QTest.keyClicks(tab_note(room).edit, "later")
    room.session.until(lambda: "Not saved" in tab_note(room)._state.full_text())
    room.session.desk.backend.rise()
    room.session.until(lambda: notes(room) == [(ONE, "later")], timeout=10_000)


# ------------------------------------------------------------------ tabs
def test_the_contact_card(room: Room) -> None:
    room.select(ONE)
    words = room.words(0)
    for part in ("Amir Kaya", "Gold", "amir.kaya@example.com", "+44 20 7946 0018", "Billing", "0:20"):
        assert part in words


def test_case_data_and_history(room: Room) -> None:
    room.select(ONE)
    assert {"Invoice", "4711", "128.40 EUR"} <= set(room.words(1))
    room.select("chat-2")
    history = next(words for words in room.words(1) if "→" in words)
    assert "Omar Haddad → Emma Marsh\nSpeaks no German" in history


def test_end_chat_becomes_mark_done(room: Room) -> None:
    room.select(ONE)
    assert room.end_button().text() == "End chat"
    QTest.mouseClick(room.end_button(), Qt.MouseButton.LeftButton)
    room.session.until(lambda: room.session.asked(Verb.END))
    room.select(DONE)
    assert room.end_button().text() == "Mark Done"
    QTest.mouseClick(room.end_button(), Qt.MouseButton.LeftButton)
    room.session.until(lambda: room.session.asked(Verb.COMPLETE))


def test_no_chat(still: Make) -> None:
    room = Room(still(Floor.EMPTY))
    for tab in range(3):
        assert room.words(tab)[0] == "No chat is selected."
        assert not room.end_button(tab).isVisible()


def test_a_chat_that_goes_empties_the_tabs(room: Room) -> None:
    room.select(ONE)
    QTest.keyClicks(tab_note(room).edit, "too late")
    room.session.remove(ONE)
    assert tab_note(room).edit.toPlainText() == ""
    room.session.settle()


def test_names(room: Room) -> None:
    room.select(ONE)
    for tab in range(3):
        room.tabs.setCurrentIndex(tab)
        for widget in room.tabs.widget(tab).findChildren(QAbstractButton):
            assert widget.accessibleName() or widget.text()
    assert tab_note(room).edit.accessibleName() == "Note"


# ------------------------------------------------------------------ nothing typed is left behind
def in_order(room: Room, *verbs: Verb) -> list[str]:
    return [name for name, _ in room.session.desk.backend.asked if name in verbs]


def test_mark_done_takes_the_note_that_was_typed_just_now_along(room: Room) -> None:
    room.pane()
    note = tab_note(room)
    note.edit.setFocus()
    QTest.keyClicks(note.edit, "Paid twice")
    QTest.mouseClick(room.pane().wrap_up.done, Qt.MouseButton.LeftButton)
    room.session.until(lambda: in_order(room, Verb.COMPLETE))
    assert in_order(room, Verb.SET_NOTE, Verb.COMPLETE) == [Verb.SET_NOTE, Verb.COMPLETE]


def test_a_transfer_takes_note_and_draft_that_were_typed_just_now_along(room: Room) -> None:
    room.select(ONE)
    note = tab_note(room)
    note.edit.setFocus()
    QTest.keyClicks(note.edit, "Paid twice")
    composer = room.pane(ONE).composer.edit
    QTest.keyClicks(composer, "I am loo")
    target = TargetRef(id="agent-jana", kind=TargetKind.AGENT, name="Jana Brandt")
    TargetDesk.of(room.session.context).transfer.transfer(TransferRequest(ONE, target))
    room.session.until(lambda: in_order(room, Verb.TRANSFER))
    order = in_order(room, Verb.SET_NOTE, Verb.SAVE_DRAFT, Verb.TRANSFER)
    assert sorted(order[:-1]) == [Verb.SAVE_DRAFT, Verb.SET_NOTE]
    assert order[-1] == Verb.TRANSFER
