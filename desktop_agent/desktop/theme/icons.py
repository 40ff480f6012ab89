"""Icons: our own SVG shapes (``resources/icons``) tinted with a colour of the scheme in force."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_agent.desktop.theme.current import tokens
from desktop_agent.resources import resource

SIZES = (16, 20, 24, 32, 48, 64)


def icon(name: str, colour: str | None = None) -> QIcon:
    """An icon by file name without ``.svg``.

    Args:
        name: e.g. ``transfer``.
        colour: ``#rrggbb``; the colour of text when left out. Disabled and selected looks follow the scheme.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    scheme = tokens()
    return _icon(name, colour or scheme.text, scheme.disabled, scheme.on_accent)


def pixmap(name: str, size: int, colour: str | None = None, ratio: float = 1.0) -> QPixmap:
    """One picture for painting.

    Args:
        name: of the icon.
        size: side in logical px.
        colour: as for ``icon``.
        ratio: device pixels per logical pixel (``widget.devicePixelRatioF()``).
    """
    return _pixmap(name, size, colour or tokens().text, ratio)


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str, selected: str) -> QIcon:
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_pixmap(name, size, colour, 1.0), QIcon.Mode.Normal)
        made.addPixmap(_pixmap(name, size, disabled, 1.0), QIcon.Mode.Disabled)
        made.addPixmap(_pixmap(name, size, selected, 1.0), QIcon.Mode.Selected)
    return made


@lru_cache(maxsize=1024)
def _pixmap(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    side = round(size * ratio)
    picture = QPixmap(QSize(side, side))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
