"""The directory: every target of the server, kept here and searched here."""

import asyncio
import logging
from collections.abc import Collection

from desktop_agent.client.backends.port import RoutingBackend
from desktop_agent.client.search.index import Hit, SearchIndex
from desktop_agent.contract.enums import TargetKind
from desktop_agent.contract.values import Target

__all__ = ["Directory", "Hit"]

_log = logging.getLogger(__name__)


class Directory:
    """Targets by id and the type-ahead over them.

    Attributes:
        version: of the directory as far as it is known; 0 before the first load.
        targets: by id; read it, never change it.
        loaded: whether it has been read once.
    """

    def __init__(self, backend: RoutingBackend) -> None:
        """Empty until the first ``refresh``."""
        self._backend = backend
        self._index = SearchIndex(())
        self._one_at_a_time = asyncio.Lock()
        self.version = 0
        self.targets: dict[str, Target] = {}
        self.loaded = False

    def __len__(self) -> int:
        return len(self.targets)

    def get(self, target_id: str) -> Target | None:
        """Return a target by its id."""
        return self.targets.get(target_id)

    def search(self, text: str, kinds: Collection[TargetKind] | None = None, limit: int = 200) -> list[Hit]:
        """Return the targets that the text finds, best first; nothing for an empty text.

        Args:
            text: any parts of name, number, department, queue, keyword or e-mail, in any order.
            kinds: only these; all when left out.
            limit: at most so many.
        """
        return self._index.search(text, kinds, limit)

    async def refresh(self) -> bool:
        """Read what changed on the server since the last time; decoding and indexing happen in a thread.

        Returns:
            Whether anything changed.

        Raises:
            BackendError: it could not be read; what was known stays.
        """
        async with self._one_at_a_time:
            return await self._refresh()

    def forget(self) -> None:
        """Read everything anew the next time: another store answers now. What is known can be searched until then."""
        self.version = 0

    async def _refresh(self) -> bool:
        changed: dict[str, Target] = {}
        removed: set[str] = set()
        page: str | None = None
        version = since = self.version
        while True:
            answer = await self._backend.targets(since, page)
            for target in answer.targets:
                changed[target.id] = target
            removed.update(answer.removed)
            version = answer.version
            page = answer.next
            if page is None:
                break
        first = not self.loaded
        self.loaded = True
        self.version = version
        if not changed and not removed and since:
            return first
        targets = {**self.targets, **changed} if since else changed
        for target_id in removed - changed.keys():
            targets.pop(target_id, None)
        self._index = await asyncio.to_thread(SearchIndex, tuple(targets.values()))
        self.targets = targets
        _log.info("directory: version %d, %d targets", version, len(targets))
        return True
