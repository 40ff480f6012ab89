"""The Interaction Bar: rows, alarm, order, the program's one selection."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from desktop_agent.contract.enums import RemovedWhy
from desktop_agent.contract.events import InteractionChanged, InteractionRemoved
from desktop_agent.contract.values import Customer, Policy
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.models.interactions import ROW_ROLE, Alarm, Turn, alarm
from desktop_agent.desktop.presenters.interaction_bar import InteractionBarPresenter
from desktop_agent.desktop.still.floor import BILLING, NOW_MS, Floor, chat


@pytest.fixture
def bar(desk):
    one = desk()
    return one, InteractionBarPresenter(one.context, one.context)


def row(presenter, number):
    return presenter.model.index(number).data(ROW_ROLE)


@pytest.mark.parametrize(
    ("waited_s", "level"),
    [
        (None, Alarm.NONE),
        (0, Alarm.WAITING),
        (59, Alarm.WAITING),
        (60, Alarm.WARN),
        (179, Alarm.WARN),
        (180, Alarm.LIMIT),
    ],
)
def test_three_levels(waited_s, level):
    since = None if waited_s is None else NOW_MS - waited_s * 1_000
    assert alarm(since, NOW_MS, Policy()) is level


def test_rows_say_who_must_answer(bar):
    _, presenter = bar
    turns = [row(presenter, number).turn for number in range(5)]
    assert turns == [Turn.YOU, Turn.PENDING, Turn.YOU, Turn.WRAP_UP, Turn.HELD]
    assert presenter.second_line(row(presenter, 0)) == "Billing · your turn"
    assert presenter.second_line(row(presenter, 1)).endswith("to Jana Brandt")
    assert presenter.second_line(row(presenter, 3)).startswith("Billing · wrap-up 1:")
    assert presenter.unread_words(row(presenter, 0)) == "2 new"


def test_a_row_in_words_for_a_screen_reader(bar):
    _, presenter = bar
    spoken = presenter.model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Tomás Herrera, Orders, your turn, waiting too long 3 min 1")


def test_the_model_keeps_qts_rules(bar, qtbot, qtmodeltester):
    one, presenter = bar
    qtmodeltester.check(presenter.model)
    assert isinstance(qtmodeltester, ModelTester)
    one.backend.push(
        InteractionChanged(interaction=chat(9, Customer(name="New"), BILLING), transcript=()),
        InteractionRemoved(interaction_id="chat-2", why=RemovedWhy.TRANSFERRED, to_name="Jana"),
    )
    qtbot.waitUntil(lambda: presenter.model.ids == ["chat-1", "chat-3", "chat-4", "chat-5", "chat-9"])


def test_a_change_repaints_its_row_only(bar, qtbot):
    one, presenter = bar
    changed = msgspec.structs.replace(one.context.replica.interactions["chat-3"], unread=4, version=2)
    with qtbot.waitSignal(presenter.model.dataChanged) as seen:
        one.backend.push(InteractionChanged(interaction=changed))
    assert seen.args[0].row() == seen.args[1].row() == 2
    assert row(presenter, 2).unread == 4


def test_the_end_of_a_transfer_is_seen_at_once(bar, qtbot):
    one, presenter = bar
    chat_2 = one.context.replica.interactions["chat-2"]
    assert row(presenter, 1).turn is Turn.PENDING
    with qtbot.waitSignal(presenter.model.dataChanged) as seen:
        one.backend.push(InteractionChanged(interaction=msgspec.structs.replace(chat_2, pending=None, version=9)))
    assert seen.args[0].row() == 1
    assert presenter.second_line(row(presenter, 1)) == "Claims · your turn"


def test_a_new_chat_does_not_take_the_selection(bar, qtbot):
    one, presenter = bar
    assert one.context.selection.current == "chat-1"
    one.backend.push(InteractionChanged(interaction=chat(9, Customer(name="New"), BILLING), transcript=()))
    qtbot.waitUntil(lambda: presenter.model.rowCount() == 6)
    assert one.context.selection.current == "chat-1"


def test_the_first_chat_of_an_empty_desk_is_selected(desk, qtbot):
    one = desk(Floor.EMPTY)
    presenter = InteractionBarPresenter(one.context, one.context)
    assert one.context.selection.current is None
    one.backend.push(InteractionChanged(interaction=chat(9, Customer(name="New"), BILLING), transcript=()))
    qtbot.waitUntil(lambda: one.context.selection.current == "chat-9")
    assert presenter.model.rowCount() == 1


def test_when_the_selected_chat_goes_its_neighbour_is_selected(bar, qtbot):
    one, _presenter = bar
    one.context.selection.select("chat-2")
    one.backend.push(InteractionRemoved(interaction_id="chat-2", why=RemovedWhy.TRANSFERRED))
    qtbot.waitUntil(lambda: one.context.selection.current == "chat-3")
    for number in (5, 4, 3, 1):
        one.backend.push(InteractionRemoved(interaction_id=f"chat-{number}", why=RemovedWhy.COMPLETED))
    qtbot.waitUntil(lambda: one.context.selection.current is None)


def test_next_and_previous_go_round(bar):
    one, presenter = bar
    selection = one.context.selection
    presenter.previous_chat()
    assert selection.current == "chat-5"
    presenter.next_chat()
    assert selection.current == "chat-1"
    presenter.next_chat()
    assert selection.current == "chat-2"


def test_the_longest_waiting_comes_to_the_front(bar, qtbot):
    one, presenter = bar
    with qtbot.waitSignal(one.context.selection.activated) as seen:
        presenter.longest_waiting()
    assert seen.args == ["chat-3"]


def test_with_nobody_waiting_there_is_a_reason(desk):
    one = desk(Floor.EMPTY)
    presenter = InteractionBarPresenter(one.context, one.context)
    assert presenter.why_none_waits() == "No customer is waiting for an answer."
    assert presenter.why_no_chat() == "You have no chats."
    presenter.next_chat()
    presenter.longest_waiting()


def test_the_list_and_the_selection_are_one(shell, qtbot):
    one, window = shell()
    view = window.bar.list
    assert view.currentIndex().row() == 0
    one.context.selection.select("chat-4")
    assert view.currentIndex().row() == 3
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert one.context.selection.current == "chat-3"
    with qtbot.waitSignal(one.context.selection.activated) as seen:
        qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(1)).center()
        )
    assert seen.args == ["chat-2"]


def test_keys_of_the_window(shell, qtbot):
    one, window = shell()
    qtbot.keyClick(window.bar.list, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert one.context.selection.current == "chat-3"
    assert one.registry.why_not(ActionId.NEXT_CHAT) is None
