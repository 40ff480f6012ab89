"""Painting one laid-out row of the transcript in the colours of the theme."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTextCharFormat, QTextLayout

from desktop_agent.contract.enums import Visibility
from desktop_agent.desktop.models.transcript import RowKind, SendState, Side
from desktop_agent.desktop.theme.tokens import Scheme, Tokens
from desktop_agent.desktop.views.interaction.transcript.layout import Layouter, RowBox

Span = tuple[int, int]
"""A stretch of a row's text in UTF-16 units."""


class RowPainter:
    """Paints rows; made anew when the theme or the layout changes."""

    def __init__(self, tokens: Tokens, layouter: Layouter) -> None:
        """Take over colours and fonts."""
        self._tokens = tokens
        self._layouter = layouter
        side = Qt.AlignmentFlag.AlignRight if layouter.mirrored else Qt.AlignmentFlag.AlignLeft
        self._flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self.background = QColor(tokens.base)
        self._text = QColor(tokens.text)
        self._muted = QColor(tokens.muted)
        self._names = {
            Side.CUSTOMER: QColor(tokens.customer),
            Side.ME: QColor(tokens.me),
            Side.AGENT: QColor(tokens.colleague),
            Side.SYSTEM: QColor(tokens.system),
        }
        self._backs = {Side.CUSTOMER: QColor(tokens.customer_back)}
        self._private = QColor(tokens.private)
        self._private_back = QColor(tokens.private_back)

    def paint(
        self,
        painter: QPainter,
        box: RowBox,
        top: float,
        *,
        selected: Span | None = None,
        found: tuple[Span, ...] = (),
        current: bool = False,
    ) -> None:
        """Paint a row.

        Args:
            painter: of the viewport.
            box: the row.
            top: of the row in the viewport.
            selected: what the person has selected of its words.
            found: what the search has found in them.
            current: the keyboard stands on this row.
        """
        painter.save()
        painter.translate(0, top)
        if box.row.kind is RowKind.DAY:
            self._divider(painter, box, QColor(self._tokens.line), self._muted)
        elif box.row.kind is RowKind.UNREAD:
            self._divider(painter, box, QColor(self._tokens.limit), QColor(self._tokens.limit))
        else:
            self._line(painter, box, selected, found)
        if current:
            painter.setPen(QPen(QColor(self._tokens.focus), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.band.adjusted(0.5, 0.5, -1.5, -1.5))
        painter.restore()

    def _divider(self, painter: QPainter, box: RowBox, line: QColor, words: QColor) -> None:
        rect = box.words.boundingRect().translated(box.words_at)
        line_rect = box.words.lineAt(0).naturalTextRect().translated(box.words_at)
        middle = round(rect.center().y()) + 0.5
        painter.setPen(QPen(line, 1))
        gap = self._layouter.line / 2
        painter.drawLine(QPointF(self._layouter.line, middle), QPointF(line_rect.left() - gap, middle))
        painter.drawLine(
            QPointF(line_rect.right() + gap, middle), QPointF(self._layouter.width - self._layouter.line, middle)
        )
        painter.setPen(words)
        box.words.draw(painter, box.words_at)

    def _line(self, painter: QPainter, box: RowBox, selected: Span | None, found: tuple[Span, ...]) -> None:
        row = box.row
        if row.visibility is not Visibility.ALL:
            self._private_band(painter, box)
        elif row.side in self._backs:
            painter.fillRect(box.band, self._backs[row.side])
            if self._tokens.scheme is Scheme.CONTRAST:
                painter.fillRect(QRectF(0, box.band.top(), 2, box.band.height()), self._names[row.side])
        if box.time:
            painter.setFont(self._layouter.small)
            painter.setPen(self._muted)
            painter.drawText(box.time_at, self._flags, box.time)
        if box.name:
            painter.setFont(self._layouter.bold)
            painter.setPen(self._names[row.side])
            painter.drawText(box.name_at, self._flags, box.name)
        if box.badge:
            self._badge(painter, box)
        painter.setPen(self._word_colour(box))
        box.words.draw(painter, box.words_at, self._formats(box, selected, found))
        if box.note:
            self._note(painter, box)

    def _word_colour(self, box: RowBox) -> QColor:
        row = box.row
        if row.kind is RowKind.SYSTEM or row.state is SendState.SENDING:
            return self._muted
        return self._text

    def _private_band(self, painter: QPainter, box: RowBox) -> None:
        """Tint and a strong edge; with the label and its icon it is unmistakable without colour, too."""
        painter.fillRect(box.band, self._private_back)
        left = self._layouter.width - 4 if self._layouter.mirrored else 0
        edge = QRectF(left, box.band.top(), 4, box.band.height())
        painter.fillRect(edge, self._private)

    def _badge(self, painter: QPainter, box: RowBox) -> None:
        painter.setFont(self._layouter.small)
        painter.setPen(self._private)
        icon, words = self._beside_icon(box.badge_at)
        paint_closed_eye(painter, icon, self._private)
        text = painter.fontMetrics().elidedText(box.badge, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, self._flags, text)

    def _note(self, painter: QPainter, box: RowBox) -> None:
        failed = box.row.state is SendState.FAILED
        colour = QColor(self._tokens.error) if failed else self._muted
        painter.setFont(self._layouter.small)
        icon, words = self._beside_icon(box.note_at)
        if failed:
            paint_warning(painter, icon, colour)
        painter.setPen(colour)
        painter.drawText(words if failed else box.note_at, self._flags, box.note)

    def _beside_icon(self, rect: QRectF) -> tuple[QRectF, QRectF]:
        """Room for an icon at the leading edge of a line, and what is left for the words."""
        side = rect.height() * 0.8
        top = rect.top() + (rect.height() - side) / 2
        if self._layouter.mirrored:
            return QRectF(rect.right() - side, top, side, side), rect.adjusted(0, 0, -side - 4, 0)
        return QRectF(rect.left(), top, side, side), rect.adjusted(side + 4, 0, 0, 0)

    def _formats(self, box: RowBox, selected: Span | None, found: tuple[Span, ...]) -> list[QTextLayout.FormatRange]:
        formats = []
        for link in box.links:
            style = QTextCharFormat()
            style.setForeground(QColor(self._tokens.link))
            style.setFontUnderline(True)
            formats.append(_range((link.start, link.end), style))
        for span in found:
            style = QTextCharFormat()
            style.setBackground(QColor(self._tokens.stale_back))
            style.setForeground(QColor(self._tokens.stale))
            style.setFontUnderline(True)
            formats.append(_range(span, style))
        if selected is not None and selected[0] < selected[1]:
            style = QTextCharFormat()
            style.setBackground(QColor(self._tokens.accent))
            style.setForeground(QColor(self._tokens.on_accent))
            formats.append(_range(selected, style))
        return formats


def _range(span: Span, style: QTextCharFormat) -> QTextLayout.FormatRange:
    part = QTextLayout.FormatRange()
    part.start = span[0]
    part.length = span[1] - span[0]
    part.format = style
    return part


def paint_closed_eye(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """A crossed-out eye: the customer does not see this."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, max(1.2, rect.width() / 9)))
    path = QPainterPath(QPointF(rect.left(), rect.center().y()))
    path.quadTo(QPointF(rect.center().x(), rect.top() - rect.height() * 0.1), QPointF(rect.right(), rect.center().y()))
    path.quadTo(
        QPointF(rect.center().x(), rect.bottom() + rect.height() * 0.1), QPointF(rect.left(), rect.center().y())
    )
    painter.drawPath(path)
    painter.drawEllipse(rect.center(), rect.width() * 0.14, rect.width() * 0.14)
    painter.drawLine(rect.bottomLeft(), rect.topRight())
    painter.restore()


def paint_warning(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """A triangle with an exclamation mark."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1.2, rect.width() / 10))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    path = QPainterPath(QPointF(rect.center().x(), rect.top()))
    path.lineTo(rect.bottomRight())
    path.lineTo(rect.bottomLeft())
    path.closeSubpath()
    painter.drawPath(path)
    x = rect.center().x()
    painter.drawLine(QPointF(x, rect.top() + rect.height() * 0.38), QPointF(x, rect.top() + rect.height() * 0.66))
    painter.drawPoint(QPointF(x, rect.top() + rect.height() * 0.82))
    painter.restore()
