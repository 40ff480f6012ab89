"""The store's hints, handed on: to the streams of this process, and to who gathers topics for them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from desktop_agent.contract.events import AnyTopic
from desktop_agent.server.wake.local import LocalWake

Watcher = Callable[[frozenset[str], frozenset[str]], None]
"""Told the mailboxes and the touched targets of each commit; must not block or raise."""


class Fanout:
    """The ``Wake`` of a server: local subscriptions first, then the watchers."""

    def __init__(self) -> None:
        """Nobody watches yet."""
        self.local = LocalWake()
        self._watchers: list[Watcher] = []

    @contextmanager
    def watching(self, watcher: Watcher) -> Iterator[None]:
        """Let a watcher hear of every commit."""
        self._watchers.append(watcher)
        try:
            yield
        finally:
            self._watchers.remove(watcher)

    def hint(
        self, mailboxes: frozenset[str], topics: tuple[tuple[str, AnyTopic], ...], touched: frozenset[str]
    ) -> None:
        """Called after the commit. Never blocks, never raises."""
        self.local.hint(mailboxes, topics, touched)
        for watcher in self._watchers:
            watcher(mailboxes, touched)
