"""Opening and closing: under which opener, in which window, and what closes it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_agent.contract.enums import RemovedWhy, Verb
from desktop_agent.contract.events import InteractionRemoved
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.presenters.row_actions import Opener


def test_it_is_a_child_under_its_opener_and_no_popup(scene):
    one = scene(opener=Opener.TRANSFER)
    assert one.panel.window() is one.page
    assert one.panel.windowType() is Qt.WindowType.Widget
    assert one.panel.y() == one.button.mapTo(one.page, QPoint()).y() + one.button.height()
    assert one.page.rect().contains(one.panel.geometry())


def test_the_shortcut_opens_it_under_the_box(scene, qtbot):
    one = scene()
    assert one.desk.registry.trigger(ActionId.TEAM_COMMUNICATOR)
    assert one.box.hasFocus()
    assert one.panel.presenter.opener is Opener.MAIN
    assert one.panel.presenter.interaction_id == "chat-1"
    qtbot.keyClicks(one.box, "jana")
    assert "Jana Brandt" in one.names()


def test_tab_into_the_box_opens_nothing_but_typing_does(scene, qtbot):
    one = scene()
    one.box.setFocus(Qt.FocusReason.TabFocusReason)
    assert one.host.panel is None
    qtbot.keyClicks(one.box, "j")
    assert one.panel.isVisible()


def test_the_transfer_action_opens_it_under_the_button_that_called(scene, qtbot):
    one = scene()
    one.desk.registry.trigger(ActionId.TRANSFER, origin=one.button)
    assert one.panel.presenter.opener is Opener.TRANSFER
    assert one.panel.opener is one.button
    assert one.panel.title.full_text() == "Transfer Amir Kaya to …"
    one.desk.registry.trigger(ActionId.TRANSFER, origin=one.button)
    assert one.host.panel is None  # the same button again


def test_in_another_window_it_opens_there_and_the_first_closes(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    first = one.panel
    other = QWidget()
    button = QPushButton("Transfer")
    QVBoxLayout(other).addWidget(button)
    other.resize(500, 400)
    other.show()
    try:
        one.desk.registry.trigger(ActionId.TRANSFER, origin=button)
        assert not first.isVisible()
        assert one.panel.window() is other
        assert one.panel.presenter.door != first.presenter.door
        one.panel.close_panel()
    finally:
        other.hide()
        other.deleteLater()


def test_a_click_outside_closes_when_the_button_is_let_go(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    outside = QPoint(one.page.width() - 3, one.page.height() - 3)
    qtbot.mousePress(one.page, Qt.MouseButton.LeftButton, pos=outside)
    assert one.host.panel is not None
    qtbot.mouseRelease(one.page, Qt.MouseButton.LeftButton, pos=outside)
    assert one.host.panel is None


def test_a_press_outside_that_begins_a_drag_leaves_it_open(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    outside = QPoint(one.page.width() - 3, one.page.height() - 3)
    qtbot.mousePress(one.page, Qt.MouseButton.LeftButton, pos=outside)
    one.targets.drag.begin("chat-1", Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(one.page, Qt.MouseButton.LeftButton, pos=outside)
    assert one.panel.isVisible()
    assert one.panel.foot.text() == "Drop the chat on a name to transfer it"
    one.targets.drag.end()
    assert one.panel.isVisible()


def test_the_chat_is_gone_so_it_closes(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    panel = one.panel
    one.desk.backend.push(InteractionRemoved(interaction_id="chat-1", why=RemovedWhy.TRANSFERRED))
    qtbot.waitUntil(lambda: not panel.isVisible())


def test_the_default_is_the_openers(scene):
    one = scene()
    jana = one.desk.session.directory.get("agent-jana")
    contact = one.desk.session.directory.get("contact-amir")
    wanted = {
        Opener.MAIN: (Verb.MESSAGE, Verb.OPEN),
        Opener.TRANSFER: (Verb.TRANSFER, Verb.TRANSFER),
        Opener.CONFERENCE: (Verb.INVITE, Verb.INVITE),
        Opener.CONSULT: (Verb.CONSULT, Verb.CONSULT),
    }
    for opener, verbs in wanted.items():
        panel = one.host.open(one.button, opener, "chat-1")
        assert (panel.presenter.default(jana).verb, panel.presenter.default(contact).verb) == verbs
        assert panel.reason.isVisible() is (opener is Opener.TRANSFER)


def test_screen_readers_get_names_for_everything(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    one.panel.box.setText("brandt")
    index = one.panel.hits.currentIndex()
    said = "Jana Brandt, Ready, free 2 of 3, 4102 · Billing"
    qtbot.waitUntil(lambda: index.data(Qt.ItemDataRole.AccessibleTextRole) == said)
    nameless = [
        widget
        for widget in one.panel.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


def test_in_the_main_window_it_follows_the_selected_chat(scene):
    one = scene(opener=Opener.MAIN)
    one.desk.context.selection.select("chat-3")
    assert one.panel.presenter.interaction_id == "chat-3"


def test_under_a_transfer_button_it_stays_with_its_chat(scene):
    one = scene(opener=Opener.TRANSFER)
    one.desk.context.selection.select("chat-3")
    assert one.panel.presenter.interaction_id == "chat-1"
