"""``desktop-agent desktop``: the agent's window. Only Qt is imported before the first paint."""

import argparse
import logging
import os
import sys
from collections.abc import Callable

from desktop_agent.desktop.options import Options, OptionsRefused, add_arguments, read_options

__all__ = ["add_arguments", "run", "start"]

Attach = Callable[[Callable[[], None]], None]
"""Called once with a function that asks the program to end, when the application exists and before the loop runs."""

log = logging.getLogger(__name__)


def run(args: argparse.Namespace) -> int:
    """Run the desktop. Returns the exit status."""
    return start(args)


def start(args: argparse.Namespace, attach: Attach | None = None) -> int:
    """Run the desktop.

    Args:
        args: as ``add_arguments`` made them.
        attach: lets something from outside move this desktop (``lab.driver``).
    """
    logging.basicConfig(
        level=logging.INFO if args.verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    try:
        options = read_options(args)
        if options.scale is not None:
            os.environ["QT_SCALE_FACTOR"] = str(options.scale)
        return _start(options, attach)
    except OptionsRefused as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _start(options: Options, attach: Attach | None) -> int:
    from PySide6.QtWidgets import QApplication

    from desktop_agent.client.platform.paths import ProfileRefused, policy_file, profile_paths
    from desktop_agent.client.platform.settings import Settings
    from desktop_agent.desktop.program import Program
    from desktop_agent.desktop.theme.appearance import Appearance, Look

    try:
        paths = profile_paths(options.profile)
    except ProfileRefused as error:
        raise OptionsRefused(str(error)) from error
    QApplication.setApplicationName("desktop-agent")
    QApplication.setApplicationDisplayName("Desktop Agent")
    QApplication.setDesktopFileName("desktop-agent")
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    settings = Settings(paths.settings, policy=policy_file(), command_line=options.settings)
    for problem in settings.problems:
        log.warning("%s", problem)
    appearance = Appearance(app)
    appearance.set_up(Look.named(settings["theme"]), int(settings["text_scale"]))
    program = Program(options, settings, paths, appearance)
    if attach is not None:
        attach(program.leave)
    if options.credentials is None:
        program.show_login()

    from desktop_agent.desktop.bridge.loop import run as run_loop

    return run_loop(program.main)
