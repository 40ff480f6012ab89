"""The storm is worth something: with a mistake planted into one statement or rule it fails."""

from collections.abc import Callable

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from desktop_agent.server.engine import answering, telling
from desktop_agent.server.engine.script import Steps
from desktop_agent.server.store import sqlite
from desktop_agent.server.store.compiled import Compiled, compile_for_sqlite
from tests.server.engine.test_storm import Storm

QUICK = settings(
    max_examples=40, stateful_step_count=40, deadline=None, database=None, phases=[Phase.generate], derandomize=True
)


def statement(monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str) -> None:
    def compiled() -> dict[str, Compiled]:
        found = compile_for_sqlite()
        sql, row = found[name]
        assert old in sql
        return {**found, name: Compiled(sql.replace(old, new), row)}

    monkeypatch.setattr(sqlite, "compile_for_sqlite", compiled)


def nothing(*_: object, **__: object) -> Steps[None]:
    yield from ()


PLANTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "a slot is not released": lambda patch: statement(patch, "release_slot", "reserved - 1", "reserved"),
    "a slot is not freed": lambda patch: statement(patch, "free_slot", "load - 1", "load"),
    "the result is not told": lambda patch: patch.setattr(answering, "tell_result", nothing),
    "the result is told twice": lambda patch: patch.setattr(telling, "add_notice", _twice),
    "a party stays behind": lambda patch: statement(patch, "remove_party", "agent_id = :agent", "agent_id = 'x'"),
    "a number is left out": lambda patch: statement(patch, "next_seq", "last_seq + 1", "last_seq + 2"),
}


_add_notice = telling.add_notice


def _twice(*args: object, **facts: object) -> Steps[None]:
    for _ in range(2):
        yield from _add_notice(*args, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("plant", sorted(PLANTS))
def test_the_storm_finds(plant: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    PLANTS[plant](monkeypatch)
    with pytest.raises(BaseException):  # noqa: B017 - an assertion, or the database's own check
        run_state_machine_as_test(Storm, settings=QUICK)
