"""Running a command: its key, its one record in the log, and the same answer for the same key."""

import hashlib
import logging
import time
from collections.abc import Callable
from typing import TypeVar

import msgspec

from desktop_agent.contract.base import Command
from desktop_agent.server.engine.script import AgentActor, CustomerActor, Env, Refused, Script
from desktop_agent.server.http import callers
from desktop_agent.server.http.callers import HttpRequest
from desktop_agent.server.store.port import Idempotency

T = TypeVar("T")

log = logging.getLogger(__name__)


def fingerprint(request: HttpRequest, body: Command | None) -> bytes:
    """What makes two requests the same: method, path, and the body as understood (not its spaces)."""
    content = msgspec.json.encode(body) if body is not None else b""
    head = f"{request.method} {request.url.path}\n".encode()
    return hashlib.blake2b(head + content, digest_size=16).digest()


async def run(
    request: HttpRequest,
    actor: AgentActor | CustomerActor,
    script: Callable[[Env], Script[T]],
    body: Command | None = None,
) -> T:
    """Run a command under the request's idempotency key.

    Raises:
        Refused, Unavailable: see ``Store.execute``; ``invalid`` without a key.
    """
    services = callers.services_of(request)
    scope = actor.agent_id if isinstance(actor, AgentActor) else actor.chat_id
    key = Idempotency(scope=scope, key=callers.command_key(request), request=fingerprint(request, body))
    with record(request, scope, key.key):
        return await services.store.execute(script, key=key)


class record:  # noqa: N801 - used like a function, in a with statement
    """One record of a command in the log: what, by whom, under which key, how it ended. Never what it says."""

    def __init__(self, request: HttpRequest, scope: str, key: str) -> None:
        """Args: the request, who commands, and the gesture's key."""
        self._what = f"{request.method} {request.url.path}"
        self._scope = scope
        self._key = key

    def __enter__(self) -> None:
        self._began = time.perf_counter()

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        took_ms = (time.perf_counter() - self._began) * 1_000
        end = "done" if error is None else error.code if isinstance(error, Refused) else type(error).__name__
        log.info("%s by %s key %s: %s in %.1f ms", self._what, self._scope, self._key, end, took_ms)
