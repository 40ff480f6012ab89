"""Statements compiled once per dialect, to be run on the raw driver."""

from typing import Any, NamedTuple

from sqlalchemy import text
from sqlalchemy.engine.interfaces import Dialect

from desktop_agent.server.store.statements import STATEMENTS


class Compiled(NamedTuple):
    """SQL as the driver takes it, and the row that comes out."""

    sql: str
    row: type[tuple[Any, ...]] | None


def compile_all(dialect: Dialect) -> dict[str, Compiled]:
    """Return every statement by name in the words of a dialect."""
    return {
        name: Compiled(str(text(statement.sql).compile(dialect=dialect)), statement.row)
        for name, statement in STATEMENTS.items()
    }


def compile_for_sqlite() -> dict[str, Compiled]:
    """Return the statements with ``:name`` parameters."""
    from sqlalchemy.dialects.sqlite import dialect

    return compile_all(dialect(paramstyle="named"))
