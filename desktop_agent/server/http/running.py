"""A running server: store, jobs and web face together, from the first connection to a clean end."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from desktop_agent.server.auth.signing_in import SigningIn
from desktop_agent.server.http.app import create_app
from desktop_agent.server.http.fanout import Fanout
from desktop_agent.server.http.services import Services
from desktop_agent.server.http.settings import Settings
from desktop_agent.server.jobs.run import run_jobs
from desktop_agent.server.store.port import Store
from desktop_agent.server.store.sqlite import SqliteStore

log = logging.getLogger(__name__)

GRACEFUL_S = 8
"""How long running requests may take after everybody was sent away; the whole end is within 10 s."""


class CannotListen(Exception):
    """The address cannot be listened on: taken, not allowed, not ours."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a server stands.

    Attributes:
        database: path of the SQLite file.
        port: 0 takes a free one.
        certificate, key: PEM files; both or none.
        behind_proxy: addresses of proxies whose word about the caller's address is taken.
    """

    database: Path
    host: str = "127.0.0.1"
    port: int = 0
    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: str = ""
    settings: Settings = field(default_factory=Settings)


class _Server(uvicorn.Server):
    """Uvicorn without its own signal handlers: ours sends everybody away first."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        """Args: ``ready`` is called once connections are accepted."""
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to ``serve``."""
        yield


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Raises:
        CannotListen: with the reason in words.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2_048)
    except OSError as error:
        raise CannotListen(f"cannot listen on {host} port {port}: {error.strerror or error}") from None


async def run_server(
    place: Place,
    stop: asyncio.Event,
    *,
    prepare: Callable[[Store], Awaitable[None]] | None = None,
    ready: Callable[[str], None] = lambda _url: None,
) -> None:
    """Serve until ``stop`` is set, then send everybody away and end.

    Args:
        place: where.
        stop: set it to end.
        prepare: run on the open store before anybody is let in (first start).
        ready: told the address once connections are accepted.

    Raises:
        CannotListen: the address is taken.
        Unavailable: the database cannot be opened.
    """
    with contextlib.closing(listen(place.host, place.port)) as listening:
        wake = Fanout()
        store = await SqliteStore.open(place.database, wake)
        try:
            if prepare is not None:
                await prepare(store)
            services = Services(store, wake, place.settings, await SigningIn.of(store))
            await _serve(place, services, listening, stop, ready)
        finally:
            await store.aclose()


async def _serve(
    place: Place, services: Services, listening: socket.socket, stop: asyncio.Event, ready: Callable[[str], None]
) -> None:
    url = _url(place, listening)
    server = _Server(_config(place, services), lambda: ready(url))
    async with asyncio.TaskGroup() as tasks:
        background = [
            tasks.create_task(run_jobs(services.store, services.wake.local), name="jobs"),
            tasks.create_task(services.run(), name="topics"),
        ]
        serving = tasks.create_task(server.serve(sockets=[listening]), name="web")
        stopping = tasks.create_task(stop.wait(), name="stop")
        await asyncio.wait((serving, stopping, *background), return_when=asyncio.FIRST_COMPLETED)
        services.streams.go_away()
        server.should_exit = True
        await serving
        services.streams.forget_pollers(everybody=True)
        for task in (stopping, *background):
            task.cancel()


def _url(place: Place, listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if place.certificate else 'http'}://{shown}:{port}"


def _config(place: Place, services: Services) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(services, place.settings),
        loop="none",
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(place.behind_proxy),
        forwarded_allow_ips=place.behind_proxy or None,
        ssl_certfile=str(place.certificate) if place.certificate else None,
        ssl_keyfile=str(place.key) if place.key else None,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=GRACEFUL_S,
    )
