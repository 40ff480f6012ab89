"""``desktop-agent desktop --drive``: the agent's window with the driver's pipe."""

import argparse
from collections.abc import Callable

import desktop_agent.desktop.main as desktop
from desktop_agent.lab.driver.pipe import Pipe, reserve_output


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Those of the desktop, and ``--drive``."""
    desktop.add_arguments(parser)
    parser.add_argument("--drive", action="store_true", help="take commands as JSON lines on standard input")


def run(args: argparse.Namespace) -> int:
    """Run the desktop until it is closed or the driving side has gone."""
    out = reserve_output()
    pipes: list[Pipe] = []

    def attach(close: Callable[[], None]) -> None:
        pipe = Pipe(close, out)
        pipes.append(pipe)
        pipe.start()

    return desktop.start(args, attach=attach)
