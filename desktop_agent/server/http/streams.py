"""All who are listening now: so many streams of one reader, what long-polls hear in between, and sending all away."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from desktop_agent.server.http.ears import Ears
from desktop_agent.server.http.readers import Reader

POLLER_KEPT_S = 60.0
"""How long topics are gathered for a reader between his long-polls."""


@dataclass(slots=True)
class _Poller:
    ears: Ears
    hearing: ExitStack
    used: float


class Streams:
    """The listeners of this process."""

    def __init__(self, most_per_reader: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Args: how many streams one reader may have at the same time, and a monotonic clock in seconds."""
        self._most = most_per_reader
        self._clock = clock
        self._open: defaultdict[str, list[Ears]] = defaultdict(list)
        self._pollers: dict[str, _Poller] = {}
        self._number = 0
        self.going_away = False

    def __len__(self) -> int:
        """How many streams and long-polls are open."""
        return self._number

    @contextmanager
    def streaming(self, reader: Reader) -> Iterator[Ears]:
        """Listen as a stream. A reader with too many loses the oldest: it is likely one whose connection is dead."""
        with reader.hearing() as ears, self._counted(reader, ears):
            yield ears

    @contextmanager
    def polling(self, reader: Reader) -> Iterator[Ears]:
        """Listen for one long-poll; topics that come before the next one are kept for it."""
        poller = self._pollers.get(reader.id)
        if poller is None:
            hearing = ExitStack()
            ears = hearing.enter_context(reader.hearing())
            poller = self._pollers[reader.id] = _Poller(ears, hearing, 0.0)
        poller.used = self._clock()
        poller.ears.look()
        with self._counted(reader, poller.ears):
            yield poller.ears
        poller.used = self._clock()

    def forget_pollers(self, *, everybody: bool = False) -> None:
        """Stop listening for those who have not polled for a while."""
        now = self._clock()
        for name, poller in tuple(self._pollers.items()):
            busy = poller.ears in self._open.get(name, ())
            if everybody or (not busy and now - poller.used > POLLER_KEPT_S):
                del self._pollers[name]
                poller.hearing.close()

    async def run(self) -> None:
        """Forget pollers, for ever."""
        while True:
            await asyncio.sleep(POLLER_KEPT_S / 2)
            self.forget_pollers()

    def go_away(self) -> None:
        """Tell every listener to reconnect, elsewhere or later."""
        self.going_away = True
        for all_ears in self._open.values():
            for ears in all_ears:
                ears.wake()

    @contextmanager
    def _counted(self, reader: Reader, ears: Ears) -> Iterator[None]:
        mine = self._open[reader.id]
        for oldest in mine[: max(0, len(mine) - self._most + 1)]:
            oldest.send_away()
        mine.append(ears)
        self._number += 1
        try:
            yield
        finally:
            self._number -= 1
            mine.remove(ears)
            if not mine and self._open.get(reader.id) is mine:
                del self._open[reader.id]
