"""A Team Communicator over a floor that stands still."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from desktop_agent.desktop.presenters.row_actions import Opener
from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.still.desk import StillDesk
from desktop_agent.desktop.still.floor import Floor
from desktop_agent.desktop.views.team_communicator.gallery import page
from desktop_agent.desktop.views.team_communicator.host import CommunicatorHost
from desktop_agent.desktop.views.team_communicator.panel import CommunicatorPanel

CHAT = "chat-1"


@dataclass
class Scene:
    """The page, and what a test needs of it."""

    desk: StillDesk
    page: QWidget
    host: CommunicatorHost
    box: QLineEdit
    button: QToolButton

    @property
    def panel(self) -> CommunicatorPanel:
        """The panel that is open."""
        assert self.host.panel is not None
        return self.host.panel

    @property
    def targets(self) -> TargetDesk:
        """What all lists of targets share."""
        return TargetDesk.of(self.desk.context)

    def names(self) -> list[str]:
        """What is listed, headings in brackets."""
        model = self.panel.hits.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [
            index.data() if self.panel.presenter.model.target_at(index.row()) else f"[{index.data()}]" for index in rows
        ]

    def sent(self, verb: str = "transfer") -> list[Any]:
        """Bodies of the commands of that verb."""
        return [arguments[1] for what, arguments in self.desk.backend.asked if what == verb]


@pytest.fixture
def scene(desk: Any, appearance: Any, qtbot: Any) -> Iterator[Callable[..., Scene]]:
    """Make a page: ``scene()``; opened under its Transfer button: ``scene(opener=Opener.TRANSFER)``."""
    made: list[QWidget] = []

    def make(floor: Any = Floor.FULL, *, opener: Opener | None = None) -> Scene:
        still = desk(floor)
        widget = page(still, appearance)
        made.append(widget)
        widget.resize(700, 560)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        host = widget.findChild(CommunicatorHost)
        one = Scene(
            still, widget, host, widget.findChild(QLineEdit, "search_box"), widget.findChild(QToolButton, "opener")
        )
        if opener is not None:
            host.open(one.box if opener is Opener.MAIN else one.button, opener, CHAT)
        return one

    yield make
    for widget in made:
        host = widget.findChild(CommunicatorHost)
        if host.panel is not None:
            host.panel.close_panel()
        widget.hide()
        widget.deleteLater()
