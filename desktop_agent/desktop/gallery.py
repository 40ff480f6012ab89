"""Every view in its states as pictures, without a server: ``python -m desktop_agent.desktop.gallery --out DIR``.

A room of views lists its pictures as ``SHOWS`` (``still.show.Show``) in ``views/<room>/gallery.py``.
"""

import argparse
import asyncio
import importlib
import importlib.util
import os
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_agent.desktop.still.show import Show
    from desktop_agent.desktop.theme.appearance import Appearance

SETTLE_S = 0.15
LIVE_S = 5.0


def main(argv: Sequence[str] | None = None) -> int:
    """Draw the pictures. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="gallery", description=__doc__)
    parser.add_argument("--view", default="", help="only pictures whose name begins with this; 'list' names them all")
    parser.add_argument("--out", type=Path, default=Path("build/gallery"), help="folder for the pictures")
    parser.add_argument("--theme", choices=("light", "dark", "contrast"), default="light")
    parser.add_argument("--scale", type=float, default=1.0, help="device pixels per logical pixel")
    parser.add_argument("--size", default="1024x700", help="of the screen, in device pixels")
    args = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(args.scale)
    from PySide6.QtWidgets import QApplication

    from desktop_agent.desktop.bridge.loop import run

    app = QApplication.instance() or QApplication(["gallery"])
    app.setProperty("gallery", True)
    return run(lambda: _draw_all(args))


async def _draw_all(args: argparse.Namespace) -> int:
    from PySide6.QtWidgets import QApplication

    from desktop_agent.desktop.theme.appearance import Appearance, Look

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    appearance = Appearance(app)
    appearance.set_up(Look(args.theme))
    wanted = [show for show in shows() if show.name.startswith("" if args.view == "list" else args.view)]
    if args.view == "list":
        sys.stdout.write("".join(f"{show.name}\n" for show in wanted))
        return 0
    args.out.mkdir(parents=True, exist_ok=True)
    width, _, height = args.size.partition("x")
    size = (round(int(width) / args.scale), round(int(height) / args.scale))
    for show in wanted:
        path = args.out / f"{show.name}-{args.theme}-{args.scale:g}x-{args.size}.png"
        await draw(show, appearance, size, path)
        sys.stdout.write(f"{path}\n")
    return 0 if wanted else 1


def shows() -> "list[Show]":
    """All pictures of all rooms of views."""
    from desktop_agent.desktop import views

    found: list[Show] = []
    for room in pkgutil.iter_modules(views.__path__):
        name = f"{views.__name__}.{room.name}.gallery"
        if room.ispkg and importlib.util.find_spec(name) is not None:
            found.extend(importlib.import_module(name).SHOWS)
    return found


async def draw(show: "Show", appearance: "Appearance", size: tuple[int, int], path: Path | None) -> None:
    """Draw one picture (``path`` None: only look whether it can be done).

    Raises:
        BaseExceptionGroup: a task of the view failed.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from desktop_agent.desktop.still.desk import StillDesk

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if show.rtl else Qt.LayoutDirection.LeftToRight)
    desk = StillDesk(show.floor, offers=show.offers)
    if show.live:
        desk.begin()
        async with asyncio.timeout(LIVE_S):
            await desk.until_live()
        await asyncio.sleep(SETTLE_S)
    widget = show.build(desk, appearance)
    widget.resize(*(show.size or size))
    widget.show()
    await asyncio.sleep(SETTLE_S)
    if show.prepare is not None:
        show.prepare(desk, widget)
        await asyncio.sleep(SETTLE_S)
    if path is not None:
        widget.grab().save(str(path))
    desk.quiet()
    widget.hide()
    await desk.aclose()
    widget.deleteLater()
    await asyncio.sleep(0)
    if desk.errors:
        raise BaseExceptionGroup(show.name, [error for _, error in desk.errors])


if __name__ == "__main__":
    raise SystemExit(main())
