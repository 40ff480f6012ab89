"""Ids that rise strictly, also within one millisecond, so that what one command makes keeps its order."""

import uuid

from desktop_agent.contract.ids import new_id


class RisingIds:
    """Makes UUIDv7 ids, each greater than the one before; for one thread."""

    def __init__(self) -> None:
        """Nothing was made yet."""
        self._last = 0

    def make(self, now_ms: int) -> str:
        """Return a fresh id.

        Args:
            now_ms: UTC milliseconds to put into it.
        """
        number = uuid.UUID(new_id(now_ms)).int
        if number <= self._last:
            # The random part only counts on: within its 62 low bits there is room for every id of a millisecond.
            number = self._last + 1
        self._last = number
        return str(uuid.UUID(int=number))
