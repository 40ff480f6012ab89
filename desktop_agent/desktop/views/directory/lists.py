"""The three lists: people, favourites (tables of one column) and workgroups (a tree of two levels)."""

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QTreeView

from desktop_agent.desktop.models.targets import TargetRole, TargetsModel, WorkgroupsModel
from desktop_agent.desktop.presenters.workgroups import WorkgroupsPresenter
from desktop_agent.desktop.theme.tokens import SPACE
from desktop_agent.desktop.views.directory import row_paint


class TargetTable(QTableView):
    """One column, rows of one height: a hundred thousand rows cost nothing to lay out."""

    def __init__(self, model: TargetsModel, accessible_name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(accessible_name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.mind_font()

    def mind_font(self) -> None:
        """Rows follow the size of the text."""
        height = row_paint.row_height(self.font(), 2)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)

    def changeEvent(self, event: QEvent) -> None:
        """A new font has other heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.mind_font()

    def keyboardSearch(self, search: str) -> None:
        """Letters find names that begin with them; a hundred thousand names are for the filter box."""
        if self.model().rowCount() <= 5_000:
            super().keyboardSearch(search)


class WorkgroupTree(QTreeView):
    """Queues, and below each its people; which are opened is remembered."""

    def __init__(self, model: WorkgroupsModel, presenter: WorkgroupsPresenter, accessible_name: str) -> None:
        super().__init__()
        self._presenter = presenter
        self.setModel(model)
        self.setAccessibleName(accessible_name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(True)
        self.setAutoExpandDelay(700)  # a held chat opens a queue it rests on
        self.setMouseTracking(True)
        self.setIndentation(QFontMetrics(self.font()).averageCharWidth() * 2 + 2 * SPACE)
        self.expanded.connect(lambda index: self._remember(index, opened=True))
        self.collapsed.connect(lambda index: self._remember(index, opened=False))
        model.modelReset.connect(self.restore)
        self.restore()

    def restore(self) -> None:
        """Open what was open."""
        opened = self._presenter.opened()
        for row, group in enumerate(self._presenter.model.groups):
            if group.queue.id in opened:
                self.setExpanded(self._presenter.model.index(row, 0), True)

    def _remember(self, index: QModelIndex, *, opened: bool) -> None:
        target = index.data(TargetRole)
        if target is not None:
            self._presenter.set_open(target.id, opened=opened)
