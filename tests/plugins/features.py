"""Which rows of the feature contract are proven end to end.

``tests/feature_cases.toml`` lists the rows this project claims with the cases of each (none: the row is one case). A
test in ``tests/end_to_end`` says with ``@pytest.mark.feature("G6", case="declined")`` what it proves. When the whole
folder runs, one more test at the end fails if a claimed row lacks a case, and ``build/features.json`` is written.
"""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CASES = "tests/feature_cases.toml"
FOLDER = "tests/end_to_end"
RESULT = "build/features.json"

Mark = tuple[str, str | None]
"""Row and case."""


class Features:
    """What was claimed, what was proven."""

    def __init__(self, config: pytest.Config) -> None:
        claims: dict[str, dict[str, Any]] = tomllib.loads((config.rootpath / CASES).read_text(encoding="utf-8"))
        self.claimed: dict[str, list[str | None]] = {row: claim["cases"] or [None] for row, claim in claims.items()}
        self.marks: dict[str, list[Mark]] = {}
        self.outcomes: dict[str, bool] = {}
        self.whole = False
        self._config = config

    def note(self, item: pytest.Item) -> None:
        """Remember what a test says it proves.

        Raises:
            pytest.UsageError: an unknown row or case, or a test elsewhere.
        """
        for mark in item.iter_markers("feature"):
            row, case = mark.args[0], mark.kwargs.get("case")
            if not item.nodeid.startswith(FOLDER):
                raise pytest.UsageError(f"{item.nodeid}: only tests in {FOLDER} prove feature rows")
            if case not in self.claimed.get(row, []):
                raise pytest.UsageError(f"{item.nodeid}: {CASES} has no row {row} with a case {case!r}")
            self.marks.setdefault(item.nodeid, []).append((row, case))

    def verdict(self) -> dict[str, dict[str, Any]]:
        """Each claimed row: how many tests passed and failed, and the cases nobody proved."""
        facts: dict[str, dict[str, Any]] = {}
        for row, cases in self.claimed.items():
            tests = {test for test, marks in self.marks.items() if row in {marked for marked, _ in marks}}
            good = {test for test in tests if self.outcomes.get(test, False)}
            proven = {mark for test in good for mark in self.marks[test]}
            facts[row] = {
                "passed": len(good),
                "failed": len(tests - good),
                "missing_cases": [case or "the row" for case in cases if (row, case) not in proven],
            }
        return facts

    @pytest.hookimpl(wrapper=True)
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> Iterator[None]:
        """Note what is proven; add the closing test when the whole folder runs."""
        for item in items:
            self.note(item)
        marked = len(self.marks)
        yield  # shuffling, leaving out
        root = self._config.rootpath
        there = {path.relative_to(root).as_posix() for path in (root / FOLDER).rglob("test_*.py")}
        collected = {item.nodeid.partition("::")[0] for item in items}
        picked = any("::" in word for word in self._config.args)
        left = len({item.nodeid for item in items} & set(self.marks))
        self.whole = bool(there) and there <= collected and left == marked and not picked
        if self.whole:
            items.append(ClaimedRows.from_parent(session, name="claimed_rows", nodeid=f"{CASES}::claimed_rows"))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the outcome: every phase must pass."""
        self.outcomes[report.nodeid] = self.outcomes.get(report.nodeid, True) and report.passed

    def pytest_sessionfinish(self) -> None:
        """Write the result of a whole run."""
        if self.whole and not self._config.getoption("collectonly"):
            path = self._config.rootpath / RESULT
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(self.verdict(), indent=1) + "\n", encoding="utf-8")


class ClaimedRows(pytest.Item):
    """The last test: every claimed row has every case."""

    def runtest(self) -> None:
        """Compare."""
        features = self.config.pluginmanager.get_plugin("features")
        assert isinstance(features, Features)
        missing = [(row, ", ".join(facts["missing_cases"])) for row, facts in features.verdict().items()]
        lines = [f"  {row}: {cases}" for row, cases in missing if cases]
        assert not lines, "claimed rows without a passing end-to-end test:\n" + "\n".join(lines)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """Only the list."""
        return str(excinfo.value)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where to look."""
        return self.path, None, "every claimed row has every case"


def pytest_configure(config: pytest.Config) -> None:
    """Read the claims."""
    config.pluginmanager.register(Features(config), "features")
