"""What customers come with: conversations per queue, as they happen on a floor."""

from desktop_agent.simulation.scripts.billing import BILLING
from desktop_agent.simulation.scripts.claims import CLAIMS
from desktop_agent.simulation.scripts.model import Conversation, Turn
from desktop_agent.simulation.scripts.orders import ORDERS
from desktop_agent.simulation.scripts.technical import TECHNICAL

__all__ = ["CONVERSATIONS", "Conversation", "Turn"]

CONVERSATIONS: tuple[Conversation, ...] = (*BILLING, *CLAIMS, *ORDERS, *TECHNICAL)
