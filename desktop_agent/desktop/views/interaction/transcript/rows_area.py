"""RowsArea: a scroll area over the rows of a transcript that lays out only what is seen.

Heights of rows nobody has seen are estimated. The view is held by an anchor (a row and a distance from its top), or by
the bottom, never by the scroll bar's value: when an estimate turns into a measure, nothing moves on the screen.
"""

from collections import OrderedDict

from PySide6.QtCore import QEvent, QLocale, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop_agent.desktop.models.transcript import Row, Transcript
from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.views.interaction.transcript.heights import Heights
from desktop_agent.desktop.views.interaction.transcript.layout import Layouter, RowBox
from desktop_agent.desktop.views.interaction.transcript.paint import RowPainter, Span

BOXES_KEPT = 300
NEAR_BOTTOM_PX = 4
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
"""Zoom steps in percent."""
LOOKS = (
    QEvent.Type.FontChange,
    QEvent.Type.PaletteChange,
    QEvent.Type.StyleChange,
    QEvent.Type.LayoutDirectionChange,
)
"""Events after which everything is laid out anew."""


class RowsArea(QAbstractScrollArea):
    """Geometry and painting of a transcript.

    Signals:
        stuck_changed(bool): the view follows the newest line, or no longer.
        top_reached: the oldest loaded row is (nearly) on the screen.
        zoom_changed(int): percent.
    """

    stuck_changed = Signal(bool)
    top_reached = Signal()
    zoom_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: Transcript | None = None
        self._heights = Heights()
        self._boxes: OrderedDict[str, RowBox] = OrderedDict()
        self._stuck = True
        self._anchor = (0, 0)
        self._settling = False
        self._zoom = 100
        self.current_row: int | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._layouter, self._painter = self._make_layouter()
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # ------------------------------------------------------------------ what is shown
    @property
    def model(self) -> Transcript | None:
        """The transcript that is shown."""
        return self._model

    @property
    def stuck(self) -> bool:
        """Whether the view follows the newest line."""
        return self._stuck

    @property
    def zoom(self) -> int:
        """Size of the words in percent."""
        return self._zoom

    def set_model(self, model: Transcript) -> None:
        """Show this transcript from its end."""
        if self._model is not None:
            self._model.disconnect(self)
        self._model = model
        model.reset.connect(self._model_reset)
        model.inserted.connect(self._rows_inserted)
        model.removed.connect(self._rows_removed)
        model.changed.connect(self._row_changed)
        self._model_reset()

    def set_zoom(self, percent: int) -> None:
        """Zoom the words, 80 to 200 %."""
        percent = max(ZOOMS[0], min(ZOOMS[-1], percent))
        if percent != self._zoom:
            self._zoom = percent
            self._lay_out_anew()
            self.zoom_changed.emit(percent)

    def step_zoom(self, steps: int) -> None:
        """Zoom by steps; 0 resets to 100 %."""
        if not steps:
            self.set_zoom(100)
            return
        nearest = min(range(len(ZOOMS)), key=lambda index: abs(ZOOMS[index] - self._zoom))
        self.set_zoom(ZOOMS[max(0, min(len(ZOOMS) - 1, nearest + steps))])

    def go_to_end(self) -> None:
        """Follow the newest line again."""
        self._set_stuck(True)
        self._settle()

    def show_row(self, index: int) -> None:
        """Scroll as little as needed to have a row on the screen."""
        if not 0 <= index < len(self._heights):
            return
        self._measure(index)
        top, height = self._heights.top(index), self._heights[index]
        value, room = self._top_y(), self.viewport().height()
        if top < value:
            self._scroll_to(top)
        elif top + height > value + room:
            self._scroll_to(top + height - room)
        else:
            self.viewport().update()

    # ------------------------------------------------------------------ geometry for others
    def rows(self) -> list[Row]:
        """The rows themselves."""
        return list(self._model.rows) if self._model is not None else []

    def row_count(self) -> int:
        """How many rows there are."""
        return len(self._heights)

    def row_rect(self, index: int) -> QRect:
        """Where a row is in the viewport (it may be outside)."""
        if not 0 <= index < len(self._heights):
            return QRect()
        top = self._heights.top(index) - self._top_y()
        return QRect(0, top, self.viewport().width(), self._heights[index])

    def row_at(self, y: int) -> int:
        """The row at a height of the viewport, -1 when there is none."""
        return self._heights.row_at(self._top_y() + y)

    def visible_rows(self) -> range:
        """The rows of which something is on the screen."""
        first, last = self.row_at(0), self.row_at(max(0, self.viewport().height() - 1))
        return range(first, last + 1) if first >= 0 else range(0)

    def box(self, index: int) -> RowBox:
        """A row laid out."""
        assert self._model is not None
        row = self._model.rows[index]
        box = self._boxes.get(row.key)
        if box is None or box.row is not row:
            box = self._layouter.box(row)
            self._boxes[row.key] = box
            if len(self._boxes) > BOXES_KEPT:
                self._boxes.popitem(last=False)
        return box

    # ------------------------------------------------------------------ marks, for the subclass
    def selected_span(self, _index: int) -> Span | None:
        """What is selected in a row."""
        return None

    def found_spans(self, _index: int) -> tuple[Span, ...]:
        """What a search has found in a row."""
        return ()

    # ------------------------------------------------------------------ Qt
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are seen."""
        painter = QPainter(self.viewport())
        area = event.rect()
        painter.fillRect(area, self._painter.background)
        if self._model is None or not len(self._heights):
            return
        index = self.row_at(area.top())
        y = self._heights.top(index) - self._top_y()
        focused = self.hasFocus()
        while index < len(self._heights) and y <= area.bottom():
            self._painter.paint(
                painter,
                self.box(index),
                y,
                selected=self.selected_span(index),
                found=self.found_spans(index),
                current=focused and index == self.current_row,
            )
            y += self._heights[index]
            index += 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another layout; another height only another window on it."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out_anew()
        else:
            self._settle()

    def changeEvent(self, event: QEvent) -> None:
        """Fonts and colours may have changed."""
        super().changeEvent(event)
        if event.type() in LOOKS:
            self._lay_out_anew()

    def sizeHint(self) -> QSize:
        """A readable size."""
        return QSize(480, 320)

    def minimumSizeHint(self) -> QSize:
        """Some lines."""
        return QSize(160, round(self._layouter.line * 3))

    # ------------------------------------------------------------------ following the model
    def _model_reset(self) -> None:
        self._boxes.clear()
        self.current_row = None
        self._heights.replace(self._estimates())
        self._stuck = True
        self._settle()

    def _rows_inserted(self, first: int, count: int) -> None:
        assert self._model is not None
        rows = self._model.rows[first : first + count]
        self._heights.insert(first, [self._layouter.estimate(row) for row in rows])
        self._shift(first, count)
        self._settle()

    def _rows_removed(self, first: int, count: int) -> None:
        self._heights.remove(first, count)
        self._shift(first, -count)
        self._settle()

    def _row_changed(self, index: int) -> None:
        self._measure(index)
        self._settle()

    def _shift(self, first: int, count: int) -> None:
        row, offset = self._anchor
        if first <= row:
            self._anchor = (max(0, row + count), offset)
        if self.current_row is not None and first <= self.current_row:
            self.current_row = min(max(0, self.current_row + count), max(0, len(self._heights) - 1))

    # ------------------------------------------------------------------ geometry inside
    def _estimates(self) -> list[int]:
        if self._model is None:
            return []
        estimate = self._layouter.estimate
        return [estimate(row) for row in self._model.rows]

    def _make_layouter(self) -> tuple[Layouter, RowPainter]:
        font = QFont(self.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * self._zoom / 100)
        else:
            font.setPixelSize(round(font.pixelSize() * self._zoom / 100))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        layouter = Layouter(font, float(max(40, self.viewport().width())), QLocale(), mirrored=mirrored)
        return layouter, RowPainter(tokens(), layouter)

    def _lay_out_anew(self) -> None:
        row, _offset = self._anchor
        self._layouter, self._painter = self._make_layouter()
        self.verticalScrollBar().setSingleStep(round(self._layouter.line * 1.5))
        self._boxes.clear()
        self._heights.replace(self._estimates())
        self._anchor = (min(row, max(0, len(self._heights) - 1)), 0)
        self._settle()

    def _measure(self, index: int) -> int:
        height = self.box(index).height
        self._heights.set(index, height)
        return height

    def _top_y(self) -> int:
        return self.verticalScrollBar().value()

    def _settle(self) -> None:
        """Measure what is seen and put the scroll bar where the anchor says."""
        count, room = len(self._heights), self.viewport().height()
        if self._settling:
            return
        self._settling = True
        try:
            if count and room > 0:
                self._measure_seen(count, room)
            limit = max(0, self._heights.total - room)
            row, offset = self._anchor
            value = limit if self._stuck else min(limit, self._heights.top(row) + offset)
            bar = self.verticalScrollBar()
            bar.setPageStep(max(1, room))
            bar.setRange(0, limit)
            bar.setValue(value)
            if self._stuck:
                self._anchor = self._anchor_at(value)
        finally:
            self._settling = False
        self.viewport().update()

    def _measure_seen(self, count: int, room: int) -> None:
        seen = 0
        if self._stuck:
            index = count - 1
            while index >= 0 and seen < room:
                seen += self._measure(index)
                index -= 1
            return
        row, offset = self._anchor
        index, seen = row, -offset
        while index < count and seen < room:
            seen += self._measure(index)
            index += 1
        index = row - 1
        while seen < room and index >= 0:
            seen += self._measure(index)
            index -= 1

    def _anchor_at(self, value: int) -> tuple[int, int]:
        row = max(0, self._heights.row_at(value))
        return row, value - self._heights.top(row) if len(self._heights) else 0

    def _scroll_to(self, value: int) -> None:
        self.verticalScrollBar().setValue(value)
        self.viewport().update()

    def _scrolled(self, value: int) -> None:
        if self._settling:
            return
        row, offset = self._anchor_at(value)
        if len(self._heights):
            before = self._heights[row]
            above = row < self._anchor[0]
            after = self._measure(row)
            if above:
                offset = max(0, offset + after - before)  # coming from below: what was below it stays where it was
        self._anchor = (row, offset)
        self._set_stuck(value >= self.verticalScrollBar().maximum() - NEAR_BOTTOM_PX)
        self._settle()
        if self._top_y() < self.viewport().height():
            self.top_reached.emit()

    def _set_stuck(self, stuck: bool) -> None:
        if stuck != self._stuck:
            self._stuck = stuck
            self.stuck_changed.emit(stuck)
