"""Time as the client sees it: handed in, so that tests turn it by hand."""

import asyncio
import heapq
import itertools
import time
from typing import Protocol


class Clock(Protocol):
    """What the client may know of time."""

    def monotonic_ms(self) -> int:
        """Milliseconds since some moment; never goes back, whatever happens to the wall clock."""

    def wall_ms(self) -> int:
        """UTC milliseconds of this machine, which may be wrong."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The machine's own clocks."""

    def monotonic_ms(self) -> int:
        """See ``Clock``."""
        return time.monotonic_ns() // 1_000_000

    def wall_ms(self) -> int:
        """See ``Clock``."""
        return time.time_ns() // 1_000_000

    async def sleep(self, seconds: float) -> None:
        """See ``Clock``."""
        await asyncio.sleep(seconds)


class ManualClock:
    """A clock that stands still until ``advance`` is called; sleepers wake in the order of their time."""

    def __init__(self, *, wall_ms: int = 1_700_000_000_000) -> None:
        """Start at monotonic 0 and the given wall time."""
        self._monotonic_ms = 0
        self._wall_ms = wall_ms
        self._order = itertools.count()
        self._sleepers: list[tuple[int, int, asyncio.Future[None]]] = []

    def monotonic_ms(self) -> int:
        """See ``Clock``."""
        return self._monotonic_ms

    def wall_ms(self) -> int:
        """See ``Clock``."""
        return self._wall_ms

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock has been advanced by so much."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._monotonic_ms + round(seconds * 1_000), next(self._order), future))
        await future

    @property
    def sleepers(self) -> int:
        """How many are waiting now."""
        return sum(not future.done() for _, _, future in self._sleepers)

    async def advance(self, seconds: float) -> None:
        """Move on, waking everybody whose time comes, each at his own moment; lets them run before going on."""
        end_ms = self._monotonic_ms + round(seconds * 1_000)
        await self._settle()
        while self._sleepers and self._sleepers[0][0] <= end_ms:
            due_ms, _, future = heapq.heappop(self._sleepers)
            self._step_to(due_ms)
            if not future.done():
                future.set_result(None)
                await self._settle()
        self._step_to(end_ms)
        await self._settle()

    def set_wall_ms(self, wall_ms: int) -> None:
        """Somebody sets the machine's clock; the monotonic one does not care."""
        self._wall_ms = wall_ms

    def _step_to(self, moment_ms: int) -> None:
        step_ms = max(0, moment_ms - self._monotonic_ms)
        self._monotonic_ms += step_ms
        self._wall_ms += step_ms

    async def _settle(self) -> None:
        for _ in range(10):
            await asyncio.sleep(0)
