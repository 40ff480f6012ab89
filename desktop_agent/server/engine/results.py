"""Answers of scripts that the web face turns into answers of the contract, or uses itself."""

from desktop_agent.contract.base import Value


class ChatBegun(Value, frozen=True, kw_only=True):
    """A customer's chat waits in a queue; the web face makes its token and reads its snapshot."""

    chat_id: str


class SessionClosed(Value, frozen=True, kw_only=True):
    """A desktop session has ended, or was not open any more."""

    closed: bool


class FloorImported(Value, frozen=True, kw_only=True):
    """What a floor brought: agent ids by user, queue ids by name."""

    agents: dict[str, str]
    queues: dict[str, str]


class RefreshUsed(Value, frozen=True, kw_only=True):
    """What became of a refresh token.

    Attributes:
        outcome: ``rotated`` (the successor is valid now), ``repeated`` (the successor it already had is given again),
            ``stolen`` (used before, long ago: the family is revoked), ``expired``, ``revoked`` or ``unknown``.
    """

    outcome: str
    user: str = ""
    agent_id: str = ""
    family_id: str = ""
    successor: str = ""
