"""One schema: migrations make what the metadata says, and the database itself refuses what must never be."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from desktop_agent.server.store.migrate import HEAD, MIGRATIONS, migrate, stored_revision
from desktop_agent.server.store.port import Unavailable
from desktop_agent.server.store.schema import metadata
from desktop_agent.server.store.sqlite import SqliteStore
from desktop_agent.server.wake.local import LocalWake


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "store.db"
    migrate(found)
    return found


def test_migrations_make_the_metadata(path: Path) -> None:
    engine = sqlalchemy.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()
    assert stored_revision(path) == HEAD
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_the_stored_tables_are_the_same_word_for_word(path: Path) -> None:
    """``compare_metadata`` does not look at checks."""
    fresh = sqlalchemy.create_engine("sqlite://")
    metadata.create_all(fresh)
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
    with fresh.connect() as connection:
        wanted = {name: _words(sql) for name, sql in connection.exec_driver_sql(query)}
    fresh.dispose()
    with closing(sqlite3.connect(path)) as connection:
        assert {name: _words(sql) for name, sql in connection.execute(query)} == wanted


def _words(sql: str) -> list[str]:
    return sorted(line.strip().rstrip(",") for line in sql.splitlines())


def test_only_three_types_and_every_constraint_named() -> None:
    for table in metadata.tables.values():
        for column in table.columns:
            assert str(column.type) in {"TEXT", "BIGINT", "BLOB"}, column
        for constraint in table.constraints:
            assert constraint.name, (table, constraint)


BROKEN = [
    ("an active interaction without an owner", "'active'", "NULL", "NULL", "NULL", "NULL"),
    ("a queued one with an owner", "'queued'", "'a'", "NULL", "NULL", "NULL"),
    ("wrap-up without an owner", "'wrap_up'", "NULL", "NULL", "NULL", "NULL"),
    ("an unknown state", "'offered'", "'a'", "NULL", "NULL", "NULL"),
    ("half an offer", "'queued'", "NULL", "'o'", "NULL", "NULL"),
    ("an offer without a deadline", "'queued'", "NULL", "'o'", "'a'", "NULL"),
    ("an offer of a closed interaction", "'closed'", "NULL", "'o'", "'a'", "1"),
]


@pytest.mark.parametrize("case", BROKEN, ids=[case[0] for case in BROKEN])
def test_it_cannot_be_stored(case: tuple[str, ...], path: Path) -> None:
    _, state, owner, offer, to, deadline = case
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="ck_interaction"):
        connection.execute(
            "INSERT INTO interaction (id, state, owner_id, offer_id, offer_to, offer_deadline_ms)"
            f" VALUES ('x', {state}, {owner}, {offer}, {to}, {deadline})"
        )


@pytest.mark.parametrize("slots", [(4, 0), (2, 2), (-1, 0), (0, -1)])
def test_more_than_capacity_cannot_be_stored(slots: tuple[int, int], path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="ck_agent_slots"):
        connection.execute("INSERT INTO agent (id, capacity, load, reserved) VALUES ('x', 3, ?, ?)", slots)


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    import asyncio

    async def play() -> None:
        store = await SqliteStore.open(tmp_path / "new.db", LocalWake())
        modes.update({found: stat.S_IMODE(found.stat().st_mode) for found in files()})
        await store.aclose()

    def files() -> list[Path]:
        return list(tmp_path.iterdir())

    modes: dict[Path, int] = {}
    asyncio.run(play())
    assert len(modes) == 3, "the database, its log and their index"
    assert set(modes.values()) == {0o600}


def test_a_present_file_is_left_alone(path: Path) -> None:
    before = path.read_bytes()
    assert migrate(path) is None
    assert path.read_bytes() == before


def test_a_newer_file_is_refused_and_kept(path: Path, tmp_path: Path) -> None:
    import asyncio

    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("INSERT INTO meta (name, value) VALUES ('kept', 'x')")
        connection.commit()
    with pytest.raises(Unavailable, match="not known to this version"):
        asyncio.run(SqliteStore.open(path, LocalWake()))
    copy = path.with_name(f"{path.name}.before-{HEAD}")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    for found in (path, copy):
        with closing(sqlite3.connect(found)) as connection:
            assert connection.execute("SELECT value FROM meta WHERE name = 'kept'").fetchone() == ("x",)


@pytest.mark.parametrize("broken", ["no-such-folder/store.db", "."])
def test_a_file_that_cannot_be_opened(broken: str, tmp_path: Path) -> None:
    import asyncio

    with pytest.raises(Unavailable):
        asyncio.run(SqliteStore.open(tmp_path / broken, LocalWake()))


def test_something_that_is_no_database(tmp_path: Path) -> None:
    import asyncio

    wrong = tmp_path / "letter.db"
    wrong.write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(Unavailable):
        asyncio.run(SqliteStore.open(wrong, LocalWake()))
    assert wrong.read_text().startswith("Dear")
