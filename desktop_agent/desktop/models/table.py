"""My Interactions as a table: one row a chat, sorted when asked and stable otherwise."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_agent.contract.values import Interaction

Index = QModelIndex | QPersistentModelIndex
InteractionRole = int(Qt.ItemDataRole.UserRole) + 1
AlarmRole = int(Qt.ItemDataRole.UserRole) + 2
SortKey = int | str


class Column(StrEnum):
    """Columns, in their first order."""

    STATE = "state"
    CUSTOMER = "customer"
    QUEUE = "queue"
    WAITING = "waiting"
    DURATION = "duration"
    UNREAD = "unread"
    PARTIES = "parties"
    ID = "id"


COLUMNS = tuple(Column)
_TIMES = frozenset({Column.WAITING, Column.DURATION})


class Cells(Protocol):
    """Words of the table; a presenter has them."""

    def title(self, column: Column) -> str:
        """Heading of a column."""

    def cell(self, interaction: Interaction, column: Column) -> str:
        """What stands in a cell now."""

    def spoken(self, interaction: Interaction, column: Column) -> str:
        """What a screen reader says of a cell."""

    def tip(self, interaction: Interaction, column: Column) -> str:
        """What a cell leaves out; empty when it says all."""

    def key(self, interaction: Interaction, column: Column) -> SortKey:
        """What a column sorts by; all keys of a column have one type."""

    def alarm(self, interaction: Interaction) -> str:
        """Level of the waiting alarm: empty, ``warn`` or ``limit``."""


class InteractionsModel(QAbstractTableModel):
    """Chats as rows.

    A new chat is put where the present sorting wants it; after that a row stays where it is until the person sorts
    again, so that nothing moves under the hand.
    """

    def __init__(self, cells: Cells, parent: QObject | None = None) -> None:
        """Args: cells: words of the table."""
        super().__init__(parent)
        self._cells = cells
        self._rows: list[Interaction] = []
        self._column = Column.WAITING
        self._descending = True

    @property
    def rows(self) -> Sequence[Interaction]:
        """Chats from top to bottom."""
        return self._rows

    @property
    def sorting(self) -> tuple[Column, bool]:
        """Column and whether it is descending."""
        return self._column, self._descending

    def show(self, interactions: Iterable[Interaction]) -> None:
        """Everything anew."""
        self.beginResetModel()
        self._rows = sorted(interactions, key=self._key, reverse=self._descending)
        self.endResetModel()

    def put(self, interaction: Interaction) -> None:
        """A chat is new or has changed."""
        row = self.row_of(interaction.id)
        if row >= 0:
            self._rows[row] = interaction
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))
            return
        row = self._place(interaction)
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.insert(row, interaction)
        self.endInsertRows()

    def remove(self, interaction_id: str) -> None:
        """A chat has gone."""
        row = self.row_of(interaction_id)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._rows[row]
            self.endRemoveRows()

    def row_of(self, interaction_id: str) -> int:
        """Row of a chat, -1 when it is not listed."""
        return next((row for row, item in enumerate(self._rows) if item.id == interaction_id), -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort once by a column; selection and current row go with their chats."""
        if not 0 <= column < len(COLUMNS):
            return
        self._column = COLUMNS[column]
        self._descending = order == Qt.SortOrder.DescendingOrder
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self._rows[index.row()].id for index in before]
        self._rows.sort(key=self._key, reverse=self._descending)
        places = {item.id: row for row, item in enumerate(self._rows)}
        after = [self.index(places[item_id], index.column()) for item_id, index in zip(ids, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Number of chats."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        """Number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words of a cell; ``InteractionRole``: the chat; ``AlarmRole``: level of the waiting alarm."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        interaction, column = self._rows[index.row()], COLUMNS[index.column()]
        answers: dict[int, Callable[[], Any]] = {
            int(Qt.ItemDataRole.DisplayRole): lambda: self._cells.cell(interaction, column),
            int(Qt.ItemDataRole.AccessibleTextRole): lambda: self._cells.spoken(interaction, column),
            int(Qt.ItemDataRole.ToolTipRole): lambda: self._cells.tip(interaction, column) or None,
            int(Qt.ItemDataRole.TextAlignmentRole): lambda: _alignment(column),
            InteractionRole: lambda: interaction,
            AlarmRole: lambda: self._cells.alarm(interaction),
        }
        answer = answers.get(int(role))
        return answer() if answer is not None else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Headings, aligned like their columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells.title(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(COLUMNS[section])
        return None

    def _key(self, interaction: Interaction) -> tuple[SortKey, str]:
        return self._cells.key(interaction, self._column), interaction.id

    def _place(self, interaction: Interaction) -> int:
        key = self._key(interaction)
        for row, other in enumerate(self._rows):
            if (key > self._key(other)) if self._descending else (key < self._key(other)):
                return row
        return len(self._rows)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    if column is Column.UNREAD:
        return Qt.AlignmentFlag.AlignCenter
    side = Qt.AlignmentFlag.AlignRight if column in _TIMES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
