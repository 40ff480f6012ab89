"""Every name has one statement and every statement a user; each fits the schema, its row and an index."""

import ast
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import desktop_agent.server as server
from desktop_agent.server.store.compiled import compile_for_sqlite
from desktop_agent.server.store.migrate import migrate
from desktop_agent.server.store.statements import STATEMENTS

SERVER = Path(server.__file__).parent

PATTERNS = {"set_channel_{}": ("set_channel_chat", "set_channel_im")}
"""Names that are put together."""


def asked() -> Iterator[str]:
    """Names in ``Ask("…")`` and ``statement("…")`` all over the server."""
    for path in SERVER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            function = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if function not in {"Ask", "statement"}:
                continue
            yield from _names(node.args[0])


def _names(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        pattern = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
        yield from PATTERNS[pattern]


NAMED_OTHERWISE = {"time_out_offer", "end_offer", "add_skill", "add_group", "account_of_agent"}
"""Given by a variable (``offers.close_offer``, ``floor_import``, ``auth.signing_in``)."""


def test_names_and_statements_are_the_same() -> None:
    names = set(asked()) | NAMED_OTHERWISE
    assert names - set(STATEMENTS) == set(), "asked for, but there is no such statement"
    assert set(STATEMENTS) - names == set(), "nobody asks for it"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("statements") / "store.db"
    migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        yield connection


class _Anything(dict[str, Any]):
    def __missing__(self, key: str) -> Any:
        return 0


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_a_statement_fits_schema_and_row(name: str, empty: sqlite3.Connection) -> None:
    sql, row = compile_for_sqlite()[name]
    params = dict.fromkeys(re.findall(r":(\w+)", sql), 0)
    if name == "own":
        params = {"id": "x", "agent": "y", "now": 1}
    cursor = empty.execute(sql, params)
    fields = tuple(column[0] for column in cursor.description or ())
    assert fields == (row._fields if row else ()), "columns and fields differ"  # type: ignore[attr-defined]
    cursor.fetchall()
    empty.rollback()


FEW = {"offer_views", "parties", "offers_to", "queues_of_agent", "interactions_of_agent"}
"""Sort a handful of rows: what one agent or one interaction has."""

MAY_SCAN = {
    "accounts", "any_agent", "queues", "reasons", "dispositions", "logged_in_agents", "trimmable_agents",
    "disposition_choice", "restart_receipts", "restart_beats", "contact_by_email",
}  # fmt: skip
"""Small tables, the start of a server, or asked now and then by a reader."""


@pytest.mark.parametrize("name", sorted(set(STATEMENTS) - MAY_SCAN))
def test_a_statement_finds_its_rows_by_an_index(name: str, empty: sqlite3.Connection) -> None:
    sql, _ = compile_for_sqlite()[name]
    params = dict.fromkeys(re.findall(r":(\w+)", sql), 0)
    plan = [row[3] for row in empty.execute(f"EXPLAIN QUERY PLAN {sql}", params)]
    scans = [step for step in plan if step.startswith("SCAN") and "USING" not in step and step != "SCAN CONSTANT ROW"]
    assert not scans, plan
    sorts = [] if name in FEW else [step for step in plan if "USE TEMP B-TREE" in step]
    assert not sorts, plan
