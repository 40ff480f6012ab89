"""Appearance: scheme, zoom and style of the whole program, put in force in one place."""

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip

from desktop_agent.desktop.theme.current import put_in_force
from desktop_agent.desktop.theme.palette import palette
from desktop_agent.desktop.theme.style import CalmStyle
from desktop_agent.desktop.theme.tokens import SCHEMES, Scheme

ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
"""Percent."""


class Look(StrEnum):
    """What the person chose; ``system`` follows the desktop's own colours."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"

    @classmethod
    def named(cls, name: object) -> "Look":
        """The look of that name; ``SYSTEM`` when there is none."""
        return next((look for look in cls if look == name), cls.SYSTEM)


class Appearance(QObject):
    """Puts a look and a zoom in force and follows the system where asked to.

    Signals:
        changed: scheme or zoom is another; icons and painted widgets are made anew.
    """

    changed = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent or app)
        self._app = app
        self._look = Look.SYSTEM
        self._zoom = 100
        self._points = app.font().pointSizeF()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def look(self) -> Look:
        """What the person chose."""
        return self._look

    @property
    def zoom(self) -> int:
        """Percent of the system's text size."""
        return self._zoom

    @property
    def scheme(self) -> Scheme:
        """The colours in force."""
        return _system_scheme() if self._look is Look.SYSTEM else Scheme(self._look.value)

    def set_up(self, look: Look, zoom: int = 100) -> None:
        """Put both in force at the start."""
        self._app.setStyle(CalmStyle())
        self._look = look
        self._zoom = _nearest(zoom)
        self._apply()

    def set_look(self, look: Look) -> None:
        """Change the colours."""
        if look is not self._look:
            self._look = look
            self._apply()

    def set_zoom(self, zoom: int) -> None:
        """Change the size of all text, in percent; rows grow with it."""
        wanted = _nearest(zoom)
        if wanted != self._zoom:
            self._zoom = wanted
            self._apply()

    def zoom_by(self, steps: int) -> None:
        """Go some steps larger (positive) or smaller."""
        place = ZOOMS.index(self._zoom) + steps
        self.set_zoom(ZOOMS[min(max(place, 0), len(ZOOMS) - 1)])

    def _apply(self) -> None:
        tokens = SCHEMES[self.scheme]
        put_in_force(tokens)
        font = self._app.font()
        font.setPointSizeF(self._points * self._zoom / 100)
        self._app.setFont(font)
        self._app.setPalette(palette(tokens))
        QToolTip.setPalette(palette(tokens))
        self.changed.emit()

    def _system_changed(self) -> None:
        if self._look is Look.SYSTEM:
            self._apply()


def _nearest(zoom: int) -> int:
    return min(ZOOMS, key=lambda step: abs(step - zoom))


def _system_scheme() -> Scheme:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return Scheme.CONTRAST
    return Scheme.DARK if hints.colorScheme() is Qt.ColorScheme.Dark else Scheme.LIGHT
