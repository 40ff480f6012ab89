"""The Interaction Bar: every chat of this agent with unread count, waiting time and whose turn it is."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.models.interactions import ID_ROLE, ROW_ROLE, Alarm, BarRow
from desktop_agent.desktop.models.times import duration
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.interaction_bar import InteractionBarPresenter
from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.icons import pixmap
from desktop_agent.desktop.theme.tokens import GAP, ROW, SPACE
from desktop_agent.desktop.views.drag.source import DragSource
from desktop_agent.desktop.views.widgets.labels import PlainLabel, plain_tooltip, tabular
from desktop_agent.desktop.views.widgets.state_icon import shape

ALARM_SHAPES = {Alarm.WAITING: "waiting", Alarm.WARN: "warn", Alarm.LIMIT: "limit"}
EDGE = 3
SIGN = 14
Index = QModelIndex | QPersistentModelIndex


class BarDelegate(QStyledItemDelegate):
    """Two lines: customer and waiting time; queue, turn and unread count."""

    def __init__(self, presenter: InteractionBarPresenter, view: QListView) -> None:
        super().__init__(view)
        self._presenter = presenter

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two rows of text with a little air."""
        return QSize(120, max(ROW + 20, option.fontMetrics.height() * 2 + GAP + 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one chat."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, BarRow):
            return
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        front = self._ground(option, painter, chosen=chosen)
        inner = option.rect.adjusted(EDGE + SPACE + 1, SPACE, -GAP, -SPACE)
        half = inner.height() // 2
        first = QRect(inner.left(), inner.top(), inner.width(), half)
        second = QRect(inner.left(), inner.top() + half, inner.width(), half)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            first, second = (
                QRect(option.rect.left() + GAP, line.top(), line.width(), line.height()) for line in (first, second)
            )
        self._first_line(painter, option, row, first, front, chosen=chosen)
        self._second_line(painter, option, row, second, front, chosen=chosen)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(tokens().on_accent if chosen else tokens().focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, _option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The whole row as a tooltip."""
        row = index.data(ROW_ROLE)
        if event.type() == QEvent.Type.ToolTip and isinstance(row, BarRow):
            QToolTip.showText(event.globalPos(), plain_tooltip(self._presenter.sentence(row)), view)
            return True
        return False

    def _ground(self, option: QStyleOptionViewItem, painter: QPainter, *, chosen: bool) -> QColor:
        colours = tokens()
        back = QColor(colours.accent if chosen else colours.base)
        if not chosen and option.state & QStyle.StateFlag.State_MouseOver:
            back = QColor(colours.alternate)
        painter.fillRect(option.rect, back)
        if not chosen:
            painter.setPen(QColor(colours.line))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        return QColor(colours.on_accent if chosen else colours.text)

    def _first_line(
        self, painter: QPainter, option: QStyleOptionViewItem, row: BarRow, line: QRect, front: QColor, *, chosen: bool
    ) -> None:
        level = self._presenter.alarm_of(row)
        taken = self._waiting(painter, option, row, line, level, chosen=chosen) if level else 0
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if row.unread else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(front)
        _text(painter, option, _without(line, taken, option), row.customer)

    def _waiting(
        self, painter: QPainter, option: QStyleOptionViewItem, row: BarRow, line: QRect, level: Alarm, *, chosen: bool
    ) -> int:
        """Paint shape and time at the trailing end; returns the width taken."""
        name, colour = shape(ALARM_SHAPES[level])
        colour = tokens().on_accent if chosen else colour
        words = duration(self._presenter.waited_ms(row))
        font = tabular(option.font)
        font.setWeight(QFont.Weight.DemiBold if level >= Alarm.WARN else QFont.Weight.Normal)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(words)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        left = line.left() if rtl else line.right() - width
        painter.setPen(QColor(colour))
        painter.drawText(QRect(left, line.top(), width + 1, line.height()), int(Qt.AlignmentFlag.AlignVCenter), words)
        sign_left = left + width + SPACE if rtl else left - SPACE - SIGN
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(sign_left, line.top() + (line.height() - SIGN) // 2, pixmap(name, SIGN, colour, ratio))
        return width + SIGN + SPACE + GAP

    def _second_line(
        self, painter: QPainter, option: QStyleOptionViewItem, row: BarRow, line: QRect, front: QColor, *, chosen: bool
    ) -> None:
        taken = 0
        unread = self._presenter.unread_words(row)
        if unread:
            taken = _badge(painter, option, line, unread, chosen=chosen)
        painter.setFont(option.font)
        painter.setPen(front if chosen else QColor(tokens().muted))
        _text(painter, option, _without(line, taken, option), self._presenter.second_line(row))


def _without(line: QRect, taken: int, option: QStyleOptionViewItem) -> QRect:
    return (
        line.adjusted(taken, 0, 0, 0)
        if option.direction == Qt.LayoutDirection.RightToLeft
        else line.adjusted(0, 0, -taken, 0)
    )


def _text(painter: QPainter, option: QStyleOptionViewItem, line: QRect, words: str) -> None:
    elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, line.width())
    side = (
        Qt.AlignmentFlag.AlignRight
        if option.direction == Qt.LayoutDirection.RightToLeft
        else Qt.AlignmentFlag.AlignLeft
    )
    painter.drawText(line, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute), elided)


def _badge(painter: QPainter, option: QStyleOptionViewItem, line: QRect, words: str, *, chosen: bool) -> int:
    """``2 new`` in a rounded field at the trailing end; returns the width taken."""
    colours = tokens()
    font = QFont(option.font)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(words) + GAP
    height = min(line.height(), painter.fontMetrics().height() + 2)
    left = line.left() if option.direction == Qt.LayoutDirection.RightToLeft else line.right() - width
    field = QRect(left, line.top() + (line.height() - height) // 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.on_accent if chosen else colours.accent))
    painter.drawRoundedRect(field, 4, 4)
    painter.setPen(QColor(colours.accent if chosen else colours.on_accent))
    painter.drawText(field, int(Qt.AlignmentFlag.AlignCenter), words)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    return width + SPACE


class BarList(QListView):
    """The rows; what is current here is the selection of the whole program."""

    def __init__(
        self, context: DesktopContext, presenter: InteractionBarPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._presenter = presenter
        self.setObjectName("interaction_bar")
        self.setAccessibleName(self.tr("Interactions"))
        self.setModel(presenter.model)
        self.setItemDelegate(BarDelegate(presenter, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._chosen)
        self.activated.connect(self._activated)
        context.selection.changed.connect(self._follow)
        presenter.model.modelReset.connect(self._follow)
        context.clock.tick.connect(self.viewport().update)
        DragSource(self.viewport(), TargetDesk.of(context).drag, self._id_at)
        self._follow()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A plain click brings the chat to the front."""
        super().mouseReleaseEvent(event)
        found = self._id_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and found is not None:
            self._context.selection.activate(found)

    def _id_at(self, at: QPoint) -> str | None:
        found = self.indexAt(at).data(ID_ROLE)
        return found if isinstance(found, str) else None

    def _chosen(self, current: QModelIndex) -> None:
        found = current.data(ID_ROLE)
        if isinstance(found, str):
            self._context.selection.select(found)

    def _activated(self, index: QModelIndex) -> None:
        found = index.data(ID_ROLE)
        if isinstance(found, str):
            self._context.selection.activate(found)

    def _follow(self) -> None:
        row = self._presenter.model.row_of(self._context.selection.current)
        if row < 0:
            self.selectionModel().clear()
        elif row != self.currentIndex().row():
            self.setCurrentIndex(self._presenter.model.index(row))


class InteractionBar(QWidget):
    """Title with the number of chats, the list, or what to do when there is none."""

    def __init__(self, context: DesktopContext, registry: ActionRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = InteractionBarPresenter(context, self)
        self.list = BarList(context, self.presenter)
        self._title = PlainLabel(self.tr("INTERACTIONS"), muted=True, bold=True)
        self._count = PlainLabel("0", muted=True, bold=True)
        self._empty = PlainLabel(self.tr("No chats.\nYou are offered one when you are Ready."), muted=True)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._empty.setContentsMargins(GAP, GAP, GAP, GAP)
        head = QHBoxLayout()
        head.setContentsMargins(GAP, SPACE, GAP, SPACE)
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._empty, 1)
        column.addWidget(self.list, 1)
        model = self.presenter.model
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._counted)
        self._counted()
        registry.bind(ActionId.NEXT_CHAT, self.presenter.next_chat, rule=self.presenter.why_no_chat)
        registry.bind(ActionId.PREVIOUS_CHAT, self.presenter.previous_chat, rule=self.presenter.why_no_chat)
        registry.bind(ActionId.LONGEST_WAITING, self.presenter.longest_waiting, rule=self.presenter.why_none_waits)

    def _counted(self) -> None:
        count = self.presenter.model.rowCount()
        self._count.setText(str(count))
        self._count.setAccessibleName(self.tr("{count} chats").format(count=count))
        self._empty.setVisible(not count)
        self.list.setVisible(bool(count))
