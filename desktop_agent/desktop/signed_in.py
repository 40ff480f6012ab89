"""Desk: everything of one signed-in session: context, actions, window; made together, ended together."""

import asyncio
import logging
from collections.abc import Callable

from PySide6.QtCore import QTimer

from desktop_agent.client.backends.port import BackendError, Displaced, SignedOut
from desktop_agent.client.platform.paths import Paths
from desktop_agent.client.platform.settings import Settings
from desktop_agent.client.session import AgentSession
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.bridge.clock import QtClock
from desktop_agent.desktop.bridge.dialogs import Choice, Question, WindowDialogs
from desktop_agent.desktop.bridge.tasks import Supervisor
from desktop_agent.desktop.models.feed import ReplicaFeed
from desktop_agent.desktop.models.remembered import Remembered
from desktop_agent.desktop.models.selection import Selection
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.end import End
from desktop_agent.desktop.presenters.interaction_desk import InteractionDesk
from desktop_agent.desktop.presenters.signing_in import SignedIn
from desktop_agent.desktop.presenters.wording import error_sentence
from desktop_agent.desktop.theme.appearance import Appearance
from desktop_agent.desktop.views.shell.compose import all_parts
from desktop_agent.desktop.views.shell.window import MainWindow

log = logging.getLogger(__name__)

SIGN_OUT_S = 5.0
SAVE_EVERY_MS = 10_000


class Desk:
    """One session at work.

    Attributes:
        ended: done when the person wants to leave (``End``).
        end: what ``ended`` says, None before.
    """

    def __init__(
        self,
        signed: SignedIn,
        settings: Settings,
        paths: Paths,
        appearance: Appearance,
        clock: QtClock,
        failed: Callable[[str, BaseException], None],
    ) -> None:
        """Build everything, show the window and begin.

        Args:
            signed: who signed in where.
            settings: of the program.
            paths: of the profile.
            appearance: of the program.
            clock: of the program.
            failed: called with name and exception of every task that fails.
        """
        self.ended: asyncio.Future[End] = asyncio.get_running_loop().create_future()
        self.session = AgentSession(signed.backend, clock)
        self._tasks = tasks = Supervisor(failed)
        self._feed = ReplicaFeed()
        self._stop_listening = self.session.listen(self._feed.take)
        self._remembered = Remembered(paths.config / f"layout-{signed.tokens.agent_id}.json")
        self.context = DesktopContext(
            session=self.session,
            directory=self.session.directory,
            feed=self._feed,
            selection=Selection(),
            tasks=tasks,
            clock=clock,
            dialogs=WindowDialogs(),
            remembered=self._remembered,
            settings=settings,
        )
        self.registry = ActionRegistry(self.context)
        self.window = MainWindow(self.context, self.registry, appearance, all_parts())
        self.window.close_requested.connect(self._wants_to_quit)
        self.window.presenter.ended.connect(self._ended)
        self._saver = QTimer()
        self._saver.setInterval(SAVE_EVERY_MS)
        self._saver.timeout.connect(self._save_soon)
        self._saver.start()
        self.window.show()
        tasks.start("session", self._run())

    @property
    def end(self) -> End | None:
        """How it ended, None before."""
        return self.ended.result() if self.ended.done() else None

    def tell(self, sentence: str) -> None:
        """Show something that has no better place."""
        self.context.told.emit(sentence, None)

    async def close(self, *, sign_out: bool) -> None:
        """End the session and take the window from the screen; never raises for a server that is not there."""
        self._saver.stop()
        try:
            async with asyncio.timeout(SIGN_OUT_S):
                await InteractionDesk.of(self.context).flush()
                await (self.session.sign_out() if sign_out else self.session.close())
        except (BackendError, TimeoutError) as error:
            log.info("the server could not be told of the end: %s", error)
        running = self._tasks.task("session")
        if running is not None:
            await asyncio.wait({running}, timeout=SIGN_OUT_S)
        late = await self._tasks.aclose(SIGN_OUT_S)
        if late:
            log.error("these tasks did not end in time: %s", ", ".join(late))
        self._stop_listening()
        self._feed.stop()
        self.window.leave()
        await asyncio.to_thread(self._remembered.save)
        self.window.deleteLater()
        self.context.deleteLater()
        self.registry.deleteLater()

    async def _run(self) -> None:
        try:
            await self.session.run()
        except (Displaced, SignedOut) as error:
            log.info("the session is over: %s", error)
        except BackendError as error:
            log.warning("the server opens no session: %s", error)
            self.tell(error_sentence(error))

    def _save_soon(self) -> None:
        if self._remembered.dirty:
            self._tasks.start("save-layout", asyncio.to_thread(self._remembered.save))

    def _ended(self, end: End) -> None:
        if end is not End.SIGN_IN_AGAIN and self.context.live and self._open_chats():
            self._tasks.start("leaving", self._ask(end))
        else:
            self._leave(end)

    def _wants_to_quit(self) -> None:
        self._ended(End.QUIT)

    def _open_chats(self) -> int:
        replica = self.context.replica
        return sum(
            chat.owner_id == replica.agent.id and chat.ended_ms is None for chat in replica.interactions.values()
        )

    async def _ask(self, end: End) -> None:
        words = translate(
            "Desk",
            "You still have {count} open chats. They stay yours for a short while and then go to others "
            "or back to their queue.",
        ).format(count=self._open_chats())
        leave = translate("Desk", "Log off") if end is End.LOG_OFF else translate("Desk", "Quit")
        question = Question(
            leave,
            words,
            (
                Choice("stay", translate("Desk", "Stay"), default=True, cancel=True),
                Choice("leave", leave),
            ),
        )
        if await self.context.dialogs.ask(question, self.window) == "leave":
            self._leave(end)

    def _leave(self, end: End) -> None:
        if not self.ended.done():
            self.ended.set_result(end)
