"""A server of its own for each test, quickly: its store is a copy of one that was filled once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_agent.server.http.settings import Settings
from tests.server.http.web import Agent, Customer, Server, make_template

SETTINGS = Settings(heartbeat_s=0.2, coalesce_s=0.02)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled store."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    make_template(path)
    return path


@pytest.fixture
def settings() -> Settings:
    """Settings of the server; a test module may say otherwise."""
    return SETTINGS


@pytest.fixture
def server(tmp_path: Path, template: Path, settings: Settings) -> Iterator[Server]:
    """A running server."""
    server = Server(tmp_path, template, settings)
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def anna(server: Server) -> Agent:
    """A Ready agent of Billing."""
    return server.agent("anna")


@pytest.fixture
def ben(server: Server, anna: Agent) -> Agent:
    """Another one, Ready later than Anna."""
    return server.agent("ben")


@pytest.fixture
def sue(server: Server) -> Agent:
    """A supervisor, Not Ready."""
    return server.agent("sue", ready=False)


@pytest.fixture
def chat(anna: Agent, server: Server) -> Callable[[], tuple[str, Customer]]:
    """Make a chat that Anna has taken: its id, its customer."""

    def make() -> tuple[str, Customer]:
        customer = server.customer(text="Hello")
        return anna.take(), customer

    return make
