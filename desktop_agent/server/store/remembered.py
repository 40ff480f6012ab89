"""How an answer or a refusal is kept under its idempotency key, and given again."""

from typing import Any

import msgspec

from desktop_agent.contract import answers, base
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.server.engine import results
from desktop_agent.server.engine.script import Refused

MOST_BYTES = 4096

REFUSAL = "!"
"""Kind of a remembered refusal; every other kind is the name of the answer's type."""

FORGOTTEN = frozenset({ErrorCode.SESSION_DISPLACED, ErrorCode.UNAUTHENTICATED, ErrorCode.UNAVAILABLE})
"""Refusals that say something about the caller's connection, not about the command: never remembered."""

_KINDS: dict[str, type[Any]] = {
    value.__name__: value
    for module in (base, answers, results)
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, base.Value)
}


class _Refusal(msgspec.Struct, frozen=True):
    code: ErrorCode
    message: str
    detail: dict[str, Any]


def keep_answer(answer: object) -> tuple[str, bytes]:
    """Return kind and bytes of an answer.

    Raises:
        ValueError: the answer cannot be remembered (an unknown type, or more than 4 KiB).
    """
    if answer is None:
        return "", b""
    kind = type(answer).__name__
    if kind not in _KINDS:
        raise ValueError(f"an answer of type {kind} cannot be remembered")
    body = msgspec.json.encode(answer)
    if len(body) > MOST_BYTES:
        raise ValueError(f"an answer of {len(body)} bytes is too long to be remembered")
    return kind, body


def keep_refusal(refused: Refused) -> tuple[str, bytes]:
    """Return kind and bytes of a refusal; the state that came with it is left out when it is too long."""
    body = msgspec.json.encode(_Refusal(refused.code, refused.message, refused.detail))
    if len(body) > MOST_BYTES:
        short = {name: value for name, value in refused.detail.items() if name != "interaction"}
        body = msgspec.json.encode(_Refusal(refused.code, refused.message, short))
    return REFUSAL, body


def give_again(kind: str, body: bytes) -> Any:
    """Return the remembered answer.

    Raises:
        Refused: a refusal was remembered.
    """
    if kind == REFUSAL:
        refusal = msgspec.json.decode(body, type=_Refusal)
        raise Refused(refusal.code, refusal.message, **refusal.detail)
    return None if not kind else msgspec.json.decode(body, type=_KINDS[kind])
