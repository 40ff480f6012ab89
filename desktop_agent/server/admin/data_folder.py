"""Where a server keeps its database when it is not told: the person's folder for the data of programs."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

NAME = "desktop-agent-server"


def data_folder(environment: Mapping[str, str], platform: str = sys.platform, home: Path | None = None) -> Path:
    """Return the folder of this person's server, by the rules of the system (Windows, macOS, XDG)."""
    home = home or Path.home()
    if platform == "win32":
        base = environment.get("LOCALAPPDATA") or str(home / "AppData" / "Local")
        return Path(base) / NAME
    if platform == "darwin":
        return home / "Library" / "Application Support" / NAME
    base = environment.get("XDG_DATA_HOME") or ""
    return (Path(base) if Path(base).is_absolute() else home / ".local" / "share") / NAME


def default_database() -> Path:
    """Return the path of the database when none is named."""
    return data_folder(os.environ) / "desktop-agent.db"
