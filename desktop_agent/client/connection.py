"""How a session stands with its server, as a person is told it."""

from dataclasses import dataclass
from enum import StrEnum


class ConnectionState(StrEnum):
    """What the connection is.

    ``connecting`` nothing is there to show yet; ``live`` what is shown is so now; ``stale`` it was so at ``as_of_ms``
    and the session is reconnecting; ``displaced`` another desktop of the same agent took over; ``signed_out`` sign in
    again; ``closed`` by this program.
    """

    CONNECTING = "connecting"
    LIVE = "live"
    STALE = "stale"
    DISPLACED = "displaced"
    SIGNED_OUT = "signed_out"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Connection:
    """The connection now.

    Attributes:
        state: see ``ConnectionState``.
        since_ms: UTC milliseconds of the store's clock (of this machine before the store has told its time).
        as_of_ms: when the server was last heard, in the same clock; None before the first time. While the state is live
            what is shown is of now.
        problem: English words for the log, empty when there is none.
    """

    state: ConnectionState
    since_ms: int
    as_of_ms: int | None = None
    problem: str = ""
