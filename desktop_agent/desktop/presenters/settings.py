"""Presenter of the settings: what can be chosen, and what is fixed by policy."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop_agent.client.platform.settings import Json
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.sound import SoundSettings


@dataclass(frozen=True, slots=True)
class Switch:
    """A setting that is on or off."""

    name: str
    words: str


class SettingsPresenter(QObject):
    """Reads and writes settings; a locked one says so."""

    def __init__(self, context: DesktopContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.sound = SoundSettings(context)

    def switches(self) -> list[Switch]:
        """What can be switched on and off."""
        return [
            Switch("enter_sends", translate("Settings", "Enter sends the message")),
            Switch("keep_signed_in", translate("Settings", "Stay signed in on this machine")),
        ]

    def server(self) -> str:
        """Address of the routing server, to be read only."""
        return str(self._context.settings.get("server", ""))

    def value(self, name: str) -> object:
        """What is in force."""
        return self._context.settings.get(name)

    def locked(self, name: str) -> bool:
        """Whether policy fixes it."""
        try:
            return self._context.settings.origin(name).locked
        except KeyError:
            return False

    def keep(self, name: str, value: Json) -> None:
        """Write it."""
        self._context.keep_setting(name, value)

    def locked_words(self) -> str:
        """What the lock means."""
        return translate("Settings", "Fixed by your administrator")
