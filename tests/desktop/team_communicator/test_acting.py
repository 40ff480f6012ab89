"""Acting: keys, buttons, menus, questions and refusals of the Team Communicator."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem

from desktop_agent.client.backends.port import Refusal
from desktop_agent.contract.enums import Reason, TargetKind, Verb
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.values import TargetRank
from desktop_agent.desktop.models.hits import Category
from desktop_agent.desktop.presenters.row_actions import Opener


def _refusal(reason):
    return Refusal(ErrorCode.NOT_ALLOWED, "no", detail={"reason": str(reason)})


def _menu(qtbot, panel):
    found = []

    def shown():
        found[:] = [menu for menu in panel.findChildren(QMenu) if menu.isVisible()]
        return bool(found)

    qtbot.waitUntil(shown)
    return found[0]


def test_enter_transfers_with_reason_and_note_and_closes(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    panel = one.panel
    qtbot.keyClicks(panel.box, "brandt")
    panel.reason.setText("Above my limit")
    panel.note.setText("Customer is in a hurry")
    qtbot.waitUntil(lambda: panel.foot.text() == "Enter transfers Amir Kaya to Jana Brandt")
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.isVisible())
    (body,) = one.sent()
    assert (body.target_id, body.target_kind) == ("agent-jana", TargetKind.AGENT)
    assert (body.reason, body.note, body.although_empty) == ("Above my limit", "Customer is in a hurry", False)
    assert one.targets.favourites.recents == ("agent-jana",)


def test_a_second_enter_while_it_is_on_its_way_sends_nothing(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    panel = one.panel
    panel.box.setText("brandt")
    for _ in range(3):
        qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    assert panel.presenter.busy
    qtbot.waitUntil(lambda: not panel.isVisible())
    assert len(one.sent()) == 1


def test_arrow_keys_step_over_headings_and_enter_takes_the_chosen(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    panel = one.panel
    panel.box.setText("billing")
    assert panel.hits.current().name in {"Jana Brandt", "Lee Wong"}
    for _ in range(5):
        qtbot.keyClick(panel.box, Qt.Key.Key_Down)
    assert panel.hits.current().name == "Billing"
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [body.target_id for body in one.sent()] == ["queue-billing"])
    qtbot.waitUntil(lambda: not panel.isVisible())


def test_enter_on_somebody_who_cannot_take_it_says_why_and_sends_nothing(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    panel = one.panel
    panel.box.setText("wong")
    qtbot.waitUntil(lambda: "Not Ready: Lunch" in panel.foot.text())
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    assert panel.isVisible()
    assert one.sent() == []


def test_escape_clears_then_closes_and_the_focus_returns(scene, qtbot):
    one = scene()
    one.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    one.button.setFocus()
    one.host.open(one.button, Opener.TRANSFER, "chat-1")
    panel = one.panel
    assert panel.box.hasFocus()
    qtbot.keyClicks(panel.box, "jana")
    qtbot.keyClick(panel.box, Qt.Key.Key_Escape)
    assert (panel.isVisible(), panel.box.text()) == (True, "")
    qtbot.keyClick(panel.box, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert one.button.hasFocus()


def test_right_at_the_end_of_the_text_opens_the_menu_with_reasons(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    panel = one.panel
    qtbot.keyClicks(panel.box, "brandt")
    qtbot.waitUntil(lambda: one.targets.ranks.get("chat-1", "agent-jana") is not None)
    qtbot.keyClick(panel.box, Qt.Key.Key_Left)
    qtbot.keyClick(panel.box, Qt.Key.Key_Right)  # inside the text: moves the cursor only
    assert not panel.findChildren(QMenu)
    qtbot.keyClick(panel.box, Qt.Key.Key_Right)
    menu = _menu(qtbot, panel)
    texts = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert texts["Instant Chat Transfer"] is True
    assert texts["Start Chat Conference  –  This server does not support this."] is False
    qtbot.keyClick(menu, Qt.Key.Key_Return)  # the first possible entry is chosen already
    qtbot.waitUntil(lambda: [body.target_id for body in one.sent()] == ["agent-jana"])
    qtbot.waitUntil(lambda: not panel.isVisible())


def test_menu_key_opens_the_menu_and_escape_leaves_the_panel_open(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    panel = one.panel
    panel.box.setText("brandt")
    qtbot.keyClick(panel.box, Qt.Key.Key_Menu)
    menu = _menu(qtbot, panel)
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert panel.isVisible()
    assert one.sent() == []


def test_a_click_on_the_row_only_chooses_its_button_transfers(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    panel = one.panel
    panel.box.setText("an")
    qtbot.waitUntil(lambda: panel.presenter.desk.ranks.get("chat-1", "agent-priya") is not None)
    index = panel.presenter.model.index(panel.presenter.model.row_of("agent-priya"), 0)
    rect = panel.hits.visualRect(index)
    qtbot.mouseClick(panel.hits.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(40, 12))
    assert panel.hits.current().id == "agent-priya"
    assert one.sent() == []
    option = QStyleOptionViewItem()
    option.rect = rect
    button = panel.hits._delegate.action_rect(rect, "Transfer")
    qtbot.mouseClick(panel.hits.viewport(), Qt.MouseButton.LeftButton, pos=button.center())
    qtbot.waitUntil(lambda: [body.target_id for body in one.sent()] == ["agent-priya"])
    qtbot.waitUntil(lambda: not panel.isVisible())


def test_an_empty_queue_asks_first_and_cancel_sends_nothing(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    panel = one.panel
    panel.box.setText("claims")
    panel.presenter.set_filter(Category.QUEUES)
    one.desk.backend.refuse = _refusal(Reason.QUEUE_EMPTY)
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    qtbot.waitUntil(panel.question.isVisible)
    assert "Nobody is logged in for Claims" in panel.question.question.sentence
    assert panel.question.no.hasFocus()  # a second Enter confirms nothing by accident
    qtbot.mouseClick(panel.question.no, Qt.MouseButton.LeftButton)
    assert not panel.question.isVisible()
    assert panel.isVisible()
    assert panel.box.hasFocus()
    assert len(one.sent()) == 1
    assert one.targets.transfer.refusal("chat-1") is None


def test_an_empty_queue_takes_it_after_yes(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    panel = one.panel
    panel.box.setText("claims")
    panel.presenter.set_filter(Category.QUEUES)
    one.desk.backend.refuse = _refusal(Reason.QUEUE_EMPTY)
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    qtbot.waitUntil(panel.question.isVisible)
    qtbot.keyClick(panel.question.no, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseClick(panel.question.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.isVisible())
    assert [body.although_empty for body in one.sent()] == [False, True]


def test_a_queue_known_to_be_empty_asks_before_anything_is_sent(scene, qtbot):
    one = scene()
    one.desk.backend.ranks["queue-claims"] = TargetRank(
        id="queue-claims", order=1, capabilities={Verb.TRANSFER: Reason.QUEUE_EMPTY}
    )
    one.host.open(one.button, Opener.TRANSFER, "chat-1")
    panel = one.panel
    panel.box.setText("claims")
    panel.presenter.set_filter(Category.QUEUES)
    qtbot.waitUntil(lambda: one.targets.ranks.get("chat-1", "queue-claims") is not None)
    assert panel.foot.text() == "Enter transfers Amir Kaya to Claims"  # asked about, not refused
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    assert panel.question.isVisible()
    assert one.sent() == []
    assert "Sending" not in panel.foot.text()
    qtbot.keyClick(panel.question.no, Qt.Key.Key_Return)
    assert not panel.question.isVisible()
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    qtbot.mouseClick(panel.question.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.isVisible())
    assert [body.although_empty for body in one.sent()] == [True]


def test_what_the_server_refuses_is_kept_for_the_chat_window(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    panel = one.panel
    changed = []
    one.targets.transfer.refused_changed.connect(changed.append)
    panel.box.setText("brandt")
    one.desk.backend.refuse = _refusal(Reason.TARGET_NO_FREE_SLOT)
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: changed == ["chat-1"])
    refusal = one.targets.transfer.refusal("chat-1")
    assert refusal.reason == Reason.TARGET_NO_FREE_SLOT
    assert "Jana Brandt" in refusal.sentence
    assert not panel.isVisible()
    one.targets.transfer.try_again("chat-1")
    qtbot.waitUntil(lambda: len(one.sent()) == 2)
    assert one.targets.transfer.refusal("chat-1") is None
    qtbot.waitUntil(lambda: not one.targets.transfer.busy("chat-1"))


def test_offline_nothing_is_sent_and_the_foot_says_so(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    panel = one.panel
    panel.box.setText("brandt")
    one.desk.backend.fall()
    qtbot.waitUntil(lambda: "Not connected" in panel.foot.text())
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    assert one.sent() == []


def test_favourite_from_the_menu(scene, qtbot):
    one = scene(opener=Opener.TRANSFER)
    panel = one.panel
    panel.box.setText("brandt")
    panel.open_menu()
    menu = _menu(qtbot, panel)
    next(action for action in menu.actions() if action.text() == "Add to Favourites").trigger()
    menu.close()
    assert "agent-jana" in one.targets.favourites
