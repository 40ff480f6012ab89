"""RoutingBackend: what a routing server must be able to do for a desktop. The native adapter is one of several."""

from collections.abc import AsyncIterator
from typing import Any, Protocol, TypeVar

from desktop_agent.contract.answers import (
    MessagePage,
    Ranking,
    SessionOpened,
    SnapshotAnswer,
    TargetsPage,
    Tokens,
)
from desktop_agent.contract.base import Command, Value
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import Channel, Verb
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.events import Batch

A = TypeVar("A", bound=Value)


class BackendError(Exception):
    """Everything a routing server or the way to it can do wrong.

    ::

        BackendError
        ├── Unreachable     no answer: refused, reset, timed out, TLS (``retry_after_ms`` may be known)
        └── Refusal         the server said no: ``code``, ``message``, ``detail``, ``status``
            ├── SignedOut   401: sign in again
            ├── Displaced   a newer session of this agent took over; never reopen by oneself
            └── CursorGone  410: fetch a snapshot
    """

    retry_after_ms: int | None = None


class Unreachable(BackendError):
    """No answer came; whether the command was done is unknown, so repeat it with the same key."""


class Refusal(BackendError):
    """The server's typed no."""

    def __init__(
        self, code: ErrorCode, message: str, *, detail: dict[str, Any] | None = None, retry_after_ms: int | None = None
    ) -> None:
        """Args: see ``contract.errors.ErrorBody``."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.detail = detail or {}
        self.retry_after_ms = retry_after_ms

    @property
    def reason(self) -> str:
        """``detail.reason``, or empty."""
        return str(self.detail.get("reason", ""))


class SignedOut(Refusal):
    """401."""


class Displaced(Refusal):
    """409 session_displaced."""


class CursorGone(Refusal):
    """410."""


class RoutingBackend(Protocol):
    """A routing server as the desktop needs it. Every method may raise ``BackendError``."""

    name: str

    async def sign_in(self, user: str, password: str) -> Tokens:
        """Present user and password."""

    async def resume(self, refresh_token: str) -> Tokens:
        """Sign in again with a kept refresh token."""

    async def change_password(self, old: str, new: str) -> None:
        """Replace the password."""

    async def sign_out(self) -> None:
        """Log off: session and tokens end."""

    async def open_session(self, client: str) -> SessionOpened:
        """Begin; what the agent may see, and where the mailbox goes on."""

    async def snapshot(self) -> SnapshotAnswer:
        """A fresh snapshot for the running session."""

    def deliveries(self, after: Cursor) -> AsyncIterator[Batch]:
        """Batches from ``after`` on, until the connection breaks (``BackendError``) or the server says goaway."""

    async def receipt(self, cursor: Cursor) -> int:
        """Everything up to the cursor has arrived; returns the store's clock."""

    async def subscribe(self, version: int, ids: tuple[str, ...]) -> None:
        """The targets whose status is wanted now."""

    async def interaction(self, interaction_id: str, verb: Verb, body: Command, *, key: str, answer: type[A]) -> A:
        """One verb on an interaction; the same key has one effect."""

    async def agent_state(self, body: Command, *, key: str) -> None:
        """Set one's own state."""

    async def channel_state(self, channel: Channel, body: Command, *, key: str) -> None:
        """Set one's own state on one channel."""

    async def messages_before(self, interaction_id: str, seq: int) -> MessagePage:
        """Older lines of a transcript."""

    async def mark_notice(self, notice_id: str, *, read: bool, key: str) -> None:
        """My Messages: read or unread."""

    async def delete_notice(self, notice_id: str, *, key: str) -> None:
        """My Messages: delete."""

    async def targets(self, since: int, page: str | None = None) -> TargetsPage:
        """The directory, or what changed in it."""

    async def rank(self, interaction_id: str | None, ids: tuple[str, ...] | None) -> Ranking:
        """Who can take an interaction, with capabilities and reasons."""

    async def withdraw_for(self, interaction_id: str, body: Command, *, key: str) -> None:
        """Supervisor: withdraw another agent's pending transfer."""

    async def requeue(self, interaction_id: str, body: Command, *, key: str) -> None:
        """Supervisor: put an interaction back into its queue."""

    async def set_team_state(self, agent_id: str, body: Command, *, key: str) -> None:
        """Supervisor: set an agent's state."""

    async def broadcast(self, body: Command, *, key: str) -> None:
        """Supervisor: tell everybody."""

    async def aclose(self) -> None:
        """Close connections; nothing is signed out."""
