"""Structured values in TEXT columns: JSON, only ever written and read whole."""

from typing import TypeVar

import msgspec

T = TypeVar("T")


def to_json(value: object) -> str:
    """Return a value as it is stored."""
    return msgspec.json.encode(value).decode()


def from_json(text: str, kind: type[T]) -> T:
    """Return a stored value."""
    return msgspec.json.decode(text, type=kind)
