"""The store's clock: wall time at the start, carried on by the monotonic clock, never below what was stored."""

import time
from typing import Protocol


class Clock(Protocol):
    """What a store asks for the time."""

    def now_ms(self) -> int:
        """UTC milliseconds; never goes back."""


class StoreClock:
    """UTC milliseconds that no jump of the wall clock moves. Safe to read from any thread."""

    def __init__(self, stored_ms: int) -> None:
        """Args: the highest time the store has ever written."""
        self._start_ms = max(time.time_ns() // 1_000_000, stored_ms)
        self._start_ns = time.monotonic_ns()

    def now_ms(self) -> int:
        """The present."""
        return self._start_ms + (time.monotonic_ns() - self._start_ns) // 1_000_000
