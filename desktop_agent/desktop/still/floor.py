"""Sample floors: a full shift, an empty desk, long names, right-to-left."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_agent.contract.answers import Snapshot
from desktop_agent.contract.enums import (
    AgentState,
    Channel,
    InteractionState,
    NoticeKind,
    OfferKind,
    Outcome,
    PartyRole,
    PartyState,
    Priority,
    Reason,
    Role,
    SenderKind,
    TargetKind,
    Verb,
)
from desktop_agent.contract.values import (
    AgentSelf,
    Capabilities,
    Customer,
    DispositionChoice,
    HandOver,
    Interaction,
    Message,
    Notice,
    Offer,
    Party,
    PendingTransfer,
    Policy,
    QueueRef,
    ReasonChoice,
    Target,
    TargetRank,
    TargetRef,
    TargetStatus,
    TransferResult,
)
from desktop_agent.desktop.still.colleagues import BILLING, CLAIMS, ME, MINUTE, NOW_MS, ORDERS, QUEUES, colleagues

__all__ = ["BILLING", "CLAIMS", "ME", "MINUTE", "NOW_MS", "ORDERS", "POLICY", "QUEUES", "Floor", "Sample", "sample"]


class Floor(StrEnum):
    """Which sample."""

    FULL = "full"
    EMPTY = "empty"
    LONG = "long"
    RTL = "rtl"


@dataclass(frozen=True, slots=True)
class Sample:
    """What a ``StillBackend`` is made of."""

    snapshot: Snapshot
    targets: tuple[Target, ...]
    statuses: dict[str, TargetStatus]
    ranks: dict[str, TargetRank]


POLICY = Policy(
    reason_required=False,
    reasons=(
        ReasonChoice(code="break", name="Break"),
        ReasonChoice(code="lunch", name="Lunch"),
        ReasonChoice(code="training", name="Training"),
    ),
    dispositions=(
        DispositionChoice(code="solved", name="Solved"),
        DispositionChoice(code="callback", name="Call back"),
        DispositionChoice(code="refund", name="Refund given", queue_id="queue-billing"),
    ),
)

_OWNER_VERBS = (
    Verb.SEND_MESSAGE,
    Verb.TYPING,
    Verb.READ,
    Verb.TRANSFER,
    Verb.SAVE_DRAFT,
    Verb.SET_NOTE,
    Verb.SET_DISPOSITION,
    Verb.HOLD,
    Verb.END,
    Verb.DISMISS_RESULT,
    Verb.DISCARD_HANDED_DRAFT,
)


def capabilities(*, pending: bool = False, held: bool = False, ended: bool = False) -> Capabilities:
    """What the owner of a chat may do."""
    may: Capabilities = dict.fromkeys(_OWNER_VERBS)
    may[Verb.WITHDRAW] = None if pending else Reason.NO_TRANSFER_PENDING
    may[Verb.RETRIEVE] = None if held else Reason.NOT_HELD
    may[Verb.COMPLETE] = None if ended else Reason.NOT_ENDED
    if pending:
        may[Verb.TRANSFER] = Reason.TRANSFER_PENDING
    if held:
        may[Verb.HOLD] = Reason.HELD
    if ended:
        for verb in (Verb.SEND_MESSAGE, Verb.TYPING, Verb.TRANSFER, Verb.HOLD, Verb.END):
            may[verb] = Reason.CHAT_ENDED
    return may


def agent(**changes: object) -> AgentSelf:
    """The agent at the desk."""
    fields: dict[str, object] = {
        "id": ME,
        "user": "emma",
        "name": "Emma Marsh",
        "role": Role.AGENT,
        "number": "4100",
        "department": "Customer service",
        "state": AgentState.READY,
        "state_since_ms": NOW_MS - 761_000,
        "channels": {Channel.CHAT: AgentState.READY, Channel.IM: AgentState.READY},
        "capacity": 5,
        "load": 4,
    }
    return AgentSelf(**{**fields, **changes})  # type: ignore[arg-type]  # the fields of the struct


def chat(number: int, customer: Customer, queue: QueueRef, **changes: object) -> Interaction:
    """A chat of the agent at the desk."""
    began_ms = NOW_MS - (8 + number) * MINUTE
    fields: dict[str, object] = {
        "id": f"chat-{number}",
        "state": InteractionState.ACTIVE,
        "queue": queue,
        "customer": customer,
        "owner_id": ME,
        "owner_name": "Emma Marsh",
        "parties": (
            Party(
                id=f"p{number}-c",
                name=customer.name,
                role=PartyRole.CUSTOMER,
                state=PartyState.CONNECTED,
                since_ms=began_ms,
            ),
            Party(
                id=f"p{number}-o",
                name="Emma Marsh",
                role=PartyRole.OWNER,
                state=PartyState.CONNECTED,
                since_ms=began_ms,
                agent_id=ME,
            ),
        ),
        "created_ms": began_ms,
        "enqueued_ms": began_ms,
        "accepted_ms": began_ms + 20_000,
        "owner_since_ms": began_ms + 20_000,
        "version": 1,
        "capabilities": capabilities(),
    }
    return Interaction(**{**fields, **changes})  # type: ignore[arg-type]  # the fields of the struct


def lines(interaction: Interaction, *texts: tuple[SenderKind, str], code: str = "joined") -> tuple[Message, ...]:
    """A transcript: a system line, then these texts half a minute apart."""
    began_ms = interaction.created_ms
    first = Message(
        id=f"{interaction.id}-m1",
        seq=1,
        at_ms=began_ms,
        sender=SenderKind.SYSTEM,
        code=code,
        args={"agent": "Emma Marsh"},
        text="Emma Marsh joined",
    )
    made = [first]
    for number, (sender, text) in enumerate(texts, start=2):
        mine = sender is SenderKind.AGENT
        made.append(
            Message(
                id=f"{interaction.id}-m{number}",
                seq=number,
                at_ms=began_ms + number * 30_000,
                sender=sender,
                sender_id=ME if mine else f"{interaction.id}-customer",
                sender_name="Emma Marsh" if mine else interaction.customer.name,
                text=text,
            )
        )
    return tuple(made)


_C, _A = SenderKind.CUSTOMER, SenderKind.AGENT


def _full_chats() -> tuple[tuple[Interaction, ...], dict[str, tuple[Message, ...]]]:
    jana = TargetRef(id="agent-jana", kind=TargetKind.AGENT, name="Jana Brandt")
    lee = TargetRef(id="agent-lee", kind=TargetKind.AGENT, name="Lee Wong")
    amir = chat(
        1,
        Customer(
            name="Amir Kaya",
            email="amir.kaya@example.com",
            phone="+44 20 7946 0018",
            segment="Gold",
            contact_id="contact-amir",
        ),
        BILLING,
        subject="Invoice 4711",
        case_data={"Invoice": "4711", "Amount": "128.40 EUR", "Page": "/account/invoices"},
        customer_waiting_since_ms=NOW_MS - 42_000,
        unread=2,
        last_seq=6,
        read_seq=4,
        last_result=TransferResult(
            offer_id="offer-9",
            target=lee,
            outcome=Outcome.DECLINED,
            at_ms=NOW_MS - 30_000,
            reason="on a call",
            by="Lee Wong",
        ),
    )
    sara = chat(
        2,
        Customer(name="Sara Pohl", segment="Silver"),
        CLAIMS,
        subject="Damaged parcel",
        customer_waiting_since_ms=NOW_MS - 70_000,
        unread=1,
        last_seq=4,
        read_seq=3,
        pending=PendingTransfer(
            offer_id="offer-10",
            target=jana,
            sent_ms=NOW_MS - 12_000,
            deadline_ms=NOW_MS + 18_000,
            reason="Needs a refund above my limit",
        ),
        capabilities=capabilities(pending=True),
        history=(
            HandOver(
                at_ms=NOW_MS - 4 * MINUTE, from_name="Omar Haddad", to_name="Emma Marsh", reason="Speaks no German"
            ),
        ),
    )
    tomas = chat(
        3,
        Customer(name="Tomás Herrera"),
        ORDERS,
        subject="Delivery",
        customer_waiting_since_ms=NOW_MS - 192_000,
        last_seq=3,
        read_seq=3,
    )
    yuki = chat(
        4,
        Customer(name="Yuki Tanaka"),
        BILLING,
        state=InteractionState.WRAP_UP,
        ended_ms=NOW_MS - 20_000,
        wrap_up_deadline_ms=NOW_MS + 100_000,
        capabilities=capabilities(ended=True),
        last_seq=3,
        read_seq=3,
    )
    nadia = chat(
        5,
        Customer(name="Nadia Rahman"),
        CLAIMS,
        held=True,
        capabilities=capabilities(held=True),
        last_seq=2,
        read_seq=2,
    )
    transcripts = {
        amir.id: lines(
            amir,
            (_C, "My invoice shows a service I never ordered. Can you have a look?"),
            (_A, "Good morning Mr. Kaya. Let me look at it, one moment please."),
            (_A, "I see “Premium support” on invoice 4711 since October. Is it that line?"),
            (_C, "Yes, exactly that one."),
            (_C, "I would like the money back for both months."),
        ),
        sara.id: lines(sara, (_C, "The box arrived open."), (_A, "I am sorry to hear that."), (_C, "Is anyone there?")),
        tomas.id: lines(tomas, (_A, "Your parcel left our house today."), (_C, "Which carrier?")),
        yuki.id: lines(yuki, (_C, "Thank you, that was all."), (_A, "With pleasure. Good bye!")),
        nadia.id: lines(nadia, (_C, "I will look for the number, please wait.")),
    }
    return (amir, sara, tomas, yuki, nadia), transcripts


def _notices() -> tuple[Notice, ...]:
    return (
        Notice(
            id="notice-3",
            at_ms=NOW_MS - 30_000,
            kind=NoticeKind.TRANSFER_RESULT,
            priority=Priority.HIGH,
            code="transfer_declined",
            args={"by": "Lee Wong", "target": "Lee Wong", "customer": "Amir Kaya", "reason": "on a call"},
            interaction_id="chat-1",
        ),
        Notice(
            id="notice-2",
            at_ms=NOW_MS - 25 * MINUTE,
            kind=NoticeKind.BROADCAST,
            sender="Sofia Rossi",
            text="The shop's payment page is being repaired until noon. Please tell customers that no order is lost.",
        ),
        Notice(
            id="notice-1",
            at_ms=NOW_MS - 60 * MINUTE,
            kind=NoticeKind.TRANSFER_RESULT,
            code="transfer_timed_out",
            args={"target": "Chi Okafor", "customer": "Peter Novak"},
            read=True,
        ),
    )


def _offer() -> Offer:
    return Offer(
        id="offer-20",
        kind=OfferKind.TRANSFER,
        interaction_id="chat-20",
        customer=Customer(name="Olga Petrova", segment="Gold"),
        queue=CLAIMS,
        subject="Broken screen",
        case_data={"Order": "88-120"},
        from_id="agent-jana",
        from_name="Jana Brandt",
        reason="Needs a refund above my limit",
        note="She has sent photos already.",
        last_lines=(
            Message(
                id="o1", seq=8, at_ms=NOW_MS - 75_000, sender=_C, sender_name="Olga Petrova", text="Is anyone there?"
            ),
        ),
        enqueued_ms=NOW_MS - 9 * MINUTE,
        customer_waiting_since_ms=NOW_MS - 70_000,
        made_ms=NOW_MS - 12_000,
        deadline_ms=NOW_MS + 18_000,
    )


def _long_chats() -> tuple[tuple[Interaction, ...], dict[str, tuple[Message, ...]]]:
    queue = QueueRef(id=BILLING.id, name="International Invoicing and Complaint Management (Central Europe)")
    customer = Customer(
        name="Maximiliane-Theodora von Schleswig-Holstein-Sonderburg-Glücksburg-Augustenburg",
        email="maximiliane.theodora.von.schleswig.holstein@very-long-company-name.example.com",
        segment="Platinum Plus Business",
    )
    made = tuple(
        chat(
            number,
            customer,
            queue,
            subject="Complaint about " + "a very long subject " * 6,
            case_data={f"A rather long key number {key}": "value " * 30 for key in range(4)},
            unread=128 if number == 1 else 0,
            customer_waiting_since_ms=NOW_MS - number * 1_900_000,
        )
        for number in range(1, 18)
    )
    transcripts = {
        one.id: lines(
            one,
            (_C, "Word" * 120),
            (_A, "A long answer. " * 60),
            (_C, "<b>not bold</b> <img src=x> & \u202enot reversed\u202c 👩\u200d👩\u200d👧"),
        )
        for one in made
    }
    return made, transcripts


def _rtl_chats() -> tuple[tuple[Interaction, ...], dict[str, tuple[Message, ...]]]:
    queue = QueueRef(id=BILLING.id, name="الفواتير")
    layla = chat(
        1, Customer(name="ليلى حدّاد", segment="ذهبي"), queue, unread=3, customer_waiting_since_ms=NOW_MS - 95_000
    )
    dana = chat(2, Customer(name="דנה כהן"), QueueRef(id=CLAIMS.id, name="תביעות"))
    return (layla, dana), {
        layla.id: lines(layla, (_C, "مرحبًا، لدي سؤال عن الفاتورة 4711."), (_A, "أهلًا، سأتحقق من ذلك الآن.")),
        dana.id: lines(dana, (_C, "שלום, החבילה הגיעה פתוחה")),
    }


def sample(floor: Floor, *, offers: bool = False) -> Sample:
    """One of the sample floors; ``offers``: a transfer is being offered."""
    targets, statuses, ranks = colleagues()
    if floor is Floor.EMPTY:
        snapshot = Snapshot(
            agent=agent(load=0, state=AgentState.NOT_READY, reason="break"), queues=QUEUES, policy=POLICY
        )
        return Sample(snapshot, (), {}, {})
    chats, transcripts = {Floor.FULL: _full_chats, Floor.LONG: _long_chats, Floor.RTL: _rtl_chats}[floor]()
    names: dict[Floor, dict[str, object]] = {
        Floor.LONG: {"name": "Anne-Katharina Freifrau von Donnersmarck-Wittgenstein", "state_since_ms": None},
        Floor.RTL: {"name": "إيما مارش"},
    }
    snapshot = Snapshot(
        agent=agent(**names.get(floor, {})),
        interactions=chats,
        transcripts=transcripts,
        offers=(_offer(),) if offers else (),
        notices=_notices(),
        queues=QUEUES,
        policy=POLICY,
    )
    return Sample(snapshot, targets, statuses, ranks)
