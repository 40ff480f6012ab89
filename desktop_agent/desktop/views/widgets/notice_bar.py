"""NoticeBar: one sentence with its remedies, where the hand was: error, success, neutral, stale."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop_agent.desktop.theme.current import tokens
from desktop_agent.desktop.theme.icons import pixmap
from desktop_agent.desktop.theme.tokens import GAP, ICON, ROW
from desktop_agent.desktop.views.widgets.icon_button import IconButton
from desktop_agent.desktop.views.widgets.labels import PlainLabel


class BarKind(StrEnum):
    """What kind of news."""

    ERROR = "error"
    SUCCESS = "success"
    NEUTRAL = "neutral"
    STALE = "stale"


_ICONS = {BarKind.ERROR: "error", BarKind.SUCCESS: "success", BarKind.NEUTRAL: "info", BarKind.STALE: "stale"}


class NoticeBar(QWidget):
    """A bar across the top of a pane: icon, sentence, buttons, close.

    Signals:
        closed: the person closed it (it hides itself).
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self._kind = BarKind.NEUTRAL
        self.setObjectName("noticeBar")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._words = PlainLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GAP)
        self._close = IconButton("close", self.tr("Close this notice"), self)
        self._close.setObjectName("noticeBar.close")
        self._close.clicked.connect(self._closed)
        self._close.setVisible(closable)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP + ICON + GAP, 4, 4, 4)
        layout.setSpacing(GAP)
        layout.addWidget(self._words, 1)
        layout.addLayout(self._buttons)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setMinimumHeight(ROW + GAP)
        self.hide()

    @property
    def kind(self) -> BarKind:
        """What it shows now."""
        return self._kind

    def text(self) -> str:
        """The sentence."""
        return self._words.text()

    def tell(self, kind: BarKind, sentence: str, buttons: list[tuple[str, Callable[[], object]]] | None = None) -> None:
        """Show a sentence; screen readers hear it without the focus moving.

        Args:
            kind: colour and icon.
            sentence: complete, plain text.
            buttons: (words, what they do), in order.
        """
        new = sentence != self._words.text() or not self.isVisible()
        self._kind = kind
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self._fill(buttons or [])
        self._colour()
        self.show()
        if new:
            announce(self, sentence, assertive=kind is BarKind.ERROR)

    def clear(self) -> None:
        """Show nothing."""
        self.hide()
        self._words.clear()
        self._fill([])

    def changeEvent(self, event: QEvent) -> None:
        """A new scheme has other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._colour()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Background, a line in the text's colour at the leading edge, the icon."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._back)
        edge = self.width() - 3 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0
        painter.fillRect(edge, 0, 3, self.height(), self._front)
        left = self.width() - GAP - ICON if edge else GAP
        picture = pixmap(_ICONS[self._kind], ICON, self._front.name(), self.devicePixelRatioF())
        painter.drawPixmap(left, (ROW + GAP - ICON) // 2, picture)

    @property
    def _front(self) -> QColor:
        return QColor(getattr(tokens(), self._kind))

    @property
    def _back(self) -> QColor:
        return QColor(getattr(tokens(), f"{self._kind}_back"))

    def _fill(self, buttons: list[tuple[str, Callable[[], object]]]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words, act in buttons:
            button = QPushButton(words)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _colour(self) -> None:
        palette = self._words.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._front)
        self._words.setPalette(palette)
        self.update()

    def _closed(self) -> None:
        self.clear()
        self.closed.emit()


def announce(widget: QWidget, sentence: str, *, assertive: bool = False) -> None:
    """Let screen readers say something without moving the focus."""
    event = QAccessibleAnnouncementEvent(widget, sentence)
    if assertive:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
