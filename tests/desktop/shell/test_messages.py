"""My Messages: list, detail, read and unread, delete, count, toast."""

import msgspec
import pytest
from PySide6.QtCore import Qt

from desktop_agent.client.backends.port import Refusal
from desktop_agent.contract.enums import NoticeKind, Priority
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.events import NoticeAdded, NoticeRemoved
from desktop_agent.contract.values import Notice
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.presenters.messages import MessagesPresenter
from desktop_agent.desktop.still.floor import NOW_MS
from desktop_agent.desktop.views.interaction.bars import TransferBars
from desktop_agent.desktop.views.interaction.composer import Composer


def asked(one):
    return [what for what in one.backend.asked if "notice" in what[0]]


def new(**changes):
    fields = {"id": "notice-9", "at_ms": NOW_MS, "kind": NoticeKind.BROADCAST, "sender": "Sofia Rossi", "text": "Hello"}
    return Notice(**{**fields, **changes})


def opened(shell, **options):
    one, window = shell(**options)
    one.registry.trigger(ActionId.MY_MESSAGES)
    return one, window, window.messages_panel


def test_newest_first_and_the_first_is_shown_and_read(shell, qtbot):
    one, window, panel = opened(shell)
    model = panel.list.model()
    assert [model.notice_at(row).id for row in range(3)] == ["notice-3", "notice-2", "notice-1"]
    assert panel._detail.toPlainText() == "Lee Wong declined the transfer of Amir Kaya: “on a call”."
    qtbot.waitUntil(lambda: asked(one) == [("mark_notice", ("notice-3", True))])
    assert panel.list.hasFocus()
    assert window.top.messages.text() == "2"


def test_the_count_follows_the_events(shell, qtbot):
    one, window = shell()
    assert window.top.messages.accessibleName() == "My Messages, 2 unread"
    read = msgspec.structs.replace(one.context.replica.notices["notice-3"], read=True)
    one.backend.push(NoticeAdded(notice=read))
    qtbot.waitUntil(lambda: window.top.messages.text() == "1")
    one.backend.push(NoticeRemoved(notice_id="notice-2"))
    qtbot.waitUntil(lambda: window.top.messages.text() == "")


def test_read_unread_delete_open(shell, qtbot):
    one, _window, panel = opened(shell)
    qtbot.waitUntil(lambda: len(asked(one)) == 1)
    one.backend.push(NoticeAdded(notice=msgspec.structs.replace(one.context.replica.notices["notice-3"], read=True)))
    qtbot.waitUntil(lambda: panel.unread_button.text() == "Mark unread")
    qtbot.mouseClick(panel.unread_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked(one)[-1] == ("mark_notice", ("notice-3", False)))
    qtbot.mouseClick(panel.delete_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked(one)[-1] == ("delete_notice", "notice-3"))
    assert panel.list.model().rowCount() == 3
    with qtbot.waitSignal(one.context.selection.activated) as seen:
        qtbot.mouseClick(panel.open_button, Qt.MouseButton.LeftButton)
    assert seen.args == ["chat-1"]
    assert not panel.isVisible()


def test_a_chat_that_has_gone_cannot_be_opened(shell):
    _one, _window, panel = opened(shell)
    panel.list.setCurrentIndex(panel.list.model().index(2))
    assert not panel.open_button.isEnabled()


def test_a_refusal_is_said_in_the_panel(shell, qtbot):
    one, _window, panel = opened(shell)
    qtbot.waitUntil(lambda: len(asked(one)) == 1)
    one.backend.refuse = Refusal(ErrorCode.NOT_FOUND, "x")
    qtbot.mouseClick(panel.delete_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel._problem.isVisible)


def test_the_model_keeps_qts_rules(desk, qtbot, qtmodeltester):
    one = desk()
    presenter = MessagesPresenter(one.context, one.context)
    qtmodeltester.check(presenter.model)
    one.backend.push(NoticeAdded(notice=new()), NoticeRemoved(notice_id="notice-2"))
    qtbot.waitUntil(lambda: presenter.model.rowCount() == 3 and presenter.model.row_of("notice-9") == 0)


def area(window, widget):
    return widget.rect().translated(widget.mapTo(window, widget.rect().topLeft()))


@pytest.mark.parametrize("size", [(1024, 700), (1440, 900), (640, 700), (640, 480)])
def test_the_toast_stands_where_neither_hand_nor_eye_is(shell, qtbot, size):
    one, window = shell(size=size)
    one.backend.push(NoticeAdded(notice=new(text="Please tell customers that no order is lost. " * 3)))
    qtbot.waitUntil(window.toast.isVisible)
    toast = area(window, window.toast)
    assert window.rect().contains(toast)
    busy = [
        window.findChild(Composer),
        window.directory,
        window.side,
        window.top,
        window.centre.findChild(TransferBars),
    ]
    assert not any(toast.intersects(area(window, widget)) for widget in busy if widget.isVisible())
    assert window.toast._words.height() >= window.toast._words.heightForWidth(window.toast._words.width())


def test_what_the_chat_in_front_says_already_is_not_toasted(shell, qtbot):
    one, window = shell()
    told = {
        "kind": NoticeKind.TRANSFER_RESULT,
        "code": "transfer_timed_out",
        "args": {"target": "Lee Wong", "customer": "x"},
    }
    one.backend.push(NoticeAdded(notice=new(id="notice-8", interaction_id="chat-1", **told)))
    qtbot.waitUntil(lambda: window.messages.model.rowCount() == 4)
    assert window.toast.isHidden()
    one.backend.push(NoticeAdded(notice=new(interaction_id="chat-2", **told)))
    qtbot.waitUntil(window.toast.isVisible)


def test_in_the_open_list_it_can_be_seen_without_a_toast(shell, qtbot):
    one, window, panel = opened(shell)
    one.backend.push(NoticeAdded(notice=new()))
    qtbot.waitUntil(lambda: panel.list.model().rowCount() == 4)
    assert window.toast.isHidden()


def test_the_toast_goes_by_itself_but_not_under_the_pointer(shell, qtbot, monkeypatch):
    one, window = shell()
    window.toast._timer.setInterval(0)
    monkeypatch.setattr(window.toast, "underMouse", lambda: True)
    one.backend.push(NoticeAdded(notice=new()))
    qtbot.waitUntil(window.toast.isVisible)
    with qtbot.waitSignal(window.toast._timer.timeout):
        pass
    assert window.toast.isVisible()
    monkeypatch.setattr(window.toast, "underMouse", lambda: False)
    qtbot.waitUntil(window.toast.isHidden)


def test_a_new_one_is_toasted_away_from_the_composer_without_taking_the_focus(shell, qtbot):
    one, window = shell()
    focused = window.focusWidget()
    one.backend.push(NoticeAdded(notice=new(priority=Priority.HIGH, text="<b>Stop</b> refunds")))
    qtbot.waitUntil(window.toast.isVisible)
    assert window.toast._words.text() == "<b>Stop</b> refunds"
    assert window.focusWidget() is focused
    assert not area(window, window.toast).intersects(area(window, window.findChild(Composer)))
    qtbot.mouseClick(window.toast._read, Qt.MouseButton.LeftButton)
    assert not window.toast.isVisible()
    assert window.messages_panel.isVisible()
    assert window.messages_panel._detail.toPlainText() == "<b>Stop</b> refunds"


def test_one_that_is_read_already_is_not_toasted(shell, qtbot):
    one, window = shell()
    one.backend.push(NoticeAdded(notice=new(read=True)))
    qtbot.waitUntil(lambda: window.messages.model.rowCount() == 4)
    assert not window.toast.isVisible()


def test_escape_closes_the_panel(shell, qtbot):
    _one, _window, panel = opened(shell)
    qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not panel.isVisible()
