"""Company Directory, favourites, workgroups: what they show, and what Enter and the menu do on a row."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QTreeView

from desktop_agent.client.backends.port import Refusal
from desktop_agent.contract.enums import AgentState, Reason, TargetKind
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.events import StatusTopic
from desktop_agent.contract.values import AgentStatus, Target
from desktop_agent.desktop.models.targets import FactsRole
from desktop_agent.desktop.still.floor import NOW_MS, Floor, Sample, sample

SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def _menu(qtbot, view):
    found = []

    def shown():
        found[:] = [menu for menu in view.findChildren(QMenu, "targetMenu") if menu.isVisible()]
        return bool(found)

    qtbot.waitUntil(shown)
    return found[0]


def test_people_by_last_name_with_their_state(side, qtbot):
    one = side()
    assert one.names()[:3] == ["Brandt, Jana", "Carvalho, Inês", "Haddad, Omar"]
    qtbot.waitUntil(
        lambda: one.index("agent-omar").data(SPOKEN) == "Haddad, Omar, Do Not Disturb, 6 min, 4105 · Orders"
    )


def test_enter_on_a_focused_row_transfers_the_selected_chat(side, qtbot):
    one = side()
    one.choose("agent-jana")
    qtbot.waitUntil(lambda: one.company.foot.text() == "Enter transfers Amir Kaya to Jana Brandt")
    qtbot.keyClick(one.company.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(one.sent()) == 1)
    chat, body = one.sent()[0]
    assert (chat, body.target_id, body.target_kind) == ("chat-1", "agent-jana", TargetKind.AGENT)
    qtbot.waitUntil(lambda: not one.targets.transfer.busy("chat-1"))


def test_enter_in_the_filter_box_transfers_nothing(side, qtbot):
    one = side()
    one.choose("agent-jana")
    box = one.company.filter_box
    box.setFocus()
    qtbot.keyClicks(box, "brandt")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(box, Qt.Key.Key_Enter)
    assert one.names() == ["Brandt, Jana"]
    assert one.sent() == []
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert one.company.view.hasFocus()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_enter_on_somebody_who_cannot_take_it_says_why_in_the_foot(side, qtbot):
    one = side()
    one.choose("agent-omar")
    qtbot.waitUntil(lambda: one.company.foot.text() == "Not to Omar Haddad: Do Not Disturb, 6 min")
    qtbot.keyClick(one.company.view, Qt.Key.Key_Return)
    assert one.sent() == []


def test_without_a_selected_chat_enter_says_so(side, qtbot):
    one = side()
    one.desk.context.selection.select(None)
    one.choose("agent-jana")
    assert one.company.foot.text() == "Select a chat first; then Enter transfers it"
    qtbot.keyClick(one.company.view, Qt.Key.Key_Return)
    assert one.sent() == []


def test_the_foot_follows_the_selection(side, qtbot):
    one = side()
    one.choose("agent-jana")
    one.desk.context.selection.select("chat-3")
    qtbot.waitUntil(lambda: one.company.foot.text() == "Enter transfers Tomás Herrera to Jana Brandt")
    one.desk.context.selection.select("chat-2")  # a transfer of it is pending
    qtbot.waitUntil(lambda: "already waiting for its answer" in one.company.foot.text())


def test_a_status_repaints_its_row_and_moves_none(side, qtbot):
    one = side()
    before = one.names()
    qtbot.waitUntil(lambda: "Ready" in one.index("agent-jana").data(SPOKEN))
    gone = AgentStatus(id="agent-jana", state=AgentState.LOGGED_OUT, since_ms=NOW_MS)
    one.desk.backend.push(StatusTopic(status=gone))
    qtbot.waitUntil(lambda: one.index("agent-jana").data(FactsRole).state == "Logged out")
    assert one.names() == before


def test_menu_key_offers_selected_interaction_transfer(side, qtbot):
    one = side()
    one.choose("agent-jana")
    qtbot.waitUntil(lambda: one.targets.ranks.get("chat-1", "agent-jana") is not None)
    qtbot.keyClick(one.company.view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = _menu(qtbot, one.company.view)
    selected = menu.findChild(QMenu, "targetMenu.selectedInteraction")
    texts = {action.text(): action.isEnabled() for action in selected.actions()}
    assert texts["Transfer"] is True
    assert not any(on for text, on in texts.items() if text != "Transfer")
    direct = {action.text().split("  –  ")[0]: action.isEnabled() for action in menu.actions() if action.text()}
    assert direct["Send Instant Message"] is False
    next(action for action in selected.actions() if action.text() == "Transfer").trigger()
    menu.close()
    qtbot.waitUntil(lambda: len(one.sent()) == 1)
    qtbot.waitUntil(lambda: not one.targets.transfer.busy("chat-1"))


def test_right_click_acts_on_the_row_under_the_pointer(side, qtbot):
    one = side()
    one.choose("agent-jana")
    view = one.company.view
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QApplication

    at = one.middle("agent-omar")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    menu = _menu(qtbot, view)
    assert view.currentIndex().data() == "Haddad, Omar"
    menu.close()


def test_only_what_can_be_seen_is_subscribed(side, qtbot):
    one = side(_crowd(2_000))
    qtbot.waitUntil(lambda: 0 < len(one.targets.subscriptions._views.get("directory", ())) < 60)
    first = one.targets.subscriptions._views["directory"]
    one.company.view.scrollToBottom()
    qtbot.waitUntil(lambda: one.targets.subscriptions._views["directory"] != first)
    assert not set(first) & set(one.targets.subscriptions._views["directory"])
    one.pane(2)
    qtbot.waitUntil(lambda: "directory" not in one.targets.subscriptions._views)


def test_favourites_are_put_and_taken_by_the_menu(side, qtbot):
    one = side()
    one.choose("agent-jana")
    qtbot.keyClick(one.company.view, Qt.Key.Key_Menu)
    menu = _menu(qtbot, one.company.view)
    next(action for action in menu.actions() if action.text() == "Add to Favourites").trigger()
    menu.close()
    favourites = one.pane(2)
    assert [target.id for target in favourites.presenter.model.targets] == ["agent-jana"]
    assert one.desk.context.remembered.get("targets.favourites") == ["agent-jana"]
    one.targets.favourites.toggle("agent-jana")
    assert "No favourites yet" in favourites._empty.text()
    assert favourites._empty.isVisible()


def test_workgroups_show_live_figures_and_members(side, qtbot):
    one = side()
    pane = one.pane(1)
    said = "Billing, Open, 4 waiting (1:52), 3 of 6 ready, 5 free, 8100"
    index = one.index("queue-billing", 1)
    qtbot.waitUntil(lambda: index.data(SPOKEN).startswith("Billing, Open, 4 waiting (1:5"))
    assert index.data(SPOKEN).endswith(said[-28:])
    view = pane.view
    assert isinstance(view, QTreeView)
    view.expand(index)
    names = [view.model().index(row, 0, index).data() for row in range(view.model().rowCount(index))]
    assert names == ["Brandt, Jana", "Wong, Lee"]
    assert one.desk.context.remembered.get("workgroups.open") == ["queue-billing"]


def test_enter_on_a_workgroup_asks_when_nobody_is_logged_in(side, qtbot):
    one = side()
    pane = one.pane(1)
    one.choose("queue-orders", 1)
    one.desk.backend.refuse = Refusal(ErrorCode.CONFLICT, "no", detail={"reason": str(Reason.QUEUE_EMPTY)})
    qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    qtbot.waitUntil(pane.question.isVisible)
    assert not one.company.question.isVisible()  # only where the hand was
    one.pane(1)
    qtbot.mouseClick(pane.question.yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [body.although_empty for _chat, body in one.sent()] == [False, True])
    qtbot.waitUntil(lambda: not one.targets.transfer.busy("chat-1"))
    assert not pane.question.isVisible()


def test_models(side, qtmodeltester):
    one = side()
    for number in range(3):
        qtmodeltester.check(one.pane(number).presenter.model)


def test_names_of_the_empty_floor(side):
    one = side(Floor.EMPTY)
    assert one.company._empty.text() == "There is nobody in the directory."


def _crowd(count: int) -> Sample:
    base = sample(Floor.FULL)
    people = tuple(
        Target(
            id=f"agent-{n:05}",
            kind=TargetKind.AGENT,
            name=f"First Last{n:05}",
            first_name="First",
            last_name=f"Last{n:05}",
        )
        for n in range(count)
    )
    return Sample(base.snapshot, people, {}, {})
