"""The transcript for screen readers: a list whose items are the lines, made only when they are asked for."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import isValid

from desktop_agent.desktop.models.times import short_time
from desktop_agent.desktop.models.transcript import Row, RowKind
from desktop_agent.desktop.views.interaction.transcript.layout import outgoing_words, speaker_name, visibility_words
from desktop_agent.desktop.views.interaction.transcript.rows_area import RowsArea


def spoken_row(row: Row, shown: str) -> str:
    """A row as a screen reader says it.

    Args:
        row: the row.
        shown: the words on the screen (of dividers they are not in the row).
    """
    if row.kind in (RowKind.DAY, RowKind.UNREAD):
        return shown
    parts = [speaker_name(row), short_time(row.at_ms), visibility_words(row.visibility), row.text, outgoing_words(row)]
    return ", ".join(part for part in parts if part)


class AccessibleRow(QAccessibleInterface):
    """One line."""

    def __init__(self, area: RowsArea, index: int) -> None:
        super().__init__()
        self.area = area
        self.index = index

    def isValid(self) -> bool:
        """Whether there is such a line; the view may have gone before the reader notices."""
        return isValid(self.area) and 0 <= self.index < self.area.row_count()

    def object(self) -> Any:
        """Rows are no objects."""
        return None

    def window(self) -> Any:
        """The window it is in."""
        return self.area.window().windowHandle() if isValid(self.area) else None

    def parent(self) -> Any:
        """The list."""
        return QAccessible.queryAccessibleInterface(self.area) if isValid(self.area) else None

    def relations(self, _match: Any = None) -> Any:
        """None."""
        return []

    def child(self, _index: int) -> Any:
        """A line has no parts."""
        return None

    def childCount(self) -> int:
        """None."""
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """None."""
        return -1

    def childAt(self, _x: int, _y: int) -> Any:
        """A line has no parts."""
        return None

    def focusChild(self) -> Any:
        """A line has no parts."""
        return None

    def text(self, what: QAccessible.Text) -> str:
        """Speaker, time, words."""
        if what is not QAccessible.Text.Name or not self.isValid():
            return ""
        box = self.area.box(self.index)
        return spoken_row(box.row, box.words.text())

    def setText(self, _what: QAccessible.Text, _text: str) -> None:
        """Nothing can be changed."""

    def rect(self) -> QRect:
        """Where it is on the screen."""
        if not self.isValid():
            return QRect()
        rect = self.area.row_rect(self.index)
        return QRect(self.area.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def role(self) -> QAccessible.Role:
        """An item of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Which line the keyboard stands on, and what is off the screen."""
        state = QAccessible.State()
        if not self.isValid():
            state.invalid = True
            return state
        state.focusable = True
        state.readOnly = True
        state.focused = self.area.hasFocus() and self.area.current_row == self.index
        state.offscreen = self.index not in self.area.visible_rows()
        return state


class AccessibleTranscript(QAccessibleWidget):
    """The list of lines."""

    def __init__(self, area: RowsArea) -> None:
        super().__init__(area, QAccessible.Role.List, area.accessibleName())
        self._area = area
        self._rows: dict[int, AccessibleRow] = {}
        area.destroyed.connect(partial(_forget, self._rows))

    def childCount(self) -> int:
        """How many lines are loaded."""
        return self._area.row_count() if isValid(self._area) else 0

    def child(self, index: int) -> Any:
        """A line."""
        if not 0 <= index < self.childCount():
            return None
        row = self._rows.get(index)
        if row is None:
            row = self._rows[index] = AccessibleRow(self._area, index)
            QAccessible.registerAccessibleInterface(row)
        return row

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Which line it is."""
        return child.index if isinstance(child, AccessibleRow) and child.area is self._area else -1

    def childAt(self, x: int, y: int) -> Any:
        """The line at a point of the screen."""
        if not isValid(self._area):
            return None
        point = self._area.viewport().mapFromGlobal(QPoint(x, y))
        return self.child(self._area.row_at(point.y())) if self._area.viewport().rect().contains(point) else None

    def focusChild(self) -> Any:
        """The line the keyboard stands on."""
        current = self._area.current_row
        return None if current is None else self.child(current)


def _forget(rows: dict[int, AccessibleRow], _gone: object = None) -> None:
    """The view is gone: take its lines out of Qt's table, too."""
    for row in rows.values():
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(row))
    rows.clear()


_ATTRIBUTE = "accessible_transcript"


def _factory(_name: str, target: QObject | None) -> Any:
    if not isinstance(target, RowsArea):
        return None
    made = AccessibleTranscript(target)
    setattr(target, _ATTRIBUTE, made)  # Qt has the interface, the view keeps it alive
    return made


class _Installed:
    done = False


def install() -> None:
    """Make transcripts known to screen readers; once in the life of the program."""
    if not _Installed.done:
        _Installed.done = True
        QAccessible.installFactory(_factory)


def tell_current(area: RowsArea) -> None:
    """Tell that the keyboard has moved to another line."""
    if area.current_row is not None and QAccessible.isActive():
        event = QAccessibleEvent(area, QAccessible.Event.Focus)
        event.setChild(area.current_row)
        QAccessible.updateAccessibility(event)
