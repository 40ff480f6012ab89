"""The main window over a floor that stands still."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from desktop_agent.desktop.still.floor import Floor
from desktop_agent.desktop.theme.appearance import Appearance
from desktop_agent.desktop.views.shell.compose import all_parts
from desktop_agent.desktop.views.shell.window import MainWindow


@pytest.fixture
def shell(desk: Any, appearance: Appearance, qtbot: Any) -> Iterator[Callable[..., tuple[Any, MainWindow]]]:
    """Make a live desk and its window: ``one, window = shell()``."""
    made: list[tuple[Any, MainWindow]] = []

    def make(floor: Any = Floor.FULL, *, size: tuple[int, int] = (1024, 700), **options: Any) -> tuple[Any, MainWindow]:
        one = desk(floor, **options)
        window = MainWindow(one.context, one.registry, appearance, all_parts())
        made.append((one, window))
        window.resize(*size)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return one, window

    yield make
    for one, window in made:
        one.quiet()
        window.leave()
        window.deleteLater()
