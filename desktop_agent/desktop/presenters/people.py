"""People: the directory's people and workgroups in the order of their names, sorted off the screen's thread."""

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from desktop_agent.contract.enums import TargetKind
from desktop_agent.contract.values import Target
from desktop_agent.desktop.models.targets import Workgroup
from desktop_agent.desktop.presenters.target_words import PEOPLE, listed_name

if TYPE_CHECKING:
    from desktop_agent.desktop.presenters.context import DesktopContext

AT_ONCE = 2_000
"""Up to so many targets are sorted where they are needed; more take longer than a frame."""
WORKGROUP_KINDS = frozenset({TargetKind.QUEUE, TargetKind.ROUTING_POINT})
Sorted = tuple[list[Target], list[Workgroup]]


class People(QObject):
    """Sorts anew whenever the directory changes.

    Attributes:
        people: last name first.
        workgroups: queues and routing points with those who serve them.

    Signals:
        changed: they are others now.
    """

    changed = Signal()
    _sorted = Signal(object)

    def __init__(self, context: "DesktopContext", parent: QObject | None = None) -> None:
        """Args: context: of the session."""
        super().__init__(parent)
        self._context = context
        self.people: list[Target] = []
        self.workgroups: list[Workgroup] = []
        self._sorted.connect(self._take, Qt.ConnectionType.QueuedConnection)
        context.feed.directory_changed.connect(self.reload)
        context.feed.reset.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """The directory has changed."""
        targets = self._context.directory.targets
        if len(targets) <= AT_ONCE:
            self._take(arrange(targets.values()))
        elif not self._context.tasks.closed:
            self._context.tasks.start("people", self._arrange(tuple(targets.values())))

    async def _arrange(self, targets: tuple[Target, ...]) -> None:
        self._sorted.emit(await asyncio.to_thread(arrange, targets))

    def _take(self, result: Sorted) -> None:
        self.people, self.workgroups = result
        self.changed.emit()


def arrange(targets: Iterable[Target]) -> Sorted:
    """Sort people by last name, workgroups by name, and put the people under their workgroups."""
    # In small parts: one long sort would keep the interpreter, and with it the screen, from doing anything else.
    parts: dict[str, list[tuple[str, str, Target]]] = {}
    for target in targets:
        name, target_id = sort_key(target)
        parts.setdefault(name[:2], []).append((name, target_id, target))
    by_name: list[Target] = []
    for beginning in sorted(parts):
        parts[beginning].sort(key=_name_and_id)
        by_name.extend(entry[2] for entry in parts[beginning])
    people = [target for target in by_name if target.kind in PEOPLE]
    members: dict[str, list[Target]] = {}
    for target in people:
        for queue in target.queues:
            members.setdefault(queue, []).append(target)
    groups = [
        Workgroup(target, tuple(members.get(target.name, ()))) for target in by_name if target.kind in WORKGROUP_KINDS
    ]
    return people, groups


def sort_key(target: Target) -> tuple[str, str]:
    """How directories are sorted."""
    return listed_name(target).casefold(), target.id


def _name_and_id(entry: tuple[str, str, Target]) -> tuple[str, str]:
    return entry[:2]
