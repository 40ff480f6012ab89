"""A test cannot pass quietly: log records, threads and processes it leaves, or a way to the network, fail it."""

import ipaddress
import logging
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import psutil
import pytest

LINGER_S = 3.0
"""How long what a test has ended may take to be gone."""


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def _no_unexpected_log_records(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning or error in the log fails the test; one that asks for ``caplog`` looks after the log itself."""
    handler = _Records()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.records and "caplog" not in request.fixturenames:
        lines = [f"{record.name} {record.levelname}: {record.getMessage()}" for record in handler.records]
        traces = [str(record.exc_info[1]) for record in handler.records if record.exc_info and record.exc_info[1]]
        pytest.fail("unexpected log records:\n" + "\n".join(lines + traces), pytrace=False)


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Threads and child processes that were not there before must be gone after."""
    threads, processes = set(threading.enumerate()), _children()
    yield
    until = time.monotonic() + LINGER_S
    waiting = threading.Event()
    while True:
        left = [f"thread {thread.name}" for thread in threading.enumerate() if thread not in threads | pool()]
        left += [f"process {pid}: {name}" for pid, name in _children().items() if pid not in processes]
        if not left:
            return
        if time.monotonic() > until:
            pytest.fail(f"left behind: {', '.join(left)}", pytrace=False)
        waiting.wait(0.01)


def pool() -> set[threading.Thread]:
    """Threads of event loops' own pools: they end with their loop, which may be shared by tests."""
    return {thread for thread in threading.enumerate() if thread.name.startswith("asyncio_")}


def _children() -> dict[int, str]:
    found = {}
    for child in psutil.Process().children():
        try:
            if child.status() != psutil.STATUS_ZOMBIE:
                found[child.pid] = " ".join(child.cmdline())[:200]
        except psutil.NoSuchProcess:
            continue
    return found


# ------------------------------------------------------------------ loopback only
class OutsideNetwork(RuntimeError):
    """A test tried to reach something that is not this machine."""


def _is_local(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name in {"", "localhost"} or name.endswith((".localhost", ".invalid")):
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        if isinstance(address, tuple) and not _is_local(address[0]):
            raise OutsideNetwork(f"{event} {address}")
    elif event == "socket.getaddrinfo" and not _is_local(arguments[0]):
        raise OutsideNetwork(f"look-up of {arguments[0]!r}")


def pytest_configure() -> None:
    """Watch every socket of this process from now on (uvloop's own excepted, which only the server uses)."""
    if not getattr(sys, "_loopback_only", False):
        sys._loopback_only = True  # type: ignore[attr-defined]  # an audit hook stays for ever: once a process
        sys.addaudithook(_audit)
