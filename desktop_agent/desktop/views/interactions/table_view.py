"""The table of My Interactions: sortable, widths kept, rows can be dragged onto a colleague or a queue."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from desktop_agent.desktop.bridge.clock import QtClock
from desktop_agent.desktop.models.table import COLUMNS, AlarmRole, Column, InteractionRole
from desktop_agent.desktop.presenters.drag import DragState
from desktop_agent.desktop.presenters.interactions_table import InteractionsTablePresenter
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.style import CELL
from desktop_agent.desktop.theme.tokens import GAP, ROW, SPACE
from desktop_agent.desktop.views.drag.source import DragSource
from desktop_agent.desktop.views.widgets.labels import plain_tooltip, tabular

FIRST_WIDTHS = {
    Column.STATE: 11,
    Column.CUSTOMER: 20,
    Column.QUEUE: 14,
    Column.WAITING: 9,
    Column.DURATION: 10,
    Column.UNREAD: 8,
    Column.PARTIES: 22,
    Column.ID: 14,
}
"""First widths in letters."""
Index = QModelIndex | QPersistentModelIndex


class AlarmDelegate(QStyledItemDelegate):
    """The waiting time in its alarm's colour and weight; the interaction bar has the shape beside it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The words keep clear of the neighbour's, on the grid of the headings."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        words, cell.text = cell.text, ""
        widget = cell.widget
        style = widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, widget)
        chosen = bool(cell.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        room = cell.rect.adjusted(CELL, 0, -CELL, 0)
        shown = cell.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.save()
        painter.setFont(cell.font)
        alignment = QStyle.visualAlignment(cell.direction, cell.displayAlignment)
        style.drawItemText(painter, room, int(alignment.value), cell.palette, True, shown, role)
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """What is cut off, and what the cell leaves out."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        cut = cell.fontMetrics.horizontalAdvance(cell.text) > option.rect.width() - 2 * CELL
        tip = index.data(Qt.ItemDataRole.ToolTipRole) or (cell.text if cut else "")
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), plain_tooltip(str(tip)), view)
        return True

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Colour and weight of the waiting time."""
        super().initStyleOption(option, index)
        alarm = index.data(AlarmRole) if COLUMNS[index.column()] is Column.WAITING else ""
        if alarm:
            colour = QColor(tokens().limit if alarm == "limit" else tokens().warn)
            option.palette.setColor(QPalette.ColorRole.Text, colour)
            option.font.setBold(True)


class InteractionsTable(QTableView):
    """Rows are chats; the selected row is the program's selected chat."""

    def __init__(self, presenter: InteractionsTablePresenter, drag: DragState, clock: QtClock) -> None:
        """Args: presenter: of the table. drag: rows can be dragged. clock: repaints times."""
        super().__init__()
        self._presenter = presenter
        self._following = False
        self.setObjectName("interactions.table")
        self.setAccessibleName(self.tr("My Interactions"))
        self.setProperty("pane_entry", True)
        self.setModel(presenter.model)
        self.setItemDelegate(AlarmDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(tabular(self.font()))
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(400)
        self._keep.timeout.connect(self._keep_widths)
        self._set_headers()
        DragSource(self.viewport(), drag, self._interaction_at)
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        presenter.selection_changed.connect(self._follow)
        presenter.model.modelReset.connect(lambda: self._follow(presenter.selected))
        presenter.model.rowsInserted.connect(lambda: self._follow(presenter.selected))
        self.doubleClicked.connect(self._activate)
        clock.tick.connect(self._tick)
        self._follow(presenter.selected)

    def _set_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(ROW, QFontMetrics(self.font()).height() + SPACE))
        columns.setSectionsMovable(False)
        columns.setHighlightSections(False)
        columns.setSortIndicatorShown(True)
        columns.setStretchLastSection(True)
        columns.setMinimumSectionSize(GAP * 4)
        letter = QFontMetrics(self.font()).averageCharWidth()
        kept = self._presenter.widths()
        for number, column in enumerate(COLUMNS):
            self.setColumnWidth(number, kept.get(column, FIRST_WIDTHS[column] * letter + 2 * GAP))
        column, descending = self._presenter.model.sorting
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        columns.setSortIndicator(COLUMNS.index(column), order)
        columns.setSectionsClickable(True)
        columns.sortIndicatorChanged.connect(self._presenter.sorted_by)
        columns.sectionResized.connect(lambda _number, _old, _new: self._keep.start())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the chat."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._activate(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _interaction_at(self, at: QPoint) -> str | None:
        interaction = self.indexAt(at).data(InteractionRole)
        return None if interaction is None else str(interaction.id)

    def _row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        interaction = now.data(InteractionRole)
        if interaction is not None and not self._following:
            self._presenter.select(interaction.id)

    def _activate(self, index: QModelIndex) -> None:
        interaction = index.data(InteractionRole)
        if interaction is not None:
            self._presenter.activate(interaction.id)

    def _follow(self, interaction_id: object) -> None:
        row = self._presenter.model.row_of(str(interaction_id or ""))
        self._following = True
        try:
            if row < 0:
                self.clearSelection()
                self.setCurrentIndex(QModelIndex())
            elif row != self.currentIndex().row() or not self.selectionModel().isRowSelected(row):
                self.selectRow(row)
        finally:
            self._following = False

    def _tick(self) -> None:
        if self.isVisible():
            self.viewport().update()

    def _keep_widths(self) -> None:
        self._presenter.remember_widths({column: self.columnWidth(n) for n, column in enumerate(COLUMNS)})
