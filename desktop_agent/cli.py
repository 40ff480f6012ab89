"""The command ``desktop-agent``: one sub-command per part; nothing heavy is imported before it is needed."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from desktop_agent import __version__

COMMANDS = {
    "desktop": ("desktop_agent.desktop.main", "the agent's window"),
    "serve": ("desktop_agent.server.http.serve", "the routing server"),
    "admin": ("desktop_agent.server.admin.command", "what an operator does"),
    "simulate": ("desktop_agent.simulation.command", "customers and colleagues who talk to a server"),
    "demo": ("desktop_agent.lab.demo", "server, simulation and desktop at once, to look at; --tour plays it by itself"),
}
"""Name to (module with ``add_arguments(parser)`` and ``run(args) -> int``, what it is)."""


DRIVEN = "desktop_agent.lab.driver.command"
"""``desktop --drive``: the same window, moved by commands on standard input."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one sub-command; the window when none is named. Returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    top = argparse.ArgumentParser(prog="desktop-agent", description=__doc__)
    top.add_argument("--version", action="version", version=f"desktop-agent {__version__}")
    names = top.add_subparsers(dest="command", metavar="COMMAND")
    chosen = next((word for word in words if not word.startswith("-")), None)
    if not words:
        words = ["desktop"]
        chosen = "desktop"
    modules = {}
    for name, (path, what) in COMMANDS.items():
        parser = names.add_parser(name, help=what, description=what)
        if name == chosen:
            modules[name] = importlib.import_module(DRIVEN if name == "desktop" and "--drive" in words else path)
            modules[name].add_arguments(parser)
    args = top.parse_args(words)
    if args.command is None:
        top.print_help()
        return 2
    status: int = modules[args.command].run(args)
    return status
