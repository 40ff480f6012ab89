"""Values for tests, short to write."""

from typing import Any

from desktop_agent.contract.answers import Snapshot
from desktop_agent.contract.enums import (
    AgentState,
    Channel,
    InteractionState,
    NoticeKind,
    OfferKind,
    Role,
    SenderKind,
    TargetKind,
)
from desktop_agent.contract.values import (
    AgentSelf,
    Customer,
    Interaction,
    Message,
    Notice,
    Offer,
    Policy,
    QueueRef,
    Target,
)

BILLING = QueueRef(id="q1", name="Billing")
AMIR = Customer(name="Amir Kaya")


def agent(**more: Any) -> AgentSelf:
    """Emma."""
    values: dict[str, Any] = {
        "id": "a1",
        "user": "emma",
        "name": "Emma Marsh",
        "role": Role.AGENT,
        "state": AgentState.READY,
        "channels": {Channel.CHAT: AgentState.READY, Channel.IM: AgentState.READY},
        "capacity": 3,
    }
    return AgentSelf(**{**values, **more})


def interaction(interaction_id: str = "i1", **more: Any) -> Interaction:
    """A chat of Emma's."""
    values: dict[str, Any] = {
        "id": interaction_id,
        "state": InteractionState.ACTIVE,
        "queue": BILLING,
        "customer": AMIR,
        "owner_id": "a1",
        "created_ms": 1,
        "enqueued_ms": 1,
        "version": 1,
    }
    return Interaction(**{**values, **more})


def message(seq: int, text: str = "", **more: Any) -> Message:
    """A line."""
    values: dict[str, Any] = {
        "id": f"m{seq}",
        "seq": seq,
        "at_ms": 1_000 * seq,
        "sender": SenderKind.CUSTOMER,
        "text": text or f"line {seq}",
    }
    return Message(**{**values, **more})


def offer(offer_id: str = "o1", **more: Any) -> Offer:
    """An offer to Emma."""
    values: dict[str, Any] = {
        "id": offer_id,
        "kind": OfferKind.ROUTING,
        "interaction_id": "i1",
        "customer": AMIR,
        "queue": BILLING,
        "enqueued_ms": 1,
        "made_ms": 2,
        "deadline_ms": 30_002,
    }
    return Offer(**{**values, **more})


def notice(notice_id: str = "n1", **more: Any) -> Notice:
    """A line of My Messages."""
    return Notice(**{"id": notice_id, "at_ms": 5, "kind": NoticeKind.BROADCAST, "text": "Hello all", **more})


def snapshot(**more: Any) -> Snapshot:
    """What Emma sees: nothing yet."""
    return Snapshot(**{"agent": agent(), "policy": Policy(), **more})


def target(name: str, **more: Any) -> Target:
    """An entry of the directory."""
    first, _, last = name.partition(" ")
    values: dict[str, Any] = {
        "id": f"t-{name}",
        "kind": TargetKind.AGENT,
        "name": name,
        "first_name": first,
        "last_name": last,
    }
    return Target(**{**values, **more})
