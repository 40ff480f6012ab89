"""What the rest of the server may ask of a store. SQLite implements it now, PostgreSQL later; one conformance suite."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import msgspec

from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.events import AnyTopic, Mail
from desktop_agent.server.engine.script import Env, Script

T = TypeVar("T")


class Idempotency(msgspec.Struct, frozen=True, kw_only=True):
    """Key of one gesture: scope is the agent or chat, ``request`` a hash of verb, path and body."""

    scope: str
    key: str
    request: bytes


class Unavailable(Exception):
    """The store could not do it now (disk full, closing); answered 503, nothing was done."""


class CursorGone(Exception):
    """Unknown epoch, trimmed, or ahead of the head; answered 410."""


class Wake(Protocol):
    """Who has new mail. A lost hint costs at most one tick."""

    def hint(
        self, mailboxes: frozenset[str], topics: tuple[tuple[str, AnyTopic], ...], touched: frozenset[str]
    ) -> None:
        """Called after the commit. Never blocks, never raises."""


class Store(Protocol):
    """One SQL store: the truth."""

    epoch: str

    def now_ms(self) -> int:
        """The store's clock: never goes back, whatever the wall clock does."""

    async def execute(self, script: Callable[[Env], Script[T]], *, key: Idempotency | None = None) -> T:
        """Run a script in one transaction, commit, wake, and return its answer.

        Raises:
            Refused: the engine's no (also a remembered one); key reused with another body is ``KEY_REUSED``.
            Unavailable: nothing was done.
        """

    async def read(self, script: Callable[[Env], Script[T]]) -> T:
        """Run a reading script in one read transaction; its decision's mail must be empty."""

    async def mail(self, mailbox: str, after: Cursor, limit: int = 500) -> tuple[Mail, ...]:
        """Events of a mailbox after a position, in order.

        Raises:
            CursorGone: the position cannot be served.
        """

    async def statement(self, name: str, /, **params: Any) -> list[Any]:
        """Run one named reading statement (admin, auth look-ups)."""

    async def aclose(self) -> None:
        """Finish what is under way, then close."""
