"""Bring a floor into an empty store."""

from typing import Any

from desktop_agent.contract.enums import Role, TargetKind
from desktop_agent.contract.errors import ErrorCode
from desktop_agent.server.engine.columns import to_json
from desktop_agent.server.engine.floor import Floor, FloorAgent
from desktop_agent.server.engine.results import FloorImported
from desktop_agent.server.engine.script import Ask, Decision, Env, Refused, Script, Steps


def import_floor(env: Env, floor: Floor) -> Script[FloorImported]:
    """Make ids, rows and directory entries of a floor.

    Raises:
        Refused: ``CONFLICT`` the store has a floor; ``INVALID`` a name is there twice or not known, see ``field``.
    """
    if (yield Ask("any_agent")):
        raise Refused(ErrorCode.CONFLICT, "The store has a floor already.")
    version: int = (yield Ask("next_directory_version"))[0].number
    importer = _Importer(env, floor, version)
    yield from importer.skills_and_groups()
    yield from importer.queues()
    yield from importer.agents()
    yield from importer.others()
    return Decision(FloorImported(agents=importer.agent_ids, queues=importer.queue_ids))


class _Importer:
    """One run: what has got which id."""

    def __init__(self, env: Env, floor: Floor, version: int) -> None:
        self.env = env
        self.floor = floor
        self.version = version
        self.agent_ids: dict[str, str] = {}
        self.queue_ids: dict[str, str] = {}
        self.skill_ids: dict[str, str] = {}
        self.group_ids: dict[str, str] = {}
        self.skill_of_queue = {queue.name: queue.skill or queue.name for queue in floor.queues}

    def skills_and_groups(self) -> Steps[None]:
        """Those that are described, then those that are only named."""
        skills = {skill.name: skill.keywords for skill in self.floor.skills}
        for name in [*self.skill_of_queue.values(), *(name for agent in self.floor.agents for name in agent.skills)]:
            skills.setdefault(name, ())
        for name, keywords in skills.items():
            self.skill_ids[name] = yield from self._named("add_skill", TargetKind.SKILL, name, keywords)
        groups = {group.name: group.keywords for group in self.floor.groups}
        for name in (name for agent in self.floor.agents for name in agent.groups):
            groups.setdefault(name, ())
        for name, keywords in groups.items():
            self.group_ids[name] = yield from self._named("add_group", TargetKind.GROUP, name, keywords)

    def queues(self) -> Steps[None]:
        """Queues, each with its skill."""
        for queue in self.floor.queues:
            self._once(self.queue_ids, queue.name, "queues")
            self.queue_ids[queue.name] = identity = self.env.new_id()
            skill = self.skill_ids[self.skill_of_queue[queue.name]]
            yield Ask(
                "add_queue",
                {"id": identity, "name": queue.name, "number": queue.number, "skill": skill, "open": int(queue.open)},
            )
            yield self._target(
                identity,
                TargetKind.QUEUE,
                queue.name,
                number=queue.number,
                department=queue.department,
                keywords=queue.keywords,
            )

    def agents(self) -> Steps[None]:
        """People, with skills and groups."""
        for agent in self.floor.agents:
            self._once(self.agent_ids, agent.user, "agents")
            self.agent_ids[agent.user] = identity = self.env.new_id()
            yield Ask(
                "add_agent",
                {
                    "id": identity,
                    "user": agent.user,
                    "name": agent.name,
                    "role": agent.role,
                    "number": agent.number,
                    "department": agent.department,
                    "capacity": agent.capacity,
                },
            )
            for name in dict.fromkeys(agent.skills):
                yield Ask("add_agent_skill", {"agent": identity, "skill": self.skill_ids[name]})
            for name in dict.fromkeys(agent.groups):
                yield Ask("add_group_member", {"group_id": self.group_ids[name], "agent": identity})
            yield self._person(identity, agent)

    def others(self) -> Steps[None]:
        """Routing points, contacts, reasons, dispositions, policy."""
        for point in self.floor.routing_points:
            queue_ids = [self._known(self.queue_ids, name, "routing_points") for name in point.queues]
            identity = self.env.new_id()
            yield Ask("add_routing_point", {"id": identity, "name": point.name, "queues": to_json(queue_ids)})
            yield self._target(
                identity, TargetKind.ROUTING_POINT, point.name, number=point.number, keywords=point.keywords
            )
        for contact in self.floor.contacts:
            keywords = (*contact.keywords, *([contact.segment] if contact.segment else ()))
            yield self._target(
                self.env.new_id(),
                TargetKind.CONTACT,
                contact.name,
                first_name=contact.first_name,
                last_name=contact.last_name,
                number=contact.number,
                department=contact.department,
                email=contact.email,
                keywords=keywords,
            )
        for position, reason in enumerate(self.floor.reasons):
            yield Ask("add_reason", {"code": reason.code, "name": reason.name, "position": position})
        for position, choice in enumerate(self.floor.dispositions):
            queue = None if choice.queue is None else self._known(self.queue_ids, choice.queue, "dispositions")
            yield Ask(
                "add_disposition", {"code": choice.code, "name": choice.name, "queue": queue, "position": position}
            )
        yield Ask("put_policy", {"settings": to_json(self.floor.policy)})

    def _person(self, identity: str, agent: FloorAgent) -> Ask:
        first, _, last = agent.name.partition(" ")
        serves = [name for name, skill in self.skill_of_queue.items() if skill in agent.skills]
        kind = TargetKind.SUPERVISOR if agent.role is Role.SUPERVISOR else TargetKind.AGENT
        return self._target(
            identity,
            kind,
            agent.name,
            first_name=agent.first_name or first,
            last_name=agent.last_name or last,
            number=agent.number,
            department=agent.department,
            email=agent.email,
            keywords=(*agent.keywords, *agent.skills),
            queues=tuple(serves),
        )

    def _named(self, statement: str, kind: TargetKind, name: str, keywords: tuple[str, ...]) -> Steps[str]:
        identity = self.env.new_id()
        yield Ask(statement, {"id": identity, "name": name})
        yield self._target(identity, kind, name, keywords=keywords)
        return identity

    def _target(self, identity: str, kind: TargetKind, name: str, **facts: Any) -> Ask:
        return Ask(
            "add_target",
            {
                "id": identity,
                "kind": kind,
                "name": name,
                "version": self.version,
                **{fact: facts.get(fact, "") for fact in ("first_name", "last_name", "number", "department", "email")},
                "keywords": to_json(facts.get("keywords", ())),
                "queues": to_json(facts.get("queues", ())),
            },
        )

    @staticmethod
    def _once(known: dict[str, str], name: str, field: str) -> None:
        if name in known:
            raise Refused(ErrorCode.INVALID, f"{name!r} is there twice.", field=field)

    @staticmethod
    def _known(known: dict[str, str], name: str, field: str) -> str:
        if name not in known:
            raise Refused(ErrorCode.INVALID, f"{name!r} is not known.", field=field)
        return known[name]
