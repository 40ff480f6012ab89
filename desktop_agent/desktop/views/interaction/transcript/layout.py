"""Laying out one row of the transcript: where time, name, words and marks stand, as plain text only."""

import re
import unicodedata
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from desktop_agent.contract.enums import Visibility
from desktop_agent.desktop.models.times import short_time
from desktop_agent.desktop.models.transcript import Row, RowKind, SendState, Side

WIDE_EMS = 26
"""From this many letters of width on, time, name and words stand in three columns."""

LINK = re.compile(r"https?://[^\s<>\"'`\u0000-\u0020\u2028\u2029]+", re.IGNORECASE)
TRAILING = ".,;:!?)]}…»”’"


@dataclass(frozen=True, slots=True)
class Link:
    """A http or https address inside a row, in UTF-16 units of its text."""

    start: int
    end: int
    url: str


@dataclass(slots=True)
class RowBox:
    """A row that has been laid out; all places are relative to the row's upper left corner.

    Attributes:
        words: the row's text.
        words_at: where the text layout stands.
        time, name, badge, note: further short texts, empty where there are none; their places and fonts beside them.
        band: rectangle of the row without the gap above it.
    """

    row: Row
    height: int
    words: QTextLayout
    words_at: QPointF
    words_width: float
    band: QRectF
    time: str = ""
    time_at: QRectF = field(default_factory=QRectF)
    name: str = ""
    name_at: QRectF = field(default_factory=QRectF)
    badge: str = ""
    badge_at: QRectF = field(default_factory=QRectF)
    note: str = ""
    note_at: QRectF = field(default_factory=QRectF)
    links: tuple[Link, ...] = ()

    def position_at(self, x: float, y: float) -> int:
        """The text position (UTF-16) nearest to a point of the row."""
        local_y = y - self.words_at.y()
        if local_y < 0:
            return 0
        for number in range(self.words.lineCount()):
            line = self.words.lineAt(number)
            if local_y < line.y() + line.height():
                return int(line.xToCursor(x - self.words_at.x()))
        return utf16_length(self.row.text)

    def link_at(self, x: float, y: float) -> Link | None:
        """The link under a point of the row."""
        if not self.links:
            return None
        local = QPointF(x, y) - self.words_at
        for number in range(self.words.lineCount()):
            line = self.words.lineAt(number)
            if line.y() <= local.y() < line.y() + line.height() and line.naturalTextRect().contains(local):
                position = int(line.xToCursor(local.x()))
                return next((link for link in self.links if link.start <= position < link.end), None)
        return None


def utf16_length(text: str) -> int:
    """Length as Qt counts it."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF) if not text.isascii() else len(text)


def utf16_slice(text: str, start: int, end: int) -> str:
    """Cut by Qt's positions."""
    if text.isascii():
        return text[start:end]
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "replace")


def find_links(text: str) -> tuple[Link, ...]:
    """Addresses to recognise: http and https only, without the punctuation that follows them."""
    if "://" not in text:
        return ()
    links = []
    for match in LINK.finditer(text):
        url = match.group()
        while url and url[-1] in TRAILING and not (url[-1] == ")" and url.count("(") >= url.count(")")):
            url = url[:-1]
        if len(url) > len("https://"):
            start = utf16_length(text[: match.start()])
            links.append(Link(start, start + utf16_length(url), url))
    return tuple(links)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction goes to the left."""
    for letter in text[:200]:
        direction = unicodedata.bidirectional(letter)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def visibility_words(visibility: Visibility) -> str:
    """Who may read it, as a label; empty for everybody."""
    if visibility is Visibility.AGENTS:
        return QCoreApplication.translate("Transcript", "Agents only – the customer does not see this")
    if visibility is Visibility.PRIVATE:
        return QCoreApplication.translate("Transcript", "Private – only the two of you see this")
    return ""


def speaker_name(row: Row) -> str:
    """How the speaker of a row is called on the screen."""
    if row.side is Side.ME:
        return QCoreApplication.translate("Transcript", "You")
    return row.name


def outgoing_words(row: Row) -> str:
    """How the sending goes."""
    if row.state is SendState.SENDING:
        return QCoreApplication.translate("Transcript", "Sending …")
    if row.state is SendState.FAILED:
        return QCoreApplication.translate("Transcript", "Not sent")
    return ""


class Layouter:
    """Makes ``RowBox`` out of ``Row`` for one width, font and zoom."""

    def __init__(self, font: QFont, width: float, locale: QLocale, *, mirrored: bool = False) -> None:
        """Measure once what every row needs.

        Args:
            font: of the words, zoom already in it.
            width: of the viewport, device-independent pixels.
            locale: for days.
            mirrored: the columns go from right to left.
        """
        self.mirrored = mirrored
        self.font = font
        self.bold = QFont(font)
        self.bold.setWeight(QFont.Weight.DemiBold)
        self.small = QFont(font)
        size = font.pointSizeF()
        if size > 0:
            self.small.setPointSizeF(size * 0.9)
        else:
            self.small.setPixelSize(max(8, round(font.pixelSize() * 0.9)))
        self.locale = locale
        self.width = width
        metrics = QFontMetricsF(font)
        self._bold_metrics = QFontMetricsF(self.bold)
        self._small_metrics = QFontMetricsF(self.small)
        self.line = metrics.height()
        self._em = metrics.averageCharWidth()
        self._gap = round(self.line * 0.45)
        self._run_gap = max(2, round(self.line * 0.15))
        self._margin = round(self._em * 1.6)
        self._time_width = self._small_metrics.horizontalAdvance("00:00") + self._em
        self.wide = width >= self._em * WIDE_EMS * 2
        self._name_width = min(self._em * 15, width * 0.22) if self.wide else 0.0
        left = self._margin + self._time_width + (self._name_width + self._em if self.wide else 0.0)
        if not self.wide:
            left = self._margin + self._em
        self.words_left = left
        self.words_width = max(self._em * 6, width - left - self._margin)
        self._letters = max(6.0, self.words_width / max(1.0, self._em * 1.05))

    def estimate(self, row: Row) -> int:
        """Height of a row without laying it out."""
        if row.kind in (RowKind.DAY, RowKind.UNREAD):
            return round(self.line * 1.7)
        text = row.text
        lines = max(1, -(-len(text) // int(self._letters)) + text.count("\n"))
        height = lines * self.line + self._run_gap
        if row.first:
            height += self._gap
            if not self.wide:
                height += self.line
        if row.kind is RowKind.OUTGOING:
            height += self.line
        return round(height)

    def box(self, row: Row) -> RowBox:
        """Lay a row out."""
        if row.kind in (RowKind.DAY, RowKind.UNREAD):
            return self._divider(row)
        box = self._system(row) if row.kind is RowKind.SYSTEM else self._line(row)
        if self.mirrored:
            for rect in (box.time_at, box.name_at, box.badge_at, box.note_at):
                rect.moveLeft(self.width - rect.left() - rect.width())
            box.words_at.setX(self.width - box.words_at.x() - box.words_width)
        return box

    # ------------------------------------------------------------------ kinds of rows
    def _divider(self, row: Row) -> RowBox:
        if row.kind is RowKind.DAY:
            day = QDateTime.fromMSecsSinceEpoch(row.at_ms).date()
            text = self.locale.toString(day, QLocale.FormatType.LongFormat)
        else:
            text = QCoreApplication.translate("Transcript", "New")
        height = round(self.line * 1.7)
        words = self._layout(text, self.small, self.width - 2 * self._margin, Qt.AlignmentFlag.AlignHCenter)
        at = QPointF(self._margin, (height - words.boundingRect().height()) / 2)
        return RowBox(row, height, words, at, self.width - 2 * self._margin, QRectF(0, 0, self.width, height))

    def _system(self, row: Row) -> RowBox:
        side = self._margin + self._time_width
        width = max(self._em * 6, self.width - 2 * side)
        words = self._layout(row.text, self.small, width, Qt.AlignmentFlag.AlignHCenter)
        height = round(words.boundingRect().height() + self._gap)
        at = QPointF(side, self._gap / 2)
        box = RowBox(row, height, words, at, width, QRectF(0, 0, self.width, height))
        box.time = short_time(row.at_ms)
        box.time_at = QRectF(self._margin, at.y(), self._time_width, self._small_metrics.height())
        return box

    def _line(self, row: Row) -> RowBox:
        rtl = is_right_to_left(row.text)
        align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        words = self._layout(row.text, self.font, self.words_width, align | Qt.AlignmentFlag.AlignAbsolute)
        y = float(self._gap) if row.first else 0.0
        box = RowBox(row, 0, words, QPointF(self.words_left, y), self.words_width, QRectF(), links=find_links(row.text))
        top = y
        if row.first:
            self._head(box, row, y)
            if not self.wide:
                y += self.line
            badge = visibility_words(row.visibility)
            if badge:
                box.badge = badge
                box.badge_at = QRectF(self.words_left, y, self.words_width, self._small_metrics.height())
                y += self._small_metrics.height() + 1
        box.words_at = QPointF(self.words_left, y)
        y += words.boundingRect().height()
        note = outgoing_words(row)
        if note:
            box.note = note
            box.note_at = QRectF(self.words_left, y, self.words_width, self._small_metrics.height())
            y += self._small_metrics.height()
        y += self._run_gap
        box.height = round(y)
        box.band = QRectF(0, top, self.width, box.height - top)
        return box

    def _head(self, box: RowBox, row: Row, y: float) -> None:
        """Time and name of a run's first row."""
        box.time = short_time(row.at_ms)
        name = speaker_name(row)
        if self.wide:
            lift = QFontMetricsF(self.font).ascent() - self._small_metrics.ascent()
            box.time_at = QRectF(self._margin, y + lift, self._time_width, self._small_metrics.height())
            left = self._margin + self._time_width
            box.name = self._bold_metrics.elidedText(name, Qt.TextElideMode.ElideRight, self._name_width)
            box.name_at = QRectF(left, y, self._name_width, self.line)
            return
        room = self.width - 2 * self._margin - self._time_width
        box.name = self._bold_metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        advance = self._bold_metrics.horizontalAdvance(box.name)
        box.name_at = QRectF(self._margin, y, advance + 1, self.line)
        box.time_at = QRectF(self._margin + advance + self._em, y, self._time_width, self.line)

    def _layout(self, text: str, font: QFont, width: float, align: Qt.AlignmentFlag) -> QTextLayout:
        layout = QTextLayout(text.replace("\n", "\u2028"), font)
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if is_right_to_left(text) else Qt.LayoutDirection.LeftToRight
        )
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        y = 0.0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        return layout
