"""The directory, the live state of its entries, and who of them can take an interaction best."""

from desktop_agent.contract.answers import Ranking, TargetsPage
from desktop_agent.contract.commands import RankTargets
from desktop_agent.contract.enums import AgentState, Reason, TargetKind, Verb
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.contract.values import AgentStatus, QueueStatus, TargetRank, TargetStatus
from desktop_agent.server.engine import views
from desktop_agent.server.engine.capabilities import capabilities_for, refusal
from desktop_agent.server.engine.reads import interaction_by_id, live_agent, parties_of
from desktop_agent.server.engine.rows import AgentRow, IdRow, InteractionRow, QueueRow, TargetRow, TextRow
from desktop_agent.server.engine.script import AgentActor, Ask, Env, Refused, Script, Steps
from desktop_agent.server.engine.transfers import PERSONS, resolve_queue, why_not_person, why_not_queue
from desktop_agent.server.engine.work import Work, index_values

PAGE = 1000
AVERAGE_OF_MS = 30 * 60_000
_AFTER_ALL = "~"
"""Sorts behind every id."""


def targets_page(env: Env, actor: AgentActor, since: int, page: str | None) -> Script[TargetsPage]:
    """What changed in the directory since a version, a thousand entries a page. Reads only.

    Raises:
        Refused: ``INVALID`` the page is not one that an answer has named.
    """
    work = Work(env)
    yield from live_agent(actor)
    version, after = since, _AFTER_ALL
    if page is not None:
        number, dot, after = page.partition(".")
        if not dot or not number.isdecimal() or len(number) > 18:
            raise Refused(ErrorCode.INVALID, "There is no such page.", field="page")
        version = int(number)
    rows: list[TargetRow] = yield Ask("targets_since", {"version": version, "after": after})
    present: list[TextRow] = yield Ask("meta", {"name": "directory_version"})
    last = f"{rows[-1].version}.{rows[-1].id}" if len(rows) == PAGE else None
    return work.decision(
        TargetsPage(
            version=int(present[0].text) if present else 0,
            targets=tuple(views.target(row) for row in rows if not row.removed),
            removed=tuple(row.id for row in rows if row.removed),
            next=last,
        )
    )


def statuses(env: Env, ids: tuple[str, ...]) -> Script[tuple[TargetStatus, ...]]:
    """The live state of agents and queues; other targets have none. Reads only."""
    work = Work(env)
    found: list[TargetStatus] = []
    for target_id in ids:
        status = yield from status_of(work, target_id)
        if status is not None:
            found.append(status)
    return work.decision(tuple(found))


def status_of(work: Work, target_id: str) -> Steps[TargetStatus | None]:
    """The live state of an agent or a queue, None for anything else."""
    agents: list[AgentRow] = yield Ask("agent", {"id": target_id})
    if agents:
        return _agent_status(agents[0])
    queues: list[QueueRow] = yield Ask("queue", {"id": target_id})
    if queues:
        return (yield from _queue_status(work, queues[0]))
    return None


def rank_targets(env: Env, actor: AgentActor, body: RankTargets) -> Script[Ranking]:
    """What may be done to targets for an interaction, best choice first, with the reasons why not. Reads only.

    Raises:
        Refused: ``NOT_A_PARTY`` of the interaction.
    """
    work = Work(env)
    agent = yield from live_agent(actor)
    row = None if body.interaction_id is None else (yield from interaction_by_id(body.interaction_id))
    parties = [] if row is None else (yield from parties_of(row.id))
    me = next((party for party in parties if party.agent_id == agent.id), None)
    if row is not None and me is None:
        raise refusal(Reason.NOT_A_PARTY)
    policy = yield from work.policy()
    blocked = None if row is None or me is None else capabilities_for(row, me, parties, policy)[Verb.TRANSFER]
    ids = body.ids if body.ids is not None else (yield from _best(agent, row))
    ranked: list[tuple[tuple[object, ...], TargetRank]] = []
    for target_id in dict.fromkeys(ids):
        found: list[TargetRow] = yield Ask("target", {"id": target_id})
        if not found:
            continue
        target = found[0]
        status = yield from status_of(work, target_id)
        reason = yield from _why_not(target, agent.id, {party.agent_id for party in parties})
        skilled = row is not None and bool((yield Ask("has_skill", {"agent": target_id, "skill": row.skill_id})))
        key = (reason is not None, *_merit(status, skilled=skilled), target.name, target.id)
        rank = TargetRank(id=target_id, order=0, capabilities={Verb.TRANSFER: reason or blocked}, status=status)
        ranked.append((key, rank))
    ranked.sort(key=lambda pair: pair[0])
    return work.decision(
        Ranking(
            ranks=tuple(
                TargetRank(id=rank.id, order=order, capabilities=rank.capabilities, status=rank.status)
                for order, (_, rank) in enumerate(ranked)
            ),
            now_ms=work.now_ms,
        )
    )


def _best(agent: AgentRow, row: InteractionRow | None) -> Steps[tuple[str, ...]]:
    """At most fifty agents a skill, free ones first, then the queues."""
    queues: list[QueueRow] = yield Ask("queues")
    own: list[QueueRow] = yield Ask("queues_of_agent", {"agent": agent.id})
    skills = [row.skill_id] if row is not None else [queue.skill_id for queue in own]
    ids: list[str] = []
    for skill in skills[:4]:
        free: list[IdRow] = yield Ask("best_of_skill", {"skill": skill})
        present: list[IdRow] = yield Ask("present_of_skill", {"skill": skill})
        ids += [found.id for found in (*free, *present)]
    ids += [queue.id for queue in queues]
    return tuple(target_id for target_id in dict.fromkeys(ids) if target_id != agent.id)[:200]


def _why_not(target: TargetRow, sender_id: str, party_ids: set[str]) -> Steps[Reason | None]:
    kind = TargetKind(target.kind)
    if kind in PERSONS:
        (agent,) = yield Ask("agent", {"id": target.id})
        return why_not_person(agent, sender_id, party_ids)
    if kind is TargetKind.CONTACT:
        return Reason.TARGET_NEVER
    if kind in (TargetKind.GROUP, TargetKind.SKILL):
        return Reason.UNSUPPORTED
    queue = yield from resolve_queue(target)
    # Nobody there: it may be done all the same, after a question (``although_empty``).
    return (yield from why_not_queue(queue, although_empty=True))


def _merit(status: TargetStatus | None, *, skilled: bool) -> tuple[int, int, int]:
    """Sorts: the skilled before others, the longer idle before the shorter, more free slots before fewer."""
    if isinstance(status, AgentStatus):
        return (0 if skilled else 1, -status.free_slots, status.idle_since_ms or status.since_ms)
    if isinstance(status, QueueStatus):
        return (2 if status.logged_in else 3, -status.free_slots, status.waiting)
    return (4, 0, 0)


def _agent_status(agent: AgentRow) -> AgentStatus:
    free = index_values(agent)["free"]
    idle = agent.state == AgentState.READY and agent.load == 0
    return AgentStatus(
        id=agent.id,
        state=AgentState(agent.state) if agent.session_id is not None else AgentState.LOGGED_OUT,
        reason=agent.reason,
        since_ms=agent.since_ms if agent.since_ms is not None else agent.chosen_ms,
        reachable=agent.session_id is not None and agent.lost == 0,
        chats=agent.load,
        capacity=agent.capacity,
        free_slots=int(str(free)),
        idle_since_ms=agent.idle_since_ms if idle else None,
    )


def _queue_status(work: Work, queue: QueueRow) -> Steps[QueueStatus]:
    (staff,) = yield Ask("queue_staffing", {"skill": queue.skill_id})
    (line,) = yield Ask("queue_waiting", {"queue": queue.id})
    (wait,) = yield Ask("queue_average_wait", {"queue": queue.id, "since": work.now_ms - AVERAGE_OF_MS})
    return QueueStatus(
        id=queue.id,
        open=bool(queue.open),
        logged_in=staff.logged_in or 0,
        ready=staff.ready or 0,
        free_slots=staff.free or 0,
        waiting=line.waiting,
        longest_wait_since_ms=line.since_ms,
        average_wait_ms=wait.number,
        as_of_ms=work.now_ms,
    )
