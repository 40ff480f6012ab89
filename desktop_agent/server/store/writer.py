"""The one writer: a thread that takes what waits, commits it as a group and only then lets anybody hear of it."""

import asyncio
import logging
import os
import queue
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desktop_agent.server.engine.script import Decision, Env, Refused, Script
from desktop_agent.server.store.clock import Clock
from desktop_agent.server.store.driver import Driver
from desktop_agent.server.store.port import Idempotency, Unavailable
from desktop_agent.server.store.rising import RisingIds

logger = logging.getLogger(__name__)

MOST_IN_GROUP = 128
_KEEP_CLOCK = "UPDATE meta SET value = ? WHERE name = 'clock_ms'"


@dataclass(slots=True)
class Command:
    """One command on its way through the writer, and what became of it."""

    script: Callable[[Env], Script[Any]]
    key: Idempotency | None
    loop: asyncio.AbstractEventLoop
    done: "asyncio.Future[Any]"
    decision: Decision[Any] | None = field(default=None)
    error: BaseException | None = field(default=None)


def end_process(error: BaseException) -> None:
    """A writer that died leaves a server that answers nothing and looks alive: end it, so that it is started again."""
    logger.critical("The store's writer has died; the process ends.", exc_info=error)
    os._exit(70)


class Writer:
    """Group commit: a savepoint per command, one fsync for all that waited."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        driver: Driver,
        clock: Clock,
        after_commit: Callable[[list[Decision[Any]]], None],
        on_death: Callable[[BaseException], None] = end_process,
    ) -> None:
        """Start the thread.

        Args:
            connection: in autocommit mode; belongs to the writer from now on.
            driver: runs scripts on this connection.
            clock: the store's clock.
            after_commit: called on the callers' event loop with what was committed, after they are answered.
            on_death: what to do when the thread itself fails.
        """
        self._connection = connection
        self._driver = driver
        self._clock = clock
        self._after_commit = after_commit
        self._on_death = on_death
        self._waiting: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        self._ids = RisingIds()
        self._gate = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, script: Callable[[Env], Script[Any]], key: Idempotency | None) -> "asyncio.Future[Any]":
        """Queue a command; the future gets its answer after the commit.

        Raises:
            Unavailable: the writer is closed.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Any] = loop.create_future()
        with self._gate:
            if self._closed:
                raise Unavailable("The store is closed.")
            self._waiting.put(Command(script, key, loop, done))
        return done

    def close(self) -> None:
        """Commit what waits, end the thread, close the connection. Blocks."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            while (group := self._next_group()) is not None:
                self._commit(group)
                self._hand_out(group)
            self._connection.close()
        except BaseException as error:  # noqa: BLE001 - whatever it was, no thread is left to report it
            self._on_death(error)

    def _next_group(self) -> list[Command] | None:
        first = self._waiting.get()
        if first is None:
            return None
        group = [first]
        while len(group) < MOST_IN_GROUP:
            try:
                command = self._waiting.get_nowait()
            except queue.Empty:
                break
            if command is None:
                self._waiting.put(None)
                break
            group.append(command)
        return group

    def _commit(self, group: list[Command]) -> None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for command in group:
                self._one(command)
                if not self._connection.in_transaction:
                    raise command.error or sqlite3.OperationalError("the transaction is gone")
            self._connection.execute(_KEEP_CLOCK, (str(self._clock.now_ms()),))
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            logger.warning("A group of %d commands could not be stored: %s", len(group), error)
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            for command in group:
                command.decision, command.error = None, Unavailable(str(error))

    def _one(self, command: Command) -> None:
        now_ms = self._clock.now_ms()
        env = Env(now_ms, lambda: self._ids.make(now_ms), command.key.key if command.key else None)
        try:
            command.decision = self._driver.command(command.script, env, command.key)
        except sqlite3.OperationalError as error:
            if not self._connection.in_transaction:
                raise
            command.error = Unavailable(str(error))
        except Exception as error:  # noqa: BLE001 - handed to the caller
            command.error = error
            if not isinstance(error, Refused):
                logger.debug("A command failed: %r", error)

    def _hand_out(self, group: list[Command]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[Command]] = {}
        for command in group:
            by_loop.setdefault(command.loop, []).append(command)
        for loop, commands in by_loop.items():
            try:
                loop.call_soon_threadsafe(self._settle, commands)
            except RuntimeError:
                logger.warning("An event loop was closed before its answers came.")

    def _settle(self, commands: list[Command]) -> None:
        for command in commands:
            if command.done.done():
                continue
            if command.error is not None:
                command.done.set_exception(command.error)
            else:
                command.done.set_result(command.decision.answer if command.decision else None)
        self._after_commit([command.decision for command in commands if command.decision is not None])
