"""``desktop-agent admin`` on a store whose server is not running."""

import io
import json
import stat

import pytest

from desktop_agent.cli import main
from desktop_agent.resources import resource
from desktop_agent.server.admin.lock import only_user


@pytest.fixture
def admin(tmp_path, capsys):
    """Run ``admin``; returns status, output, errors."""

    def run(*words):
        status = main(["admin", "--database", str(tmp_path / "x.db"), *words])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def filled(admin, tmp_path):
    """The same with the demo's floor in the store."""
    status, _, errors = admin(
        "import-floor", str(resource("demo", "floor.toml")), "--credentials-file", str(tmp_path / "c.json")
    )
    assert (status, errors) == (0, "")
    return admin


def test_imports_a_floor_once(filled, tmp_path):
    credentials = tmp_path / "c.json"
    assert len(json.loads(credentials.read_text())) == 31
    assert stat.S_IMODE(credentials.stat().st_mode) == 0o600
    again = filled("import-floor", str(resource("demo", "floor.toml")), "--credentials-file", str(tmp_path / "d.json"))
    assert again[0] == 1
    assert "has a floor already; nothing was changed" in again[2]
    assert not (tmp_path / "d.json").exists()


def test_lists_everybody(filled):
    _, output, _ = filled("list-agents")
    lines = output.splitlines()
    assert len(lines) == 31
    assert "sofia\tSofia Rossi\tsupervisor" in lines


def test_adds_an_agent_who_must_change_the_password(filled):
    status, output, _ = filled("add-agent", "Kim", "--name", "Kim Lund", "--queue", "Billing", "--supervisor")
    assert status == 0
    assert "kim can sign in with the password " in output
    assert "kim\tKim Lund\tsupervisor\tmust change password" in filled("list-agents")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add-agent", "emma", "--name", "Emma"), "the user 'emma' is taken"),
        (("add-agent", "kim", "--name", "Kim", "--queue", "Nowhere"), "there is no queue 'Nowhere'"),
        (("add-agent", "kim lund", "--name", "Kim"), "user: only small letters"),
        (("add-agent", "kim", "--name", "Kim", "--capacity", "0"), "capacity: must be 1 to 100"),
        (("set-password", "nobody"), "there is no account 'nobody'"),
    ],
)
def test_what_cannot_be_changes_nothing(filled, words, said):
    before = filled("list-agents")
    status, _, errors = filled(*words)
    assert status == 1
    assert said in errors
    assert filled("list-agents") == before


def test_sets_a_password(filled, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert "at least 12 characters" in filled("set-password", "emma", "--ask")[2]
    monkeypatch.setattr("sys.stdin", io.StringIO("long enough for all\n"))
    assert filled("set-password", "emma", "--ask")[0] == 0
    assert filled("set-password", "lee")[0] == 0
    assert "lee\tLee Wong\tagent\tmust change password" in filled("list-agents")[1]


def test_while_the_server_runs_it_is_refused(filled, tmp_path):
    with only_user(tmp_path / "x.db"):
        status, _, errors = filled("list-agents")
    assert status == 1
    assert "is in use by another program" in errors


def test_a_database_that_is_not_there(admin, tmp_path):
    status, _, errors = admin("list-agents")
    assert (status, "there is no such database" in errors) == (1, True)
    assert not (tmp_path / "x.db").exists()
