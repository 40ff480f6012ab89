"""The interactions of this agent as a list model for the Interaction Bar: order of arrival, rows never move."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_agent.client.replica.changes import InteractionGone
from desktop_agent.client.replica.replica import Replica
from desktop_agent.contract.enums import InteractionState
from desktop_agent.contract.values import Interaction, Policy
from desktop_agent.desktop.models.feed import ReplicaFeed

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The ``BarRow`` of a row."""
ID_ROLE = int(Qt.ItemDataRole.UserRole) + 2
"""The interaction's id."""


class Alarm(IntEnum):
    """How long the customer has been waiting for an answer."""

    NONE = 0
    WAITING = 1
    WARN = 2
    LIMIT = 3


class Turn(StrEnum):
    """Who is to do something next."""

    YOU = "you"
    CUSTOMER = "customer"
    COLLEAGUE = "colleague"
    WRAP_UP = "wrap_up"
    HELD = "held"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class BarRow:
    """What the Interaction Bar shows of one chat.

    Attributes:
        since_ms: the customer waits since; None when he is answered.
        until_ms: end of wrap-up or of a pending transfer; None else.
        other: name of the pending transfer's target, or of the owner when that is a colleague.
    """

    id: str
    customer: str
    queue: str
    unread: int
    turn: Turn
    since_ms: int | None
    until_ms: int | None
    other: str


def bar_row(chat: Interaction, agent_id: str) -> BarRow:
    """What the bar says of a chat."""
    turn, until_ms, other = _turn(chat, agent_id)
    waiting = chat.state is InteractionState.ACTIVE and not chat.held
    return BarRow(
        id=chat.id,
        customer=chat.customer.name,
        queue=chat.queue.name,
        unread=chat.unread,
        turn=turn,
        since_ms=chat.customer_waiting_since_ms if waiting else None,
        until_ms=until_ms,
        other=other,
    )


def alarm(since_ms: int | None, now_ms: int, policy: Policy) -> Alarm:
    """The level of the waiting alarm."""
    if since_ms is None:
        return Alarm.NONE
    waited_ms = now_ms - since_ms
    if waited_ms >= policy.waiting_limit_ms:
        return Alarm.LIMIT
    return Alarm.WARN if waited_ms >= policy.waiting_warn_ms else Alarm.WAITING


def _turn(chat: Interaction, agent_id: str) -> tuple[Turn, int | None, str]:
    if chat.state is not InteractionState.ACTIVE:
        return Turn.WRAP_UP, chat.wrap_up_deadline_ms, ""
    if chat.pending is not None:
        return Turn.PENDING, chat.pending.deadline_ms, chat.pending.target.name
    if chat.held:
        return Turn.HELD, None, ""
    if chat.owner_id != agent_id:
        return Turn.COLLEAGUE, None, chat.owner_name
    return (Turn.CUSTOMER if chat.customer_waiting_since_ms is None else Turn.YOU), None, ""


class InteractionsModel(QAbstractListModel):
    """One row per interaction of the replica."""

    def __init__(
        self,
        replica: Replica,
        feed: ReplicaFeed,
        sentence: Callable[[BarRow], str],
        parent: QObject | None = None,
    ) -> None:
        """Args: sentence: a row in words, for screen readers."""
        super().__init__(parent)
        self._replica = replica
        self._sentence = sentence
        self._ids: list[str] = list(replica.interactions)
        feed.reset.connect(self._reset)
        feed.interaction_added.connect(self._added)
        feed.interaction_changed.connect(self._changed)
        feed.interaction_removed.connect(self._removed)

    @property
    def ids(self) -> list[str]:
        """Ids in the order of the rows."""
        return list(self._ids)

    def row_of(self, interaction_id: str | None) -> int:
        """Number of the row, -1 when there is none."""
        return self._ids.index(interaction_id) if interaction_id in self._ids else -1

    def id_at(self, row: int) -> str | None:
        """Id of a row, None outside."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of chats."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Customer's name, the row as a value, or the whole row as a sentence."""
        interaction_id = self.id_at(index.row()) if index.isValid() else None
        chat = self._replica.interactions.get(interaction_id or "")
        if chat is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return chat.customer.name
        if role == ID_ROLE:
            return chat.id
        if role == ROW_ROLE:
            return bar_row(chat, self._replica.agent.id)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            return self._sentence(bar_row(chat, self._replica.agent.id))
        return None

    def _reset(self) -> None:
        wanted = list(self._replica.interactions)
        if wanted == self._ids:
            if wanted:
                self.dataChanged.emit(self.index(0), self.index(len(wanted) - 1))
            return
        self.beginResetModel()
        self._ids = wanted
        self.endResetModel()

    def _added(self, interaction_id: str) -> None:
        if interaction_id in self._ids:
            self._changed(interaction_id)
            return
        row = len(self._ids)
        self.beginInsertRows(QModelIndex(), row, row)
        self._ids.append(interaction_id)
        self.endInsertRows()

    def _changed(self, interaction_id: str) -> None:
        row = self.row_of(interaction_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _removed(self, gone: InteractionGone) -> None:
        row = self.row_of(gone.id)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._ids[row]
            self.endRemoveRows()
