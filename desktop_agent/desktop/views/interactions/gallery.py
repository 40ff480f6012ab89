"""Pictures of My Interactions."""

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop_agent.desktop.still.desk import StillDesk
from desktop_agent.desktop.still.floor import Floor
from desktop_agent.desktop.still.show import Show
from desktop_agent.desktop.theme.appearance import Appearance
from desktop_agent.desktop.views.interactions.build import strip_tabs

SIZE = (1000, 170)


def strip(desk: StillDesk, _appearance: Appearance) -> QTabWidget:
    """The strip's tabs as the shell shows them."""
    holder = QTabWidget()
    holder.setDocumentMode(True)
    for title, pane in strip_tabs(desk.context, desk.registry):
        holder.addTab(pane, title)
    desk.context.selection.select("chat-1")
    return holder


def _queue(_desk: StillDesk, holder: QWidget) -> None:
    assert isinstance(holder, QTabWidget)
    holder.setCurrentIndex(1)


SHOWS = [
    Show("interactions.full", strip, size=SIZE),
    Show("interactions.empty", strip, floor=Floor.EMPTY, size=SIZE),
    Show("interactions.long", strip, floor=Floor.LONG, size=SIZE),
    Show("interactions.rtl", strip, floor=Floor.RTL, size=SIZE, rtl=True),
    Show("interactions.queue", strip, size=SIZE, prepare=_queue),
]
