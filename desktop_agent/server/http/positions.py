"""Places in the queue, told to the customers who wait and listen: latest value only, at most once a second."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager

from desktop_agent.contract.events import PositionTopic
from desktop_agent.server.http.ears import Ears

log = logging.getLogger(__name__)

ReadPosition = Callable[[str], Awaitable[PositionTopic | None]]
ReadQueue = Callable[[str], Awaitable[str]]


class Positions:
    """Which customer waits in which queue, and the loop that tells them."""

    def __init__(self, read: ReadPosition, read_queue: ReadQueue, coalesce_s: float) -> None:
        """Args: how a chat's place and its queue are read, and how long changes are gathered."""
        self._read = read
        self._read_queue = read_queue
        self._coalesce_s = coalesce_s
        self._ears: defaultdict[str, set[Ears]] = defaultdict(set)
        self._queue_of: dict[str, str] = {}
        self._chats_of: defaultdict[str, set[str]] = defaultdict(set)
        self._last: dict[str, int] = {}
        self._moved: set[str] = set()
        self._dirty: set[str] = set()
        self._work = asyncio.Event()

    @contextmanager
    def listening(self, chat_id: str, ears: Ears) -> Iterator[None]:
        """Tell these ears the chat's place for as long as it waits."""
        self._ears[chat_id].add(ears)
        self._last.pop(chat_id, None)
        self.moved(chat_id)
        try:
            yield
        finally:
            self._ears[chat_id].discard(ears)
            if not self._ears[chat_id]:
                del self._ears[chat_id]
                self._forget(chat_id)

    def moved(self, chat_id: str) -> None:
        """The chat has changed: it may stand in another queue, or in none."""
        if chat_id in self._ears:
            self._moved.add(chat_id)
            self._work.set()

    def touched(self, ids: Iterable[str]) -> None:
        """These queues have changed."""
        for queue_id in ids:
            self._dirty |= self._chats_of.get(queue_id, set())
        if self._dirty:
            self._work.set()

    async def run(self) -> None:
        """Tell, for ever."""
        while True:
            await self._work.wait()
            self._work.clear()
            moved, self._moved = self._moved, set()
            dirty, self._dirty = self._dirty, set()
            for chat_id in moved | dirty:
                try:
                    await self._tell(chat_id, look_up_queue=chat_id in moved)
                except Exception:
                    log.exception("the place of a chat could not be read")
            await asyncio.sleep(self._coalesce_s)

    async def _tell(self, chat_id: str, *, look_up_queue: bool) -> None:
        topic = await self._read(chat_id)
        if topic is None:
            self._forget(chat_id)
            return
        if look_up_queue:
            self._stand(chat_id, await self._read_queue(chat_id))
        if self._last.get(chat_id) == topic.position:
            return
        self._last[chat_id] = topic.position
        for ears in tuple(self._ears.get(chat_id, ())):
            ears.topic(topic)

    def _stand(self, chat_id: str, queue_id: str) -> None:
        last = self._last.get(chat_id)
        self._forget(chat_id)
        if chat_id in self._ears:
            self._queue_of[chat_id] = queue_id
            self._chats_of[queue_id].add(chat_id)
            if last is not None:
                self._last[chat_id] = last

    def _forget(self, chat_id: str) -> None:
        self._last.pop(chat_id, None)
        queue_id = self._queue_of.pop(chat_id, None)
        if queue_id is not None:
            self._chats_of[queue_id].discard(chat_id)
            if not self._chats_of[queue_id]:
                del self._chats_of[queue_id]
