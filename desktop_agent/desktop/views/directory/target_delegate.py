"""TargetDelegate: a row of a directory: state, name, number, department, chats; what a held chat would meet there."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_agent.contract.values import Target
from desktop_agent.desktop.models.targets import FactsRole, HeaderRole, RowFacts, TargetRole
from desktop_agent.desktop.presenters.drag import Verdict
from desktop_agent.desktop.theme.tokens import GAP, ICON, SPACE
from desktop_agent.desktop.views.directory import row_paint

Over = Callable[[str], Verdict | None]


class TargetDelegate(QStyledItemDelegate):
    """Two lines: name and state, then number, department and what the state means."""

    def __init__(self, view: QAbstractItemView, over: Over, parent: QObject | None = None) -> None:
        """Args: view: it paints for. over: what a chat held over a target would meet."""
        super().__init__(parent or view)
        self._view = view
        self._over = over
        self._made: row_paint.Fonts | None = None

    @property
    def fonts(self) -> row_paint.Fonts:
        """Fonts of the rows."""
        self._made = row_paint.Fonts.of(self._view.font(), self._made)
        return self._made

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines."""
        return QSize(120, self.fonts.row)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the row."""
        target, facts = index.data(TargetRole), index.data(FactsRole)
        if not isinstance(target, Target) or not isinstance(facts, RowFacts):
            return
        painter.save()
        painter.setLayoutDirection(option.direction)
        verdict = self._over(target.id)
        active = self._view.hasFocus() or self._view.viewport().hasFocus()
        colours = row_paint.ink(option, verdict, active=active)
        row_paint.background(painter, option.rect, colours)
        self._lines(painter, option, facts, verdict, colours, top=bool(index.data(HeaderRole)))
        focused = QStyle.StateFlag.State_HasFocus
        if option.state & focused and active and verdict is None:
            row_paint.focus_ring(painter, option.rect)
        painter.restore()

    def _lines(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        facts: RowFacts,
        verdict: Verdict | None,
        colours: row_paint.Ink,
        *,
        top: bool,
    ) -> None:
        fonts = self.fonts
        loud = row_paint.Pen(fonts, fonts.bold if top else fonts.name, colours.text)
        quiet = row_paint.Pen(fonts, fonts.second, colours.muted)
        rect = option.rect
        height = rect.height() // 2
        box = QRect(rect.left() + SPACE, rect.top() + 2, ICON + SPACE, height)
        row_paint.state_icon(
            painter, row_paint.mirrored(option, box), facts.presence, colours, self._view.devicePixelRatioF()
        )
        left = box.right() + SPACE
        room = rect.right() - GAP - left
        first = QRect(left, rect.top() + 2, room, height)
        left_over = room - GAP - fonts.metrics(loud.font).horizontalAdvance(facts.name)
        state_width = min(fonts.metrics(fonts.second).horizontalAdvance(facts.state), max(room * 2 // 5, left_over))
        state = QRect(first.right() - state_width, first.top(), state_width + 1, height)
        name = QRect(left, first.top(), room - state_width - (GAP if state_width else 0), height)
        row_paint.line(painter, row_paint.mirrored(option, name), facts.name, loud)
        row_paint.line(painter, row_paint.mirrored(option, state), facts.state, quiet, end=True)
        below = QRect(left, rect.top() + height, room, height - 2)
        if verdict is not None:
            row_paint.line(painter, row_paint.mirrored(option, below), verdict.words, quiet)
            return
        self._second_line(painter, option, facts, quiet, below)

    def _second_line(
        self, painter: QPainter, option: QStyleOptionViewItem, facts: RowFacts, quiet: row_paint.Pen, below: QRect
    ) -> None:
        detail = " · ".join(part for part in (facts.detail, facts.brief) if part)
        # A queue's figures matter more than its number; a person's number more than how long he is in his state.
        first, second = (facts.why, detail) if facts.why and not facts.brief else (detail, facts.why)
        used = row_paint.line(painter, row_paint.mirrored(option, below), first, quiet)
        rest = below.adjusted(used + GAP, 0, 0, 0)
        if second and rest.width() >= quiet.fonts.metrics(quiet.font).horizontalAdvance(second):
            row_paint.line(painter, row_paint.mirrored(option, rest), second, quiet, end=True)
