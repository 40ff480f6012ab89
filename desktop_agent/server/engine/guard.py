"""The door of every command on an interaction: live session, party, and the verb allowed now."""

from typing import NamedTuple

from desktop_agent.contract.enums import Reason, Verb
from desktop_agent.server.engine.capabilities import capabilities_for, refusal
from desktop_agent.server.engine.reads import interaction_by_id, live_agent, parties_of
from desktop_agent.server.engine.rows import AgentRow, InteractionRow, PartyRow
from desktop_agent.server.engine.script import AgentActor, Steps
from desktop_agent.server.engine.work import Work


class Mine(NamedTuple):
    """An interaction with the commanding agent in it."""

    agent: AgentRow
    row: InteractionRow
    party: PartyRow
    parties: list[PartyRow]


def my_interaction(work: Work, actor: AgentActor, interaction_id: str, verb: Verb) -> Steps[Mine]:
    """Return the interaction if the agent is in it and may do the verb now.

    Raises:
        Refused: ``NOT_FOUND``; ``NOT_A_PARTY``; the reason of the capability, with the interaction as he sees it.
    """
    agent = yield from live_agent(actor)
    row = yield from interaction_by_id(interaction_id)
    parties = yield from parties_of(interaction_id)
    party = next((party for party in parties if party.agent_id == agent.id), None)
    if party is None:
        raise refusal(Reason.NOT_A_PARTY)
    policy = yield from work.policy()
    reason = capabilities_for(row, party, parties, policy)[verb]
    if reason is not None:
        view = yield from work.view(row, party, parties)
        raise refusal(reason, interaction=view)
    return Mine(agent, row, party, parties)
