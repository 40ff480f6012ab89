"""Running the program: one asyncio loop on top of Qt's, begun and ended in one place."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

# PySide6 comes first: qasync takes the Qt binding that is already imported.
from PySide6.QtCore import QCoreApplication

import qasync  # isort: skip


def make_loop() -> asyncio.AbstractEventLoop:
    """Return an asyncio loop that runs inside the existing ``QApplication``.

    Raises:
        RuntimeError: there is no application yet.
    """
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("make the QApplication before the loop")
    loop: asyncio.AbstractEventLoop = qasync.QEventLoop(app)
    return loop


def run(main: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Run ``main`` to its end and return its exit status; what it left behind is cancelled and awaited.

    There is one way to end the program: ``main`` returns. A window's close event is ignored and only signals;
    ``main`` then cancels its tasks, awaits them, hides the windows and returns.
    """
    with asyncio.Runner(loop_factory=make_loop) as runner:
        return runner.run(main())
