"""A reader of events: who he is, which mailbox is his, and everything he hears from while he listens."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from desktop_agent.server.http.ears import Ears


@dataclass(frozen=True, slots=True)
class Reader:
    """One session of an agent, or the customer of one chat.

    Attributes:
        id: the session, or the chat.
        mailbox: what is delivered.
        hearing: gives ears registered with everything this reader hears from, until it is left.
    """

    id: str
    mailbox: str
    hearing: Callable[[], AbstractContextManager[Ears]]
