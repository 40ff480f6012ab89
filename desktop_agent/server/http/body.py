"""Reading the body of a request: depth looked at before anything is decoded, then strictly into its command."""

import re
from typing import Annotated, Any, TypeAlias, TypeVar

import msgspec
from litestar.dto import AbstractDTO
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.typing import FieldDefinition

from desktop_agent.contract.errors import ErrorCode
from desktop_agent.server.engine.script import Refused

T = TypeVar("T")

JsonBody: TypeAlias = Annotated[T, Body(media_type=RequestEncodingType.JSON)]
"""The body of a request: ``data: JsonBody[Accept]``."""

DEPTH = 16
"""No body of ours is nested deeper than 3."""

_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS = re.compile(rb"[][{}]")
_FIELD = re.compile(r"at `\$\.?([^`]*)`$")
_NAMED = re.compile(r"field `([^`]*)`")


def check_depth(body: bytes) -> None:
    """Refuse a body that is nested deeper than ``DEPTH``.

    Raises:
        Refused: ``malformed``.
    """
    if body.count(b"{") + body.count(b"[") <= DEPTH:
        return
    depth = 0
    for bracket in _BRACKETS.findall(_STRINGS.sub(b"", body)):
        depth += 1 if bracket in b"{[" else -1
        if depth > DEPTH:
            raise Refused(ErrorCode.MALFORMED, "the body is nested too deeply")


def field_of(error: msgspec.ValidationError) -> str:
    """Name the field a validation error is about; empty for the whole body."""
    words = str(error)
    at = _FIELD.search(words)
    named = _NAMED.search(words)
    return ".".join(part for part in (at.group(1) if at else "", named.group(1) if named else "") if part)


def decode(decoder: msgspec.json.Decoder[Any], body: bytes) -> Any:
    """Decode a body.

    Raises:
        Refused: ``malformed`` (no JSON, too deep) or ``invalid`` with the field.
    """
    check_depth(body)
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        raise Refused(ErrorCode.INVALID, str(error), field=field_of(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused(ErrorCode.MALFORMED, f"not JSON: {error}") from None


class StrictBody(AbstractDTO[Any]):
    """The ``data`` of every handler goes through here: its command's own decoder, nothing converted by good will."""

    _decoders: dict[str, msgspec.json.Decoder[Any]] = {}

    @classmethod
    def create_for_field_definition(
        cls,
        field_definition: FieldDefinition,
        handler_id: str,
        backend_cls: Any = None,  # noqa: ARG003 - the framework's signature
    ) -> None:
        """Make the decoder of one handler."""
        cls._decoders[handler_id] = msgspec.json.Decoder(field_definition.annotation)

    def decode_bytes(self, value: bytes) -> Any:
        """Decode a request's body."""
        return decode(self._decoders[self.asgi_connection.route_handler.handler_id], value)

    @classmethod
    def generate_field_definitions(cls, model_type: type[Any]) -> Any:  # noqa: ARG003 - the framework's signature
        """No model of our own is made from the command."""
        yield from ()

    @classmethod
    def detect_nested_field(cls, field_definition: FieldDefinition) -> bool:  # noqa: ARG003 - the framework's signature
        """No model of our own is made from the command."""
        return False
