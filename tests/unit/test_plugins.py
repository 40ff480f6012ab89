"""The test plugins themselves: what must fail a run fails it."""

import json

import pytest

pytest_plugins = ["pytester"]

CONFTEST = """
import os, sys
sys.path.insert(0, {root!r})
pytest_plugins = ["tests.plugins.guard", "tests.plugins.needs", "tests.plugins.features"]
"""
INI = """
[pytest]
markers =
    feature(id, case=None): row
    x11: window system
    browser: browser
testpaths = tests
"""
CASES = '[G6]\ncases = ["declined", "timed out"]\n[G5]\ncases = []\n'
GOOD = """
import pytest

@pytest.mark.feature("G6", case="declined")
@pytest.mark.feature("G5")
def test_a():
    pass

@pytest.mark.feature("G6", case="timed out")
def test_b():
    assert {good}
"""


@pytest.fixture
def project(pytester, pytestconfig, monkeypatch):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # Qt and others are not needed here
    pytester.makeini(INI)
    tests = pytester.mkdir("tests")
    (tests / "conftest.py").write_text(CONFTEST.format(root=str(pytestconfig.rootpath)))
    (tests / "feature_cases.toml").write_text(CASES)
    for name in ("end_to_end", "unit"):
        (tests / name).mkdir()

    def write(path: str, text: str) -> None:
        (tests / path).write_text(text)

    def run(*words: str) -> pytest.RunResult:
        return pytester.runpytest_subprocess("-p", "no:cacheprovider", *words)

    return write, run


def result(project_path):
    return json.loads((project_path / "build/features.json").read_text())


def test_every_case_proven(project, pytester):
    write, run = project
    write("end_to_end/test_it.py", GOOD.format(good=True))
    run().assert_outcomes(passed=3)
    assert result(pytester.path) == {
        "G6": {"passed": 2, "failed": 0, "missing_cases": []},
        "G5": {"passed": 1, "failed": 0, "missing_cases": []},
    }


def test_a_failed_case_fails_the_row(project, pytester):
    write, run = project
    write("end_to_end/test_it.py", GOOD.format(good=False))
    outcome = run()
    outcome.assert_outcomes(passed=1, failed=2)
    outcome.stdout.fnmatch_lines(["*G6: timed out*"])
    assert result(pytester.path)["G6"] == {"passed": 1, "failed": 1, "missing_cases": ["timed out"]}


def test_a_missing_case_fails_the_run(project):
    write, run = project
    write("end_to_end/test_it.py", GOOD.partition('@pytest.mark.feature("G6", case="timed out")')[0])
    outcome = run()
    outcome.assert_outcomes(passed=1, failed=1)
    outcome.stdout.fnmatch_lines(["*G6: timed out*"])


def test_part_of_a_run_has_no_verdict(project, pytester):
    write, run = project
    write("end_to_end/test_it.py", GOOD.format(good=True))
    run("-k", "test_a").assert_outcomes(passed=1, deselected=1)
    assert not (pytester.path / "build").exists()


@pytest.mark.parametrize(
    ("place", "mark", "why"),
    [
        ("end_to_end", '"G7"', "no row G7"),
        ("end_to_end", '"G6", case="lost"', "a case 'lost'"),
        ("end_to_end", '"G6"', "a case None"),
        ("unit", '"G5"', "only tests in tests/end_to_end"),
    ],
)
def test_a_wrong_mark_stops_the_run(project, place, mark, why):
    write, run = project
    write(f"{place}/test_it.py", f"import pytest\n@pytest.mark.feature({mark})\ndef test_a(): pass\n")
    outcome = run()
    assert outcome.ret == pytest.ExitCode.USAGE_ERROR
    outcome.stderr.fnmatch_lines([f"*{why}*"])


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("import logging; logging.getLogger('a').warning('odd')", "*unexpected log records*"),
        (
            "import threading; threading.Thread(target=threading.Event().wait, args=(9,), daemon=True).start()",
            "*left behind: thread*",
        ),
        ("import subprocess; global p; p = subprocess.Popen(['sleep', '9'])", "*left behind: process*sleep 9*"),
        ("import socket; socket.create_connection(('192.0.2.1', 9), timeout=0.1)", "*OutsideNetwork*"),
        ("import socket; socket.getaddrinfo('example.org', 80)", "*OutsideNetwork*"),
    ],
)
def test_what_a_test_may_not_do(project, body, why):
    write, run = project
    write("unit/test_it.py", f"def test_a():\n    {body}\n")
    outcome = run()
    assert outcome.ret == pytest.ExitCode.TESTS_FAILED
    outcome.stdout.fnmatch_lines([why])


def test_loopback_and_caplog_are_fine(project):
    write, run = project
    write(
        "unit/test_it.py",
        "import logging, socket\n"
        "def test_a(caplog):\n"
        "    logging.getLogger('a').warning('odd')\n"
        "    assert caplog.messages == ['odd']\n"
        "def test_b():\n"
        "    with socket.create_server(('127.0.0.1', 0)) as server:\n"
        "        socket.create_connection(server.getsockname()).close()\n",
    )
    run().assert_outcomes(passed=2)


def test_what_is_left_out_is_said_or_forbidden(project, monkeypatch):
    write, run = project
    monkeypatch.delenv("VIRTUAL_SCREEN", raising=False)
    write("unit/test_it.py", "import pytest\n@pytest.mark.x11\ndef test_a(): pass\ndef test_b(): pass\n")
    outcome = run()
    outcome.assert_outcomes(passed=1, deselected=1)
    outcome.stdout.fnmatch_lines(["*LEFT OUT*", "*1 tests need a window system*"])
    outcome = run("--complete")
    assert outcome.ret == pytest.ExitCode.USAGE_ERROR
    outcome.stderr.fnmatch_lines(["*--complete, but 1 tests need a window system*"])
