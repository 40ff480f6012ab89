"""TranscriptView: reading, selecting, copying and following links in a transcript; every word is plain text."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop_agent.desktop.models.transcript import RowKind, Transcript
from desktop_agent.desktop.views.interaction.transcript.accessible import install, tell_current
from desktop_agent.desktop.views.interaction.transcript.layout import Link, utf16_length
from desktop_agent.desktop.views.interaction.transcript.paint import Span
from desktop_agent.desktop.views.interaction.transcript.rows_area import RowsArea
from desktop_agent.desktop.views.interaction.transcript.selection import Place, TextSelection, with_speaker
from desktop_agent.desktop.views.widgets.labels import PlainLabel

AUTOSCROLL_MS = 40
SELECTABLE = (RowKind.LINE, RowKind.SYSTEM, RowKind.OUTGOING)


class TranscriptView(RowsArea):
    """The transcript as the agent uses it.

    Signals:
        link_activated(str): a http or https address was clicked or chosen.
        find_wanted: the search shall open.
    """

    link_activated = Signal(str)
    find_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        install()
        super().__init__(parent)
        self.setObjectName("transcript")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Transcript"))
        self._selection = TextSelection()
        self._found: dict[int, tuple[Span, ...]] = {}
        self._pressed_link: Link | None = None
        self._dragging = False
        self._unseen = 0
        self._by_keyboard = False
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._autoscroll = QTimer(self)
        self._autoscroll.setInterval(AUTOSCROLL_MS)
        self._autoscroll.timeout.connect(self._scroll_along)
        self._latest = QPushButton(self.viewport())
        self._latest.setObjectName("transcript.latest")
        self._latest.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._latest.setCursor(Qt.CursorShape.ArrowCursor)
        self._latest.clicked.connect(self.go_to_end)
        self._latest.hide()
        self._loading = PlainLabel("", self.viewport(), muted=True)
        self._loading.setAutoFillBackground(True)
        self._loading.hide()
        self.stuck_changed.connect(self._mind_latest)

    # ------------------------------------------------------------------ public
    @property
    def unseen(self) -> int:
        """How many lines have come below the screen."""
        return self._unseen

    def set_model(self, model: Transcript) -> None:
        """Show a transcript."""
        if self.model is not None:
            self.model.arrived.disconnect(self._arrived)
        self._selection.clear()
        self._found = {}
        self._unseen = 0
        super().set_model(model)
        model.arrived.connect(self._arrived)
        self._mind_latest()

    def show_loading(self, *, loading: bool) -> None:
        """Say at the top that older lines are on their way."""
        self._loading.setText(self.tr("Loading older messages …"))
        self._loading.setVisible(loading)
        self._place_latest()

    def selected_text(self) -> str:
        """What a copy would take."""
        rows = self.rows()
        if self._selection.empty and self.current_row is not None and self.current_row < len(rows):
            row = rows[self.current_row]
            return with_speaker(row, row.text) if row.kind in SELECTABLE else ""
        return self._selection.text(rows)

    def copy(self) -> None:
        """Put the selected text on the clipboard."""
        text = self.selected_text()
        if text:
            QGuiApplication.clipboard().setText(text)

    def select_all(self) -> None:
        """Select everything that is loaded."""
        count = self.row_count()
        if count and self.model is not None:
            self._selection.start(Place(0, 0))
            self._selection.cursor = Place(count - 1, utf16_length(self.model.rows[-1].text))
            self.viewport().update()

    def show_found(self, spans: dict[int, tuple[Span, ...]], go_to: int | None = None) -> None:
        """Mark what a search has found, and scroll to one of its rows."""
        self._found = spans
        if go_to is not None:
            self.current_row = go_to
            self.show_row(go_to)
        self.viewport().update()

    # ------------------------------------------------------------------ marks
    def selected_span(self, index: int) -> Span | None:
        """See ``RowsArea``."""
        if self.model is None or self._selection.empty:
            return None
        return self._selection.span(index, utf16_length(self.model.rows[index].text))

    def found_spans(self, index: int) -> tuple[Span, ...]:
        """See ``RowsArea``."""
        return self._found.get(index, ())

    # ------------------------------------------------------------------ mouse
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select, or to click a link."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._by_keyboard = False
        point = event.position().toPoint()
        place = self._place_at(point)
        self._pressed_link = self._link_at(point)
        if place is None:
            return
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._selection.anchor is not None:
            self._selection.cursor = place
        else:
            self._selection.start(place)
        self._dragging = True
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Extend the selection, or show what a click would do."""
        point = event.position().toPoint()
        if not self._dragging:
            link = self._link_at(point)
            shape = Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(shape)
            return
        self._extend_to(point)
        outside = not 0 <= point.y() < self.viewport().height()
        if outside and not self._autoscroll.isActive():
            self._autoscroll.start()
        elif not outside:
            self._autoscroll.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click without moving on a link follows it."""
        self._autoscroll.stop()
        self._dragging = False
        link, self._pressed_link = self._pressed_link, None
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if link is not None and self._selection.empty and self._link_at(event.position().toPoint()) == link:
            self.link_activated.emit(link.url)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word; once more the whole line."""
        place = self._place_at(event.position().toPoint())
        if place is None or self.model is None:
            return
        text = self.model.rows[place.row].text
        start = end = place.position
        layout = self.box(place.row).words
        start = int(layout.previousCursorPosition(min(end + 1, utf16_length(text)), layout.CursorMode.SkipWords))
        end = int(layout.nextCursorPosition(start, layout.CursorMode.SkipWords))
        raw = text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "replace")
        self._selection.start(Place(place.row, start))
        self._selection.cursor = Place(place.row, start + utf16_length(raw.rstrip()))
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            delta = event.angleDelta().y()
            if delta:
                self.step_zoom(1 if delta > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy, links, find."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        point = event.pos()
        if by_key and self.current_row is not None:
            point = self.row_rect(self.current_row).center()
        link = self._link_at(point) or (self._only_link(self.current_row) if by_key else None)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction(self.tr("Copy"), self.copy)
        copy.setEnabled(bool(self.selected_text()))
        if link is not None:
            menu.addAction(self.tr("Open Link"), partial(self.link_activated.emit, link.url))
            menu.addAction(self.tr("Copy Link"), partial(QGuiApplication.clipboard().setText, link.url))
        menu.addSeparator()
        menu.addAction(self.tr("Select All"), self.select_all)
        menu.addAction(self.tr("Find …"), self.find_wanted.emit)
        menu.addSeparator()
        menu.addAction(self.tr("Larger Text"), partial(self.step_zoom, 1))
        menu.addAction(self.tr("Smaller Text"), partial(self.step_zoom, -1))
        menu.addAction(self.tr("Normal Text"), partial(self.step_zoom, 0))
        menu.popup(self.viewport().mapToGlobal(point) if by_key else event.globalPos())

    # ------------------------------------------------------------------ keyboard
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from line to line, the page keys scroll, Ctrl+C copies, Enter follows a line's only link."""
        self._by_keyboard = True
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Home:
            self._go_to(0)
        elif key == Qt.Key.Key_End:
            self._go_to(self.row_count() - 1)
            self.go_to_end()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._only_link(self.current_row) is not None:
            link = self._only_link(self.current_row)
            if link is not None:
                self.link_activated.emit(link.url)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by keyboard one stands on the newest line."""
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if self.current_row is None and (by_key or event.reason() == Qt.FocusReason.ShortcutFocusReason):
            self.current_row = self.row_count() - 1 if self.row_count() else None
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame around the current line goes."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button stays at the bottom."""
        super().resizeEvent(event)
        self._place_latest()

    # ------------------------------------------------------------------ inside
    def _rows_inserted(self, first: int, count: int) -> None:
        self._selection.shift(first, count)
        self._found = {}
        super()._rows_inserted(first, count)

    def _rows_removed(self, first: int, count: int) -> None:
        self._selection.shift(first, -count)
        self._found = {}
        super()._rows_removed(first, count)

    def _model_reset(self) -> None:
        self._selection.clear()
        self._found = {}
        super()._model_reset()

    def _arrived(self, rows: list[object]) -> None:
        if not self.stuck:
            self._unseen += len(rows)
            self._mind_latest()

    def _mind_latest(self) -> None:
        if self.stuck:
            self._unseen = 0
        if self._unseen:
            self._latest.setText(self.tr("↓ %n new", "lines below the screen", self._unseen))
        else:
            self._latest.setText(self.tr("↓ Latest"))
        self._latest.setAccessibleName(self.tr("Go to the newest line"))
        self._latest.setVisible(not self.stuck)
        self._place_latest()

    def _place_latest(self) -> None:
        self._latest.adjustSize()
        room = self.viewport().size()
        self._loading.adjustSize()
        self._loading.move((room.width() - self._loading.width()) // 2, 0)
        self._latest.move((room.width() - self._latest.width()) // 2, room.height() - self._latest.height() - 8)

    def _step(self, by: int) -> None:
        if self.current_row is None:
            visible = self.visible_rows()
            self._go_to(visible[-1] if len(visible) else 0)
        else:
            self._go_to(self.current_row + by)

    def _go_to(self, index: int) -> None:
        if self.row_count():
            self.current_row = max(0, min(self.row_count() - 1, index))
            self._selection.clear()
            self.show_row(self.current_row)
            tell_current(self)

    def _only_link(self, index: int | None) -> Link | None:
        if index is None or not 0 <= index < self.row_count():
            return None
        links = self.box(index).links
        return links[0] if len(links) == 1 else None

    def _place_at(self, point: QPoint) -> Place | None:
        index = self.row_at(point.y())
        if index < 0:
            return None
        rect = self.row_rect(index)
        return Place(index, self.box(index).position_at(point.x(), point.y() - rect.top()))

    def _link_at(self, point: QPoint) -> Link | None:
        index = self.row_at(point.y())
        if index < 0:
            return None
        rect = self.row_rect(index)
        return self.box(index).link_at(point.x(), point.y() - rect.top()) if rect.contains(point) else None

    def _extend_to(self, point: QPoint) -> None:
        place = self._place_at(point)
        if place is not None and place != self._selection.cursor:
            self._selection.cursor = place
            self.viewport().update()

    def _scroll_along(self) -> None:
        point = self.viewport().mapFromGlobal(self.cursor().pos())
        bar = self.verticalScrollBar()
        beyond = point.y() if point.y() < 0 else max(0, point.y() - self.viewport().height())
        bar.setValue(bar.value() + beyond)
        self._extend_to(point)
