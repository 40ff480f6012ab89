"""The form of a command in the engine: a generator that asks for rows and returns a decision.

A script yields ``Ask`` values and receives lists of rows (typed tuples of ``engine.rows``); it never does I/O, has no
clock but ``env.now_ms``, and returns a ``Decision``. The one driver per store runs it inside one transaction, so no
rule is written twice. A refusal is raised as ``Refused``; the store rolls the script's changes back, stores the
refusal under the idempotency key all the same, and raises it to the caller.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from desktop_agent.contract.errors import STATUS, ErrorCode
from desktop_agent.contract.events import AnyTopic, MailEvent

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ask:
    """One statement by name with its parameters; ``server.store.statements`` knows what the name means."""

    name: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Env:
    """What a script may know beside its rows.

    Attributes:
        now_ms: the store's clock.
        new_id: makes a fresh id.
        key: the command's idempotency key; a message carries it, so that its sender knows it again.
    """

    now_ms: int
    new_id: Callable[[], str]
    key: str | None = None


@dataclass(frozen=True, slots=True)
class AgentActor:
    """Who commands: an agent through his live session. The session is checked in the transaction."""

    agent_id: str
    session_id: str


@dataclass(frozen=True, slots=True)
class CustomerActor:
    """Who commands: the customer of one chat."""

    chat_id: str


@dataclass(frozen=True, slots=True)
class Decision(Generic[T]):
    """What a script decided.

    Attributes:
        answer: goes to the caller.
        mail: (mailbox, event) in order; the store numbers and keeps them in the same transaction.
        topics: (mailbox, topic) sent after the commit, best effort.
        touched: ids of targets whose status topic may have changed.
    """

    answer: T
    mail: tuple[tuple[str, MailEvent], ...] = ()
    topics: tuple[tuple[str, AnyTopic], ...] = ()
    touched: frozenset[str] = frozenset()


Script = Generator[Ask, list[Any], Decision[T]]
"""A command: yields ``Ask``, receives rows, returns a ``Decision``."""

Steps = Generator[Ask, list[Any], T]
"""A part of a command, for ``yield from``: yields ``Ask``, receives rows, returns what it found or did."""


class Refused(Exception):
    """The engine says no. Carries what the error body needs."""

    def __init__(self, code: ErrorCode, message: str, **detail: Any) -> None:
        """Args: code and English words; ``detail`` e.g. ``reason=Reason.NOT_OWNER``, ``field="text"``."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.detail = detail

    @property
    def status(self) -> int:
        """HTTP status."""
        return STATUS[self.code]
