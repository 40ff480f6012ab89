"""The form of a statement: SQL written once, with ``:name`` parameters, and the row that comes out."""

from typing import Any, NamedTuple


class Statement(NamedTuple):
    """One named statement.

    Attributes:
        sql: in the SQL that SQLite and PostgreSQL share; parameters as ``:name``.
        row: named tuple with the columns in their order, None where nothing is returned.
    """

    sql: str
    row: type[tuple[Any, ...]] | None = None


def columns(row: type[tuple[Any, ...]], prefix: str = "", **other: str) -> str:
    """Return the select list of a row; ``other`` maps a field to an expression instead of its own column."""
    fields: tuple[str, ...] = row._fields  # type: ignore[attr-defined]
    return ", ".join(f"{other[name]} AS {name}" if name in other else f"{prefix}{name}" for name in fields)
