"""Where this program keeps its files (the only user of platformdirs)."""

import re
from dataclasses import dataclass
from pathlib import Path

APP = "desktop-agent"
_PROFILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")


class ProfileRefused(ValueError):
    """The name of a profile cannot be a folder's name."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders of one profile; they are made when something is written.

    Attributes:
        config: settings, window positions.
        cache: what can be read anew from the server.
        log: log files.
    """

    config: Path
    cache: Path
    log: Path

    @property
    def settings(self) -> Path:
        """The file of the person's settings."""
        return self.config / "settings.json"


def profile_paths(profile: str = "default", *, root: Path | None = None) -> Paths:
    """Return the folders of a profile.

    Args:
        profile: letters, digits, dot, dash, underscore; several desktops at once need one each.
        root: put everything below this folder instead of the system's places (tests, portable use).

    Raises:
        ProfileRefused: not such a name.
    """
    if not _PROFILE.match(profile):
        raise ProfileRefused(f"{profile[:80]!r} cannot be the name of a profile: use letters, digits, '.', '-', '_'.")
    if root is not None:
        base = root / profile
        return Paths(base / "config", base / "cache", base / "log")
    import platformdirs

    places = platformdirs.PlatformDirs(APP, appauthor=False, roaming=False)
    return Paths(
        Path(places.user_config_dir) / profile,
        Path(places.user_cache_dir) / profile,
        Path(places.user_log_dir) / profile,
    )


def policy_file() -> Path:
    """Return the file by which whoever runs the machine fixes settings for everybody; it need not exist."""
    import platformdirs

    return Path(platformdirs.site_config_dir(APP, appauthor=False)) / "policy.json"
