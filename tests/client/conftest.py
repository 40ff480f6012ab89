"""One real server for the tests of this folder that only talk to it; those that break it start their own."""

from collections.abc import Iterator

import pytest

from tests.client.serving import ServerProcess


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server that runs for all tests."""
    process = ServerProcess(tmp_path_factory.mktemp("server"))
    process.start()
    yield process
    assert process.stop() == 0, process.log()[-3000:]


@pytest.fixture
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A server for one test, to be killed and started at will."""
    process = ServerProcess(tmp_path_factory.mktemp("own-server"))
    process.start()
    yield process
    process.stop()
