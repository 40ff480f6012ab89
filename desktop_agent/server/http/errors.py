"""The one place where a failure becomes an answer, whatever the framework would have said."""

import logging
import math
import re
from collections.abc import Mapping
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from desktop_agent.contract.errors import STATUS, ErrorBody, ErrorCode
from desktop_agent.contract.ids import new_id
from desktop_agent.server.engine.script import Refused
from desktop_agent.server.http.limits import RateLimited
from desktop_agent.server.store.port import CursorGone, Unavailable

log = logging.getLogger(__name__)

UNAVAILABLE_RETRY_MS = 1_000

HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

_FRAMEWORK: dict[int, tuple[int, ErrorCode, str]] = {
    400: (422, ErrorCode.INVALID, "the request is not valid"),
    401: (401, ErrorCode.UNAUTHENTICATED, "sign in first"),
    403: (403, ErrorCode.NOT_ALLOWED, "not allowed"),
    404: (404, ErrorCode.NOT_FOUND, "there is nothing here"),
    405: (405, ErrorCode.NOT_FOUND, "this address does not know that method"),
    413: (413, ErrorCode.TOO_LARGE, "the body is too large"),
    415: (422, ErrorCode.INVALID, "the body must be JSON"),
    422: (422, ErrorCode.INVALID, "the request is not valid"),
    429: (429, ErrorCode.RATE_LIMITED, "too many requests"),
    503: (503, ErrorCode.UNAVAILABLE, "not available now"),
}
"""What the framework raises, as our status, code and words."""

_PARAMETER = re.compile(r"parameter '?([\w-]+)'?")
"""Where the framework's words name a missing parameter."""

AnyRequest = Request[Any, Any, Any]


def answer(body: ErrorBody, status: int, headers: Mapping[str, str] | None = None) -> Response[ErrorBody]:
    """Make the answer of a failure."""
    all_headers = {**HEADERS, **(headers or {})}
    if body.retry_after_ms is not None:
        all_headers["Retry-After"] = str(max(1, math.ceil(body.retry_after_ms / 1_000)))
    if status == STATUS[ErrorCode.UNAUTHENTICATED]:
        all_headers["WWW-Authenticate"] = "Bearer"
    return Response(body, status_code=status, headers=all_headers, media_type="application/json")


def refused(_request: AnyRequest, error: Refused) -> Response[ErrorBody]:
    """The engine's, or our own, no."""
    return answer(ErrorBody(code=error.code, message=error.message, detail=dict(error.detail)), error.status)


def unavailable(_request: AnyRequest, error: Unavailable) -> Response[ErrorBody]:
    """The store could not; nothing was done."""
    words = str(error) or "not available now"
    return answer(ErrorBody(code=ErrorCode.UNAVAILABLE, message=words, retry_after_ms=UNAVAILABLE_RETRY_MS), 503)


def cursor_gone(_request: AnyRequest, _error: CursorGone) -> Response[ErrorBody]:
    """The position cannot be served: a fresh snapshot helps."""
    return answer(ErrorBody(code=ErrorCode.CURSOR_GONE, message="the position is gone: fetch a snapshot"), 410)


def rate_limited(_request: AnyRequest, error: RateLimited) -> Response[ErrorBody]:
    """Too many."""
    body = ErrorBody(code=ErrorCode.RATE_LIMITED, message="too many requests", retry_after_ms=error.retry_after_ms)
    return answer(body, 429)


def of_framework(_request: AnyRequest, error: HTTPException) -> Response[ErrorBody]:
    """What the framework raised itself."""
    status, code, words = _FRAMEWORK.get(error.status_code, (500, ErrorCode.INTERNAL, "internal error"))
    detail: dict[str, Any] = {}
    if code is ErrorCode.INVALID:
        extra = error.extra if isinstance(error.extra, list) else []
        keys = [str(item["key"]) for item in extra if isinstance(item, dict) and item.get("key")]
        named = _PARAMETER.search(error.detail)
        detail = {"field": keys[0] if keys else named.group(1) if named else ""}
    headers = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
    return answer(ErrorBody(code=code, message=words, detail=detail), status, headers)


def internal(request: AnyRequest, error: Exception) -> Response[ErrorBody]:
    """A fault of ours: told by its number, written down with its cause."""
    number = new_id()
    log.error("fault %s in %s %s", number, request.method, request.url.path, exc_info=error)
    return answer(ErrorBody(code=ErrorCode.INTERNAL, message=f"internal error {number}"), 500)


HANDLERS: ExceptionHandlersMap = {
    Refused: refused,
    Unavailable: unavailable,
    CursorGone: cursor_gone,
    RateLimited: rate_limited,
    HTTPException: of_framework,
    Exception: internal,
}
"""For the application: the type of a failure and what answers it."""
