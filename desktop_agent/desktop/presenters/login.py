"""Presenter of the login: what is entered, what is missing, what is asked for.

It is there before the first paint, so it imports Qt only. Whoever carries the tries out (``presenters.signing_in``) is
loaded after it and joins by ``serve``.
"""

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_agent.desktop.models.texts import put, translate

if TYPE_CHECKING:
    from desktop_agent.client.platform.settings import Settings
    from desktop_agent.desktop.presenters.signing_in import SigningIn

PASSWORD_LEAST = 12


class Step(Enum):
    """What the login asks for."""

    CREDENTIALS = "credentials"
    NEW_PASSWORD = "new_password"  # noqa: S105 - the name of a step


class LoginPresenter(QObject):
    """Takes what the person entered and says what came of it.

    Signals:
        busy_changed: (on) something is being tried.
        step_changed: (Step) what is asked for now.
        failed: (sentence) it did not work.
        reached: (sentence) the server answered the test.
        signed_in: (``signing_in.SignedIn``) done.
        memory_known: whether secrets can be kept on this machine is known now.
    """

    busy_changed = Signal(bool)
    step_changed = Signal(object)
    failed = Signal(str)
    reached = Signal(str)
    signed_in = Signal(object)
    memory_known = Signal()

    def __init__(self, settings: "Settings", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._hand: SigningIn | None = None
        self._waiting: Callable[[SigningIn], object] | None = None
        self._busy = False

    def serve(self, hand: "SigningIn") -> None:
        """From now on tries are carried out; one that was wished for already begins."""
        self._hand = hand
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            waiting(hand)

    # ---------------------------------------------------------------- what is known
    @property
    def server(self) -> str:
        """Address that was used last, or is fixed."""
        return str(self._settings["server"])

    @property
    def server_locked(self) -> bool:
        """Whether the address is fixed by policy; it is not asked for then."""
        return self._settings.origin("server").locked

    @property
    def user(self) -> str:
        """Who signed in last."""
        return str(self._settings["user"])

    @property
    def remember(self) -> bool:
        """Whether one stays signed in on this machine."""
        return self._settings["keep_signed_in"] is True

    @property
    def busy(self) -> bool:
        """Whether something is being tried."""
        return self._busy

    @property
    def memory_notice(self) -> str:
        """Why nothing can be kept on this machine; empty when the system's keyring does, or while it is not known."""
        if self._hand is None or self._hand.persistent is not False:
            return ""
        return translate("Login", "This machine has no keyring that keeps secrets safely: you sign in at each start.")

    # ---------------------------------------------------------------- doing
    def sign_in(self, server: str, user: str, password: str, *, remember: bool) -> None:
        """Try user and password."""
        missing = self._missing(server, user, password)
        if missing:
            self.failed.emit(missing)
        else:
            self._wish(lambda hand: hand.sign_in(server, user.strip(), password, remember=remember))

    def change_password(self, new: str, again: str) -> None:
        """Replace the password that must be replaced, then go on."""
        if len(new) < PASSWORD_LEAST:
            sentence = translate("Login", "The new password needs at least {count} characters.")
            self.failed.emit(put(sentence, {"count": PASSWORD_LEAST}))
        elif new != again:
            self.failed.emit(translate("Login", "The two new passwords differ."))
        else:
            self._wish(lambda hand: hand.change_password(new))

    def test(self, server: str) -> None:
        """See whether a routing server answers at an address."""
        self._wish(lambda hand: hand.test(server))

    def cancel(self) -> None:
        """Stop trying."""
        self._waiting = None
        if self._hand is not None:
            self._hand.cancel()
        self.set_busy(on=False)

    def set_busy(self, *, on: bool) -> None:
        """Called by whoever carries the tries out."""
        if on is not self._busy:
            self._busy = on
            self.busy_changed.emit(on)

    # ---------------------------------------------------------------- how
    def _wish(self, act: "Callable[[SigningIn], object]") -> None:
        self.set_busy(on=True)
        if self._hand is None:
            self._waiting = act
        else:
            act(self._hand)

    def _missing(self, server: str, user: str, password: str) -> str:
        if not server.strip():
            return translate("Login", "Enter the address of the server.")
        if not user.strip():
            return translate("Login", "Enter your user name.")
        return "" if password else translate("Login", "Enter your password.")
