"""Where the database is when nobody says."""

from pathlib import Path

from desktop_agent.server.admin.data_folder import data_folder

HOME = Path("/home/ann")


def test_by_the_rules_of_each_system():
    name = "desktop-agent-server"
    assert data_folder({}, "linux", HOME) == HOME / ".local" / "share" / name
    assert data_folder({"XDG_DATA_HOME": "/data"}, "linux", HOME) == Path("/data") / name
    assert data_folder({"XDG_DATA_HOME": "relative"}, "linux", HOME) == HOME / ".local" / "share" / name
    assert data_folder({}, "darwin", HOME) == HOME / "Library" / "Application Support" / name
    assert data_folder({"LOCALAPPDATA": "/local"}, "win32", HOME) == Path("/local") / name
    assert data_folder({}, "win32", HOME) == HOME / "AppData" / "Local" / name
