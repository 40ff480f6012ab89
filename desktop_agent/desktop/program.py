"""The life of the desktop: sign in, work, sign out or leave; one way to end, on which everything is awaited."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QGuiApplication

from desktop_agent.desktop.bridge.clock import QtClock
from desktop_agent.desktop.bridge.tasks import Supervisor
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.options import Options
from desktop_agent.desktop.presenters.end import End
from desktop_agent.desktop.presenters.login import LoginPresenter
from desktop_agent.desktop.views.login.window import LoginWindow

if TYPE_CHECKING:
    from desktop_agent.client.backends.port import RoutingBackend
    from desktop_agent.client.platform.paths import Paths
    from desktop_agent.client.platform.settings import Settings
    from desktop_agent.contract.answers import Tokens
    from desktop_agent.desktop.presenters.signing_in import SignedIn, SigningIn
    from desktop_agent.desktop.theme.appearance import Appearance

log = logging.getLogger(__name__)
T = TypeVar("T")

CLOSE_S = 5.0
"""How long tasks may take to clean up at the end."""


class Program:
    """From the first window to the exit status. What is heavy is imported after the first paint."""

    def __init__(self, options: Options, settings: "Settings", paths: "Paths", appearance: "Appearance") -> None:
        self._options = options
        self._settings = settings
        self._paths = paths
        self._appearance = appearance
        self._clock = QtClock()
        self._tasks = Supervisor(self._failed)
        self._login = LoginPresenter(settings)
        self._signing_in: SigningIn | None = None
        self._window: LoginWindow | None = None
        self._leaving = False
        self._leave: asyncio.Event | None = None
        self._tell: Callable[[str], None] | None = None

    def show_login(self) -> LoginWindow:
        """Show the login window; it is the first thing painted unless a file signs in."""
        if self._window is None:
            self._window = LoginWindow(self._login)
            self._window.close_requested.connect(self.leave)
        self._window.show()
        return self._window

    def leave(self) -> None:
        """Ask the program to end. May be called at any time, before the loop runs too."""
        self._leaving = True
        if self._leave is not None:
            self._leave.set()

    async def main(self) -> int:
        """Run until the person leaves. Returns the exit status."""
        self._leave = asyncio.Event()
        if self._leaving:
            self._leave.set()
        self._clock.start()
        with _signals(self.leave):
            try:
                await self._live()
            finally:
                await self._end()
        return 0

    async def _live(self) -> None:
        hand = await self._load()
        first = True
        while not self._leaving:
            signed = await self._sign_in(hand, first=first)
            first = False
            if signed is None or await self._work(hand, signed) is End.QUIT:
                return

    async def _load(self) -> "SigningIn":
        if self._window is not None:
            await self._unless_leaving(self._window.first_paint())
        from desktop_agent.client.platform.secrets import Secrets
        from desktop_agent.desktop.presenters.signing_in import SigningIn

        secrets = Secrets(self._options.profile)
        hand = SigningIn(self._login, self._settings, secrets, self._tasks, self.connect)
        self._login.serve(hand)
        return hand

    # ---------------------------------------------------------------- signing in
    async def _sign_in(self, hand: "SigningIn", *, first: bool) -> "SignedIn | None":
        """Wait until somebody signed in; None when the person leaves."""
        future: asyncio.Future[SignedIn] = asyncio.get_running_loop().create_future()

        def done(signed: "SignedIn") -> None:
            if not future.done():
                future.set_result(signed)

        self._login.signed_in.connect(done)
        try:
            if first:
                self._tasks.start("first-sign-in", self._first_sign_in(hand, done))
            else:
                self.show_login()
            return await self._unless_leaving(future)
        finally:
            self._tasks.cancel("first-sign-in")
            self._login.signed_in.disconnect(done)
            if self._window is not None:
                self._window.hide()
                self._window.deleteLater()
                self._window = None

    async def _first_sign_in(self, hand: "SigningIn", done: "Callable[[SignedIn], None]") -> None:
        await hand.open()
        credentials = self._options.credentials
        if credentials is not None:
            self._login.failed.connect(self._show_failure)
            self._login.sign_in(self._login.server, credentials.user, credentials.password, remember=False)
            return
        signed = await hand.resume()
        if signed is not None:
            done(signed)
        else:
            self.show_login()

    def _show_failure(self, sentence: str) -> None:
        self._login.failed.disconnect(self._show_failure)
        self.show_login()
        self._login.failed.emit(sentence)

    # ---------------------------------------------------------------- working
    async def _work(self, hand: "SigningIn", signed: "SignedIn") -> End:
        from desktop_agent.desktop.signed_in import Desk

        desk = Desk(signed, self._settings, self._paths, self._appearance, self._clock, self._failed)
        self._tell = desk.tell
        try:
            end = await self._unless_leaving(desk.ended) or End.QUIT
            if end is End.LOG_OFF:
                await hand.forget(signed.server, self._login.user)
        finally:
            self._tell = None
            await desk.close(sign_out=not self._leaving and desk.end is End.LOG_OFF)
        return End.QUIT if self._leaving else end

    async def _unless_leaving(self, future: "asyncio.Future[T]") -> T | None:
        assert self._leave is not None
        self._tasks.start("leave", self._leave.wait())
        leaving = self._tasks.task("leave")
        assert leaving is not None
        await asyncio.wait({future, leaving}, return_when=asyncio.FIRST_COMPLETED)
        self._tasks.cancel("leave")
        return future.result() if future.done() else None

    # ---------------------------------------------------------------- how
    def connect(self, server: str, on_tokens: "Callable[[Tokens], None]") -> "RoutingBackend":
        """Make the backend for a server; nothing is sent by it."""
        from desktop_agent.client.backends.native import NativeBackend

        return NativeBackend(server, clock=self._clock, on_tokens=on_tokens)

    def _failed(self, name: str, error: BaseException) -> None:
        log.error("the task %s failed", name, exc_info=error)
        if self._tell is not None:
            self._tell(translate("Program", "Something went wrong inside the program; it is in the log."))

    async def _end(self) -> None:
        late = await self._tasks.aclose(CLOSE_S)
        if late:
            log.error("these tasks did not end in time: %s", ", ".join(late))
        self._clock.stop()
        for window in QGuiApplication.topLevelWindows():
            window.hide()


@contextlib.contextmanager
def _signals(leave: Callable[[], None]) -> Iterator[None]:
    """End in an orderly way when the system asks; the clock's tick lets Python see the signal."""
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(leave))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
