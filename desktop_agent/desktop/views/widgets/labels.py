"""Labels: plain text only, elided where the room ends, ticking where they count."""

from collections.abc import Callable

from PySide6 import QtGui
from PySide6.QtCore import QEvent, QSize, Qt, SignalInstance
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget

from desktop_agent.desktop.models.times import duration, remaining

Now = Callable[[], int]
LONG_TOOLTIP = 2_000


def tabular(font: QFont) -> QFont:
    """The same font with digits of one width, so that counting moves nothing."""
    changed = QFont(font)
    changed.setFeature(QFont.Tag("tnum"), 1)
    return changed


def plain_tooltip(text: str) -> str:
    """A tooltip that shows its text as it is; Qt would read markup in it as rich text otherwise."""
    if not text or not QtGui.Qt.mightBeRichText(text):
        return text[:LONG_TOOLTIP]
    escaped = text[:LONG_TOOLTIP].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<qt><span style="white-space:pre-wrap">{escaped}</span></qt>'


class PlainLabel(QLabel):
    """A label that never reads markup; the only QLabel of the program."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, muted: bool = False, bold: bool = False
    ) -> None:
        super().__init__(parent)
        self._side = self.alignment()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        if muted:
            self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        if bold:
            font = self.font()
            font.setWeight(QFont.Weight.DemiBold)
            self.setFont(font)
        self._mirror()

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Left means where lines begin: the window's direction decides, not the words' (as Qt has it)."""
        self._side = alignment
        self._mirror()

    def changeEvent(self, event: QEvent) -> None:
        """Another direction."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._mirror()

    def _mirror(self) -> None:
        visual = QStyle.visualAlignment(self.layoutDirection(), self._side)
        super().setAlignment(visual | Qt.AlignmentFlag.AlignAbsolute)


class ElidedLabel(PlainLabel):
    """One line that ends in an ellipsis where the room ends; the tooltip then has all of it."""

    _tip = ""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, muted: bool = False, bold: bool = False
    ) -> None:
        super().__init__("", parent, muted=muted, bold=bold)
        self._full = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def full_text(self) -> str:
        """The whole text."""
        return self._full

    def setText(self, text: str) -> None:
        """Show one line; line ends become spaces."""
        self._full = " ".join(text.split())
        super().setText(self._full)
        self.setAccessibleName(self._full)
        self._mind_tooltip()
        self.updateGeometry()
        self.update()

    def set_tip(self, tip: str) -> None:
        """Something the tooltip says always, below what is cut off."""
        self._tip = tip
        self._mind_tooltip()

    def minimumSizeHint(self) -> QSize:
        """A few letters are enough."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 4, metrics.height()).grownBy(self.contentsMargins())

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._full) + 2, metrics.height()).grownBy(self.contentsMargins())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tooltip depends on the width."""
        super().resizeEvent(event)
        self._mind_tooltip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the elided line."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        line = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(self.alignment() | Qt.TextFlag.TextSingleLine), line)

    def _mind_tooltip(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self._full) > self.contentsRect().width()
        parts = (self._full if cut else "", self._tip)
        self.setToolTip(plain_tooltip("\n".join(part for part in parts if part)))


class TickLabel(PlainLabel):
    """A time that counts up since a moment or down to one, repainted by the clock's tick. Its width never changes."""

    def __init__(
        self, now_ms: Now, tick: SignalInstance, parent: QWidget | None = None, *, widest: str = "00:00"
    ) -> None:
        """Args: now_ms: the store's clock. tick: once a second. widest: room to keep, e.g. ``0:00:00``."""
        super().__init__("", parent)
        self._now_ms = now_ms
        self._since_ms: int | None = None
        self._until_ms: int | None = None
        self._widest = widest
        self._words = ""
        self.setFont(tabular(self.font()))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        tick.connect(self.refresh)
        self._keep_room()

    def set_since(self, since_ms: int | None, instead: str = "") -> None:
        """Count up since a moment of the store's clock; with None show ``instead``."""
        self._since_ms, self._until_ms, self._words = since_ms, None, instead
        self.refresh()

    def set_until(self, until_ms: int | None, instead: str = "") -> None:
        """Count down to a moment of the store's clock; with None show ``instead``."""
        self._since_ms, self._until_ms, self._words = None, until_ms, instead
        self.refresh()

    def refresh(self) -> None:
        """Show the time as it is now."""
        if self._since_ms is not None:
            text = duration(self._now_ms() - self._since_ms)
        elif self._until_ms is not None:
            text = remaining(self._until_ms - self._now_ms())
        else:
            text = self._words
        if text != self.text():
            self.setText(text)
            self._keep_room()

    def changeEvent(self, event: QEvent) -> None:
        """A new font needs another width."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_room()

    def _keep_room(self) -> None:
        metrics = QFontMetrics(self.font())
        width = max(metrics.horizontalAdvance(self._widest), metrics.horizontalAdvance(self.text()))
        if width > self.minimumWidth():
            self.setMinimumWidth(width)
