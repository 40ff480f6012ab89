"""What several commands need to know: typed look-ups that refuse in the words of the contract."""

from desktop_agent.contract.enums import Reason, Role
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.server.engine.columns import from_json
from desktop_agent.server.engine.floor import FloorPolicy
from desktop_agent.server.engine.rows import AgentRow, InteractionRow, PartyRow, QueueRow, TargetRow
from desktop_agent.server.engine.script import AgentActor, Ask, CustomerActor, Refused, Steps


def live_agent(actor: AgentActor) -> Steps[AgentRow]:
    """The commanding agent, whose session is the live one.

    Raises:
        Refused: ``SESSION_DISPLACED`` a newer session took over, or this one was closed.
    """
    rows: list[AgentRow] = yield Ask("agent", {"id": actor.agent_id})
    if not rows or rows[0].session_id != actor.session_id:
        raise Refused(ErrorCode.SESSION_DISPLACED, "This session is not the live one of its agent.")
    return rows[0]


def live_supervisor(actor: AgentActor) -> Steps[AgentRow]:
    """The commanding agent, who must be a supervisor.

    Raises:
        Refused: ``NOT_ALLOWED`` he is not; ``SESSION_DISPLACED`` as in ``live_agent``.
    """
    agent = yield from live_agent(actor)
    if agent.role != Role.SUPERVISOR:
        raise Refused(ErrorCode.NOT_ALLOWED, "Only a supervisor may do this.", reason=Reason.NOT_SUPERVISOR)
    return agent


def agent_by_id(agent_id: str) -> Steps[AgentRow]:
    """Any agent.

    Raises:
        Refused: ``NOT_FOUND``.
    """
    rows: list[AgentRow] = yield Ask("agent", {"id": agent_id})
    if not rows:
        raise Refused(ErrorCode.NOT_FOUND, "There is no such agent.")
    return rows[0]


def interaction_by_id(interaction_id: str) -> Steps[InteractionRow]:
    """An interaction.

    Raises:
        Refused: ``NOT_FOUND``.
    """
    rows: list[InteractionRow] = yield Ask("interaction", {"id": interaction_id})
    if not rows:
        raise Refused(ErrorCode.NOT_FOUND, "There is no such interaction.")
    return rows[0]


def chat_of(actor: CustomerActor) -> Steps[InteractionRow]:
    """The customer's chat.

    Raises:
        Refused: ``NOT_FOUND``.
    """
    return (yield from interaction_by_id(actor.chat_id))


def parties_of(interaction_id: str) -> Steps[list[PartyRow]]:
    """The connected agents, longest connected first."""
    rows: list[PartyRow] = yield Ask("parties", {"id": interaction_id})
    return rows


def queue_by_id(queue_id: str) -> Steps[QueueRow]:
    """A queue.

    Raises:
        Refused: ``NOT_FOUND``.
    """
    rows: list[QueueRow] = yield Ask("queue", {"id": queue_id})
    if not rows:
        raise Refused(ErrorCode.NOT_FOUND, "There is no such queue.")
    return rows[0]


def target_by_id(target_id: str) -> Steps[TargetRow]:
    """An entry of the directory.

    Raises:
        Refused: ``NOT_FOUND``.
    """
    rows: list[TargetRow] = yield Ask("target", {"id": target_id})
    if not rows:
        raise Refused(ErrorCode.NOT_FOUND, "There is no such target.")
    return rows[0]


def floor_policy() -> Steps[FloorPolicy]:
    """The floor's settings; the defaults when none are stored."""
    rows = yield Ask("policy")
    return from_json(rows[0].text, FloorPolicy) if rows else FloorPolicy()
