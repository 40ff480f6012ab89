"""Pictures of the tabs Customer, Case and Notes."""

from collections.abc import Callable

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop_agent.desktop.still.desk import StillDesk
from desktop_agent.desktop.still.floor import Floor
from desktop_agent.desktop.still.show import Show
from desktop_agent.desktop.theme.appearance import Appearance
from desktop_agent.desktop.views.interaction.build import side_tabs

SIZE = (280, 320)
Prepare = Callable[[StillDesk, QWidget], object]


def build(desk: StillDesk, _appearance: Appearance) -> QWidget:
    """The tabs as the shell shows them."""
    desk.context.selection.select("chat-1")
    tabs = QTabWidget()
    for title, page in side_tabs(desk.context, desk.registry):
        tabs.addTab(page, title)
    return tabs


def _turn(number: int, interaction_id: str = "chat-1") -> Prepare:
    def prepare(desk: StillDesk, widget: QWidget) -> None:
        assert isinstance(widget, QTabWidget)
        desk.context.selection.select(interaction_id)
        widget.setCurrentIndex(number)

    return prepare


SHOWS = [
    Show("customer_panel.customer", build, size=SIZE),
    Show("customer_panel.case", build, size=SIZE, prepare=_turn(1)),
    Show("customer_panel.history", build, size=SIZE, prepare=_turn(1, "chat-2")),
    Show("customer_panel.notes", build, size=SIZE, prepare=_turn(2)),
    Show("customer_panel.wrap_up", build, size=SIZE, prepare=_turn(0, "chat-4")),
    Show("customer_panel.empty", build, floor=Floor.EMPTY, size=SIZE),
    Show("customer_panel.long", build, floor=Floor.LONG, size=SIZE, prepare=_turn(1)),
]
