"""Floor files: people, queues, skills and settings in TOML. A bad file changes nothing and says where.

The tables are those of ``engine.floor.Floor``. ``[[agents]]`` may carry a ``password``; who has none gets one
that is generated.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from desktop_agent.server.engine.floor import Floor, FloorAgent

SHORTEST_PASSWORD = 12
_MOST_SLOTS = 100
_USER = re.compile(r"[a-z0-9][a-z0-9._@-]{0,119}")
_AT = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?$")
_NAMED = re.compile(r"field `(?P<field>[^`]*)`")


class FloorFileError(Exception):
    """The file is no floor; the message names file, table and key."""


@dataclass(frozen=True, slots=True)
class FloorFile:
    """A floor, and the passwords that stand in its file (by user)."""

    floor: Floor
    passwords: dict[str, str]


def read_floor(path: Path) -> FloorFile:
    """Read a floor file.

    Raises:
        FloorFileError: it cannot be read, is no TOML, or says something that cannot be.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FloorFileError(f"{path}: cannot be read: {error.strerror or error}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FloorFileError(f"{path}: {error}") from None
    try:
        return _floor_of(tables)
    except FloorFileError as error:
        raise FloorFileError(f"{path}: {error}") from None


def _floor_of(tables: dict[str, Any]) -> FloorFile:
    passwords = _take_passwords(tables)
    try:
        floor = msgspec.convert(tables, Floor)
    except msgspec.ValidationError as error:
        raise FloorFileError(_place(str(error), tables)) from None
    for problem in _problems(floor):
        raise FloorFileError(problem)
    return FloorFile(floor, passwords)


def _take_passwords(tables: dict[str, Any]) -> dict[str, str]:
    passwords = {}
    agents = tables.get("agents")
    for number, agent in enumerate(agents if isinstance(agents, list) else ()):
        if not isinstance(agent, dict) or "password" not in agent:
            continue
        password = agent.pop("password")
        if not isinstance(password, str) or len(password) < SHORTEST_PASSWORD:
            where = _entry(tables, "agents", number)
            raise FloorFileError(f"{where}: password: must be a text of at least {SHORTEST_PASSWORD} characters")
        passwords[str(agent.get("user", ""))] = password
    return passwords


def _place(words: str, tables: dict[str, Any]) -> str:
    """Turn msgspec's words and path into table, entry and key."""
    match = _AT.match(words)
    path = (match and match["path"]) or ""
    what = match["what"] if match else words
    table, _, rest = path.partition(".")
    name, _, index = table.partition("[")
    named = _NAMED.search(what)
    where = _entry(tables, name, int(index[:-1])) if index else f"[{name}]" if name else "the file"
    key = rest.split("[")[0] or (named["field"] if named else "")
    return ": ".join(part for part in (where, key, what) if part)


def _entry(tables: dict[str, Any], table: str, number: int) -> str:
    entry = tables[table][number]
    name = (entry.get("user") or entry.get("name") or entry.get("code")) if isinstance(entry, dict) else None
    return f"[[{table}]] number {number + 1}" + (f" ({name})" if name else "")


def _problems(floor: Floor) -> Iterator[str]:
    """What types cannot say."""
    yield from _doubles(floor)
    yield from _people(floor)
    yield from _unknown_queues(floor)
    for key, value in msgspec.structs.asdict(floor.policy).items():
        if not isinstance(value, bool) and value <= 0:
            yield f"[policy]: {key}: must be more than 0"


def _people(floor: Floor) -> Iterator[str]:
    for number, agent in enumerate(floor.agents, 1):
        for problem in check_agent(agent):
            yield f"[[agents]] number {number} ({agent.user}): {problem}"


def check_agent(agent: FloorAgent) -> Iterator[str]:
    """Say what is wrong with an agent's user, name and slots."""
    if not _USER.fullmatch(agent.user):
        yield "user: only small letters, digits and . _ @ - can be a user"
    if not agent.name.strip():
        yield "name: is empty"
    if not 1 <= agent.capacity <= _MOST_SLOTS:
        yield f"capacity: must be 1 to {_MOST_SLOTS}"


def _unknown_queues(floor: Floor) -> Iterator[str]:
    """Queues that are named and not there."""
    queues = {queue.name for queue in floor.queues}
    for number, point in enumerate(floor.routing_points, 1):
        if not point.queues:
            yield f"[[routing_points]] number {number} ({point.name}): queues: is empty"
        for name in point.queues:
            if name not in queues:
                yield f"[[routing_points]] number {number} ({point.name}): queues: there is no queue {name!r}"
    for number, choice in enumerate(floor.dispositions, 1):
        if choice.queue is not None and choice.queue not in queues:
            yield f"[[dispositions]] number {number} ({choice.code}): queue: there is no queue {choice.queue!r}"


def _doubles(floor: Floor) -> Iterator[str]:
    """Names that must be there once."""
    for table, key in (
        ("agents", "user"), ("queues", "name"), ("skills", "name"), ("groups", "name"), ("routing_points", "name"),
        ("reasons", "code"), ("dispositions", "code"),
    ):  # fmt: skip
        seen: set[str] = set()
        for number, entry in enumerate(getattr(floor, table), 1):
            name = getattr(entry, key)
            if not name.strip():
                yield f"[[{table}]] number {number}: {key}: is empty"
            if name in seen:
                yield f"[[{table}]] number {number} ({name}): {key}: is there twice"
            seen.add(name)
