"""DesktopContext: what every presenter gets: session, feed, selection, tasks, clock, dialogs, memory."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop_agent.client.backends.port import BackendError
from desktop_agent.client.connection import ConnectionState
from desktop_agent.client.platform.settings import Json, Locked, Settings
from desktop_agent.desktop.bridge.clock import QtClock
from desktop_agent.desktop.bridge.dialogs import Dialogs
from desktop_agent.desktop.bridge.tasks import Supervisor
from desktop_agent.desktop.models.feed import ReplicaFeed
from desktop_agent.desktop.models.remembered import Remembered
from desktop_agent.desktop.models.selection import Selection
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.presenters.wording import error_sentence, is_final

log = logging.getLogger(__name__)

if TYPE_CHECKING:
    from desktop_agent.client.replica.replica import Replica
    from desktop_agent.client.search.directory import Directory
    from desktop_agent.client.session import AgentSession
    from desktop_agent.contract.values import Interaction


async def _nothing_typed(_interaction_id: str) -> None:
    """No chat window is there yet."""


class DesktopContext(QObject):
    """One signed-in session as the presenters see it. Made by ``desktop.main`` and, without a server, by the gallery.

    Attributes:
        session: commands and the replica behind them.
        directory: the targets and type-ahead over them.
        feed, selection: see there.
        tasks: the only place to start coroutines.
        clock: times; ``tick`` once a second.
        dialogs: how to ask the person something.
        remembered: sizes, columns, orders and favourites of this person on this machine (may be forgotten).
        settings: what the person, the command line or a policy decided.
        save_typed: saves what is typed and not saved yet in a chat, before it changes hands or is completed.

    Signals:
        told: (sentence, interaction_id or None) something failed that has no better place; the shell shows it.
    """

    told = Signal(str, object)

    def __init__(
        self,
        *,
        session: "AgentSession",
        directory: "Directory",
        feed: ReplicaFeed,
        selection: Selection,
        tasks: Supervisor,
        clock: QtClock,
        dialogs: Dialogs,
        remembered: Remembered,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.directory = directory
        self.feed = feed
        self.selection = selection
        self.tasks = tasks
        self.clock = clock
        self.dialogs = dialogs
        self.remembered = remembered
        self.settings = settings
        self.save_typed: Callable[[str], Awaitable[None]] = _nothing_typed

    @property
    def replica(self) -> "Replica":
        """What this agent may see, plain data."""
        return self.session.replica

    @property
    def live(self) -> bool:
        """Whether what is on the screen is up to date and commands go through."""
        return self.session.connection.state is ConnectionState.LIVE

    @property
    def selected(self) -> "Interaction | None":
        """The selected interaction, None when there is none."""
        current = self.selection.current
        return None if current is None else self.replica.interactions.get(current)

    def now_ms(self) -> int:
        """The store's clock, for every waiting time and countdown (never the wall clock)."""
        return self.session.server_now_ms()

    def keep_setting(self, name: str, value: Json) -> None:
        """Write one of the person's settings, in a thread; a locked one stays as it is."""
        self.tasks.start(f"setting:{name}", self._keep_setting(name, value))

    async def _keep_setting(self, name: str, value: Json) -> None:
        try:
            await asyncio.to_thread(self.settings.set, name, value)
        except Locked:
            self.told.emit(translate("Settings", "This setting is fixed by your administrator."), None)
        except OSError as error:
            log.info("the setting %s could not be saved: %s", name, error)
            self.told.emit(translate("Settings", "The setting could not be saved; it holds until you quit."), None)

    def command(
        self,
        name: str,
        command: Coroutine[Any, Any, object],
        *,
        refused: Callable[[str], None] | None = None,
        done: Callable[[object], None] | None = None,
        interaction_id: str | None = None,
    ) -> None:
        """Carry out a session command; a refusal becomes a sentence.

        Args:
            name: of the task; repeated while it runs, the older one is cancelled (commands are idempotent).
            command: e.g. ``session.accept(offer_id)``.
            refused: gets the sentence; left out, ``told`` is emitted with it.
            done: gets the answer. Changes on the screen come from events, never from here.
            interaction_id: goes with ``told``.
        """
        self.tasks.start(name, self._carry_out(command, refused, done, interaction_id), inner=command)

    async def _carry_out(
        self,
        command: Coroutine[Any, Any, object],
        refused: Callable[[str], None] | None,
        done: Callable[[object], None] | None,
        interaction_id: str | None,
    ) -> None:
        try:
            answer = await command
        except BackendError as error:
            if is_final(error):
                return  # the session says so itself, and the shell shows it
            if refused is None:
                self.told.emit(error_sentence(error), interaction_id)
            else:
                refused(error_sentence(error))
            return
        if done is not None:
            done(answer)
