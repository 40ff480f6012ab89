"""The program's one clock: times for the client, one tick a second for everything that counts on the screen."""

import asyncio
import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal


class QtClock(QObject):
    """``client.clock.Clock`` on Qt, with a tick.

    Signals:
        tick: once a second, shortly after the full second of the wall clock; the only repeating timer of the program.
    """

    tick = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.setInterval(1_000)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Begin to tick."""
        self._timer.start()

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()

    def monotonic_ms(self) -> int:
        """Milliseconds that only go forward, whatever happens to the wall clock."""
        return time.monotonic_ns() // 1_000_000

    def wall_ms(self) -> int:
        """UTC milliseconds of this machine's clock."""
        return time.time_ns() // 1_000_000

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
