"""Settings of a profile: policy over command line over environment over the person's own over defaults.

A value has a type (that of its default), an origin and, when policy fixes it, a lock. The person's own values are a
JSON file per profile, written whole. A file that cannot be read does not keep the program from starting: it is set
aside and said.
"""

import json
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop_agent.client.platform.files import write_atomically

_log = logging.getLogger(__name__)

ENVIRONMENT_PREFIX = "DESKTOP_AGENT_"

Json = str | int | float | bool | list[Any] | dict[str, Any] | None


class Origin(StrEnum):
    """Where a value comes from, strongest first."""

    POLICY = "policy"
    COMMAND_LINE = "command_line"
    ENVIRONMENT = "environment"
    USER = "user"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Setting:
    """A value and where it comes from; ``locked`` when nobody but whoever made the policy can change it."""

    value: Any
    origin: Origin
    locked: bool


class Locked(Exception):
    """The setting is fixed by policy."""


DEFAULTS: dict[str, Json] = {
    "server": "",
    "user": "",
    "proxy": "none",
    "theme": "system",
    "language": "system",
    "density": "compact",
    "text_scale": 100,
    "sound": True,
    "sound_volume": 80,
    "enter_sends": True,
    "transfer_opens": "team_communicator",
    "keep_signed_in": True,
    "favourites": [],
    "recents": [],
    "layout": {},
}
"""Every setting the client knows, with its default; the desktop may keep more under names of its own."""


class Settings:
    """The settings of one profile.

    ``settings["server"]`` reads, ``settings.set("server", …)`` writes the person's own value,
    ``settings.origin("server")`` tells why it is so.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        policy: Path | None = None,
        command_line: Mapping[str, Json] | None = None,
        environment: Mapping[str, str] | None = None,
        defaults: Mapping[str, Json] | None = None,
    ) -> None:
        """Read what there is.

        Args:
            path: file of the person's own values; None keeps them in memory only.
            policy: file whose values nobody can change here.
            command_line: values given at the start.
            environment: the process's when left out.
            defaults: more settings than ``DEFAULTS``, or other defaults.
        """
        self.problems: list[str] = []
        self._path = path
        self._defaults: dict[str, Json] = {**DEFAULTS, **(defaults or {})}
        self._policy = self._checked(_read(policy, self.problems, set_aside=False))
        self._command_line = {name: value for name, value in (command_line or {}).items() if value is not None}
        self._environment = self._from_environment(os.environ if environment is None else environment)
        self._user = self._checked(_read(path, self.problems, set_aside=True))
        self._listeners: list[Callable[[str], None]] = []

    def __getitem__(self, name: str) -> Any:
        return self.origin(name).value

    def origin(self, name: str) -> Setting:
        """Return a setting's value and where it comes from.

        Raises:
            KeyError: nobody knows such a setting.
        """
        layers = (
            (Origin.POLICY, self._policy),
            (Origin.COMMAND_LINE, self._command_line),
            (Origin.ENVIRONMENT, self._environment),
            (Origin.USER, self._user),
            (Origin.DEFAULT, self._defaults),
        )
        for origin, layer in layers:
            if name in layer:
                return Setting(layer[name], origin, origin is Origin.POLICY)
        raise KeyError(name)

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value, or the default given here for a name that nobody has set."""
        try:
            return self[name]
        except KeyError:
            return default

    def set(self, name: str, value: Json) -> None:
        """Write the person's own value and the file.

        Raises:
            Locked: policy fixes it.
            OSError: the file could not be written; the value holds until the program ends.
        """
        if name in self._policy:
            raise Locked(f"{name!r} is fixed by policy")
        if self._user.get(name, self) == value:
            return
        self._user[name] = value
        for listener in tuple(self._listeners):
            listener(name)
        self._write()

    def reset(self, name: str) -> None:
        """Forget the person's own value."""
        if self._user.pop(name, self) is self:
            return
        for listener in tuple(self._listeners):
            listener(name)
        self._write()

    def listen(self, callback: Callable[[str], None]) -> Callable[[], None]:
        """Call back with the name of every setting that is written; returns what stops it."""
        self._listeners.append(callback)

        def stop() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return stop

    def _write(self) -> None:
        if self._path is not None:
            text = json.dumps(self._user, ensure_ascii=False, indent=1, sort_keys=True)
            write_atomically(self._path, text.encode())

    def _checked(self, values: dict[str, Json]) -> dict[str, Json]:
        """Leave out what has another type than its default."""
        good: dict[str, Json] = {}
        for name, value in values.items():
            default = self._defaults.get(name)
            if default is None or type(value) is type(default):
                good[name] = value
            else:
                self.problems.append(f"The setting {name!r} has a value of the wrong kind; the default is used.")
        return good

    def _from_environment(self, environment: Mapping[str, str]) -> dict[str, Json]:
        values: dict[str, Json] = {}
        for name, default in self._defaults.items():
            text = environment.get(ENVIRONMENT_PREFIX + name.upper())
            if text is None:
                continue
            try:
                values[name] = _parse(text, default)
            except ValueError:
                self.problems.append(f"{ENVIRONMENT_PREFIX}{name.upper()} has a value of the wrong kind.")
        return values


def _parse(text: str, default: Json) -> Json:
    if isinstance(default, bool):
        words = {
            "1": True,
            "true": True,
            "yes": True,
            "on": True,
            "0": False,
            "false": False,
            "no": False,
            "off": False,
        }
        if text.lower() not in words:
            raise ValueError(text)
        return words[text.lower()]
    if isinstance(default, int):
        return int(text)
    if isinstance(default, str) or default is None:
        return text
    value: Json = json.loads(text)
    if type(value) is not type(default):
        raise ValueError(text)
    return value


def _read(path: Path | None, problems: list[str], *, set_aside: bool) -> dict[str, Json]:
    if path is None:
        return {}
    try:
        values = json.loads(path.read_bytes())
        if not isinstance(values, dict):
            raise ValueError("no object")  # noqa: TRY004 - the same as any other wrong content
    except FileNotFoundError:
        return {}
    except OSError as error:
        problems.append(f"The settings in {path} cannot be read: {error.strerror}.")
        return {}
    except ValueError:
        problems.append(f"The settings in {path} are damaged; they are not used.")
        if set_aside:
            _set_aside(path)
        return {}
    return values


def _set_aside(path: Path) -> None:
    try:
        path.replace(path.with_name(path.name + ".damaged"))
    except OSError as error:
        _log.warning("a damaged settings file cannot be set aside: %s", error)
