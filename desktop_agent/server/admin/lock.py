"""One program per database file: an advisory lock beside it, which the system gives back when its holder dies."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class DatabaseInUse(Exception):
    """Another program works on this database file."""

    def __init__(self, path: Path) -> None:
        """Args: ``path`` of the database."""
        super().__init__(f"{path} is in use by another program (is the server running?)")


@contextmanager
def only_user(database: Path) -> Iterator[None]:
    """Hold the lock of a database file.

    Raises:
        DatabaseInUse: somebody else holds it.
        OSError: the lock file cannot be made.
    """
    handle = os.open(database.with_name(database.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        try:
            _take(file)
        except OSError:
            raise DatabaseInUse(database) from None
        yield
