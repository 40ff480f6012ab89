"""What a place looks like: its colours, and whether the screen really shows it."""

from collections import Counter

from PySide6.QtGui import QColor, QImage

from desktop_agent.lab.driver.find import Place

MOST = 40
ALIKE = 0.9
"""A place counts as shown when so much of it looks on the screen as it was painted; a countdown may go on meanwhile."""


def colours(place: Place) -> list[str]:
    """The colours of a place as ``#rrggbb``, those that cover most of it first."""
    counted = Counter(_pixels(place.widget.grab(place.rect).toImage()))
    return [QColor.fromRgb(colour & 0xFFFFFF).name() for colour, _ in counted.most_common(MOST)]


def shown(place: Place) -> bool:
    """Whether the screen shows all of a place, so that no window lies over it, not even another program's.

    Where the system lets no program look at the screen (Wayland) the answer is always no.
    """
    painted = place.widget.grab(place.rect).toImage()
    screen = place.widget.screen()
    corner = place.widget.mapToGlobal(place.rect.topLeft()) - screen.geometry().topLeft()
    seen = screen.grabWindow(0, corner.x(), corner.y(), place.rect.width(), place.rect.height()).toImage()
    if seen.size() != painted.size():
        return False
    pairs = zip(_pixels(painted), _pixels(seen), strict=True)
    equal = sum(one & 0xFFFFFF == other & 0xFFFFFF for one, other in pairs)
    return equal >= ALIKE * painted.width() * painted.height()


def _pixels(image: QImage) -> list[int]:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return memoryview(plain.constBits()).cast("I").tolist()
