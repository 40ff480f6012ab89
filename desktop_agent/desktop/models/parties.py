"""A chat for the eye: its short id, its clock, and its parties: who is in it, why, and until when."""

from dataclasses import dataclass

from desktop_agent.contract.enums import PartyRole, PartyState
from desktop_agent.contract.values import Interaction

SHORT = 12
"""Letters of a short id."""
_ORDER = {
    PartyRole.CUSTOMER: 0,
    PartyRole.OWNER: 1,
    PartyRole.CONFERENCE: 2,
    PartyRole.CONSULTANT: 3,
    PartyRole.QUEUE: 4,
    PartyRole.MONITOR: 5,
}


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One party.

    Attributes:
        me: it is the signed-in agent himself.
        deadline_ms: of an invitation, in the store's clock; None once connected.
    """

    id: str
    name: str
    role: PartyRole
    me: bool = False
    invited: bool = False
    deadline_ms: int | None = None


def short_id(interaction_id: str) -> str:
    """The end of an interaction's id: enough to tell chats apart, and to read to a colleague on the phone."""
    return interaction_id[-SHORT:]


def began_ms(interaction: Interaction) -> int:
    """Since when a chat's clock runs for the agents: it was accepted for the first time, else it was begun."""
    return interaction.created_ms if interaction.accepted_ms is None else interaction.accepted_ms


def party_lines(interaction: Interaction, own_id: str) -> list[PartyLine]:
    """The parties in a steady order: customer, owner, those who are in, those who are invited.

    A pending transfer's target is shown as invited as well when the server does not list it as a party.
    """
    lines = [
        PartyLine(
            id=party.id,
            name=party.name,
            role=party.role,
            me=party.agent_id == own_id,
            invited=party.state is PartyState.INVITED,
            deadline_ms=party.deadline_ms if party.state is PartyState.INVITED else None,
        )
        for party in interaction.parties
    ]
    pending = interaction.pending
    agent_ids = {party.agent_id for party in interaction.parties}
    if pending is not None and pending.target.id not in agent_ids:
        lines.append(
            PartyLine(
                id=f"pending {pending.offer_id}",
                name=pending.target.name,
                role=PartyRole.OWNER,
                invited=True,
                deadline_ms=pending.deadline_ms,
            )
        )
    return sorted(lines, key=lambda line: (line.invited, _ORDER.get(line.role, 9), line.name.casefold()))
