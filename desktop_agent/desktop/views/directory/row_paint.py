"""Painting parts of a target's row: icon of its state, lines of text with marked matches, colours, mirrored layout."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop_agent.desktop.models.targets import Presence, RowFacts
from desktop_agent.desktop.presenters.drag import Verdict
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.icons import pixmap
from desktop_agent.desktop.theme.tokens import GAP, ICON, ROW, SPACE

SHAPES: dict[Presence, tuple[str, str]] = {
    Presence.READY: ("state-ready", "ready"),
    Presence.BUSY: ("state-busy", "busy"),
    Presence.NOT_READY: ("state-not-ready", "away"),
    Presence.AFTER_WORK: ("state-after-call-work", "away"),
    Presence.DO_NOT_DISTURB: ("state-dnd", "dnd"),
    Presence.LOGGED_OUT: ("state-logged-out", "offline"),
    Presence.UNREACHABLE: ("state-unreachable", "dnd"),
    Presence.OPEN: ("queue", "ready"),
    Presence.EMPTY: ("queue", "away"),
    Presence.CLOSED: ("lock", "offline"),
    Presence.GROUP: ("group", "muted"),
    Presence.CONTACT: ("contact", "muted"),
    Presence.UNKNOWN: ("help", "offline"),
}
"""State to (icon, name of the colour token)."""
CENTRE = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextSingleLine.value


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours of one row as it is painted now."""

    back: QColor
    text: QColor
    muted: QColor
    edge: QColor | None = None
    lit: bool = False
    """Whether the row stands on the accent colour, so that icons take the text's colour."""


class Fonts:
    """Fonts of a view's rows with their metrics, made once per font of the view.

    Attributes:
        name, second, bold: of the first line, the second line, and of what is stressed in the first.
        row, heading: heights (logical px).
    """

    def __init__(self, font: QFont) -> None:
        """Args: font: of the view."""
        self.name = QFont(font)
        self.second = small(font)
        self.bold = QFont(font)
        self.bold.setWeight(QFont.Weight.DemiBold)
        self.marked = _bold(font)
        self.title = QFont(self.second)
        self.title.setWeight(QFont.Weight.DemiBold)
        self.row = row_height(font, 2)
        self.letter = QFontMetrics(font).height()
        self._metrics: dict[int, QFontMetrics] = {}

    @classmethod
    def of(cls, font: QFont, made: "Fonts | None") -> "Fonts":
        """Return ``made`` while the view's font is the same, else new ones."""
        return made if made is not None and made.name == font else cls(font)

    def metrics(self, font: QFont) -> QFontMetrics:
        """Metrics of one of these fonts."""
        known = self._metrics.get(id(font))
        if known is None:
            known = self._metrics[id(font)] = QFontMetrics(font)
        return known


def ink(option: QStyleOptionViewItem, verdict: Verdict | None, *, active: bool) -> Ink:
    """Colours by what is going on with the row.

    Args:
        option: of the delegate.
        verdict: of a chat held over it.
        active: whether a selected row is where the keyboard is.
    """
    colours = tokens()
    if verdict is not None:
        if verdict.takes is None:
            return Ink(
                QColor(colours.neutral_back), QColor(colours.text), QColor(colours.neutral), QColor(colours.neutral)
            )
        front = QColor(colours.take if verdict.takes else colours.refuse)
        return Ink(
            QColor(colours.take_back if verdict.takes else colours.refuse_back), QColor(colours.text), front, front
        )
    state = option.state
    if state & QStyle.StateFlag.State_Selected and active:
        front = QColor(colours.on_accent)
        return Ink(QColor(colours.accent), front, front, lit=True)
    if state & QStyle.StateFlag.State_Selected:
        return Ink(QColor(colours.alternate), QColor(colours.text), QColor(colours.muted), QColor(colours.outline))
    back = colours.alternate if state & QStyle.StateFlag.State_MouseOver else colours.base
    return Ink(QColor(back), QColor(colours.text), QColor(colours.muted))


def background(painter: QPainter, rect: QRect, colours: Ink) -> None:
    """Fill the row; a frame where a state must be seen without the fill."""
    painter.fillRect(rect, colours.back)
    if colours.edge is not None:
        painter.setPen(colours.edge)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))


def state_icon(painter: QPainter, rect: QRect, presence: Presence, colours: Ink, ratio: float) -> None:
    """The state's shape, centred in ``rect``."""
    name, token = SHAPES[presence]
    colour = colours.text.name() if colours.lit else str(getattr(tokens(), token))
    left = rect.left() + (rect.width() - ICON) // 2
    painter.drawPixmap(left, rect.top() + (rect.height() - ICON) // 2, pixmap(name, ICON, colour, ratio))


@dataclass(frozen=True, slots=True)
class Pen:
    """What a line is written with."""

    fonts: Fonts
    font: QFont
    colour: QColor


def line(painter: QPainter, rect: QRect, text: str, pen: Pen, *, end: bool = False) -> int:
    """One elided line of plain text.

    Args:
        painter: paints on the row.
        rect: room, already mirrored.
        text: as it is.
        pen: font and colour.
        end: towards the line's end (right in left-to-right layouts).

    Returns:
        width used (logical px).
    """
    if not text:
        return 0
    metrics = pen.fonts.metrics(pen.font)
    elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
    painter.setFont(pen.font)
    painter.setPen(pen.colour)
    side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
    flags = QStyle.visualAlignment(painter.layoutDirection(), side) | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, int(flags) | int(Qt.TextFlag.TextSingleLine), elided)
    return metrics.horizontalAdvance(elided)


def marked_line(painter: QPainter, rect: QRect, text: str, spans: Sequence[tuple[int, int]], pen: Pen) -> int:
    """One elided line whose ``spans`` stand out by weight and a line below. Returns the width used (logical px)."""
    if not spans:
        return line(painter, rect, text, pen)
    metrics = pen.fonts.metrics(pen.fonts.marked)
    elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
    kept = len(elided) if elided == text else max(0, len(elided) - 1)
    layout = QTextLayout(elided, pen.font)
    option = QTextOption(QStyle.visualAlignment(painter.layoutDirection(), Qt.AlignmentFlag.AlignLeft))
    option.setTextDirection(painter.layoutDirection())
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_mark(begin, min(end, kept)) for begin, end in spans if begin < kept])
    layout.beginLayout()
    made = layout.createLine()
    made.setLineWidth(rect.width())
    layout.endLayout()
    painter.setPen(pen.colour)
    top = rect.top() + (rect.height() - made.height()) / 2
    layout.draw(painter, QPointF(rect.left(), top))
    return int(made.naturalTextWidth())


def mirrored(option: QStyleOptionViewItem, rect: QRect) -> QRect:
    """A rectangle of the left-to-right layout where the present direction wants it."""
    return QStyle.visualRect(option.direction, option.rect, rect)


def row_height(font: QFont, lines: int) -> int:
    """Height of a row of that many lines (logical px), never below what can be hit."""
    return max(ROW, QFontMetrics(font).lineSpacing() * lines + GAP)


def small(font: QFont) -> QFont:
    """The font of the second line."""
    made = QFont(font)
    made.setPointSizeF(max(7.0, font.pointSizeF() * 0.92))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def state_line(facts: RowFacts) -> str:
    """State, why, and what else must be read in the row."""
    said = ", ".join(part for part in (facts.state, facts.why) if part)
    return " · ".join(part for part in (said, facts.remark) if part)


def focus_ring(painter: QPainter, rect: QRect) -> None:
    """Where the keyboard is, visible on every background."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = painter.pen()
    pen.setColor(QColor(tokens().focus))
    pen.setWidth(2)
    painter.setPen(pen)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), SPACE / 2, SPACE / 2)
    pen.setColor(QColor(tokens().on_accent))  # the row may have the ring's own colour
    pen.setWidth(1)
    painter.setPen(pen)
    painter.drawRect(QRectF(rect).adjusted(2.5, 2.5, -2.5, -2.5))
    painter.restore()


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setBold(True)
    return made


def _mark(begin: int, end: int) -> QTextLayout.FormatRange:
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.Bold)
    form.setFontUnderline(True)
    made = QTextLayout.FormatRange()
    made.start = begin
    made.length = end - begin
    made.format = form
    return made
