"""SoundSettings: whether an offered chat is heard, and how loud."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_agent.desktop.presenters.context import DesktopContext

SETTING = "sound"
MUTED = "sound.muted"
VOLUME = "sound.volume"
DEFAULT_VOLUME = 70


class SoundSettings:
    """Off by a setting, which a policy may fix, or by a mute that this machine remembers; the volume in percent."""

    def __init__(self, context: "DesktopContext") -> None:
        """Args: context: of the session."""
        self._context = context

    @property
    def locked(self) -> bool:
        """Whether policy decides about it."""
        return self._context.settings.origin(SETTING).locked

    @property
    def on(self) -> bool:
        """Whether sounds are played."""
        return self._context.settings.get(SETTING) is not False and not self._context.remembered.get(MUTED, False)

    @property
    def volume(self) -> int:
        """Percent, 0 to 100."""
        volume = self._context.remembered.get(VOLUME, DEFAULT_VOLUME)
        return max(0, min(100, volume)) if isinstance(volume, int) else DEFAULT_VOLUME

    def switch(self, *, on: bool) -> None:
        """Mute, or play again."""
        self._context.remembered.set(MUTED, not on)
        if on and self._context.settings.get(SETTING) is False:
            self._context.keep_setting(SETTING, True)

    def set_volume(self, percent: int) -> None:
        """How loud."""
        self._context.remembered.set(VOLUME, max(0, min(100, percent)))
