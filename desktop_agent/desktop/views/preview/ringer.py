"""Ringer: a sound per kind of offer, again and again until it is answered, as loud as the person wants."""

import asyncio

from PySide6.QtCore import QObject, QTimer

from desktop_agent.contract.enums import OfferKind
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.preview import PreviewPresenter
from desktop_agent.desktop.presenters.sound import SoundSettings
from desktop_agent.desktop.views.preview.player import play

AGAIN_MS = 4_000

SOUNDS = {
    OfferKind.ROUTING: "new_chat",
    OfferKind.TRANSFER: "transfer",
    OfferKind.CONSULTATION: "consultation",
    OfferKind.CONFERENCE: "conference",
}


class Ringer(QObject):
    """Follows the presenter; how loud is the person's choice (``SoundSettings``)."""

    def __init__(self, context: DesktopContext, presenter: PreviewPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self._sound = SoundSettings(context)
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
        return self._sound.volume if self._sound.on else 0

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


def try_out(context: DesktopContext, volume: int) -> None:
    """Let the person hear how loud that is (percent)."""
    if volume > 0 and not context.tasks.closed and not context.tasks.running("sound"):
        context.tasks.start("sound", asyncio.to_thread(play, SOUNDS[OfferKind.ROUTING], volume))
