"""Rows to values of the contract: what one reader may see."""

from collections.abc import Iterable, Sequence

from desktop_agent.contract.enums import (
    AgentState,
    Channel,
    InteractionState,
    NoticeKind,
    PartyRole,
    PartyState,
    Priority,
    Role,
    SenderKind,
    TargetKind,
    Visibility,
)
from desktop_agent.contract.events import CustomerChat
from desktop_agent.contract.values import (
    AgentSelf,
    Customer,
    HandedDraft,
    HandOver,
    Interaction,
    Message,
    Notice,
    Party,
    PendingTransfer,
    QueueRef,
    Target,
    TargetRef,
    TransferResult,
)
from desktop_agent.server.engine.capabilities import capabilities_for
from desktop_agent.server.engine.columns import from_json
from desktop_agent.server.engine.floor import FloorPolicy
from desktop_agent.server.engine.rows import (
    AgentRow,
    HandOverRow,
    InteractionRow,
    MessageRow,
    NoticeRow,
    PartyRow,
    TargetRow,
)

CUSTOMER_PARTY = "customer"
"""Id of the customer among the parties and in typing topics."""


def agent_self(row: AgentRow) -> AgentSelf:
    """The agent as he sees himself."""
    return AgentSelf(
        id=row.id,
        user=row.user_name,
        name=row.name,
        role=Role(row.role),
        number=row.number,
        department=row.department,
        state=AgentState(row.state),
        reason=row.reason,
        state_since_ms=row.since_ms,
        channels={Channel.CHAT: AgentState(row.chat), Channel.IM: AgentState(row.im)},
        capacity=row.capacity,
        load=row.load,
        reserved=row.reserved,
    )


def customer_of(row: InteractionRow) -> Customer:
    """Who the customer is."""
    return Customer(
        name=row.customer_name,
        email=row.customer_email,
        phone=row.customer_phone,
        segment=row.customer_segment,
        contact_id=row.contact_id,
    )


def message(row: MessageRow) -> Message:
    """A line as agents see it."""
    return Message(
        id=row.id,
        seq=row.seq,
        at_ms=row.at_ms,
        sender=SenderKind(row.sender),
        sender_id=row.sender_id,
        sender_name=row.sender_name,
        visibility=Visibility(row.visibility),
        text=row.text,
        code=row.code,
        args=from_json(row.args, dict[str, str]),
        key=row.key,
    )


def messages(rows: Iterable[MessageRow]) -> tuple[Message, ...]:
    """Lines read newest first, as they are shown: oldest first."""
    return tuple(message(row) for row in reversed(list(rows)))


def pending_transfer(row: InteractionRow) -> PendingTransfer | None:
    """The transfer that waits, if one does; a routing offer is nobody's business."""
    if row.offer_id is None or row.owner_id is None:
        return None
    return PendingTransfer(
        offer_id=row.offer_id,
        target=offer_target(row),
        sent_ms=row.offer_made_ms or 0,
        deadline_ms=row.offer_until_ms or row.offer_deadline_ms or 0,
        reason=row.offer_reason,
        note=row.offer_note,
        stay=bool(row.offer_stay),
    )


def offer_target(row: InteractionRow) -> TargetRef:
    """What the sender of the open offer chose."""
    return TargetRef(
        id=row.offer_target or "",
        kind=TargetKind(row.offer_target_kind or TargetKind.AGENT),
        name=row.offer_target_name or "",
    )


def interaction(
    row: InteractionRow,
    me: PartyRow,
    parties: Sequence[PartyRow],
    history: Iterable[HandOverRow],
    policy: FloorPolicy,
) -> Interaction:
    """An interaction as one connected agent sees it."""
    owner = me.role == PartyRole.OWNER
    handed = HandedDraft(from_name=row.handed_from, text=row.handed_text) if owner and row.handed_text else None
    return Interaction(
        id=row.id,
        state=InteractionState(row.state),
        queue=QueueRef(id=row.queue_id, name=row.queue_name),
        customer=customer_of(row),
        subject=row.subject,
        case_data=from_json(row.case_data, dict[str, str]),
        owner_id=row.owner_id,
        owner_name=row.owner_name or "",
        parties=_parties(row, parties),
        created_ms=row.created_ms,
        enqueued_ms=row.enqueued_ms,
        accepted_ms=row.accepted_ms,
        owner_since_ms=row.owner_since_ms,
        customer_waiting_since_ms=row.customer_waiting_since_ms,
        ended_ms=row.ended_ms,
        wrap_up_deadline_ms=row.wrap_up_deadline_ms,
        held=bool(row.held),
        pending=pending_transfer(row),
        last_result=from_json(row.last_result, TransferResult) if owner and row.last_result else None,
        handed_draft=handed,
        draft=me.draft,
        draft_version=me.draft_version,
        note=row.note,
        disposition=row.disposition,
        history=tuple(hand_over(line) for line in history),
        last_seq=row.last_seq,
        read_seq=me.read_seq,
        unread=me.unread,
        version=row.version + me.version,
        capabilities=capabilities_for(row, me, parties, policy),
    )


def hand_over(row: HandOverRow) -> HandOver:
    """One line of the history of hands."""
    return HandOver(at_ms=row.at_ms, from_name=row.from_name, to_name=row.to_name, reason=row.reason, note=row.note)


def notice(row: NoticeRow) -> Notice:
    """A line of My Messages."""
    return Notice(
        id=row.id,
        at_ms=row.at_ms,
        kind=NoticeKind(row.kind),
        priority=Priority(row.priority),
        code=row.code,
        args=from_json(row.args, dict[str, str]),
        sender=row.sender,
        text=row.text,
        interaction_id=row.interaction_id,
        read=bool(row.read),
    )


def target(row: TargetRow) -> Target:
    """An entry of the directory."""
    return Target(
        id=row.id,
        kind=TargetKind(row.kind),
        name=row.name,
        first_name=row.first_name,
        last_name=row.last_name,
        number=row.number,
        department=row.department,
        email=row.email,
        keywords=from_json(row.keywords, tuple[str, ...]),
        queues=from_json(row.queues, tuple[str, ...]),
        version=row.version,
    )


def customer_chat(row: InteractionRow, parties: Sequence[PartyRow]) -> CustomerChat:
    """The chat as its customer may see it: nothing of offers, transfers or consultations."""
    agents: tuple[str, ...] = ()
    if row.state in (InteractionState.WRAP_UP, InteractionState.CLOSED):
        state = "ended"
    elif row.state == InteractionState.QUEUED:
        state = "reconnecting" if row.reconnecting else "waiting"
    else:
        seen = (PartyRole.OWNER, PartyRole.CONFERENCE)
        state = "active"
        agents = tuple(party.agent_name for party in parties if party.role in seen)
    return CustomerChat(id=row.id, state=state, queue=row.queue_name, agents=agents)


def customer_message(row: MessageRow) -> Message:
    """A line as the customer sees it: no ids of agents."""
    line = message(row)
    if line.sender is SenderKind.AGENT:
        return Message(
            id=line.id, seq=line.seq, at_ms=line.at_ms, sender=line.sender, sender_name=line.sender_name, text=line.text
        )
    return line


def _parties(row: InteractionRow, parties: Sequence[PartyRow]) -> tuple[Party, ...]:
    agents = tuple(
        Party(
            id=party.agent_id,
            name=party.agent_name,
            role=PartyRole(party.role),
            state=PartyState.CONNECTED,
            since_ms=party.since_ms,
            agent_id=party.agent_id,
        )
        for party in parties
    )
    if row.ended_ms is not None:
        return agents
    customer = Party(
        id=CUSTOMER_PARTY,
        name=row.customer_name,
        role=PartyRole.CUSTOMER,
        state=PartyState.CONNECTED,
        since_ms=row.created_ms,
    )
    return (customer, *agents)
