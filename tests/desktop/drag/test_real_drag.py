"""One real drag with real mouse events: from My Interactions onto a name, and Escape in the middle of one."""

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSplitter

from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.views.directory.gallery import side_pane
from desktop_agent.desktop.views.interactions.gallery import strip

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(desk, appearance, qtbot):
    """Table and directory in one window."""
    one = desk()
    made = QSplitter(Qt.Orientation.Vertical)
    tabs, table = side_pane(one, appearance), strip(one, appearance)
    made.addWidget(tabs)
    made.addWidget(table)
    made.resize(700, 640)
    made.show()
    qtbot.waitUntil(lambda: made.isVisible() and made.windowHandle() is not None and made.windowHandle().isExposed())
    pane = tabs.widget(0)
    qtbot.waitUntil(lambda: pane.presenter.model.rowCount() > 0)
    yield one, made, pane, table.widget(0).table
    made.hide()
    made.deleteLater()


def _ends(made, pane, table):
    row = table.visualRect(table.model().index(0, 1)).center()
    name = pane.view.visualRect(pane.presenter.model.find("agent-jana")).center()
    return table.viewport().mapTo(made, row), pane.view.viewport().mapTo(made, name)


@pytest.mark.x11
def test_a_row_dragged_onto_a_name_transfers_it(window, qtbot):
    one, made, pane, table = window
    start, end = _ends(made, pane, table)
    handle = made.windowHandle()
    seen = []
    TargetDesk.of(one.context).drag.hovered.connect(seen.append)
    steps = [
        lambda: QTest.mouseMove(handle, end),
        lambda: QTest.mouseMove(handle, end + QPoint(3, 2)),
        lambda: QTest.mouseMove(handle, end + QPoint(1, 1)),
        lambda: QTest.mouseRelease(handle, LEFT, NONE, end + QPoint(1, 1)),
    ]
    for number, step in enumerate(steps):
        QTimer.singleShot(300 * (number + 1), step)
    QTest.mousePress(handle, LEFT, NONE, start)
    QTimer.singleShot(0, lambda: QTest.mouseMove(handle, start + QPoint(0, -30)))
    qtbot.waitUntil(lambda: [what for what, _ in one.backend.asked] == ["transfer"], timeout=15_000)
    chat, body = one.backend.asked[0][1]
    assert (chat, body.target_id) == ("chat-3", "agent-jana")
    assert "Drop to transfer Tomás Herrera to Jana Brandt" in seen
    qtbot.waitUntil(lambda: not TargetDesk.of(one.context).transfer.busy("chat-3"))


@pytest.mark.x11
def test_escape_cancels_a_drag(window, qtbot):
    one, made, pane, table = window
    start, end = _ends(made, pane, table)
    handle = made.windowHandle()
    drag = TargetDesk.of(one.context).drag
    words, ended, released = [], [], []
    drag.hovered.connect(words.append)
    drag.ended.connect(lambda: ended.append(True))
    steps = [
        lambda: QTest.mouseMove(handle, end),
        lambda: QTest.mouseMove(handle, end + QPoint(3, 2)),
        lambda: QTest.keyClick(handle, Qt.Key.Key_Escape),
        lambda: released.append(QTest.mouseRelease(handle, LEFT, NONE, end)),
    ]
    for number, step in enumerate(steps):
        QTimer.singleShot(300 * (number + 1), step)
    QTest.mousePress(handle, LEFT, NONE, start)
    QTimer.singleShot(0, lambda: QTest.mouseMove(handle, start + QPoint(0, -30)))
    qtbot.waitUntil(lambda: bool(ended and released), timeout=15_000)
    assert any(word.startswith("Drop to transfer") for word in words)
    assert words[-1] == ""
    assert one.backend.asked == []
    assert drag.interaction_id is None
