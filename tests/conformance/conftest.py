"""The stores that must behave the same. A test here knows nothing but the port."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from desktop_agent.server.store.port import Store, Wake
from desktop_agent.server.store.sqlite import SqliteStore
from desktop_agent.server.wake.local import LocalWake

OpenStore = Callable[[Wake | None], Awaitable[Store]]


@pytest.fixture(params=["sqlite"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> OpenStore:
    """Opens the same store again and again; ``None`` for a wake that nobody hears."""

    async def sqlite(wake: Wake | None = None) -> Store:
        return await SqliteStore.open(tmp_path / "store.db", wake or LocalWake())

    return {"sqlite": sqlite}[request.param]
