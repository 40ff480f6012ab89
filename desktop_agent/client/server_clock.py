"""The store's clock, carried on between its answers by the monotonic clock of this machine."""

from desktop_agent.client.clock import Clock

DRIFT_PER_S_MS = 1.0
"""How far the estimate gives way per second, so that a fast local clock cannot run away from the store's."""


class ServerClock:
    """The best guess of the store's present time.

    An answer is never early, only late by its way through the network; so the earliest one counts: the greatest
    difference between its reading and the local monotonic clock. Jumps of the local wall clock do not matter.
    """

    def __init__(self, clock: Clock) -> None:
        """Before the first answer it is the wall clock."""
        self._clock = clock
        self._offset_ms: float | None = None
        self._taken_ms = 0
        self._last_ms = 0

    @property
    def known(self) -> bool:
        """Whether the store has told its time."""
        return self._offset_ms is not None

    def take(self, now_ms: int) -> None:
        """Learn from an answer that carries the store's clock; 0 means that it carries none."""
        if now_ms <= 0:
            return
        local_ms = self._clock.monotonic_ms()
        offset_ms = float(now_ms - local_ms)
        if self._offset_ms is None:
            self._offset_ms = offset_ms
        else:
            given_way_ms = self._offset_ms - (local_ms - self._taken_ms) / 1_000 * DRIFT_PER_S_MS
            self._offset_ms = max(offset_ms, given_way_ms)
        self._taken_ms = local_ms

    def reset(self) -> None:
        """Forget: another store answers now."""
        self._offset_ms = None
        self._last_ms = 0

    def now_ms(self) -> int:
        """UTC milliseconds of the store; never goes back."""
        if self._offset_ms is None:
            return self._clock.wall_ms()
        self._last_ms = max(self._last_ms, round(self._clock.monotonic_ms() + self._offset_ms))
        return self._last_ms
