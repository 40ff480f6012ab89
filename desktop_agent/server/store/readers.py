"""A few reading connections, each used by one thread at a time inside a read transaction."""

import asyncio
import queue
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from desktop_agent.server.store.compiled import Compiled
from desktop_agent.server.store.driver import Driver

T = TypeVar("T")

CONNECTIONS = 3


class Readers:
    """Runs functions on a driver within one consistent view of the store."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], statements: dict[str, Compiled]) -> None:
        """Args: how to open a reading connection; the compiled statements."""
        self._connections = [connect() for _ in range(CONNECTIONS)]
        self._idle: queue.SimpleQueue[tuple[sqlite3.Connection, Driver]] = queue.SimpleQueue()
        for connection in self._connections:
            self._idle.put((connection, Driver(connection, statements)))
        self._pool = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="store-reader")

    async def run(self, work: Callable[[Driver], T]) -> T:
        """Run ``work`` in a thread, inside one read transaction."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._in_transaction, work)

    def close(self) -> None:
        """Wait for running reads, then close. Blocks."""
        self._pool.shutdown(wait=True)
        for connection in self._connections:
            connection.close()

    def _in_transaction(self, work: Callable[[Driver], T]) -> T:
        connection, driver = self._idle.get()
        try:
            connection.execute("BEGIN")
            try:
                return work(driver)
            finally:
                connection.execute("ROLLBACK")
        finally:
            self._idle.put((connection, driver))
