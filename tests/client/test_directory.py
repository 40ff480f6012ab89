"""The directory: loaded by pages, kept up to date by versions, never half."""

import asyncio

import pytest

from desktop_agent.client.backends.port import Unreachable
from desktop_agent.client.search.directory import Directory
from desktop_agent.contract.answers import TargetsPage
from tests.client.making import target
from tests.client.running import in_loop
from tests.client.scripted import ScriptedBackend

JANA, LEE, CHI = target("Jana Brandt"), target("Lee Wong"), target("Chi Okafor")


class Pages(ScriptedBackend):
    """Answers of ``GET /targets`` in their order."""

    def __init__(self, *pages: TargetsPage | Exception) -> None:
        super().__init__()
        self.pages_left = list(pages)
        self.asked: list[tuple[int, str | None]] = []

    async def targets(self, since: int, page: str | None = None) -> TargetsPage:
        self.asked.append((since, page))
        await asyncio.sleep(0)
        answer = self.pages_left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def names(directory: Directory, text: str) -> list[str]:
    return [hit.target.name for hit in directory.search(text)]


@in_loop
async def test_pages_versions_and_removals() -> None:
    backend = Pages(
        TargetsPage(version=7, targets=(JANA,), next="p2"),
        TargetsPage(version=7, targets=(LEE,)),
        TargetsPage(version=7, targets=()),
        TargetsPage(version=9, targets=(CHI, target("Jana Brandt-Okafor", id=JANA.id)), removed=(LEE.id,)),
    )
    directory = Directory(backend)
    assert not directory.loaded
    assert names(directory, "jana") == []
    assert await directory.refresh()
    assert (len(directory), directory.version, directory.loaded) == (2, 7, True)
    assert not await directory.refresh()
    assert await directory.refresh()
    assert backend.asked == [(0, None), (0, "p2"), (7, None), (7, None)]
    assert names(directory, "okafor") == ["Chi Okafor", "Jana Brandt-Okafor"]
    assert names(directory, "wong") == []
    assert directory.get(LEE.id) is None
    assert directory.get(CHI.id) == CHI


@in_loop
async def test_a_failure_between_pages_changes_nothing() -> None:
    backend = Pages(
        TargetsPage(version=1, targets=(JANA,)),
        TargetsPage(version=2, targets=(LEE,), next="p2"),
        Unreachable("cut"),
        TargetsPage(version=2, targets=(LEE,)),
    )
    directory = Directory(backend)
    await directory.refresh()
    with pytest.raises(Unreachable):
        await directory.refresh()
    assert (directory.version, names(directory, "lee")) == (1, [])
    assert await directory.refresh()
    assert names(directory, "lee") == ["Lee Wong"]


@in_loop
async def test_another_store_replaces_everything() -> None:
    backend = Pages(TargetsPage(version=9, targets=(JANA, LEE)), TargetsPage(version=2, targets=(CHI,)))
    directory = Directory(backend)
    await directory.refresh()
    directory.forget()
    assert names(directory, "jana") == ["Jana Brandt"]
    assert await directory.refresh()
    assert backend.asked[-1] == (0, None)
    assert list(directory.targets) == [CHI.id]
    assert names(directory, "jana") == []


@in_loop
async def test_an_empty_directory_is_loaded_too() -> None:
    directory = Directory(Pages(TargetsPage(version=0, targets=()), TargetsPage(version=0, targets=())))
    assert await directory.refresh()
    assert directory.loaded
    assert len(directory) == 0


@in_loop
async def test_refreshing_twice_at_once_is_one_after_the_other() -> None:
    backend = Pages(TargetsPage(version=1, targets=(JANA,)), TargetsPage(version=1, targets=()))
    directory = Directory(backend)
    changed = await asyncio.gather(directory.refresh(), directory.refresh())
    assert changed == [True, False]
    assert backend.asked == [(0, None), (1, None)]
