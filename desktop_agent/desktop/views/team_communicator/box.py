"""SearchBox: the Team Communicator's line in the top bar; typing, a click or its shortcut drop the list down."""

import unicodedata

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

from desktop_agent.desktop.theme.icons import icon
from desktop_agent.desktop.theme.tokens import GAP, ICON, TARGET

_STRONG = frozenset({"L", "R", "AL"})


class SearchBox(QLineEdit):
    """A line edit that calls for its list.

    Signals:
        wanted: the list is to drop down. Tab alone does not call for it.
    """

    wanted = Signal()

    def __init__(self, shortcut: QKeySequence, parent: QWidget | None = None) -> None:
        """Args: shortcut: shown at the line's end while nothing is typed."""
        super().__init__(parent)
        self._keys = shortcut.toString(QKeySequence.SequenceFormat.NativeText)
        words = self.tr("Find a person, a queue, a contact")
        self.setObjectName("search_box")
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(self.tr("Team Communicator. Shortcut: {keys}").replace("{keys}", self._keys))
        self.setClearButtonEnabled(True)
        self.setMinimumHeight(TARGET)
        self._sign = self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.textEdited.connect(self._edited)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click calls for the list."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow down calls for the list."""
        if event.key() == Qt.Key.Key_Down:
            self.wanted.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """A new scheme has other icons."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._sign.setIcon(icon("search"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The shortcut at the end, where there is room for it."""
        super().paintEvent(event)
        metrics = self.fontMetrics()
        need = metrics.horizontalAdvance(self.placeholderText() + self._keys) + 2 * ICON + 5 * GAP
        # Words that run against the layout stand at the other end, where the shortcut would be.
        against = _is_rtl(self.placeholderText()) != (self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        if self.text() or not self._keys or self.width() < need or against:
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        painter = QPainter(self)
        painter.setPen(self.palette().placeholderText().color())
        side = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignRight)
        painter.drawText(room.adjusted(GAP, 0, -GAP, 0), int(side | Qt.AlignmentFlag.AlignVCenter), self._keys)

    def _edited(self, text: str) -> None:
        if text:
            self.wanted.emit()


def _is_rtl(text: str) -> bool:
    """Whether a text runs from right to left, by its first strong letter."""
    return next(
        (unicodedata.bidirectional(one) != "L" for one in text if unicodedata.bidirectional(one) in _STRONG), False
    )
