"""What a session is at this moment: the replica, the connection, the store's clock, and who is told of changes."""

import logging
from collections.abc import Callable

from desktop_agent.client.backends.port import BackendError
from desktop_agent.client.clock import Clock
from desktop_agent.client.connection import Connection, ConnectionState
from desktop_agent.client.replica.changes import Change, ConnectionChanged
from desktop_agent.client.replica.replica import Replica
from desktop_agent.client.server_clock import ServerClock
from desktop_agent.contract.cursor import Cursor
from desktop_agent.contract.enums import AgentState, Channel, Role
from desktop_agent.contract.values import AgentSelf, Policy

_log = logging.getLogger(__name__)

_NOBODY = AgentSelf(
    id="",
    user="",
    name="",
    role=Role.AGENT,
    state=AgentState.LOGGED_OUT,
    channels=dict.fromkeys(Channel, AgentState.NOT_READY),
    capacity=0,
)


class SessionState:
    """The readable side of a session.

    Attributes:
        replica: what the agent may see; the same object for the life of the session, empty before the first snapshot.
    """

    def __init__(self, clock: Clock) -> None:
        """An empty replica, connecting."""
        self.clock = clock
        self.replica = Replica(_NOBODY, Policy(), Cursor("none", 0))
        self._time = ServerClock(clock)
        self._connection = Connection(ConnectionState.CONNECTING, self._time.now_ms())
        self._listeners: list[Callable[[Change], None]] = []
        self._heard_ms: int | None = None
        self._receipt_failed = False

    @property
    def connection(self) -> Connection:
        """How the session stands with its server."""
        return self._connection

    def server_now_ms(self) -> int:
        """Return the store's clock, carried on monotonically between answers; for countdowns and waiting times."""
        return self._time.now_ms()

    def listen(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Call back for every change, after the replica has it; returns what stops it."""
        self._listeners.append(callback)

        def stop() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return stop

    def _tell(self, change: Change) -> None:
        for callback in tuple(self._listeners):
            try:
                callback(change)
            except Exception:  # noqa: BLE001 - a fault of one view must not end the session
                _log.exception("a listener failed on %r", change)

    def _heard(self) -> None:
        """The server is there and everything up to now has come."""
        self._heard_ms = self._time.now_ms()
        if not self._receipt_failed:
            self._stand(ConnectionState.LIVE)

    def _stale(self, error: BackendError) -> None:
        """The server is not heard; what is shown may be old."""
        state = ConnectionState.CONNECTING if self._heard_ms is None else ConnectionState.STALE
        self._stand(state, str(error) or type(error).__name__)

    def _stand(self, state: ConnectionState, problem: str = "") -> None:
        before = self._connection
        same = before.state is state
        self._connection = Connection(state, before.since_ms if same else self._time.now_ms(), self._heard_ms, problem)
        if same and before.problem == problem:
            return
        if problem:
            _log.info("connection %s: %s", state, problem)
        self._tell(ConnectionChanged())
