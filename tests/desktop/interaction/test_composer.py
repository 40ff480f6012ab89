"""Composer: what is typed is sent, kept, and never lands in another chat."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_agent.client.backends.port import Refusal
from desktop_agent.contract.commands import SaveDraft, SendMessage
from desktop_agent.contract.enums import Reason, SenderKind, Verb
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.values import HandedDraft
from desktop_agent.desktop.models.transcript import SendState
from desktop_agent.desktop.presenters.composer import MAX_LETTERS
from desktop_agent.desktop.presenters.interaction_desk import InteractionDesk
from desktop_agent.desktop.still.floor import ME
from desktop_agent.desktop.views.interaction.pane import InteractionPane
from desktop_agent.desktop.views.interaction.stack import InteractionStack
from tests.desktop.interaction.session import ONE, Session

Make = Callable[..., Session]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Desk:
    """A stack of chats in an active window, the first chat in front."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.window = QWidget()
        self.stack: InteractionStack = InteractionStack(session.context, session.registry, self.window)
        self.stack.resize(544, 520)
        self.window.resize(544, 520)
        session.qtbot.addWidget(self.window)
        session.registry.attach(self.window)
        with session.qtbot.waitExposed(self.window):
            self.window.show()
        with session.qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.show(ONE)

    def show(self, interaction_id: str) -> InteractionPane:
        self.session.context.selection.activate(interaction_id)
        pane = self.pane(interaction_id)
        self.session.until(lambda: pane.composer.edit.hasFocus() or pane.chat.over)
        return pane

    def pane(self, interaction_id: str = ONE) -> InteractionPane:
        pane = self.stack.pane(interaction_id)
        assert pane is not None
        return pane

    def type(self, text: str, interaction_id: str = ONE) -> None:
        QTest.keyClicks(self.pane(interaction_id).composer.edit, text)

    def enter(self, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.pane().composer.edit, Qt.Key.Key_Return, modifier)

    def text(self, interaction_id: str = ONE) -> str:
        return self.pane(interaction_id).composer.edit.toPlainText()

    def sent(self) -> list[str]:
        return [body.text for body in self.session.asked(Verb.SEND_MESSAGE) if isinstance(body, SendMessage)]

    def press(self, bar: QWidget, words: str) -> None:
        button = next(found for found in bar.findChildren(QPushButton) if found.text() == words and found.isVisible())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def chats(still: Make) -> Desk:
    return Desk(still())


# ------------------------------------------------------------------ keys
def test_enter_sends_and_empties_the_field(chats: Desk) -> None:
    chats.type("Good morning")
    chats.enter()
    chats.session.until(lambda: chats.sent() == ["Good morning"])
    assert chats.text() == ""
    assert chats.pane().composer.edit.hasFocus()


@pytest.mark.parametrize("modifier", [CTRL, SHIFT])
def test_ctrl_enter_breaks_the_line(chats: Desk, modifier: Qt.KeyboardModifier) -> None:
    chats.type("one")
    chats.enter(modifier)
    chats.type("two")
    assert chats.text() == "one\ntwo"
    assert chats.sent() == []
    chats.enter()
    chats.session.until(lambda: chats.sent() == ["one\ntwo"])


def test_enter_may_break_the_line_instead(chats: Desk) -> None:
    chats.session.context.settings.set("enter_sends", False)
    composer = chats.pane().composer
    composer.edit.clearFocus()
    composer.edit.setFocus()
    assert "Ctrl+Enter sends" in composer._hint.full_text()
    chats.type("one")
    chats.enter()
    chats.type("two")
    assert chats.text() == "one\ntwo"
    assert chats.sent() == []
    chats.enter(CTRL)
    chats.session.until(lambda: chats.sent() == ["one\ntwo"])


def test_nothing_but_blanks_is_not_sent(chats: Desk) -> None:
    chats.type("   ")
    chats.enter()
    chats.session.settle()
    assert chats.sent() == []
    assert chats.text() == "   "


def test_a_held_down_enter_sends_once(chats: Desk) -> None:
    chats.type("once")
    chats.enter()
    chats.enter()
    chats.session.settle()
    assert chats.sent() == ["once"]


def test_tab_leaves_the_field(chats: Desk) -> None:
    QTest.keyClick(chats.pane().composer.edit, Qt.Key.Key_Tab)
    assert not chats.pane().composer.edit.hasFocus()
    assert chats.text() == ""


def test_markup_is_pasted_as_plain_text(chats: Desk) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("bold")
    QGuiApplication.clipboard().setMimeData(data)
    chats.pane().composer.edit.paste()
    assert chats.text() == "bold"


# ------------------------------------------------------------------ sending, failing
def test_a_line_on_its_way_is_shown_until_the_server_has_it(chats: Desk) -> None:
    chats.type("Hello")
    chats.enter()
    row = chats.pane().chat.transcript.outgoing[0]
    assert (row.text, row.state) == ("Hello", SendState.SENDING)
    chats.session.say("Hello", sender=SenderKind.AGENT, sender_id=ME, name="Emma Marsh", key=row.key)
    assert not chats.pane().chat.transcript.outgoing


def refuse_next_line(chats: Desk, text: str, code: ErrorCode) -> None:
    """Type a line, let draft and typing through, and have the server refuse the line itself."""
    chats.type(text)
    chats.pane().chat.composer.save_now()
    chats.session.until(lambda: chats.session.asked(Verb.SAVE_DRAFT) and chats.session.asked(Verb.TYPING))
    chats.session.desk.backend.refuse = Refusal(code, "no")
    chats.enter()
    chats.session.until(chats.pane().composer.failed.isVisible)


def test_a_refused_line_is_kept_and_sent_again_with_the_same_key(chats: Desk) -> None:
    refuse_next_line(chats, "Hello", ErrorCode.INTERNAL)
    bar = chats.pane().composer.failed
    assert "fault" in bar.text()
    (row,) = chats.pane().chat.transcript.outgoing
    assert row.state is SendState.FAILED
    chats.press(bar, "Send again")
    chats.session.until(lambda: len(chats.sent()) == 2)
    assert not bar.isVisible()
    assert chats.pane().chat.transcript.outgoing[0].key == row.key


def test_a_refused_line_stays_in_the_stored_draft(chats: Desk) -> None:
    refuse_next_line(chats, "Hello", ErrorCode.INTERNAL)
    chats.type("more")
    chats.session.until(lambda: drafts(chats)[-1].text == "Hello\nmore")


def test_a_refused_line_can_be_taken_back_into_the_field(chats: Desk) -> None:
    refuse_next_line(chats, "Hello", ErrorCode.TOO_LARGE)
    chats.type("world")
    chats.press(chats.pane().composer.failed, "Edit")
    assert chats.text() == "Hello\nworld"
    assert not chats.pane().chat.transcript.outgoing
    assert chats.pane().composer.edit.hasFocus()


def test_disconnected_the_text_stays_and_the_reason_is_said(chats: Desk) -> None:
    chats.type("wait for me")
    chats.session.fall()
    chats.enter()
    chats.session.settle()
    assert chats.text() == "wait for me"
    assert chats.sent() == []
    composer = chats.pane().composer
    assert "Not connected" in composer._hint.full_text()
    assert not composer._send.isEnabled()
    chats.type(" please")
    assert chats.text() == "wait for me please"
    assert composer.edit.hasFocus()
    chats.session.desk.backend.rise()
    chats.session.until(lambda: chats.session.context.live, timeout=10_000)
    chats.enter()
    chats.session.until(lambda: chats.sent() == ["wait for me please"])


def test_what_the_server_does_not_allow_is_read_only_with_its_reason(chats: Desk) -> None:
    chats.session.change(capabilities={Verb.SEND_MESSAGE: Reason.NOT_A_PARTY})
    composer = chats.pane().composer
    assert composer.edit.isReadOnly()
    assert composer._hint.full_text() == "You are not in this chat."
    chats.type("x")
    assert chats.text() == ""


def test_too_long_is_counted_and_not_sent(chats: Desk) -> None:
    edit = chats.pane().composer.edit
    edit.setPlainText("x" * (MAX_LETTERS - 300))
    assert chats.pane().composer._counter.isVisible()
    edit.setPlainText("x" * (MAX_LETTERS + 2))
    assert "2 too many" in chats.pane().composer._counter.text()
    chats.enter()
    chats.session.settle()
    assert chats.sent() == []
    edit.setPlainText("y" * MAX_LETTERS)
    chats.enter()
    chats.session.until(lambda: chats.sent() == ["y" * MAX_LETTERS])


# ------------------------------------------------------------------ drafts
def drafts(chats: Desk, interaction_id: str = ONE) -> list[SaveDraft]:
    found = [arguments for name, arguments in chats.session.desk.backend.asked if name == Verb.SAVE_DRAFT]
    return [body for chat, body in found if chat == interaction_id]


def test_a_draft_is_saved_after_the_last_key_with_growing_versions(chats: Desk) -> None:
    chats.type("abc")
    chats.session.until(lambda: drafts(chats))
    chats.type("def")
    chats.session.until(lambda: len(drafts(chats)) == 2)
    assert [body.text for body in drafts(chats)] == ["abc", "abcdef"]
    assert drafts(chats)[0].version < drafts(chats)[1].version


def test_a_sent_line_leaves_the_draft_only_when_it_has_arrived(chats: Desk) -> None:
    chats.type("abc")
    chats.session.until(lambda: drafts(chats))
    chats.enter()
    chats.session.until(lambda: drafts(chats)[-1].text == "")
    assert chats.sent() == ["abc"]


def test_leaving_the_field_saves_at_once(chats: Desk) -> None:
    chats.type("abc")
    chats.pane().focus_harmlessly()
    chats.session.settle()
    assert [body.text for body in drafts(chats)] == ["abc"]


def test_each_chat_keeps_its_own_text(chats: Desk) -> None:
    chats.type("for Amir")
    chats.show("chat-3")
    chats.type("for Tomas", "chat-3")
    assert chats.text() == "for Amir"
    chats.show(ONE)
    assert chats.text() == "for Amir"
    assert chats.text("chat-3") == "for Tomas"
    chats.session.until(lambda: drafts(chats, "chat-3"))
    assert drafts(chats, "chat-3")[-1].text == "for Tomas"


def test_a_stored_draft_is_there_at_the_start(still: Make) -> None:
    session = still()
    session.change(draft="where I was", draft_version=4)
    chats = Desk(session)
    assert chats.text() == "where I was"
    chats.type("!")
    session.until(lambda: drafts(chats))
    assert drafts(chats)[0].version > 4


def test_what_is_typed_is_not_overwritten_by_what_is_stored(chats: Desk) -> None:
    chats.type("mine")
    chats.session.change(draft="older", draft_version=9)
    assert chats.text() == "mine"
    chats.session.until(lambda: drafts(chats))
    assert drafts(chats)[-1].version > 9


def test_a_new_chat_takes_neither_focus_nor_text(chats: Desk) -> None:
    chats.type("half a sen")
    chats.session.context.feed.interaction_added.emit("chat-2")
    chats.session.say("are you there?", interaction_id="chat-2", name="Sara Pohl")
    chats.type("tence")
    assert chats.text() == "half a sentence"
    assert chats.pane().composer.edit.hasFocus()


def test_keys_for_a_chat_that_has_gone_land_nowhere(chats: Desk) -> None:
    chats.type("half a pass")
    chats.session.remove()
    chats.session.context.selection.select("chat-2")
    focus = chats.window.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "word")
    QTest.keyClick(focus, Qt.Key.Key_Return)
    chats.session.settle()
    assert chats.text("chat-2") == ""
    assert chats.sent() == []


# ------------------------------------------------------------------ the former owner's draft
def test_the_handed_draft_is_offered_and_inserted_where_one_types(chats: Desk) -> None:
    chats.session.change(handed_draft=HandedDraft(from_name="Omar Haddad", text="Dear Mr. Kaya,"))
    bar = chats.pane().composer.draft
    assert bar.isVisible()
    assert bar.text() == "Draft from Omar Haddad: Dear Mr. Kaya,"
    assert chats.text() == ""
    chats.type("Hello.")
    chats.press(bar, "Insert")
    assert chats.text() == "Hello. Dear Mr. Kaya,"
    chats.session.until(lambda: chats.session.asked(Verb.DISCARD_HANDED_DRAFT))
    chats.type(" thanks")
    assert chats.text() == "Hello. Dear Mr. Kaya, thanks"


def test_the_handed_draft_can_be_discarded(chats: Desk) -> None:
    chats.session.change(handed_draft=HandedDraft(from_name="Omar Haddad", text="Dear"))
    chats.press(chats.pane().composer.draft, "Discard")
    chats.session.until(lambda: chats.session.asked(Verb.DISCARD_HANDED_DRAFT))
    assert chats.text() == ""
    chats.session.change(handed_draft=None)
    assert not chats.pane().composer.draft.isVisible()


# ------------------------------------------------------------------ typing
def test_typing_is_told_once_and_ends_with_an_empty_field(chats: Desk) -> None:
    chats.type("abc")
    chats.session.settle()
    assert [body.on for body in chats.session.asked(Verb.TYPING)] == [True]
    for _ in range(3):
        QTest.keyClick(chats.pane().composer.edit, Qt.Key.Key_Backspace)
    chats.session.until(lambda: [body.on for body in chats.session.asked(Verb.TYPING)] == [True, False])


def test_names(chats: Desk) -> None:
    composer = chats.pane().composer
    assert composer.edit.accessibleName() == "Message to Amir Kaya"
    assert composer._send.accessibleName() == "Send"


def test_at_the_end_what_is_typed_is_saved_and_waited_for(chats: Desk) -> None:
    chats.type("last wo")
    ended = asyncio.get_running_loop().create_task(InteractionDesk.of(chats.session.context).flush())
    chats.session.until(ended.done)
    assert [body.text for body in drafts(chats)] == ["last wo"]
