"""Targets as item models: the people of the Company Directory, and the workgroups with their members."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_agent.contract.values import Target

Index = QModelIndex | QPersistentModelIndex

TargetRole = int(Qt.ItemDataRole.UserRole) + 1
FactsRole = int(Qt.ItemDataRole.UserRole) + 2
SpansRole = int(Qt.ItemDataRole.UserRole) + 3
HeaderRole = int(Qt.ItemDataRole.UserRole) + 4


class Presence(StrEnum):
    """Shape of a row's state icon; the word beside it says the same."""

    READY = "ready"
    BUSY = "busy"
    NOT_READY = "not_ready"
    AFTER_WORK = "after_call_work"
    DO_NOT_DISTURB = "do_not_disturb"
    LOGGED_OUT = "logged_out"
    UNREACHABLE = "unreachable"
    OPEN = "open"
    EMPTY = "empty"
    CLOSED = "closed"
    GROUP = "group"
    CONTACT = "contact"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What a row of targets says, in words ready for the screen.

    Attributes:
        name: as the view lists it ("Brandt, Jana" in directories).
        state: one or two words ("Ready").
        why: the rest of the state ("free 2 of 3, idle 4 min").
        detail: number and department.
        brief: chats and capacity ("1/3"), for narrow rows.
        action: words of the default action, empty where there is none.
        refusal: why the default action cannot be done now, empty when it can or when it is not known yet.
        remark: a reason to be read in the row itself, beyond its state.
    """

    name: str
    presence: Presence = Presence.UNKNOWN
    state: str = ""
    why: str = ""
    detail: str = ""
    brief: str = ""
    action: str = ""
    refusal: str = ""
    remark: str = ""

    @property
    def sentence(self) -> str:
        """Everything the row says, for a screen reader."""
        return ", ".join(part for part in (self.name, self.state, self.why, self.detail, self.remark) if part)


Describe = Callable[[Target], RowFacts]
"""Words for a target, as it is now; models ask when a row is painted or read aloud."""


def target_data(target: Target, facts: Callable[[], RowFacts], role: int) -> Any:
    """Answer ``data()`` for a row that stands for a target."""
    if role == TargetRole:
        return target
    if role == FactsRole:
        return facts()
    if role == Qt.ItemDataRole.DisplayRole:
        return facts().name
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return facts().sentence
    return None


class TargetsModel(QAbstractTableModel):
    """A list of targets in one column."""

    def __init__(self, describe: Describe, title: str, parent: QObject | None = None) -> None:
        """Args: describe: words for a target; title: name of the column, for screen readers."""
        super().__init__(parent)
        self._describe = describe
        self._title = title
        self._targets: list[Target] = []
        self._rows: dict[str, int] | None = {}

    @property
    def targets(self) -> Sequence[Target]:
        """What is listed, in its order."""
        return self._targets

    def show(self, targets: Iterable[Target]) -> None:
        """List other targets; nothing happens when they are the same in the same order."""
        new = list(targets)
        if new == self._targets:
            return
        self.beginResetModel()
        self._targets = new
        self._rows = None
        self.endResetModel()

    def touch(self, ids: Iterable[str]) -> None:
        """Repaint the rows of these targets; no row moves."""
        for target_id in ids:
            index = self.find(target_id)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def find(self, target_id: str) -> QModelIndex:
        """Index of a target, invalid when it is not listed."""
        if self._rows is None:  # only when first asked for: nobody asks between two keys of the filter
            self._rows = {target.id: row for row, target in enumerate(self._targets)}
        row = self._rows.get(target_id, -1)
        return self.index(row, 0) if row >= 0 else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Number of targets."""
        return 0 if parent.isValid() else len(self._targets)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Target, words, sentence."""
        if not index.isValid() or not 0 <= index.row() < len(self._targets):
            return None
        target = self._targets[index.row()]
        return target_data(target, lambda: self._describe(target), role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name of the column."""
        if orientation == Qt.Orientation.Horizontal and section == 0 and role == Qt.ItemDataRole.DisplayRole:
            return self._title
        return None


@dataclass(frozen=True, slots=True)
class Workgroup:
    """A queue and the people who serve it."""

    queue: Target
    members: tuple[Target, ...]


class WorkgroupsModel(QAbstractItemModel):
    """Two levels: queues, and below each the people who serve it."""

    _TOP = 0

    def __init__(self, describe: Describe, parent: QObject | None = None) -> None:
        """Args: describe: words for a target."""
        super().__init__(parent)
        self._describe = describe
        self._groups: list[Workgroup] = []

    @property
    def groups(self) -> Sequence[Workgroup]:
        """What is listed."""
        return self._groups

    def show(self, groups: Iterable[Workgroup]) -> None:
        """List other workgroups; nothing happens when they are the same."""
        new = list(groups)
        if new == self._groups:
            return
        self.beginResetModel()
        self._groups = new
        self.endResetModel()

    def touch(self, ids: Iterable[str]) -> None:
        """Repaint the rows of these targets."""
        wanted = set(ids)
        for row, group in enumerate(self._groups):
            top = self.index(row, 0)
            if group.queue.id in wanted:
                self.dataChanged.emit(top, top)
            for below, member in enumerate(group.members):
                if member.id in wanted:
                    index = self.index(below, 0, top)
                    self.dataChanged.emit(index, index)

    def find(self, target_id: str) -> QModelIndex:
        """First index of a target, invalid when it is not listed."""
        for row, group in enumerate(self._groups):
            top = self.index(row, 0)
            if group.queue.id == target_id:
                return top
            for below, member in enumerate(group.members):
                if member.id == target_id:
                    return self.index(below, 0, top)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 (Qt's signature)
        """Index of a queue, or of a member below it (which carries its queue's row + 1)."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else self._TOP)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override] # noqa: B008 (QObject.parent shares the name)
        """Queue of a member."""
        if not index.isValid() or index.internalId() == self._TOP:
            return QModelIndex()
        return self.createIndex(int(index.internalId()) - 1, 0, self._TOP)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Queues, or members of one."""
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() == self._TOP and parent.column() == 0:
            return len(self._groups[parent.row()].members)
        return 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """One."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Target, words, sentence; ``HeaderRole``: whether it is a queue."""
        target = self.target(index)
        if target is None:
            return None
        if role == HeaderRole:
            return index.internalId() == self._TOP
        return target_data(target, lambda: self._describe(target), role)

    def target(self, index: Index) -> Target | None:
        """The target of a row."""
        if not index.isValid():
            return None
        if index.internalId() == self._TOP:
            return self._groups[index.row()].queue
        return self._groups[int(index.internalId()) - 1].members[index.row()]
