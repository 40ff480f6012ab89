"""The one driver of scripts on SQLite: runs a command on a connection that is inside a transaction."""

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from desktop_agent.contract.errors import ErrorCode
from desktop_agent.server.engine.script import Decision, Env, Refused, Script
from desktop_agent.server.store import remembered
from desktop_agent.server.store.compiled import Compiled
from desktop_agent.server.store.port import Idempotency

T = TypeVar("T")

_NEXT_NUMBER = (
    "INSERT INTO mailbox (id, head) VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET head = head + 1 RETURNING head"
)
_ADD_MAIL = "INSERT INTO mail (mailbox, seq, at_ms, body) VALUES (?, ?, ?, ?)"
_KNOWN_KEY = "SELECT request, kind, answer FROM idempotency WHERE scope = ? AND key = ?"
_KEEP_KEY = "INSERT INTO idempotency (scope, key, request, at_ms, kind, answer) VALUES (?, ?, ?, ?, ?, ?)"


class Driver:
    """Runs scripts on one connection; one thread at a time."""

    def __init__(self, connection: sqlite3.Connection, statements: dict[str, Compiled]) -> None:
        """Args: a connection in autocommit mode and the compiled statements."""
        self._connection = connection
        self._statements = statements

    def statement(self, name: str, params: dict[str, Any]) -> list[Any]:
        """Run one named statement and return its rows."""
        sql, row = self._statements[name]
        cursor = self._connection.execute(sql, params)
        if row is None:
            return []
        make = row._make  # type: ignore[attr-defined]
        return [make(values) for values in cursor.fetchall()]

    def raw(self, sql: str, params: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """Run one of the store's own statements."""
        return self._connection.execute(sql, params).fetchall()

    def run(self, script: Callable[[Env], Script[T]], env: Env) -> Decision[T]:
        """Run a script to its decision.

        Raises:
            Refused: the script's no.
            sqlite3.Error: a statement failed.
        """
        steps = script(env)
        try:
            ask = next(steps)
            while True:
                ask = steps.send(self.statement(ask.name, ask.params))
        except StopIteration as end:
            decision: Decision[T] = end.value
            return decision

    def command(self, script: Callable[[Env], Script[T]], env: Env, key: Idempotency | None) -> Decision[T]:
        """Run a command inside a savepoint of the open transaction: key, statements, mail, then the key's answer.

        Raises:
            Refused: the script's no, also a remembered one; its changes are gone, its key is kept.
            sqlite3.Error: a statement failed; look at ``in_transaction`` before going on.
        """
        if key is not None:
            known = self._connection.execute(_KNOWN_KEY, (key.scope, key.key)).fetchone()
            if known is not None:
                if known[0] != key.request:
                    raise Refused(ErrorCode.KEY_REUSED, "This idempotency key was used for another command.")
                return Decision(remembered.give_again(known[1], known[2]))
        self._connection.execute("SAVEPOINT one")
        try:
            decision = self.run(script, env)
            self._post(decision, env.now_ms)
            if key is not None:
                self._remember(key, env.now_ms, *remembered.keep_answer(decision.answer))
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO one")
                self._connection.execute("RELEASE one")
                if isinstance(error, Refused) and key is not None and error.code not in remembered.FORGOTTEN:
                    self._remember(key, env.now_ms, *remembered.keep_refusal(error))
            raise
        self._connection.execute("RELEASE one")
        return decision

    def _post(self, decision: Decision[Any], now_ms: int) -> None:
        for mailbox, event in decision.mail:
            (seq,) = self._connection.execute(_NEXT_NUMBER, (mailbox,)).fetchall()[0]
            self._connection.execute(_ADD_MAIL, (mailbox, seq, now_ms, msgspec.json.encode(event)))

    def _remember(self, key: Idempotency, now_ms: int, kind: str, answer: bytes) -> None:
        self._connection.execute(_KEEP_KEY, (key.scope, key.key, key.request, now_ms, kind, answer))
