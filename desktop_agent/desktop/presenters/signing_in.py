"""SigningIn: carries the tries of the login out: reaching the server, signing in, changing a password, resuming."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from desktop_agent.client.backends.address import AddressRefused, server_address
from desktop_agent.client.backends.port import BackendError, Refusal, RoutingBackend, SignedOut, Unreachable
from desktop_agent.client.platform.secrets import Secrets
from desktop_agent.client.platform.settings import Locked, Settings
from desktop_agent.contract.answers import Tokens
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.desktop.bridge.tasks import Supervisor
from desktop_agent.desktop.models.texts import put, translate
from desktop_agent.desktop.presenters.login import LoginPresenter, Step
from desktop_agent.desktop.presenters.wording import error_sentence

log = logging.getLogger(__name__)

TASK = "login"

Connect = Callable[[str, Callable[[Tokens], None]], RoutingBackend]
"""(address, called with each new pair of tokens) to a backend; nothing is sent by it."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in where; the backend has its tokens."""

    backend: RoutingBackend
    tokens: Tokens
    server: str


@dataclass(frozen=True, slots=True)
class _Half:
    """Signed in with a password that must be changed first."""

    signed: SignedIn
    user: str
    password: str
    remember: bool


class SigningIn:
    """One try at a time; what comes of it is told by the presenter's signals.

    Attributes:
        persistent: whether secrets outlive the program; None while that is not known.
    """

    def __init__(
        self, presenter: LoginPresenter, settings: Settings, secrets: Secrets, tasks: Supervisor, connect: Connect
    ) -> None:
        """Args: connect: makes a backend for an address."""
        self._presenter = presenter
        self._settings = settings
        self._secrets = secrets
        self._tasks = tasks
        self._connect = connect
        self._half: _Half | None = None
        self.persistent: bool | None = None

    # ---------------------------------------------------------------- tries
    def sign_in(self, server: str, user: str, password: str, *, remember: bool) -> None:
        """Try user and password."""
        self._start(self._sign_in(server, user, password, remember=remember))

    def change_password(self, new: str) -> None:
        """Replace the password that must be replaced, then go on."""
        self._start(self._change_password(new))

    def test(self, server: str) -> None:
        """See whether a routing server answers at an address."""
        self._start(self._test(server))

    def cancel(self) -> None:
        """Stop trying."""
        self._tasks.cancel(TASK)

    async def open(self) -> None:
        """Find out whether secrets can be kept."""
        self.persistent = await self._secrets.open()
        self._presenter.memory_known.emit()

    async def resume(self) -> SignedIn | None:
        """Sign in with the kept refresh token; None when there is none or it is good no more."""
        server, user = self._presenter.server, self._presenter.user
        if not (server and user and self._presenter.remember):
            return None
        token = await self._secrets.get(_name(server, user))
        if not token:
            return None
        try:
            backend = self._backend(server, user, remember=True)
            tokens = await backend.resume(token)
        except AddressRefused:
            return None
        except Unreachable:
            self._presenter.failed.emit(_unreachable(server))
            return None
        except BackendError as error:
            log.info("the kept sign-in is good no more: %s", error)
            await self._secrets.delete(_name(server, user))
            return None
        return None if tokens.must_change_password else SignedIn(backend, tokens, server)

    async def forget(self, server: str, user: str) -> None:
        """Keep no token for this person any more (log off)."""
        await self._secrets.delete(_name(server, user))

    # ---------------------------------------------------------------- how
    async def _sign_in(self, server: str, user: str, password: str, *, remember: bool) -> None:
        try:
            address = server_address(server)
            backend = self._backend(address, user, remember=remember)
            tokens = await backend.sign_in(user, password)
        except AddressRefused as error:
            self._presenter.failed.emit(str(error))
            return
        except BackendError as error:
            self._presenter.failed.emit(_why(error, server))
            return
        signed = SignedIn(backend, tokens, address)
        if tokens.must_change_password:
            self._half = _Half(signed, user, password, remember)
            self._presenter.step_changed.emit(Step.NEW_PASSWORD)
            return
        await self._done(signed, user, remember=remember)

    async def _change_password(self, new: str) -> None:
        half = self._half
        if half is None:
            return
        try:
            await half.signed.backend.change_password(half.password, new)
        except SignedOut:
            self._half = None
            self._presenter.step_changed.emit(Step.CREDENTIALS)
            self._presenter.failed.emit(translate("Login", "That took too long: sign in again."))
            return
        except BackendError as error:
            self._presenter.failed.emit(_why(error, half.signed.server))
            return
        self._half = None
        await self._done(half.signed, half.user, remember=half.remember)

    async def _test(self, server: str) -> None:
        try:
            backend = self._connect(server_address(server), lambda _tokens: None)
        except AddressRefused as error:
            self._presenter.failed.emit(str(error))
            return
        try:
            await backend.resume("is-anybody-there")
        except Refusal as error:
            if error.code in {ErrorCode.UNAUTHENTICATED, ErrorCode.WRONG_CREDENTIALS, ErrorCode.INVALID}:
                self._presenter.reached.emit(translate("Login", "The server answers."))
            else:
                self._presenter.failed.emit(_why(error, server))
        except BackendError:
            self._presenter.failed.emit(_unreachable(server))
        finally:
            await backend.aclose()

    async def _done(self, signed: SignedIn, user: str, *, remember: bool) -> None:
        for name, value in (("server", signed.server), ("user", user), ("keep_signed_in", remember)):
            try:
                await asyncio.to_thread(self._settings.set, name, value)
            except Locked:
                log.debug("%s is fixed by policy", name)
            except OSError as error:
                log.info("the setting %s could not be saved: %s", name, error)
        if not remember:
            await self._secrets.delete(_name(signed.server, user))
        self._presenter.signed_in.emit(signed)

    def _backend(self, server: str, user: str, *, remember: bool) -> RoutingBackend:
        def keep(tokens: Tokens) -> None:
            if remember and not self._tasks.closed:
                self._tasks.start("keep-token", self._secrets.set(_name(server, user), tokens.refresh_token))

        return self._connect(server_address(server), keep)

    def _start(self, coroutine: Coroutine[Any, Any, None]) -> None:
        self._presenter.set_busy(on=True)
        self._tasks.start(TASK, self._try(coroutine), inner=coroutine)

    async def _try(self, coroutine: Coroutine[Any, Any, None]) -> None:
        try:
            await coroutine
        finally:
            self._presenter.set_busy(on=False)


def _why(error: BackendError, server: str) -> str:
    return _unreachable(server) if isinstance(error, Unreachable) else error_sentence(error)


def _unreachable(server: str) -> str:
    sentence = translate("Login", "The server {server} cannot be reached. Check the address and your network.")
    return put(sentence, {"server": server})


def _name(server: str, user: str) -> str:
    return f"refresh-token {user} {server}"
