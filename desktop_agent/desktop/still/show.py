"""Show: one view in one state, for the gallery; a room of views lists its own in ``views/<room>/gallery.py``."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget  # noqa: TID251 - what a picture is made of

from desktop_agent.desktop.still.desk import StillDesk
from desktop_agent.desktop.still.floor import Floor
from desktop_agent.desktop.theme.appearance import Appearance


@dataclass(frozen=True, slots=True)
class Show:
    """One picture.

    Attributes:
        name: ``view.state``, e.g. ``interaction.declined``; becomes the name of the file.
        build: makes the widget; the session is live then (unless ``live`` is False).
        floor, offers: what the agent sees.
        size: of the picture in logical px; None takes the gallery's window size.
        prepare: brings it into its state, after it is shown (select, type, ``desk.backend.push`` …).
        live: wait for the snapshot before building.
        rtl: lay everything out from right to left.
    """

    name: str
    build: Callable[[StillDesk, Appearance], QWidget]
    floor: Floor = Floor.FULL
    offers: bool = False
    size: tuple[int, int] | None = None
    prepare: Callable[[StillDesk, QWidget], object] | None = None
    live: bool = True
    rtl: bool = False
