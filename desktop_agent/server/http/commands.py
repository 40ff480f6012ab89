"""Running a command: its key, its one record in the log, and the same answer for the same key."""

import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def record(request: HttpRequest, scope: str, key: str) -> Iterator[None]:
    """One record of a command in the log: what, by whom, under which key, how it ended. Never what it says."""
    began, end = time.perf_counter(), "done"
    try:
        yield
    except Exception as error:
        end = error.code if isinstance(error, Refused) else type(error).__name__
        raise
    finally:
        took_ms = (time.perf_counter() - began) * 1_000
        log.info("%s %s by %s key %s: %s in %.1f ms", request.method, request.url.path, scope, key, end, took_ms)
