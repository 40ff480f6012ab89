"""Errors: one body for every failure, one closed set of codes.

::

    400 malformed          not JSON, too deep
    401 unauthenticated    no or expired token          wrong_credentials  user or password
    403 not_allowed        the reason is in detail.reason (a Reason)
    404 not_found
    409 conflict           lost a race; detail.reason (a Reason), detail.interaction when there is one
        session_displaced  a newer session of this agent took over
    410 cursor_gone        unknown epoch, trimmed, or ahead of the head: fetch a snapshot
    413 too_large
    422 invalid            detail.field names it        key_reused  same Idempotency-Key, another body
    429 rate_limited       retry_after_ms
    500 internal
    503 unavailable        retry_after_ms
"""

from enum import StrEnum
from typing import Any

from desktop_agent.contract.base import Value


class ErrorCode(StrEnum):
    """What kind of failure it is."""

    MALFORMED = "malformed"
    UNAUTHENTICATED = "unauthenticated"
    WRONG_CREDENTIALS = "wrong_credentials"
    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    SESSION_DISPLACED = "session_displaced"
    CURSOR_GONE = "cursor_gone"
    TOO_LARGE = "too_large"
    INVALID = "invalid"
    KEY_REUSED = "key_reused"
    RATE_LIMITED = "rate_limited"
    INTERNAL = "internal"
    UNAVAILABLE = "unavailable"


STATUS: dict[ErrorCode, int] = {
    ErrorCode.MALFORMED: 400,
    ErrorCode.UNAUTHENTICATED: 401,
    ErrorCode.WRONG_CREDENTIALS: 401,
    ErrorCode.NOT_ALLOWED: 403,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.CONFLICT: 409,
    ErrorCode.SESSION_DISPLACED: 409,
    ErrorCode.CURSOR_GONE: 410,
    ErrorCode.TOO_LARGE: 413,
    ErrorCode.INVALID: 422,
    ErrorCode.KEY_REUSED: 422,
    ErrorCode.RATE_LIMITED: 429,
    ErrorCode.INTERNAL: 500,
    ErrorCode.UNAVAILABLE: 503,
}
"""HTTP status of each code."""


class ErrorBody(Value, frozen=True, kw_only=True):
    """The body of every failure; ``message`` is for logs, the desktop makes its own sentence from the codes."""

    code: ErrorCode
    message: str
    detail: dict[str, Any] = {}
    retry_after_ms: int | None = None
