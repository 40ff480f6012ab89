"""My Messages as a list model, newest first."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop_agent.client.replica.replica import Replica
from desktop_agent.contract.values import Notice
from desktop_agent.desktop.models.feed import ReplicaFeed

Index = QModelIndex | QPersistentModelIndex
NOTICE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The ``Notice`` of a row."""


class NoticesModel(QAbstractListModel):
    """One row per notice of the replica.

    Signals:
        counted: the number of unread ones may have changed.
    """

    counted = Signal()

    def __init__(
        self, replica: Replica, feed: ReplicaFeed, sentence: Callable[[Notice], str], parent: QObject | None = None
    ) -> None:
        """Args: sentence: a notice in words."""
        super().__init__(parent)
        self._replica = replica
        self._sentence = sentence
        self._ids: list[str] = list(reversed(replica.notices))
        feed.reset.connect(self._reset)
        feed.notice_added.connect(self._added)
        feed.notice_changed.connect(self._changed)
        feed.notice_removed.connect(self._removed)

    @property
    def unread(self) -> int:
        """How many are unread."""
        return self._replica.unread_notices

    def notice_at(self, row: int) -> Notice | None:
        """The notice of a row, None outside."""
        return self._replica.notices.get(self._ids[row]) if 0 <= row < len(self._ids) else None

    def row_of(self, notice_id: str) -> int:
        """Number of the row, -1 when there is none."""
        return self._ids.index(notice_id) if notice_id in self._ids else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Number of notices."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The sentence, or the notice itself."""
        notice = self.notice_at(index.row()) if index.isValid() else None
        if notice is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._sentence(notice)
        return notice if role == NOTICE_ROLE else None

    def _reset(self) -> None:
        self.beginResetModel()
        self._ids = list(reversed(self._replica.notices))
        self.endResetModel()
        self.counted.emit()

    def _added(self, notice_id: str) -> None:
        if notice_id in self._ids:
            self._changed(notice_id)
            return
        if notice_id not in self._replica.notices:
            return
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._ids.insert(0, notice_id)
        self.endInsertRows()
        self._drop_forgotten()
        self.counted.emit()

    def _changed(self, notice_id: str) -> None:
        row = self.row_of(notice_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))
        self.counted.emit()

    def _removed(self, notice_id: str) -> None:
        row = self.row_of(notice_id)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._ids[row]
            self.endRemoveRows()
        self.counted.emit()

    def _drop_forgotten(self) -> None:
        """The replica keeps the newest only; what it dropped goes from the end of the list too."""
        while self._ids and self._ids[-1] not in self._replica.notices:
            self._removed(self._ids[-1])
