"""Tests that need a window system or a browser are left out aloud where there is none; ``--complete`` forbids that."""

import os
import shutil

import pytest

NEEDS = {
    "x11": ("a window system (run: make test)", lambda: "VIRTUAL_SCREEN" in os.environ),
    "browser": ("Chromium and its driver", lambda: all(map(shutil.which, ("chromium", "chromedriver")))),
}

_left_out = pytest.StashKey[dict[str, int]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--complete``: what `make test` promises."""
    parser.addoption("--complete", action="store_true", help="fail instead of leaving tests out")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot run here."""
    missing = {name for name, (_, there) in NEEDS.items() if not there()}
    out: list[pytest.Item] = []
    counts: dict[str, int] = {}
    for item in items:
        lacking = sorted(name for name in missing if item.get_closest_marker(name))
        if lacking:
            out.append(item)
            counts[lacking[0]] = counts.get(lacking[0], 0) + 1
    if out and config.getoption("complete"):
        raise pytest.UsageError(f"--complete, but {_sentence(counts)}")
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]
    config.stash[_left_out] = counts


def _sentence(counts: dict[str, int]) -> str:
    return "; ".join(f"{count} tests need {NEEDS[name][0]}" for name, count in counts.items())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it where nobody overlooks it."""
    counts = terminalreporter.config.stash.get(_left_out, {})
    if counts:
        terminalreporter.section("LEFT OUT", sep="!", red=True)
        terminalreporter.line(_sentence(counts), red=True)
