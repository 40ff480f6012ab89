"""The embedded store: SQLite in WAL mode with synchronous=FULL, one writer with group commit, a few readers."""

import asyncio
import os
import secrets
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self, TypeVar

import msgspec

from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.events import Mail
from desktop_agent.contract.ids import new_id
from desktop_agent.server.engine.script import Decision, Env, Script
from desktop_agent.server.store.clock import Clock, StoreClock
from desktop_agent.server.store.compiled import compile_for_sqlite
from desktop_agent.server.store.driver import Driver
from desktop_agent.server.store.migrate import migrate
from desktop_agent.server.store.port import CursorGone, Idempotency, Unavailable, Wake
from desktop_agent.server.store.readers import Readers
from desktop_agent.server.store.writer import Writer, end_process

T = TypeVar("T")

_MAIL = "SELECT seq, body FROM mail WHERE mailbox = ? AND seq > ? ORDER BY seq LIMIT ?"


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512, timeout=10)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -16000")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _connect_reader(path: Path) -> sqlite3.Connection:
    connection = _connect(path)
    connection.execute("PRAGMA query_only = ON")
    return connection


class SqliteStore:
    """One SQL store in one file: the truth. Open it with ``SqliteStore.open``."""

    def __init__(
        self, path: Path, wake: Wake, on_death: Callable[[BaseException], None], clock: Callable[[int], Clock]
    ) -> None:
        """Open the connections of a migrated file. Blocks; use ``open``."""
        self._wake = wake
        statements = compile_for_sqlite()
        connection = _connect(path)
        self.epoch = self._meta(connection, "epoch", secrets.token_hex(6))
        self._clock = clock(int(self._meta(connection, "clock_ms", "0")))
        self._readers = Readers(lambda: _connect_reader(path), statements)
        self._writer = Writer(connection, Driver(connection, statements), self._clock, self._tell, on_death)

    @classmethod
    async def open(
        cls,
        path: Path,
        wake: Wake,
        *,
        on_death: Callable[[BaseException], None] = end_process,
        clock: Callable[[int], Clock] = StoreClock,
    ) -> Self:
        """Open a store; a new file is made with mode 0600, an older schema is migrated after a backup copy.

        Args:
            path: of the database file; its folder must exist.
            wake: told after every commit who has new mail.
            on_death: what to do when the writer's thread dies; the process ends by default.
            clock: makes the store's clock from the highest time it has ever written.

        Raises:
            Unavailable: the file cannot be opened, written or migrated.
        """
        return await asyncio.to_thread(cls._open, path, wake, on_death, clock)

    @classmethod
    def _open(
        cls, path: Path, wake: Wake, on_death: Callable[[BaseException], None], clock: Callable[[int], Clock]
    ) -> Self:
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            migrate(path)
            return cls(path, wake, on_death, clock)
        except (OSError, sqlite3.Error) as error:
            raise Unavailable(f"{path}: {error}") from error

    def now_ms(self) -> int:
        """The store's clock: never goes back, whatever the wall clock does."""
        return self._clock.now_ms()

    async def execute(self, script: Callable[[Env], Script[T]], *, key: Idempotency | None = None) -> T:
        """Run a script in one transaction, commit, wake, and return its answer.

        Raises:
            Refused: the engine's no (also a remembered one); key reused with another body is ``KEY_REUSED``.
            Unavailable: nothing was done.
        """
        answer: T = await self._writer.submit(script, key)
        return answer

    async def read(self, script: Callable[[Env], Script[T]]) -> T:
        """Run a reading script in one read transaction; topics of its decision are sent, mail is a mistake.

        Raises:
            Refused: the engine's no.
            ValueError: the script wants to write mail.
        """
        now_ms = self.now_ms()
        env = Env(now_ms, lambda: new_id(now_ms))
        decision = await self._readers.run(lambda driver: driver.run(script, env))
        if decision.mail:
            raise ValueError("a reading script has written mail")
        if decision.topics:
            self._tell([decision])
        return decision.answer

    async def mail(self, mailbox: str, after: Cursor, limit: int = 500) -> tuple[Mail, ...]:
        """Events of a mailbox after a position, in order.

        Raises:
            CursorGone: the position cannot be served.
        """
        if after.epoch != self.epoch:
            raise CursorGone("The store is another one.")
        return await self._readers.run(lambda driver: self._mail(driver, mailbox, after.seq, limit))

    def _mail(self, driver: Driver, mailbox: str, after: int, limit: int) -> tuple[Mail, ...]:
        rows = driver.statement("mailbox", {"id": mailbox})
        head, trimmed = rows[0] if rows else (0, 0)
        if after > head:
            raise CursorGone("The position is ahead of the mailbox.")
        if after < trimmed:
            raise CursorGone("The mailbox is trimmed beyond the position.")
        if after == head:
            return ()
        found = driver.raw(_MAIL, (mailbox, after, limit))
        return tuple(Mail(seq=seq, event=msgspec.Raw(body)) for seq, body in found)

    async def statement(self, name: str, /, **params: Any) -> list[Any]:
        """Run one named reading statement (admin, auth look-ups)."""
        return await self._readers.run(lambda driver: driver.statement(name, params))

    async def aclose(self) -> None:
        """Finish what is under way, then close."""
        await asyncio.to_thread(self._writer.close)
        await asyncio.to_thread(self._readers.close)

    def _tell(self, decisions: list[Decision[Any]]) -> None:
        for decision in decisions:
            if decision.mail or decision.topics or decision.touched:
                mailboxes = frozenset(mailbox for mailbox, _ in decision.mail)
                self._wake.hint(mailboxes, decision.topics, decision.touched)

    @staticmethod
    def _meta(connection: sqlite3.Connection, name: str, fresh: str) -> str:
        connection.execute("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", (name, fresh))
        value: str = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0]
        return value
