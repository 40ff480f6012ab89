"""ComposerEdit: the field one types in. Enter sends and Ctrl+Enter breaks the line, or the other way round."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from desktop_agent.desktop.views.customer_panel.outlined import OutlinedEdit

LEAST_LINES = 2
MOST_LINES = 6


class ComposerEdit(OutlinedEdit):
    """Plain text in, plain text out; grows with what is typed up to six lines.

    Signals:
        send_wanted: Enter was pressed (Ctrl+Enter, where Enter breaks the line).
        entered: the keyboard came here.
        left: the keyboard went elsewhere.
    """

    send_wanted = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.enter_sends = True
        self.setObjectName("composer.text")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def position(self) -> int:
        """Where the cursor stands, in code points."""
        return len(
            self.toPlainText().encode("utf-16-le")[: 2 * self.textCursor().position()].decode("utf-16-le", "replace")
        )

    def go_to(self, position: int) -> None:
        """Put the cursor somewhere, in code points."""
        cursor = self.textCursor()
        cursor.setPosition(len(self.toPlainText()[:position].encode("utf-16-le")) // 2)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and its friends."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            plain, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
            sends, breaks = (plain, control) if self.enter_sends else (control, plain)
            if modifiers in (breaks, Qt.KeyboardModifier.ShiftModifier):
                if not self.isReadOnly():
                    self.insertPlainText("\n")
                    self.ensureCursorVisible()
            elif modifiers == sends and not event.isAutoRepeat():
                self.send_wanted.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Settings may have changed meanwhile."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is typed is saved before anything else is done with the chat."""
        super().focusOutEvent(event)
        self.left.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only."""
        return source.hasText() and not self.isReadOnly()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text."""
        if source.hasText():
            self.insertPlainText(source.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other width, other lines."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as it is now."""
        return QSize(200, self.height())

    def minimumSizeHint(self) -> QSize:
        """Two lines."""
        return QSize(80, self._height_of(LEAST_LINES))

    def _height_of(self, lines: int) -> int:
        margins = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        return QFontMetrics(self.font()).lineSpacing() * lines + margins

    def _fit(self) -> None:
        # The layout of a plain text document counts lines, not pixels.
        lines = round(self.document().documentLayout().documentSize().height())
        height = self._height_of(max(LEAST_LINES, min(MOST_LINES, lines)))
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
