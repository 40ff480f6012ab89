"""A floor as an operator describes it, by names: people, queues, skills, settings. ``import_floor`` makes ids of it."""

import msgspec

from desktop_agent.contract.enums import Role


class FloorAgent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who signs in as ``user``. ``skills`` and ``groups`` are names; ``capacity`` counts chats at once."""

    user: str
    name: str
    first_name: str = ""
    last_name: str = ""
    role: Role = Role.AGENT
    number: str = ""
    department: str = ""
    email: str = ""
    keywords: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    capacity: int = 3


class FloorQueue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A queue; it asks for ``skill``, or for a skill of its own name when that is left out."""

    name: str
    skill: str = ""
    number: str = ""
    department: str = ""
    keywords: tuple[str, ...] = ()
    open: bool = True


class FloorName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A skill or an agent group."""

    name: str
    keywords: tuple[str, ...] = ()


class FloorRoutingPoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule: the first open queue of these with somebody logged in, else the first open one."""

    name: str
    queues: tuple[str, ...]
    number: str = ""
    keywords: tuple[str, ...] = ()


class FloorContact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody outside; found by ``email`` when a chat begins. ``segment`` is one of the keywords shown."""

    name: str
    first_name: str = ""
    last_name: str = ""
    number: str = ""
    email: str = ""
    department: str = ""
    segment: str = ""
    keywords: tuple[str, ...] = ()


class FloorReason(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A Not Ready reason."""

    code: str
    name: str


class FloorDisposition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A disposition; ``queue`` limits it to one queue."""

    code: str
    name: str
    queue: str | None = None


class FloorPolicy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The floor's settings. Times are milliseconds.

    Attributes:
        offer_ms: how long an offer waits for its answer.
        unanswered_limit: routed offers let pass in a row until the agent is set Not Ready.
        again_ms: pause before a chat that everybody has refused goes round again.
        wrap_up_ms: until wrap-up completes by itself.
        unreachable_ms, not_ready_ms, requeue_ms: since the last sign of life of a desktop.
        waiting_warn_ms, waiting_limit_ms: thresholds of the customer-waiting alarm.
    """

    offer_ms: int = 30_000
    unanswered_limit: int = 2
    again_ms: int = 5_000
    wrap_up_ms: int = 120_000
    unreachable_ms: int = 10_000
    not_ready_ms: int = 30_000
    requeue_ms: int = 90_000
    waiting_warn_ms: int = 60_000
    waiting_limit_ms: int = 180_000
    reason_required: bool = False
    disposition_required: bool = False
    typing_preview: bool = False


class Floor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a floor needs; skills and groups that are only named by agents and queues are made by themselves."""

    agents: tuple[FloorAgent, ...] = ()
    queues: tuple[FloorQueue, ...] = ()
    skills: tuple[FloorName, ...] = ()
    groups: tuple[FloorName, ...] = ()
    routing_points: tuple[FloorRoutingPoint, ...] = ()
    contacts: tuple[FloorContact, ...] = ()
    reasons: tuple[FloorReason, ...] = ()
    dispositions: tuple[FloorDisposition, ...] = ()
    policy: FloorPolicy = FloorPolicy()
