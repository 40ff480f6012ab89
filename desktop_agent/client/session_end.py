"""How a session ends: the one reason out of all that its tasks ended with."""

from desktop_agent.client.backends.port import Displaced, SignedOut
from desktop_agent.client.connection import ConnectionState

FINAL: dict[type[BaseException], ConnectionState] = {
    Displaced: ConnectionState.DISPLACED,
    SignedOut: ConnectionState.SIGNED_OUT,
}
"""What the connection is after such a reason; closed after any other."""


class Closing(Exception):
    """This program ends the session; stops its tasks and goes no further."""


def reason_of(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the one that counts: our own wish first, then what the server said, then what came first."""
    leaves: list[BaseException] = []
    groups: list[BaseExceptionGroup[BaseException]] = [group]
    while groups:
        for inner in groups.pop().exceptions:
            if isinstance(inner, BaseExceptionGroup):
                groups.append(inner)
            else:
                leaves.append(inner)
    for kind in (Closing, Displaced, SignedOut):
        for leaf in leaves:
            if isinstance(leaf, kind):
                return leaf
    return leaves[0]
