"""Remembered: sizes, columns, orders and choices of one person on this machine, kept in one small file."""

import json
import logging
import os
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

log = logging.getLogger(__name__)

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class Remembered(QObject):
    """A dictionary of small JSON values with names like ``shell.splitter``; nothing of a customer is put here.

    Signals:
        changed: (name) a value is another.
        forgotten: everything about the layout was thrown away ("reset layout").
    """

    changed = Signal(str)
    forgotten = Signal()

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        """Args: path: of the file; None keeps everything in memory only."""
        super().__init__(parent)
        self._path = path
        self._values: dict[str, Json] = {}
        self._dirty = False
        if path is not None:
            self._values = _read(path)

    @property
    def dirty(self) -> bool:
        """Whether there is something to save."""
        return self._dirty

    def get(self, name: str, default: Json = None) -> Json:
        """The value of that name, ``default`` if there is none."""
        return self._values.get(name, default)

    def set(self, name: str, value: Json) -> None:
        """Keep a value; it is written by the next ``save``."""
        if self._values.get(name) != value or name not in self._values:
            self._values[name] = value
            self._dirty = True
            self.changed.emit(name)

    def forget(self, *prefixes: str) -> None:
        """Throw away every value whose name begins with one of the prefixes, then say so."""
        self._values = {name: value for name, value in self._values.items() if not name.startswith(prefixes)}
        self._dirty = True
        self.forgotten.emit()

    def text(self) -> str | None:
        """What is to be written, None when there is nothing new; from now on it counts as saved."""
        if not self._dirty:
            return None
        self._dirty = False
        return json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)

    def save(self) -> None:
        """Write the file if something changed (blocking; call it in a thread, or at the very end)."""
        text = self.text()
        if text is not None and self._path is not None:
            write(self._path, text)


def write(path: Path, text: str) -> None:
    """Write a file atomically, readable by its owner only. A full disk is logged: the layout is not worth an alarm."""
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        part.replace(path)
    except OSError as error:
        log.info("the layout could not be saved to %s: %s", path, error)


def _read(path: Path) -> dict[str, Json]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        log.info("the layout could not be read from %s: %s", path, error)
        return {}
    return values if isinstance(values, dict) else {}
