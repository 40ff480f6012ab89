"""``desktop-agent serve``: the routing server on this machine."""

import argparse
import asyncio
import contextlib
import ipaddress
import json
import logging
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop_agent.server.admin.accounts import bring_in, first_start, is_empty, write_credentials
from desktop_agent.server.admin.data_folder import default_database
from desktop_agent.server.admin.floor_file import FloorFile, FloorFileError, read_floor
from desktop_agent.server.admin.lock import DatabaseInUse, only_user
from desktop_agent.server.engine.script import Refused
from desktop_agent.server.http.logs import configure_logging
from desktop_agent.server.http.running import CannotListen, Place, run_server
from desktop_agent.server.http.settings import Settings
from desktop_agent.server.store.port import Store, Unavailable

log = logging.getLogger(__name__)

USAGE = 2
FAILED = 1


class Unusable(Exception):
    """What was asked for cannot be done; the message is for the person who asked."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what ``serve`` understands."""
    parser.add_argument(
        "--database", type=Path, metavar="PATH", help=f"SQLite file; made when missing (default: {default_database()})"
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8765, help="port to listen on; 0 takes a free one (default: 8765)")
    parser.add_argument("--floor", type=Path, metavar="FILE.toml", help="floor to import into an empty store")
    parser.add_argument(
        "--credentials-file",
        type=Path,
        metavar="OUT.json",
        help="where generated passwords of the floor are written (readable by you only)",
    )
    parser.add_argument("--ready-file", type=Path, metavar="OUT.json", help="gets address and process id once ready")
    parser.add_argument("--tls-certificate", type=Path, metavar="PEM", help="certificate chain for https")
    parser.add_argument("--tls-key", type=Path, metavar="PEM", help="key of the certificate")
    parser.add_argument(
        "--behind-proxy",
        nargs="?",
        const="127.0.0.1",
        default="",
        metavar="ADDRESSES",
        help="a proxy in front does TLS; its word about callers' addresses is taken (default: 127.0.0.1)",
    )
    parser.add_argument(
        "--frame-ancestors",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="site that may show the customer's chat page in a frame, e.g. https://www.example.com; may be repeated",
    )
    parser.add_argument("--workers", type=int, default=1, help="processes; more than 1 needs another store than SQLite")
    parser.add_argument("--log-level", default="INFO", choices=("DEBUG", "INFO", "WARNING", "ERROR"))


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop. Returns the exit status."""
    configure_logging(args.log_level)
    try:
        place = _place(args)
        floor = read_floor(args.floor) if args.floor is not None else None
    except (Unusable, FloorFileError) as error:
        return _say(str(error), USAGE)
    try:
        place.database.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with only_user(place.database), asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(_serve(place, args, floor))
    except (Unusable, CannotListen, DatabaseInUse, Unavailable) as error:
        return _say(str(error), FAILED)
    except OSError as error:
        return _say(f"{error.filename or place.database}: {error.strerror or error}", FAILED)
    finally:
        if args.ready_file is not None:
            args.ready_file.unlink(missing_ok=True)
    return 0


async def _serve(place: Place, args: argparse.Namespace, floor: FloorFile | None) -> None:
    stop = asyncio.Event()
    with _stopped_by_signals(stop):
        await run_server(
            place,
            stop,
            prepare=lambda store: _prepare(store, floor, args.credentials_file),
            ready=lambda url: _announce(url, args.ready_file),
        )


async def _prepare(store: Store, floor: FloorFile | None, credentials: Path | None) -> None:
    """Fill an empty store: with the floor, else with one account."""
    if not await is_empty(store):
        if floor is not None:
            log.info("the store has a floor already: the floor file is not imported")
        return
    if floor is None:
        user, password = await first_start(store)
        sys.stdout.write(f"First start. Sign in as {user} with the password {password} and change it.\n")
        sys.stdout.flush()
        return
    if credentials is None and len(floor.passwords) < len(floor.floor.agents):
        raise Unusable("--credentials-file is needed: somebody in the floor has no password, so one is generated")
    try:
        generated = await bring_in(store, floor)
    except Refused as refused:
        raise Unusable(f"the floor cannot be imported: {refused.detail.get('field', '')}: {refused.message}") from None
    if credentials is not None:
        write_credentials(credentials, floor.passwords | generated)


def _place(args: argparse.Namespace) -> Place:
    if args.workers != 1:
        raise Unusable(
            f"--workers {args.workers} cannot be used with SQLite: one process writes its file. "
            "One process serves thousands of agents; leave --workers out."
        )
    if (args.tls_certificate is None) != (args.tls_key is None):
        raise Unusable("--tls-certificate and --tls-key belong together")
    for path in (args.tls_certificate, args.tls_key):
        if path is not None and not path.is_file():
            raise Unusable(f"{path}: there is no such file")
    if not is_loopback(args.host) and args.tls_certificate is None and not args.behind_proxy:
        raise Unusable(
            f"--host {args.host} can be reached from other machines, so passwords would travel unprotected. "
            "Give --tls-certificate and --tls-key, or --behind-proxy if a proxy in front does TLS."
        )
    if not 0 <= args.port <= 65_535:
        raise Unusable(f"--port {args.port}: must be 0 to 65535")
    return Place(
        database=args.database or default_database(),
        host=args.host,
        port=args.port,
        certificate=args.tls_certificate,
        key=args.tls_key,
        behind_proxy=args.behind_proxy,
        settings=Settings(frame_ancestors=tuple(_origin(text) for text in args.frame_ancestors)),
    )


def is_loopback(host: str) -> bool:
    """Tell whether an address is this machine's own only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _origin(text: str) -> str:
    """Check an origin, which becomes part of a header."""
    scheme, _, rest = text.partition("://")
    if scheme not in ("http", "https") or not re.fullmatch(r"[A-Za-z0-9.*:\[\]-]+", rest):
        raise Unusable(f"--frame-ancestors {text}: must look like https://www.example.com")
    return text


@contextlib.contextmanager
def _stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    numbers = [signal.SIGINT, signal.SIGTERM]
    if sys.platform == "win32":
        numbers.append(signal.SIGBREAK)
    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return the faster loop where it can be had; None means the standard one."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _announce(url: str, ready_file: Path | None) -> None:
    log.info("listening on %s", url)
    if ready_file is not None:
        beside = ready_file.with_name(f".{ready_file.name}.{os.getpid()}")
        beside.write_text(json.dumps({"url": url, "pid": os.getpid()}) + "\n", encoding="utf-8")
        beside.replace(ready_file)
    sys.stdout.write(f"Desktop Agent server on {url} (customers: {url}/chat)\n")
    sys.stdout.flush()


def _say(words: str, status: int) -> int:
    sys.stderr.write(f"desktop-agent serve: {words}\n")
    return status
