"""One line of My Messages: priority, sentence, time; what is unread is heavier."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_agent.contract.enums import Priority
from desktop_agent.contract.values import Notice
from desktop_agent.desktop.models.notices import NOTICE_ROLE
from desktop_agent.desktop.presenters.messages import MessagesPresenter
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.icons import pixmap
from desktop_agent.desktop.theme.tokens import GAP, ICON, ROW, SPACE
from desktop_agent.desktop.views.widgets.labels import tabular

ICONS = {Priority.HIGH: "priority-high", Priority.NORMAL: "mail", Priority.LOW: "priority-low"}
Index = QModelIndex | QPersistentModelIndex


class NoticeDelegate(QStyledItemDelegate):
    """Paints a ``Notice``."""

    def __init__(self, presenter: MessagesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One row."""
        return QSize(160, max(ROW + SPACE, option.fontMetrics.height() + GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint icon, sentence, time."""
        notice = index.data(NOTICE_ROLE)
        if not isinstance(notice, Notice):
            return
        painter.save()
        colours = tokens()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, QColor(colours.accent if chosen else colours.base))
        front = colours.on_accent if chosen else colours.text
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        line = option.rect.adjusted(GAP, 0, -GAP, 0)
        ratio = painter.device().devicePixelRatio()
        colour = colours.limit if notice.priority is Priority.HIGH and not chosen else front
        name = "mail-open" if notice.read and notice.priority is Priority.NORMAL else ICONS[notice.priority]
        left = line.right() - ICON if rtl else line.left()
        painter.drawPixmap(left, line.top() + (line.height() - ICON) // 2, pixmap(name, ICON, colour, ratio))
        time_width = self._time(painter, option, notice, line, chosen=chosen)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.Normal if notice.read else QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(front))
        words = QRect(line.left() + ICON + GAP, line.top(), line.width() - ICON - GAP * 2 - time_width, line.height())
        if rtl:
            words.moveLeft(line.left() + time_width + GAP)
        sentence = self._presenter.sentence(notice)
        elided = painter.fontMetrics().elidedText(sentence, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(_leading(rtl) | Qt.AlignmentFlag.AlignVCenter), elided)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(colours.on_accent if chosen else colours.focus))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _time(
        self, painter: QPainter, option: QStyleOptionViewItem, notice: Notice, line: QRect, *, chosen: bool
    ) -> int:
        painter.setFont(tabular(option.font))
        painter.setPen(QColor(tokens().on_accent if chosen else tokens().muted))
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        when = self._presenter.when(notice)
        painter.drawText(line, int(_leading(not rtl) | Qt.AlignmentFlag.AlignVCenter), when)
        return painter.fontMetrics().horizontalAdvance(when)


def _leading(rtl: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute
