"""For every test of the desktop: one qasync loop for the run, nothing left running or on the screen."""

import asyncio
import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import qasync  # isort: skip - after PySide6

from desktop_agent.desktop.still.desk import StillDesk
from desktop_agent.desktop.still.floor import Floor, Sample
from desktop_agent.desktop.theme.appearance import Appearance, Look


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform has no keyboard to grab and no order of windows, and says so each time."""
    for item in items:
        if "tests/desktop/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def _qasync_loop(qapp: QApplication) -> qasync.QEventLoop:
    qapp.setQuitOnLastWindowClosed(False)
    loop = qasync.QEventLoop(qapp, already_running=True)
    asyncio._set_running_loop(None)
    return loop


@pytest.fixture
def qloop(_qasync_loop: qasync.QEventLoop, qapp: QApplication) -> Iterator[qasync.QEventLoop]:
    """A loop that counts as running for the length of a test, so that ``qtbot.wait…`` pumps Qt and asyncio.

    Inside coroutines wait with ``asyncio.timeout``, never with qtbot. Leaked tasks and errors nobody took fail it.
    """
    loop = _qasync_loop
    errors: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _loop, context: errors.append(context))
    threads = ThreadPoolExecutor(2)
    loop.set_default_executor(threads)
    asyncio._set_running_loop(loop)
    yield loop
    leaked = [task for task in asyncio.all_tasks(loop) if not task.done()]
    for task in leaked:
        task.cancel()
    for _ in range(20):
        qapp.processEvents()
    asyncio._set_running_loop(None)
    threads.shutdown()
    assert not errors, errors
    assert not leaked, f"leaked tasks: {leaked}"


@pytest.fixture(autouse=True)
def _nothing_left(qapp: QApplication) -> Iterator[None]:
    """No window stays on the screen and no timer goes on ticking."""
    windows, timers = _windows(qapp), _timers()
    yield
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qapp.processEvents()
    if _timers() - timers:
        gc.collect()
    left = [str(window) for window in _windows(qapp) - windows]
    left += [f"timer of {timer.parent()}" for timer in _timers() - timers]
    assert not left, f"left behind: {left}"


def _windows(app: QApplication) -> set[object]:
    return {window for window in app.topLevelWidgets() if window.isVisible()}


def _timers() -> set[QTimer]:
    return {
        wrapper
        for wrapper in shiboken6.getAllValidWrappers()
        if isinstance(wrapper, QTimer) and wrapper.isActive() and not wrapper.isSingleShot()
    }


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    """The light look at 100 %; whatever the test chose is taken back."""
    made = Appearance(qapp)
    made.set_up(Look.LIGHT)
    yield made
    made.set_zoom(100)
    made.set_look(Look.LIGHT)
    made.deleteLater()


@pytest.fixture
def desk(qtbot: QtBot, qloop: qasync.QEventLoop) -> Iterator[Callable[..., StillDesk]]:
    """Make a live session over a floor that stands still: ``desk()``, ``desk(Floor.EMPTY)``, ``desk(offers=True)``."""
    made: list[StillDesk] = []

    def make(floor: Floor | Sample = Floor.FULL, **options: Any) -> StillDesk:
        one = StillDesk(floor, **options)
        made.append(one)
        one.begin()
        qtbot.waitUntil(lambda: one.live)
        return one

    yield make
    for one in made:
        ended = qloop.create_task(one.aclose())
        qtbot.waitUntil(ended.done)
        assert not one.errors, one.errors
