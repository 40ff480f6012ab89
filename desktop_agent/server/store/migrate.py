"""Bring a database file to the present schema: Alembic at the start, after a backup copy of an older one."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

logger = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0001"
"""The revision this program needs; kept here so that a start on a present file imports nothing heavy."""


def stored_revision(path: Path) -> str | None:
    """Return the revision of a file, None when it has none yet.

    Raises:
        sqlite3.Error: not a database.
    """
    with closing(sqlite3.connect(path)) as connection:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        if known is None:
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None


def migrate(path: Path) -> Path | None:
    """Migrate if needed.

    Returns:
        The backup copy (same mode as the store), None when none was needed.

    Raises:
        sqlite3.Error, OSError: the file cannot be read, copied or written, or its revision is unknown (newer).
    """
    revision = stored_revision(path)
    if revision == HEAD:
        return None
    copy = None
    if revision is not None:
        copy = path.with_name(f"{path.name}.before-{HEAD}")
        copy.touch(mode=0o600)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        logger.info("The store was copied to %s before its migration from %s to %s.", copy, revision, HEAD)
    _upgrade(path)
    return copy


def _upgrade(path: Path) -> None:
    import sqlalchemy
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError
    from sqlalchemy.exc import DBAPIError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    engine = sqlalchemy.create_engine(f"sqlite:///{path}")
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise OSError(f"the store's schema is not known to this version of the program: {error}") from error
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise error.orig from error
        raise
    finally:
        engine.dispose()
