"""What the style paints itself: scroll bars, headings, marks of branches, buttons with words; and labels."""

import itertools

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QScrollBar, QTableView, QTreeView, QWidget

from desktop_agent.desktop.theme.appearance import Look
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.style import CELL, EDGE
from desktop_agent.desktop.theme.tokens import ICON
from desktop_agent.desktop.views.widgets.icon_button import IconButton
from desktop_agent.desktop.views.widgets.labels import PlainLabel
from tests.desktop.theme.test_contrast import ratio

LOOKS = [Look.LIGHT, Look.DARK, Look.CONTRAST]


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def inked(image: QImage, area: QRect) -> list[int]:
    """Columns with something else than the ground (the colour at the left end of each line)."""
    lines = range(area.top(), area.bottom() + 1)
    ground = {y: image.pixelColor(area.left(), y) for y in lines}
    return [x for x in range(area.left(), area.right() + 1) if any(image.pixelColor(x, y) != ground[y] for y in lines)]


@pytest.mark.parametrize("look", LOOKS)
def test_the_handle_of_a_scroll_bar_can_be_told_from_its_groove(appearance, qtbot, look):
    appearance.set_look(look)
    bar = QScrollBar(Qt.Orientation.Vertical)
    qtbot.addWidget(bar)
    bar.setRange(0, 100)
    bar.setPageStep(50)
    bar.resize(bar.sizeHint().width(), 300)
    bar.show()
    image = picture(bar)
    middle = bar.width() // 2
    handle, groove = image.pixelColor(middle, 60).name(), image.pixelColor(middle, 260).name()
    assert groove == tokens().base
    assert ratio(handle, groove) >= 3


def test_where_there_is_nothing_to_scroll_there_is_nothing(appearance, qtbot):
    appearance.set_look(Look.LIGHT)
    bar = QScrollBar(Qt.Orientation.Vertical)
    qtbot.addWidget(bar)
    bar.setRange(0, 0)
    bar.resize(bar.sizeHint().width(), 300)
    bar.show()
    image = picture(bar)
    assert {image.pixelColor(x, y).name() for x in range(bar.width()) for y in range(300)} == {tokens().base}


@pytest.mark.parametrize("look", LOOKS)
def test_the_mark_of_a_branch_is_seen_on_the_selected_row_too(appearance, qtbot, look):
    appearance.set_look(look)
    model = QStandardItemModel()
    parent = QStandardItem("Billing")
    parent.appendRow(QStandardItem("Jana"))
    model.appendRow(parent)
    tree = QTreeView()
    qtbot.addWidget(tree)
    tree.setHeaderHidden(True)
    tree.setModel(model)
    tree.resize(200, 100)
    tree.show()
    tree.activateWindow()
    qtbot.waitUntil(tree.isActiveWindow)
    tree.setFocus()
    tree.setCurrentIndex(model.index(0, 0))
    image = picture(tree.viewport())
    row = tree.visualRect(model.index(0, 0))
    branch = QRect(0, row.top(), row.left(), row.height())
    shown = {image.pixelColor(x, y).name() for x in range(branch.width()) for y in range(row.top(), row.bottom())}
    assert max(ratio(one, tokens().accent) for one in shown) >= 4.5


def test_headings_stand_over_their_cells_and_the_arrow_beside_the_words(appearance, qtbot):
    appearance.set_look(Look.LIGHT)
    model = QStandardItemModel(1, 1)
    model.setHeaderData(0, Qt.Orientation.Horizontal, "IIIII")
    model.setHeaderData(
        0, Qt.Orientation.Horizontal, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
        Qt.ItemDataRole.TextAlignmentRole,
    )  # fmt: skip
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(model)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setSortingEnabled(True)
    table.setColumnWidth(0, 120)
    table.show()
    header = table.horizontalHeader()
    image = picture(header.viewport())
    middle = header.height() // 2
    columns = inked(image, QRect(0, middle - 2, 110, 4))
    assert columns[0] >= CELL - 1  # the arrow, at the other end
    words = [x for x in columns if x > 40]
    assert any(right - left > CELL for left, right in itertools.pairwise(columns))  # and clear of them
    assert words[-1] <= 120 - CELL


def test_words_of_a_button_keep_clear_of_its_icon(appearance, qtbot):
    appearance.set_look(Look.LIGHT)
    button = IconButton("transfer", "Transfer", text="IIIII")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    button.show()
    columns = inked(picture(button), button.rect())
    assert EDGE <= columns[0] < EDGE + ICON // 2
    first_letter = next(x for x in columns if x > EDGE + ICON)
    assert first_letter >= EDGE + ICON + 4
    assert columns[-1] <= button.width() - EDGE


@pytest.mark.parametrize("words", ["Latin", "ليلى"])
def test_a_label_begins_where_the_windows_lines_begin(appearance, qtbot, words):
    label = PlainLabel(words)
    qtbot.addWidget(label)
    label.resize(300, 20)
    label.show()
    assert inked(picture(label), label.rect())[0] < 20
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert inked(picture(label), label.rect())[-1] > 280
    label.setAlignment(Qt.AlignmentFlag.AlignTrailing)
    assert inked(picture(label), label.rect())[0] < 20
