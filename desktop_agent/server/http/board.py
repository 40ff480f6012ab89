"""The board: state of agents and figures of queues, for whoever has them on the screen; latest value only, coalesced.

Each changed target is read once a second however many look at it, and not at all when nobody does.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from desktop_agent.contract.events import StatusTopic
from desktop_agent.contract.values import TargetStatus
from desktop_agent.server.http.ears import Ears

log = logging.getLogger(__name__)

ReadStatuses = Callable[[tuple[str, ...]], Awaitable[tuple[TargetStatus, ...]]]

AT_ONCE = 500
"""Targets read in one go."""

KEPT_S = 600.0
"""How long, at least, a session's list is kept while nobody listens for it."""


@dataclass(slots=True)
class _Reader:
    """One session: what it looks at, who listens for it, what it has not been shown at all yet."""

    version: int = -1
    ids: frozenset[str] = frozenset()
    ears: set[Ears] = field(default_factory=set)
    fresh: set[str] = field(default_factory=set)
    deserted: bool = False


class Board:
    """Who looks at what, and the loop that tells them."""

    def __init__(self, read: ReadStatuses, coalesce_s: float) -> None:
        """Args: how statuses are read, and how long changes are gathered."""
        self._read = read
        self._coalesce_s = coalesce_s
        self._readers: dict[str, _Reader] = {}
        self._looking: defaultdict[str, set[str]] = defaultdict(set)
        self._dirty: set[str] = set()
        self._unseen: set[str] = set()
        self._new = asyncio.Event()
        self._changed = asyncio.Event()

    def subscribe(self, session_id: str, version: int, ids: Iterable[str]) -> None:
        """Replace what a session looks at; an older version than the last is ignored."""
        reader = self._readers.setdefault(session_id, _Reader())
        reader.deserted = False
        if version < reader.version:
            return
        wanted = frozenset(ids)
        for gone in reader.ids - wanted:
            self._unlook(session_id, gone)
        for new in wanted - reader.ids:
            self._looking[new].add(session_id)
        reader.fresh = (reader.fresh & wanted) | (wanted - reader.ids)
        reader.version, reader.ids = version, wanted
        self._show(session_id, reader)

    @contextmanager
    def listening(self, session_id: str, ears: Ears) -> Iterator[None]:
        """Tell these ears what the session looks at, beginning with how it all is now."""
        reader = self._readers.setdefault(session_id, _Reader())
        reader.ears.add(ears)
        reader.deserted = False
        reader.fresh = set(reader.ids)
        self._show(session_id, reader)
        try:
            yield
        finally:
            reader.ears.discard(ears)

    def forget(self, session_id: str) -> None:
        """The session has ended."""
        reader = self._readers.pop(session_id, None)
        self._unseen.discard(session_id)
        for target_id in reader.ids if reader is not None else ():
            self._unlook(session_id, target_id)

    def touched(self, ids: Iterable[str]) -> None:
        """These targets may have changed."""
        for target_id in ids:
            if target_id in self._looking:
                self._dirty.add(target_id)
        if self._dirty:
            self._changed.set()

    async def run(self) -> None:
        """Tell, for ever: at once what somebody has just begun to look at, at most once a second what changes."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._for_new(), name="board: new")
            tasks.create_task(self._for_changed(), name="board: changed")
            tasks.create_task(self._for_deserted(), name="board: deserted")

    async def _for_new(self) -> None:
        while True:
            await self._new.wait()
            self._new.clear()
            await self._reported(self._tell_unseen())

    async def _for_changed(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            changed, self._dirty = self._dirty, set()
            await self._reported(self._tell(changed))
            await asyncio.sleep(self._coalesce_s)

    async def _for_deserted(self) -> None:
        while True:
            await asyncio.sleep(KEPT_S)
            self.sweep()

    def sweep(self) -> None:
        """Forget sessions nobody has listened for since the last sweep: they have ended somewhere else."""
        for session_id, reader in tuple(self._readers.items()):
            if reader.deserted:
                self.forget(session_id)
            reader.deserted = not reader.ears

    @staticmethod
    async def _reported(work: Awaitable[None]) -> None:
        """Whatever goes wrong is written down, and the board goes on: the next change tells it all."""
        try:
            await work
        except Exception:
            log.exception("the board could not be read")

    async def _tell_unseen(self) -> None:
        for session_id in tuple(self._unseen):
            self._unseen.discard(session_id)
            reader = self._readers.get(session_id)
            if reader is None or not reader.ears:
                continue
            fresh, reader.fresh = tuple(reader.fresh), set()
            for status in await self._statuses(fresh):
                for ears in tuple(reader.ears):
                    ears.topic(StatusTopic(status=status))

    async def _tell(self, changed: Iterable[str]) -> None:
        for status in await self._statuses(tuple(changed)):
            topic = StatusTopic(status=status)
            for session_id in self._looking.get(status.id, ()):
                for ears in tuple(self._readers[session_id].ears):
                    ears.topic(topic)

    async def _statuses(self, ids: tuple[str, ...]) -> list[TargetStatus]:
        found: list[TargetStatus] = []
        for start in range(0, len(ids), AT_ONCE):
            found.extend(await self._read(ids[start : start + AT_ONCE]))
        return found

    def _show(self, session_id: str, reader: _Reader) -> None:
        if reader.fresh and reader.ears:
            self._unseen.add(session_id)
            self._new.set()

    def _unlook(self, session_id: str, target_id: str) -> None:
        sessions = self._looking[target_id]
        sessions.discard(session_id)
        if not sessions:
            del self._looking[target_id]
            self._dirty.discard(target_id)
