"""My Interactions: columns, the one selection, sorting that stays put, widths, toolbar; the queues' tabs."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QLabel, QTabWidget, QToolButton

from desktop_agent.contract.enums import RemovedWhy
from desktop_agent.contract.events import InteractionChanged, InteractionRemoved
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.models.table import COLUMNS, AlarmRole, Column
from desktop_agent.desktop.still.floor import NOW_MS, Floor
from desktop_agent.desktop.views.interactions.gallery import strip
from desktop_agent.desktop.views.interactions.pane import InteractionsPane

Made = tuple[Any, QTabWidget, InteractionsPane]


@pytest.fixture
def strips(desk: Any, appearance: Any, qtbot: Any) -> Iterator[Callable[..., Made]]:
    """Make the strip: ``one, tabs, pane = strips()``."""
    made: list[QTabWidget] = []

    def make(floor: Any = Floor.FULL, **options: Any) -> Made:
        one = desk(floor, **options)
        tabs = strip(one, appearance)
        made.append(tabs)
        tabs.resize(1000, 220)
        tabs.show()
        tabs.activateWindow()
        qtbot.waitUntil(tabs.isActiveWindow)
        pane = tabs.widget(0)
        assert isinstance(pane, InteractionsPane)
        return one, tabs, pane

    yield make
    for tabs in made:
        tabs.hide()
        tabs.deleteLater()


def _customers(pane: InteractionsPane) -> list[str]:
    return [item.customer.name for item in pane.presenter.model.rows]


def _cell(pane: InteractionsPane, row: int, column: Column) -> str:
    return str(pane.presenter.model.index(row, COLUMNS.index(column)).data())


def test_longest_waiting_first_with_every_column(strips):
    _one, _tabs, pane = strips()
    assert _customers(pane)[:3] == ["Tomás Herrera", "Sara Pohl", "Amir Kaya"]
    headers = [pane.presenter.model.headerData(n, Qt.Orientation.Horizontal) for n in range(len(COLUMNS))]
    assert headers == ["State", "Customer", "Queue", "Waiting", "Duration", "Unread", "Parties", "Id"]
    row = _customers(pane).index("Amir Kaya")
    assert _cell(pane, row, Column.STATE) == "Active"
    assert _cell(pane, row, Column.QUEUE) == "Billing"
    assert _cell(pane, row, Column.WAITING).startswith("0:4")
    assert _cell(pane, row, Column.UNREAD) == "2"
    assert _cell(pane, _customers(pane).index("Sara Pohl"), Column.STATE) == "Transferring"
    spoken = pane.presenter.model.index(row, COLUMNS.index(Column.WAITING)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Waiting 4")


def test_alarm_has_two_levels(strips):
    _one, _tabs, pane = strips()
    levels = {
        item.customer.name: pane.presenter.model.index(row, 0).data(AlarmRole)
        for row, item in enumerate(pane.presenter.model.rows)
    }
    assert (levels["Tomás Herrera"], levels["Sara Pohl"], levels["Amir Kaya"]) == ("limit", "warn", "")


def test_one_selection_both_ways(strips, qtbot):
    one, _tabs, pane = strips()
    assert pane.table.currentIndex().siblingAtColumn(1).data() == "Amir Kaya"
    one.context.selection.select("chat-2")
    assert pane.table.currentIndex().siblingAtColumn(1).data() == "Sara Pohl"
    rect = pane.table.visualRect(pane.presenter.model.index(0, 1))
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert one.context.selection.current == "chat-3"


def test_enter_and_double_click_bring_the_chat_to_the_front(strips, qtbot):
    one, _tabs, pane = strips()
    activated = []
    one.context.selection.activated.connect(activated.append)
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_Down)
    chosen = one.context.selection.current
    qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert activated == [chosen]
    rect = pane.table.visualRect(pane.presenter.model.index(0, 1))
    qtbot.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    qtbot.mouseDClick(pane.table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert activated == [chosen, "chat-3"]


def test_a_change_moves_no_row_and_keeps_the_selection(strips, qtbot):
    one, _tabs, pane = strips()
    before = _customers(pane)
    amir = one.context.replica.interactions["chat-1"]
    later = msgspec.structs.replace(
        amir, customer_waiting_since_ms=NOW_MS - 999_000, unread=9, version=amir.version + 1
    )
    one.backend.push(InteractionChanged(interaction=later))
    row = before.index("Amir Kaya")
    qtbot.waitUntil(lambda: _cell(pane, row, Column.UNREAD) == "9")
    assert _customers(pane) == before
    assert pane.table.currentIndex().row() == row
    assert one.context.selection.current == "chat-1"


def test_sorting_by_a_heading_is_kept_and_remembered(strips, qtbot):
    one, _tabs, pane = strips()
    header = pane.table.horizontalHeader()
    column = COLUMNS.index(Column.CUSTOMER)
    at = QPoint(header.sectionViewportPosition(column) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert _customers(pane) == sorted(_customers(pane), key=str.casefold)
    assert pane.table.currentIndex().siblingAtColumn(1).data() == "Amir Kaya"
    assert one.context.remembered.get("table.interactions.sorting") == ["customer", False]


def test_widths_are_remembered(strips, qtbot):
    one, _tabs, pane = strips()
    pane.table.horizontalHeader().resizeSection(1, 231)
    qtbot.waitUntil(lambda: (one.context.remembered.get("table.interactions.widths") or {}).get("customer") == 231)


def test_a_chat_goes_and_the_empty_table_says_what_comes(strips, qtbot):
    one, _tabs, pane = strips()
    ids = list(one.context.replica.interactions)
    one.backend.push(*(InteractionRemoved(interaction_id=gone, why=RemovedWhy.COMPLETED) for gone in ids))
    qtbot.waitUntil(pane._empty.isVisible)
    assert pane._empty.text().startswith("No chats.")


def test_toolbar_triggers_the_registered_actions(strips, qtbot):
    one, _tabs, pane = strips(offers=True)
    origins = []
    one.registry.bind(ActionId.TRANSFER, lambda: origins.append(one.registry.origin))
    button = pane.findChild(QToolButton, f"interactions.button.{ActionId.TRANSFER}")
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert origins == [button]
    pick_up = pane.findChild(QToolButton, f"interactions.button.{ActionId.PICK_UP}")
    qtbot.waitUntil(pick_up.isEnabled)
    qtbot.mouseClick(pick_up, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "accept" in [what for what, _arguments in one.backend.asked])


def test_each_queue_has_a_tab_with_its_figures(strips, qtbot):
    _one, tabs, _pane = strips()
    qtbot.waitUntil(lambda: [tabs.tabText(n) for n in range(tabs.count())][1:] == ["Billing 4", "Claims 0", "Orders 1"])
    tabs.setCurrentIndex(1)
    texts = [label.accessibleName() for label in tabs.currentWidget().findChildren(QLabel)]
    assert "Waiting: 4" in texts
    assert "Logged in: 6" in texts
    assert "Average wait (30 min): 0:48" in texts


def test_model(strips, qtmodeltester):
    _one, _tabs, pane = strips()
    qtmodeltester.check(pane.presenter.model)
    pane.presenter.model.sort(COLUMNS.index(Column.PARTIES))
    assert not pane.presenter.model.index(0, 0).parent().isValid()
    assert pane.presenter.model.rowCount(pane.presenter.model.index(0, 0)) == 0
    assert pane.presenter.model.rowCount(QModelIndex()) == 5


def test_parties_are_the_others_and_who_is_invited_with_the_time_left(strips):
    _one, _tabs, pane = strips()
    row = _customers(pane).index("Sara Pohl")
    assert _cell(pane, row, Column.PARTIES).startswith("Jana Brandt, invited 0:1")
    assert _cell(pane, _customers(pane).index("Amir Kaya"), Column.PARTIES) == ""


def test_the_id_is_short_and_whole_in_the_tooltip(strips):
    one, _tabs, pane = strips()
    long = "01a2016c-1456-77d1-a1d0-269f5cb5dc02"
    chat = msgspec.structs.replace(one.context.replica.interactions["chat-1"], id=long)
    index = pane.presenter.model.index(0, COLUMNS.index(Column.ID))
    pane.presenter.model.show([chat])
    assert index.data() == "269f5cb5dc02"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == long
