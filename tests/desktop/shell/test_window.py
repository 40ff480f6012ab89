"""The main window: panes, drawers, what is stale, the end of the session, what is remembered."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_agent.client.platform.settings import Settings
from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.presenters.shell import End
from desktop_agent.desktop.still.floor import Floor
from desktop_agent.desktop.theme.appearance import Look
from desktop_agent.desktop.views.shell.window import COLUMNS


def test_widths_at_1024(shell, qtbot):
    _, window = shell()
    left, centre, right = window.columns.sizes()
    assert left == pytest.approx(COLUMNS[0], abs=12)
    assert right == pytest.approx(COLUMNS[2], abs=12)
    assert centre > 500


def test_f6_goes_round_every_pane_and_back(shell, qtbot):
    _one, window = shell()
    window.bar.list.setFocus()
    order = [window.bar, window.centre, window.directory, window.side, window.strip, window.top]

    def pane():
        focus = QApplication.focusWidget()
        return next(p for p in order if p is focus or p.isAncestorOf(focus))

    seen = []
    for _ in order:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        seen.append(pane())
    assert seen == [*order[1:], order[0]]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert pane() is order[-1]


def test_f6_comes_back_to_where_one_was(shell, qtbot):
    _one, window = shell()
    first = window.panes._entry(window.top)
    window.top.search.setFocus()
    window.top.messages.setFocus()
    assert first is not window.top.messages
    qtbot.keyClick(window.top.messages, Qt.Key.Key_F6)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is window.top.messages


def test_below_900_the_sides_are_drawers(shell, qtbot):
    _one, window = shell(size=(800, 600))
    assert not window.bar.isVisible()
    assert not window.right.isVisible()
    qtbot.mouseClick(window.top.left_drawer, Qt.MouseButton.LeftButton)
    assert window.bar.isVisible()
    qtbot.keyClick(window.bar.list, Qt.Key.Key_Escape)
    assert not window.bar.isVisible()
    window.resize(1024, 700)
    assert window.bar.isVisible()
    assert window.right.isVisible()
    assert window.columns.indexOf(window.bar) == 0
    assert window.columns.indexOf(window.right) == 2


def test_a_drag_at_the_edge_opens_the_drawer(shell, qtbot):
    _one, window = shell(size=(800, 600))
    mime = QMimeData()
    foreign = QDragEnterEvent(
        QPoint(2, 40), Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.right_edge.dragEnterEvent(foreign)
    assert not window.right.isVisible(), "drags from other programs open nothing"
    assert foreign.source() is None
    window.right_drawer.open_panel()
    assert window.right.isVisible()
    assert window.right_edge.geometry().right() == window.ground.width() - 1
    assert window.left_edge.geometry().left() == 0


def test_a_low_window_folds_the_strip_and_a_lower_one_hides_it(shell, qtbot):
    one, window = shell(size=(1024, 480))
    assert window.strip.is_folded
    assert window.strip.height() < 40
    window.resize(1024, 400)
    assert not window.strip.isVisible()
    one.registry.trigger(ActionId.MY_INTERACTIONS)
    assert window.strip.isVisible()
    assert not window.strip.is_folded
    window.resize(1024, 700)
    assert window.strip.isVisible()
    assert not window.strip.is_folded


def test_what_is_stale_says_since_when_and_goes_by_itself(shell, qtbot):
    one, window = shell()
    assert not window.stale.isVisible()
    assert window.status_bar.connection.text() == "Connected"
    one.backend.fall()
    qtbot.waitUntil(window.stale.isVisible)
    assert "as of" in window.stale.text()
    assert window.status_bar.connection.text().startswith("Reconnecting, as of ")
    assert not one.registry.action(ActionId.READY).isEnabled()
    one.backend.rise()
    qtbot.waitUntil(lambda: not window.stale.isVisible(), timeout=10_000)
    assert window.status_bar.connection.text() == "Connected"


def test_a_displaced_session_says_so_and_offers_the_way_back(shell, qtbot):
    one, window = shell()
    one.backend.displace()
    qtbot.waitUntil(window.final.isVisible)
    assert not window.top.isEnabled()
    with qtbot.waitSignal(window.presenter.ended) as seen:
        qtbot.mouseClick(window.final.again, Qt.MouseButton.LeftButton)
    assert seen.args == [End.SIGN_IN_AGAIN]


def test_signed_out_by_the_server(shell, qtbot):
    one, window = shell()
    one.backend.sign_out_by_server()
    qtbot.waitUntil(window.final.isVisible)
    assert "no longer signed in" in window.presenter.final_sentence


def test_a_refusal_without_a_better_place_stands_at_the_top(shell, qtbot):
    one, window = shell()
    one.context.told.emit("It <b>did not</b> work.", None)
    assert window.told.isVisible()
    assert window.told.text() == "It <b>did not</b> work."


def test_closing_only_asks(shell, qtbot):
    _one, window = shell()
    with qtbot.waitSignal(window.close_requested):
        window.close()
    assert window.isVisible()


@pytest.mark.parametrize(("action", "end"), [(ActionId.QUIT, End.QUIT), (ActionId.LOG_OFF, End.LOG_OFF)])
def test_leaving_by_action(shell, qtbot, action, end):
    one, window = shell()
    with qtbot.waitSignal(window.presenter.ended) as seen:
        one.registry.trigger(action)
    assert seen.args == [end]


def test_the_palette_finds_and_triggers(shell, qtbot):
    _one, window = shell()
    qtbot.keyClick(window.bar.list, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.palette_panel
    assert palette.isVisible()
    qtbot.keyClicks(palette.field, "mess")
    names = [palette.list.topLevelItem(row).text(0) for row in range(palette.list.topLevelItemCount())]
    assert names == ["Write a message", "My Messages"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.messages_panel.isVisible()


def test_the_palette_lists_every_visible_action_with_its_shortcut(shell):
    one, window = shell()
    window.palette_panel.open_list()
    listed = window.palette_panel.list
    rows = {listed.topLevelItem(n).text(0): listed.topLevelItem(n).text(1) for n in range(listed.topLevelItemCount())}
    for action in one.registry.all():
        if action.isVisible() and action.objectName() != ActionId.COMMAND_PALETTE:
            assert rows[action.text().replace("&", "")] == action.shortcut().toString()


def test_escape_backs_out_of_the_palette_to_where_one_was(shell, qtbot):
    one, window = shell()
    window.bar.list.setFocus()
    one.registry.trigger(ActionId.COMMAND_PALETTE)
    qtbot.keyClick(window.palette_panel.field, Qt.Key.Key_Escape)
    assert not window.palette_panel.isVisible()
    assert window.bar.list.hasFocus()


def test_zoom_and_look_are_kept(shell, appearance, qtbot):
    one, _window = shell()
    one.registry.trigger(ActionId.ZOOM_IN)
    one.registry.trigger(ActionId.THEME_DARK)
    qtbot.waitUntil(lambda: one.context.settings["theme"] == "dark" and one.context.settings["text_scale"] == 110)
    assert one.registry.action(ActionId.THEME_DARK).isChecked()
    assert not one.registry.action(ActionId.THEME_SYSTEM).isChecked()
    assert appearance.look is Look.DARK
    one.registry.trigger(ActionId.ZOOM_RESET)
    assert appearance.zoom == 100


def test_sizes_are_remembered_and_reset(shell, qtbot):
    one, window = shell()
    window.columns.setSizes([260, 480, 280])
    window.columns.splitterMoved.emit(260, 1)
    assert one.context.remembered.get("shell.columns")[0] == pytest.approx(260, abs=10)
    window.strip.fold.click()
    assert window.strip.is_folded
    assert one.context.remembered.get("shell.folded") is True
    one.registry.trigger(ActionId.RESET_LAYOUT)
    window.resize(1024, 700)  # the virtual screen may be smaller than that
    assert window.columns.sizes()[0] == pytest.approx(200, abs=12)
    assert not window.strip.is_folded


def test_the_window_comes_back_where_it_was(desk, appearance, qtbot):
    from desktop_agent.desktop.views.shell.layout_memory import LayoutMemory

    one = desk()
    memory = LayoutMemory(one.context.remembered)
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(50, 60, 700, 500)
    memory.keep_window(window)
    other = QWidget()
    qtbot.addWidget(other)
    memory.restore_window(other)
    assert (other.x(), other.y(), other.width(), other.height()) == (50, 60, 700, 500)
    one.context.remembered.set("shell.window", [90_000, 90_000, 700, 500])
    memory.restore_window(other)
    assert other.width() <= 1024


def test_an_empty_desk_says_what_to_do(shell):
    _one, window = shell(Floor.EMPTY)
    assert "No chats" in window.bar._empty.text()
    assert window.bar._empty.isVisible()


def test_the_title_names_agent_and_unread(shell):
    _one, window = shell()
    assert window.windowTitle() == "(3) Emma Marsh – Desktop Agent"


def test_the_status_bar_shows_the_queues_longest_first(shell, qtbot):
    _one, window = shell()
    qtbot.waitUntil(lambda: "Billing 4 waiting" in window.status_bar.queues.full_text())
    assert window.status_bar.queues.full_text().index("Billing") < window.status_bar.queues.full_text().index("Orders")


def test_a_locked_setting_cannot_be_changed(shell, tmp_path, qtbot):
    policy = tmp_path / "policy.json"
    policy.write_text('{"sound": false, "theme": "dark"}')
    one, window = shell()
    one.context.settings = Settings(None, policy=policy, environment={})
    from desktop_agent.desktop.views.settings.panel import SettingsPanel

    panel = SettingsPanel(one.context, window._appearance, one.registry, window.stack)
    assert not panel.switches["sound"].isEnabled()
    assert not panel.switches["sound"].isChecked()
    assert not panel.volume.isEnabled()
    assert not panel.look.isEnabled()
    one.context.keep_setting("sound", True)
    qtbot.waitUntil(window.told.isVisible)
    assert "administrator" in window.told.text()


def test_sound_can_be_muted_and_turned_down(shell, qtbot):
    one, window = shell()
    one.registry.trigger(ActionId.SETTINGS)
    panel, remembered = window.settings_panel, one.context.remembered
    assert panel.volume.value() == 70
    panel.volume.setFocus()
    qtbot.keyClick(panel.volume, Qt.Key.Key_Left)
    assert remembered.get("sound.volume") == 65
    qtbot.keyClick(panel.switches["sound"], Qt.Key.Key_Space)
    assert remembered.get("sound.muted") is True
    assert window.companion.ringer.volume == 0
    assert not panel.volume.isEnabled()
    qtbot.keyClick(panel.switches["sound"], Qt.Key.Key_Space)
    assert window.companion.ringer.volume == 65
    assert panel.volume.isEnabled()
