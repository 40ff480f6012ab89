"""What the web face can be told."""

from dataclasses import dataclass, field

from desktop_agent.contract.http import HEARTBEAT_S, LONG_POLL_S


@dataclass(frozen=True, slots=True)
class Rate:
    """A token bucket: how many at once, and how many come back a second."""

    burst: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Rates:
    """What one account, one address, one user name may ask.

    Attributes:
        account: requests of one signed-in agent.
        address: requests of one address; many agents may stand behind one.
        customer: requests of one chat's customer.
        chats: chats started from one address.
        login_address: log-ins tried from one address.
        login_user: failed log-ins of one user name from one address; a success costs nothing.
    """

    account: Rate = Rate(200, 50)
    address: Rate = Rate(4_000, 1_000)
    customer: Rate = Rate(60, 10)
    chats: Rate = Rate(100, 5)
    login_address: Rate = Rate(100, 5)
    login_user: Rate = Rate(10, 0.2)


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the web face.

    Attributes:
        frame_ancestors: origins that may show the customer's page in a frame, beside our own.
        body_cap: largest body of a request, in bytes.
        streams_per_reader: event streams of one session, or of one customer, at the same time.
        most_listeners: streams and waiting long-polls of the whole process; more are told to come later.
        heartbeat_s, long_poll_s: see ``contract.http``; tests shorten them.
        coalesce_s: how long status topics are gathered before they are sent.
    """

    frame_ancestors: tuple[str, ...] = ()
    body_cap: int = 131_072
    rates: Rates = field(default_factory=Rates)
    streams_per_reader: int = 3
    most_listeners: int = 20_000
    heartbeat_s: float = HEARTBEAT_S
    long_poll_s: float = LONG_POLL_S
    coalesce_s: float = 1.0
