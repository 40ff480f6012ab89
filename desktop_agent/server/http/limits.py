"""Rate limits: token buckets in memory, one per account, address or user name."""

from collections import OrderedDict
from collections.abc import Callable

from desktop_agent.server.http.settings import Rate, Rates

_KEPT = 20_000


class RateLimited(Exception):
    """Too many; come again after ``retry_after_ms``."""

    def __init__(self, retry_after_ms: int) -> None:
        """Args: ``retry_after_ms`` when the next one would pass."""
        super().__init__(retry_after_ms)
        self.retry_after_ms = retry_after_ms


class Buckets:
    """One bucket per key. The longest unused ones are forgotten, which can only be kinder."""

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        """Args: the rate of each bucket, and a monotonic clock in seconds."""
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def _level(self, key: str, now: float) -> float:
        level, at = self._buckets.get(key, (self._rate.burst, now))
        return min(self._rate.burst, level + (now - at) * self._rate.per_second)

    def check(self, key: str) -> None:
        """Raise ``RateLimited`` when the bucket is empty; take nothing."""
        level = self._level(key, self._clock())
        if level < 1:
            raise RateLimited(int((1 - level) / self._rate.per_second * 1_000) + 1)

    def take(self, key: str) -> None:
        """Take one, or raise ``RateLimited``."""
        self.check(key)
        now = self._clock()
        self._buckets[key] = (self._level(key, now) - 1, now)
        self._buckets.move_to_end(key)
        if len(self._buckets) > _KEPT:
            self._buckets.popitem(last=False)


class Limits:
    """All the buckets of the web face."""

    def __init__(self, rates: Rates, clock: Callable[[], float]) -> None:
        """Args: the rates, and a monotonic clock in seconds."""
        self.account = Buckets(rates.account, clock)
        self.address = Buckets(rates.address, clock)
        self.customer = Buckets(rates.customer, clock)
        self.chats = Buckets(rates.chats, clock)
        self.login_address = Buckets(rates.login_address, clock)
        self.login_user = Buckets(rates.login_user, clock)
