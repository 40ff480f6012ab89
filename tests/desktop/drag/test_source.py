"""Where a drag begins: in the mouse handler, after enough of a way, with the button of the press."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QWidget

from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.views.drag.mime import MIME
from desktop_agent.desktop.views.drag.source import DragSource
from desktop_agent.desktop.views.interactions.gallery import strip


@pytest.fixture
def source(desk, appearance, qtbot):
    """A widget one can drag ``chat-1`` from; ``drags`` has what was begun."""
    one = desk()
    widget = QWidget()
    widget.resize(300, 100)
    drags = []
    state = TargetDesk.of(one.context).drag

    def run(drag: QDrag) -> None:
        chat = bytes(drag.mimeData().data(MIME).data()).decode()
        drags.append((chat, state.interaction_id, state.button, drag.pixmap().isNull()))
        drag.deleteLater()

    DragSource(widget, state, lambda at: "chat-1" if at.x() < 200 else None, run)
    widget.show()
    yield widget, state, drags
    widget.hide()
    widget.deleteLater()


def _pull(qtbot, widget, start, way, button=Qt.MouseButton.LeftButton):
    from PySide6.QtTest import QTest

    qtbot.mousePress(widget, button, pos=start)
    for step in (way / 2, way):
        at = start + QPoint(round(step), 0)
        from PySide6.QtCore import QEvent, QPointF
        from PySide6.QtGui import QMouseEvent

        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            QPointF(widget.mapToGlobal(at)),
            Qt.MouseButton.NoButton,
            button,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(widget, event)
    QTest.mouseRelease(widget, button, Qt.KeyboardModifier.NoModifier, start + QPoint(way, 0))


def test_a_long_enough_way_begins_it_with_id_picture_and_button(source, qtbot):
    widget, state, drags = source
    started = []
    state.started.connect(started.append)
    _pull(qtbot, widget, QPoint(10, 10), 40)
    assert drags == [("chat-1", "chat-1", Qt.MouseButton.LeftButton, False)]
    assert started == ["chat-1"]
    assert state.interaction_id is None  # over again


def test_the_right_button_is_remembered(source, qtbot):
    widget, _state, drags = source
    _pull(qtbot, widget, QPoint(10, 10), 40, Qt.MouseButton.RightButton)
    assert [button for _chat, _held, button, _picture in drags] == [Qt.MouseButton.RightButton]


def test_a_click_is_no_drag(source, qtbot):
    widget, _state, drags = source
    _pull(qtbot, widget, QPoint(10, 10), 3)
    assert drags == []


def test_where_there_is_no_chat_there_is_no_drag(source, qtbot):
    widget, _state, drags = source
    _pull(qtbot, widget, QPoint(250, 10), 40)
    assert drags == []


def test_a_chat_that_went_cannot_be_dragged(source, qtbot):
    widget, state, drags = source
    del state._context.replica.interactions["chat-1"]
    _pull(qtbot, widget, QPoint(10, 10), 40)
    assert drags == []


def test_the_widget_vanishing_during_the_drag_ends_it_cleanly(desk, appearance, qtbot):
    one = desk()
    state = TargetDesk.of(one.context).drag
    widget = QWidget()
    widget.resize(200, 100)
    import shiboken6

    DragSource(widget, state, lambda _at: "chat-1", lambda drag: shiboken6.delete(widget))
    ended = []
    state.ended.connect(lambda: ended.append(True))
    widget.show()
    source = widget.findChild(DragSource)
    source._pressed = (QPoint(0, 0), Qt.MouseButton.LeftButton, "chat-1")
    source._start("chat-1", Qt.MouseButton.LeftButton)
    assert ended == [True]


def test_rows_of_my_interactions_can_be_dragged(desk, appearance, qtbot, monkeypatch):
    one = desk()
    tabs = strip(one, appearance)
    tabs.resize(900, 220)
    tabs.show()
    table = tabs.widget(0).table
    source = table.findChild(DragSource) or table.viewport().findChild(DragSource)
    dragged = []
    monkeypatch.setattr(source, "_run", lambda drag: dragged.append(bytes(drag.mimeData().data(MIME).data())))
    rect = table.visualRect(table.model().index(0, 1))
    _pull(qtbot, table.viewport(), rect.center(), 40)
    assert dragged == [b"chat-3"]
    assert one.context.selection.current == "chat-3"  # the press has selected it as ever
    tabs.hide()
    tabs.deleteLater()
