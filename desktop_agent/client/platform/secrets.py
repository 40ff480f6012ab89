"""Where the refresh token is kept: the system's keyring, or memory only (the only user of keyring).

Only keyrings of the operating systems are trusted. Others, a plain-text file above all, are chosen by the library
silently when they are merely installed; they are refused here, the token stays in memory, and the person is told why.
Calls may open a prompt of the system: they run in a thread of their own, with a time-out.
"""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

_log = logging.getLogger(__name__)
T = TypeVar("T")

ALLOWED = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.libsecret.Keyring",
    }
)
"""Classes that keep secrets as the operating system does."""

_CHAINER = "keyring.backends.chainer.ChainerBackend"
TIMEOUT_S = 20.0
SERVICE = "desktop-agent"


class Keyring(Protocol):
    """What is used of a backend of the library."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return a secret."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret."""


class Secrets:
    """Secrets of one profile.

    Attributes:
        persistent: whether they outlive the program; known after ``open``.
        reason: why not, for the person; empty when they do.
    """

    def __init__(
        self, profile: str = "default", *, find: Callable[[], object] | None = None, timeout_s: float = TIMEOUT_S
    ):
        """Nothing is looked for yet.

        Args:
            profile: secrets of different profiles are kept apart.
            find: gives the library's backend; its own choice when left out.
            timeout_s: after which a keyring that does not answer is given up.
        """
        self.persistent = False
        self.reason = "The keyring has not been opened yet."
        self._service = SERVICE if profile == "default" else f"{SERVICE}:{profile}"
        self._find = find or _chosen
        self._timeout_s = timeout_s
        self._memory: dict[str, str] = {}
        self._keyring: Keyring | None = None

    async def open(self) -> bool:
        """Find the system's keyring; returns ``persistent``. Never raises: without one there is the memory."""
        try:
            found = await self._in_thread(lambda: trusted(self._find()))
        except Exception as error:  # noqa: BLE001 - backends fail in every way there is
            self._give_up(f"The system's keyring cannot be used ({_words(error)}).")
            return False
        if found is None:
            self._give_up("This system has no keyring that keeps secrets safely.")
        else:
            self._keyring = found
            self.persistent = True
            self.reason = ""
        return self.persistent

    async def get(self, name: str) -> str | None:
        """Return a secret, None when there is none."""
        if name in self._memory:
            return self._memory[name]
        keyring = self._keyring
        if keyring is None:
            return None
        return await self._try(lambda: keyring.get_password(self._service, name))

    async def set(self, name: str, value: str) -> None:
        """Keep a secret; in memory in any case, so that it is there even when the keyring fails now."""
        self._memory[name] = value
        keyring = self._keyring
        if keyring is not None:
            await self._try(lambda: keyring.set_password(self._service, name, value))

    async def delete(self, name: str) -> None:
        """Forget a secret; one that is not there is no failure."""
        self._memory.pop(name, None)
        keyring = self._keyring
        if keyring is not None:
            await self._try(lambda: _delete(keyring, self._service, name))

    async def _try(self, call: Callable[[], T]) -> T | None:
        try:
            return await self._in_thread(call)
        except Exception as error:  # noqa: BLE001 - backends fail in every way there is
            self._give_up(f"The system's keyring does not answer ({_words(error)}).")
            return None

    def _give_up(self, reason: str) -> None:
        self._keyring = None
        self.persistent = False
        self.reason = f"{reason} You will have to sign in again after every start."
        _log.warning("secrets are kept in memory only: %s", reason)

    async def _in_thread(self, call: Callable[[], T]) -> T:
        """Run in a thread that may hang for ever without keeping the program from ending."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        results: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()

        def finished() -> None:
            if not done.done():
                done.set_result(None)

        def work() -> None:
            try:
                results.put((call(), None))
            except Exception as error:  # noqa: BLE001 - carried over to the caller
                results.put((None, error))
            try:
                loop.call_soon_threadsafe(finished)
            except RuntimeError:
                _log.debug("the program ended before the keyring answered")

        threading.Thread(target=work, name="keyring", daemon=True).start()
        async with asyncio.timeout(self._timeout_s):
            await done
        result, error = results.get_nowait()
        if error is not None:
            raise error
        return result  # type: ignore[return-value]  # no error, so the call's own result


def trusted(backend: object) -> Keyring | None:
    """Return the first backend of the allow-list, looking into the chainer; None when there is none."""
    kind = type(backend)
    name = f"{kind.__module__}.{kind.__qualname__}"
    if name == _CHAINER:
        parts: Any = getattr(backend, "backends", ())
        return next((found for part in parts if (found := trusted(part)) is not None), None)
    return backend if name in ALLOWED else None  # type: ignore[return-value]  # named in the allow-list


def _chosen() -> object:
    import keyring

    return keyring.get_keyring()


def _delete(keyring: Keyring, service: str, name: str) -> None:
    from keyring.errors import PasswordDeleteError

    try:
        keyring.delete_password(service, name)
    except PasswordDeleteError:
        _log.debug("nothing was kept under %s", name)


def _words(error: Exception) -> str:
    return type(error).__name__
