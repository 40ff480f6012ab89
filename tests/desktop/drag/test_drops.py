"""Drops on directory, workgroups, favourites and the Team Communicator: said before the release, done after it."""

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu

from desktop_agent.contract.enums import TargetKind
from desktop_agent.contract.values import Target
from desktop_agent.desktop.models.targets import TargetRole
from desktop_agent.desktop.still.floor import Floor, Sample, sample
from desktop_agent.desktop.views.drag.mime import pack
from tests.desktop.drag.events import Own


@pytest.fixture
def held(monkeypatch, qtbot):
    """Hold a chat over a list: ``held(side, number)``."""

    def hold(one, number=0, chat="chat-1"):
        pane = one.pane(number)
        # The states of the rows must be there, else a drop is merely tried.
        qtbot.waitUntil(lambda: bool(one.targets.subscriptions.ids))
        own = Own(pane.view, one.targets.drag, chat, monkeypatch=monkeypatch)
        return own, pane

    return hold


def _known(qtbot, one, target_id, chat="chat-1"):
    qtbot.waitUntil(lambda: one.targets.ranks.get(chat, target_id) is not None)


def test_a_target_that_takes_it_says_so_before_the_release_and_gets_it_after(side, held, qtbot):
    one = side()
    own, pane = held(one)
    at = one.middle("agent-jana")
    assert own.enter(at)
    _known(qtbot, one, "agent-jana")
    assert own.move(at)
    verdict = one.hand().drop.over("agent-jana")
    assert (verdict.takes, verdict.words) == (True, "Drop to transfer Amir Kaya to Jana Brandt")
    assert pane.foot.text() == verdict.words
    assert own.drop(at)
    assert one.sent() == []  # nothing happens inside the drop
    qtbot.waitUntil(lambda: [body.target_id for _chat, body in one.sent()] == ["agent-jana"])
    qtbot.waitUntil(lambda: not one.targets.transfer.busy("chat-1"))


def test_a_target_that_does_not_take_it_gives_the_reason_and_nothing_else(side, held, qtbot):
    one = side()
    own, pane = held(one)
    at = one.middle("agent-omar")
    own.enter(at)
    _known(qtbot, one, "agent-omar")
    assert not own.move(at)
    assert one.hand().drop.over("agent-omar").takes is False
    own.release_outside()
    assert "Do Not Disturb" in pane.foot.text()
    assert one.sent() == []


def test_before_the_server_has_said_a_drop_is_tried(side, held, qtbot):
    one = side()
    own, _pane = held(one)
    at = one.middle("agent-jana")
    one.targets.ranks._known.clear()
    own.enter(at)
    assert own.move(at)
    assert one.hand().drop.over("agent-jana").takes is None
    own.drop(at)
    qtbot.waitUntil(lambda: len(one.sent()) == 1)
    qtbot.waitUntil(lambda: not one.targets.transfer.busy("chat-1"))


def test_a_chat_whose_transfer_is_pending_is_refused_everywhere(side, held, qtbot):
    one = side()
    own, _pane = held(one, chat="chat-2")
    at = one.middle("agent-jana")
    own.enter(at)
    assert not own.move(at)
    assert "already waiting" in one.hand().drop.over("agent-jana").words
    own.release_outside()


@pytest.mark.parametrize(("number", "target_id"), [(1, "queue-billing"), (2, "agent-priya")])
def test_workgroups_and_favourites_take_drops_too(side, held, qtbot, number, target_id):
    one = side()
    one.targets.favourites.toggle("agent-priya")
    own, _pane = held(one, number)
    at = one.middle(target_id, number)
    own.enter(at)
    _known(qtbot, one, target_id)
    assert own.move(at)
    own.drop(at)
    qtbot.waitUntil(lambda: [body.target_id for _chat, body in one.sent()] == [target_id])
    qtbot.waitUntil(lambda: not one.targets.transfer.busy("chat-1"))


def test_empty_ground_takes_nothing(side, held):
    one = side()
    own, pane = held(one, 2)
    at = QPoint(40, pane.view.viewport().height() - 4)
    own.enter(at)
    assert not own.move(at)
    assert not own.drop(at)
    assert one.sent() == []


def test_leaving_takes_the_words_back_and_escape_does_nothing_more(side, held, qtbot):
    one = side()
    own, pane = held(one)
    at = one.middle("agent-jana")
    own.enter(at)
    _known(qtbot, one, "agent-jana")
    own.move(at)
    own.leave()
    assert one.hand().drop.over("agent-jana") is None
    one.targets.drag.end()  # what Escape leads to
    assert not pane.foot.text().startswith("Drop to")
    assert one.sent() == []


def test_drags_of_other_programs_are_refused(side, qtbot):
    one = side()
    view = one.company.view
    one.targets.drag.begin("chat-1", Qt.MouseButton.LeftButton)
    data = pack("chat-1")  # the event does not keep it
    event = QDragEnterEvent(
        QPoint(40, 10),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert event.source() is None
    QApplication.sendEvent(view.viewport(), event)
    assert not event.isAccepted()
    one.targets.drag.end()


def test_the_right_button_of_the_press_opens_a_menu(side, held, qtbot):
    one = side()
    own, pane = held(one)
    one.targets.drag.end()
    one.targets.drag.begin("chat-1", Qt.MouseButton.RightButton)
    at = one.middle("agent-jana")
    own.enter(at)
    _known(qtbot, one, "agent-jana")
    own.move(at)
    own.drop(at)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in pane.view.findChildren(QMenu)))
    assert one.sent() == []
    menu = next(menu for menu in pane.view.findChildren(QMenu) if menu.isVisible())
    assert [action.text() for action in menu.actions()] == ["Instant Chat Transfer", "Cancel"]
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: len(one.sent()) == 1)
    qtbot.waitUntil(lambda: not one.targets.transfer.busy("chat-1"))


def test_tabs_change_under_a_held_chat(side, held, qtbot):
    one = side()
    own, _pane = held(one)
    bar = one.tabs.tabBar()
    assert bar.acceptDrops()
    at = bar.tabRect(1).center()
    assert own.over(bar).enter(at)
    own.move(at)
    qtbot.waitUntil(lambda: one.tabs.currentIndex() == 1)
    one.targets.drag.end()


def test_the_list_scrolls_when_a_chat_is_held_at_its_edge(side, held, qtbot):
    one = side(_crowd())
    own, pane = held(one)
    view = pane.view
    edge = QPoint(60, view.viewport().height() - 6)
    own.enter(edge)
    own.move(edge)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 0)
    below = view.indexAt(edge).data(TargetRole)
    qtbot.waitUntil(lambda: one.hand().drop.over(view.indexAt(edge).data(TargetRole).id) is not None)
    assert below is not None
    own.release_outside()
    assert not one.hand().drop._scroll.isActive()


def test_models_are_not_reset_under_a_drag(side, held, qtbot):
    one = side()
    own, pane = held(one)
    resets = []
    pane.presenter.model.modelReset.connect(lambda: resets.append(True))
    own.enter(one.middle("agent-jana"))
    pane.filter_box.setText("wong")
    assert resets == []
    own.release_outside()
    assert resets == [True]
    assert one.names() == ["Wong, Lee"]


def test_no_timer_is_left_when_the_source_vanishes(side, held, qtbot):
    one = side()
    own, _pane = held(one)
    own.enter(one.middle("agent-jana"))
    scroll = one.hand().drop._scroll
    assert isinstance(scroll, QTimer)
    assert scroll.isActive()
    one.targets.drag.end()
    assert not scroll.isActive()


def _crowd() -> Sample:
    base = sample(Floor.FULL)
    people = tuple(
        Target(
            id=f"agent-{n:05}",
            kind=TargetKind.AGENT,
            name=f"First Last{n:05}",
            first_name="First",
            last_name=f"Last{n:05}",
        )
        for n in range(300)
    )
    return Sample(base.snapshot, people, {}, {})


def test_unpacking_needs_our_own_type(monkeypatch):
    from PySide6.QtCore import QMimeData, QPointF

    from desktop_agent.desktop.views.drag.mime import unpack

    data = QMimeData()
    data.setText("chat-1")
    event = QDropEvent(
        QPointF(1, 1), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    source = QObject()
    monkeypatch.setattr(QDropEvent, "source", lambda _event: source)
    assert unpack(event) is None
