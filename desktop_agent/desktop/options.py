"""What the desktop is told at its start."""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

from desktop_agent.client.platform.settings import Json


@dataclass(frozen=True, slots=True)
class Credentials:
    """User and password from a file; the login is skipped with them."""

    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Options:
    """See ``add_arguments``."""

    profile: str
    credentials: Credentials | None
    settings: dict[str, Json]
    scale: float | None


class OptionsRefused(Exception):
    """An argument cannot be used; the words say why."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``desktop-agent desktop``."""
    parser.add_argument("--server", metavar="URL", help="address of the routing server")
    parser.add_argument("--profile", default="default", metavar="NAME", help="own settings and window; one per desktop")
    parser.add_argument(
        "--sign-in", type=Path, metavar="FILE", help='sign in with {"user": …, "password": …} of a file'
    )
    parser.add_argument("--theme", choices=("system", "light", "dark", "contrast"), help="colours")
    parser.add_argument("--zoom", type=int, metavar="PERCENT", help="size of all text, 80 to 200")
    parser.add_argument("--scale", type=float, metavar="FACTOR", help="size of everything, 1 is 100 %%")
    parser.add_argument("--verbose", action="store_true", help="tell more on standard error")


def read_options(args: argparse.Namespace) -> Options:
    """Check the arguments.

    Raises:
        OptionsRefused: the sign-in file cannot be read or is not of the right form.
    """
    return Options(
        profile=args.profile,
        credentials=None if args.sign_in is None else _credentials(args.sign_in),
        settings={"server": args.server, "theme": args.theme, "text_scale": args.zoom},
        scale=args.scale,
    )


def _credentials(path: Path) -> Credentials:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return Credentials(user=str(values["user"]), password=str(values["password"]))
    except OSError as error:
        raise OptionsRefused(f"The sign-in file {path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise OptionsRefused(f'The sign-in file {path} must hold {{"user": …, "password": …}}.') from error
