"""Pictures of the main window."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.still.desk import StillDesk
from desktop_agent.desktop.still.floor import Floor
from desktop_agent.desktop.still.show import Show
from desktop_agent.desktop.theme.appearance import Appearance
from desktop_agent.desktop.views.shell.compose import all_parts
from desktop_agent.desktop.views.shell.window import MainWindow


def window(desk: StillDesk, appearance: Appearance) -> QWidget:
    """The main window with all its parts."""
    return MainWindow(desk.context, desk.registry, appearance, all_parts())


def _trigger(action_id: ActionId) -> Callable[[StillDesk, QWidget], object]:
    return lambda desk, _widget: desk.registry.trigger(action_id)


def _notice(desk: StillDesk, _widget: QWidget) -> None:
    desk.context.feed.notice_added.emit("notice-2")


SHOWS = [
    Show("shell.full", window),
    Show("shell.empty", window, floor=Floor.EMPTY),
    Show("shell.loading", window, live=False),
    Show("shell.offline", window, prepare=lambda desk, _widget: desk.backend.fall()),
    Show("shell.displaced", window, prepare=lambda desk, _widget: desk.backend.displace()),
    Show("shell.long", window, floor=Floor.LONG),
    Show("shell.rtl", window, floor=Floor.RTL, rtl=True),
    Show("shell.palette", window, prepare=_trigger(ActionId.COMMAND_PALETTE)),
    Show("shell.messages", window, prepare=_trigger(ActionId.MY_MESSAGES)),
    Show("shell.toast", window, prepare=_notice),
    Show("shell.settings", window, prepare=_trigger(ActionId.SETTINGS)),
    Show("shell.drawer", window, prepare=_trigger(ActionId.DIRECTORY)),
]
