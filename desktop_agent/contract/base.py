"""Base structs: commands forbid unknown fields, values and answers tolerate them."""

import msgspec


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """Something both sides know; unknown fields of a newer server are ignored."""


class Command(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The body of a request; an unknown field is refused (422)."""


class Done(Value, frozen=True, kw_only=True):
    """Answer of a command that has nothing more to say.

    Attributes:
        version: of the interaction after the command, 0 where there is none.
    """

    version: int = 0
