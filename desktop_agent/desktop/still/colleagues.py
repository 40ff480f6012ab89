"""The colleagues, queues and contacts of the sample floors."""

from desktop_agent.contract.enums import AgentState, Reason, TargetKind, Verb
from desktop_agent.contract.values import AgentStatus, QueueRef, QueueStatus, Target, TargetRank, TargetStatus

NOW_MS = 1_763_800_000_000
"""The store's clock on every sample floor."""
ME = "agent-emma"
MINUTE = 60_000


BILLING = QueueRef(id="queue-billing", name="Billing")
CLAIMS = QueueRef(id="queue-claims", name="Claims")
ORDERS = QueueRef(id="queue-orders", name="Orders")
QUEUES = (BILLING, CLAIMS, ORDERS)

_PEOPLE = (
    ("jana", "Jana", "Brandt", "4102", "Billing", AgentState.READY, None, 1),
    ("chi", "Chi", "Okafor", "4107", "Claims", AgentState.READY, None, 3),
    ("lee", "Lee", "Wong", "4104", "Billing", AgentState.NOT_READY, "lunch", 0),
    ("omar", "Omar", "Haddad", "4105", "Orders", AgentState.DO_NOT_DISTURB, None, 1),
    ("sofia", "Sofia", "Rossi", "4001", "Supervision", AgentState.READY, None, 0),
    ("ines", "Inês", "Carvalho", "4110", "Technical", AgentState.LOGGED_OUT, None, 0),
    ("mikael", "Mikael", "Ström", "4111", "Orders", AgentState.AFTER_CALL_WORK, None, 1),
    ("priya", "Priya", "Raman", "4112", "Claims", AgentState.READY, None, 2),
)


def colleagues() -> tuple[tuple[Target, ...], dict[str, TargetStatus], dict[str, TargetRank]]:
    """Everybody on the sample floor: targets, their states, and whether they may get a chat."""
    targets: list[Target] = []
    statuses: dict[str, TargetStatus] = {}
    ranks: dict[str, TargetRank] = {}
    for order, (user, first, last, number, department, state, reason, chats) in enumerate(_PEOPLE):
        target_id = f"agent-{user}"
        kind = TargetKind.SUPERVISOR if user == "sofia" else TargetKind.AGENT
        targets.append(
            Target(
                id=target_id,
                kind=kind,
                name=f"{first} {last}",
                first_name=first,
                last_name=last,
                number=number,
                department=department,
                email=f"{user}@example.com",
                queues=(department,),
            )
        )
        status = AgentStatus(
            id=target_id,
            state=state,
            reason=reason,
            since_ms=NOW_MS - (order + 3) * MINUTE,
            chats=chats,
            capacity=3,
            free_slots=3 - chats,
            idle_since_ms=NOW_MS - 4 * MINUTE if state is AgentState.READY and not chats else None,
        )
        statuses[target_id] = status
        ranks[target_id] = TargetRank(
            id=target_id, order=order, capabilities={Verb.TRANSFER: _why_not(status)}, status=status
        )
    for place, queue in enumerate(QUEUES):
        targets.append(Target(id=queue.id, kind=TargetKind.QUEUE, name=queue.name, number=f"81{place:02}"))
        statuses[queue.id] = QueueStatus(
            id=queue.id,
            logged_in=6,
            ready=3,
            free_slots=5,
            waiting=(4, 0, 1)[place],
            longest_wait_since_ms=(NOW_MS - 112_000, None, NOW_MS - 20_000)[place],
            average_wait_ms=48_000,
            as_of_ms=NOW_MS,
        )
        ranks[queue.id] = TargetRank(id=queue.id, order=20 + place, capabilities={Verb.TRANSFER: None})
    contact = Target(id="contact-amir", kind=TargetKind.CONTACT, name="Amir Kaya", number="+44 20 7946 0018")
    ranks[contact.id] = TargetRank(id=contact.id, order=40, capabilities={Verb.TRANSFER: Reason.TARGET_NEVER})
    return (*targets, contact), statuses, ranks


def _why_not(status: AgentStatus) -> Reason | None:
    if status.state is AgentState.READY:
        return None if status.free_slots else Reason.TARGET_NO_FREE_SLOT
    return {
        AgentState.NOT_READY: Reason.TARGET_NOT_READY,
        AgentState.AFTER_CALL_WORK: Reason.TARGET_BUSY_AFTER_WORK,
        AgentState.DO_NOT_DISTURB: Reason.TARGET_DO_NOT_DISTURB,
    }.get(status.state, Reason.TARGET_LOGGED_OUT)
