"""Ringer: a sound per kind of offer, again and again until it is answered, as loud as the person wants."""

import asyncio

from PySide6.QtCore import QObject, QTimer

from desktop_agent.contract.enums import OfferKind
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.preview import PreviewPresenter
from desktop_agent.desktop.views.preview.player import play

AGAIN_MS = 4_000
VOLUME = "sound.volume"
MUTED = "sound.muted"
DEFAULT_VOLUME = 70

SOUNDS = {
    OfferKind.ROUTING: "new_chat",
    OfferKind.TRANSFER: "transfer",
    OfferKind.CONSULTATION: "consultation",
    OfferKind.CONFERENCE: "conference",
}


class Ringer(QObject):
    """Follows the presenter; ``sound.volume`` (percent) and ``sound.muted`` are settings of the person."""

    def __init__(self, context: DesktopContext, presenter: PreviewPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self._ringing: OfferKind | None = None
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._ring)
        presenter.changed.connect(self._follow)
        self._follow()

    @property
    def ringing(self) -> OfferKind | None:
        """What it rings for."""
        return self._ringing

    @property
    def volume(self) -> int:
        """Percent, 0 when muted."""
        if self._context.remembered.get(MUTED, False):
            return 0
        volume = self._context.remembered.get(VOLUME, DEFAULT_VOLUME)
        return max(0, min(100, volume)) if isinstance(volume, int) else DEFAULT_VOLUME

    def stop(self) -> None:
        """Ring no more."""
        self._again.stop()
        self._ringing = None

    def _follow(self) -> None:
        wanted = self._presenter.ringing
        if wanted is self._ringing:
            return
        self._ringing = wanted
        if wanted is None:
            self._again.stop()
        else:
            self._again.start()
            self._ring()

    def _ring(self) -> None:
        volume = self.volume
        if self._ringing is None or volume <= 0 or self._context.tasks.closed:
            return
        if not self._context.tasks.running("sound"):
            self._context.tasks.start("sound", asyncio.to_thread(play, SOUNDS[self._ringing], volume))
