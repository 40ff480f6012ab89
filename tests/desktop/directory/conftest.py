"""The directories over a floor that stands still."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtWidgets import QTabWidget

from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.still.desk import StillDesk
from desktop_agent.desktop.still.floor import Floor
from desktop_agent.desktop.views.directory.gallery import side_pane
from desktop_agent.desktop.views.directory.pane import TargetPane
from desktop_agent.desktop.views.directory.target_view import TargetViewHand


@dataclass
class Side:
    """The side pane, and what a test needs of it."""

    desk: StillDesk
    tabs: QTabWidget

    @property
    def targets(self) -> TargetDesk:
        """What all lists of targets share."""
        return TargetDesk.of(self.desk.context)

    def pane(self, number: int) -> TargetPane:
        """Company, Workgroups or Favourites, brought to the front."""
        self.tabs.setCurrentIndex(number)
        pane = self.tabs.widget(number)
        assert isinstance(pane, TargetPane)
        return pane

    @property
    def company(self) -> TargetPane:
        """The people."""
        return self.pane(0)

    def hand(self, number: int = 0) -> TargetViewHand:
        """What ties a list to its presenter."""
        hand = self.pane(number).view.findChild(TargetViewHand)
        assert isinstance(hand, TargetViewHand)
        return hand

    def index(self, target_id: str, number: int = 0) -> QModelIndex:
        """Index of a target in one of the lists."""
        return self.pane(number).presenter.model.find(target_id)

    def middle(self, target_id: str, number: int = 0) -> QPoint:
        """Middle of a target's row in its viewport."""
        return self.pane(number).view.visualRect(self.index(target_id, number)).center()

    def choose(self, target_id: str, number: int = 0) -> None:
        """Put the keyboard on a row."""
        view = self.pane(number).view
        view.setFocus()
        view.setCurrentIndex(self.index(target_id, number))

    def names(self) -> list[str]:
        """People as listed."""
        model = self.company.view.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def sent(self, verb: str = "transfer") -> list[Any]:
        """(interaction, body) of the commands of that verb."""
        return [arguments for what, arguments in self.desk.backend.asked if what == verb]


@pytest.fixture
def side(desk: Any, appearance: Any, qtbot: Any) -> Iterator[Callable[..., Side]]:
    """Make a side pane of 280 px: ``side()``, ``side(sample)``."""
    made: list[QTabWidget] = []

    def make(floor: Any = Floor.FULL) -> Side:
        still = desk(floor)
        tabs = side_pane(still, appearance)
        made.append(tabs)
        tabs.resize(280, 420)
        tabs.show()
        tabs.activateWindow()
        qtbot.waitUntil(tabs.isActiveWindow)
        return Side(still, tabs)

    yield make
    for tabs in made:
        tabs.hide()
        tabs.deleteLater()
