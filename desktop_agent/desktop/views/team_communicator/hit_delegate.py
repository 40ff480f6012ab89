"""HitDelegate: a heading, or a hit with its state, why it is ranked so, and its two buttons."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_agent.contract.values import Target
from desktop_agent.desktop.models.hits import HitGroup
from desktop_agent.desktop.models.targets import FactsRole, HeaderRole, RowFacts, SpansRole, TargetRole
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.icons import pixmap
from desktop_agent.desktop.theme.tokens import GAP, ICON, ROW, SPACE, TARGET
from desktop_agent.desktop.views.directory import row_paint
from desktop_agent.desktop.views.directory.target_delegate import Over

Index = QModelIndex | QPersistentModelIndex
NARROW = 360
"""Below this width (logical px) the default action's button gives its room to the name."""


class HitDelegate(QStyledItemDelegate):
    """Paints rows and knows where their two buttons are."""

    def __init__(self, view: QAbstractItemView, over: Over) -> None:
        """Args: view: it paints for. over: what a chat held over a target would meet."""
        super().__init__(view)
        self._view = view
        self._over = over
        self.hot: tuple[int, str] | None = None
        """Row and name of the button under the pointer."""
        self._made: row_paint.Fonts | None = None

    @property
    def fonts(self) -> row_paint.Fonts:
        """Fonts of the rows."""
        self._made = row_paint.Fonts.of(self._view.font(), self._made)
        return self._made

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line for a heading, two for a hit."""
        heading = isinstance(index.data(HeaderRole), HitGroup)
        return QSize(120, max(ROW, self.fonts.letter + SPACE) if heading else self.hit_height())

    def hit_height(self) -> int:
        """Height of a hit (logical px)."""
        return self.fonts.row

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint heading or hit."""
        painter.save()
        painter.setLayoutDirection(option.direction)
        heading = index.data(HeaderRole)
        if isinstance(heading, HitGroup):
            self._heading(painter, option, heading)
        else:
            self._hit(painter, option, index)
        painter.restore()

    # ---------------------------------------------------------------- buttons
    def menu_rect(self, row: QRect) -> QRect:
        """The button of the row's menu, in the left-to-right layout."""
        side = max(TARGET, self.fonts.letter)
        return QRect(row.right() - SPACE - side, row.top() + (row.height() - side) // 2, side, side)

    def action_rect(self, row: QRect, words: str) -> QRect:
        """The button of the default action, in the left-to-right layout; empty where there is no room."""
        if not words or row.width() < NARROW:
            return QRect()
        menu = self.menu_rect(row)
        width = self.fonts.metrics(self.fonts.second).horizontalAdvance(words) + 2 * GAP
        return QRect(menu.left() - SPACE - width, menu.top(), width, menu.height())

    def button_at(self, option: QStyleOptionViewItem, index: Index, x: int, y: int) -> str:
        """Which button is at a point of the viewport: ``menu``, ``action`` or none (empty)."""
        facts = index.data(FactsRole)
        if not isinstance(facts, RowFacts):
            return ""
        if row_paint.mirrored(option, self.menu_rect(option.rect)).contains(x, y):
            return "menu"
        return (
            "action" if row_paint.mirrored(option, self.action_rect(option.rect, facts.action)).contains(x, y) else ""
        )

    # ---------------------------------------------------------------- painting
    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, heading: HitGroup) -> None:
        painter.fillRect(option.rect, QColor(tokens().window))
        pen = row_paint.Pen(self.fonts, self.fonts.title, QColor(tokens().muted))
        room = option.rect.adjusted(GAP, 0, -GAP, 0)
        shown = len(heading.rows)
        count = str(heading.total) if shown == heading.total else f"{shown} / {heading.total}"
        row_paint.line(painter, row_paint.mirrored(option, room), heading.title, pen)
        row_paint.line(painter, row_paint.mirrored(option, room), count, pen, end=True)

    def _hit(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        target, facts = index.data(TargetRole), index.data(FactsRole)
        if not isinstance(target, Target) or not isinstance(facts, RowFacts):
            return
        verdict = self._over(target.id)
        colours = row_paint.ink(option, verdict, active=True)
        row_paint.background(painter, option.rect, colours)
        loud = row_paint.Pen(self.fonts, self.fonts.name, colours.text)
        quiet = row_paint.Pen(self.fonts, self.fonts.second, colours.muted)
        rect = option.rect
        height = rect.height() // 2
        box = QRect(rect.left() + SPACE, rect.top() + 2, ICON + SPACE, height)
        ratio = self._view.devicePixelRatioF()
        row_paint.state_icon(painter, row_paint.mirrored(option, box), facts.presence, colours, ratio)
        left = box.right() + SPACE
        action = self.action_rect(rect, facts.action)
        right = (action if not action.isEmpty() else self.menu_rect(rect)).left() - GAP
        name = QRect(left, rect.top() + 2, right - left, height)
        spans = index.data(SpansRole) or ()
        used = row_paint.marked_line(painter, row_paint.mirrored(option, name), facts.name, spans, loud)
        detail = name.adjusted(used + GAP, 0, 0, 0)
        if detail.width() > ROW:
            row_paint.line(painter, row_paint.mirrored(option, detail), facts.detail, quiet)
        below = QRect(left, rect.top() + height, right - left, height - 2)
        words = verdict.words if verdict is not None else row_paint.state_line(facts)
        row_paint.line(painter, row_paint.mirrored(option, below), words, quiet)
        self._buttons(painter, option, index, facts, colours)

    def _buttons(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, facts: RowFacts, colours: row_paint.Ink
    ) -> None:
        hot = self.hot[1] if self.hot is not None and self.hot[0] == index.row() else ""
        near = bool(option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
        action = row_paint.mirrored(option, self.action_rect(option.rect, facts.action))
        if not action.isEmpty():
            possible = not facts.refusal
            if possible:
                self._frame(painter, action, colours, near=near, hot=hot == "action")
            colour = colours.text if possible else QColor(tokens().disabled)
            if colours.lit and not possible:
                colour = colours.muted
            painter.setFont(self.fonts.second)
            painter.setPen(colour)
            painter.drawText(action, row_paint.CENTRE, facts.action)
        menu = row_paint.mirrored(option, self.menu_rect(option.rect))
        if near:
            self._frame(painter, menu, colours, near=True, hot=hot == "menu")
        arrow = pixmap("chevron-down", ICON, colours.muted.name(), self._view.devicePixelRatioF())
        painter.drawPixmap(menu.center().x() - ICON // 2 + 1, menu.center().y() - ICON // 2 + 1, arrow)

    def _frame(self, painter: QPainter, rect: QRect, colours: row_paint.Ink, *, near: bool, hot: bool) -> None:
        edge = colours.text if colours.lit else QColor(tokens().outline if near else tokens().line)
        painter.setPen(edge)
        if not colours.lit:
            painter.setBrush(QColor(tokens().alternate if hot else tokens().button))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
        if hot:
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.setBrush(QColor(0, 0, 0, 0))
