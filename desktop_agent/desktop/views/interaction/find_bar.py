"""FindBar: search in the loaded lines of a transcript (Ctrl+F), next and previous with Enter and Shift+Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.interaction.transcript.layout import utf16_length
from desktop_agent.desktop.views.interaction.transcript.paint import Span
from desktop_agent.desktop.views.interaction.transcript.view import SELECTABLE, TranscriptView
from desktop_agent.desktop.views.widgets.icon_button import IconButton
from desktop_agent.desktop.views.widgets.labels import PlainLabel


class FindBar(QWidget):
    """Shown while one searches.

    Signals:
        left: Escape or the close button; the focus may go back.
    """

    left = Signal()

    def __init__(self, transcript: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._transcript = transcript
        self._rows: list[int] = []
        self._at = 0
        self.setObjectName("transcript.find")
        self.text = QLineEdit()
        self.text.setObjectName("transcript.find.text")
        self.text.setAccessibleName(self.tr("Find in this chat"))
        self.text.setPlaceholderText(self.tr("Find in this chat"))
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(self._search)
        self._count = PlainLabel(muted=True)
        previous = IconButton("chevron-up", self.tr("Previous match"))
        following = IconButton("chevron-down", self.tr("Next match"))
        close = IconButton("close", self.tr("Close the search"))
        previous.clicked.connect(lambda: self._step(-1))
        following.clicked.connect(lambda: self._step(1))
        close.clicked.connect(self.leave)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, SPACE // 2, GAP, SPACE // 2)
        layout.setSpacing(SPACE)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._count)
        for button in (previous, following, close):
            layout.addWidget(button)
        self.hide()

    def begin(self) -> None:
        """Show the bar and let the person type."""
        self.show()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()
        self._search()

    def leave(self) -> None:
        """Away with bar and marks."""
        self.hide()
        self._transcript.show_found({})
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift+Enter back, Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _search(self) -> None:
        wanted = folded(self.text.text())
        found: dict[int, tuple[Span, ...]] = {}
        if wanted:
            for index, row in enumerate(self._transcript.rows()):
                if row.kind in SELECTABLE and (spans := matches(row.text, wanted)):
                    found[index] = spans
        self._rows = sorted(found)
        self._at = len(self._rows) - 1
        self._transcript.show_found(found, self._rows[self._at] if self._rows else None)
        self._say()

    def _step(self, by: int) -> None:
        self._search_again()
        if self._rows:
            self._at = (self._at + by) % len(self._rows)
            self._transcript.current_row = self._rows[self._at]
            self._transcript.show_row(self._rows[self._at])
        self._say()

    def _search_again(self) -> None:
        """Lines may have come since: keep the place as far as possible."""
        at = self._at
        self._search()
        if self._rows:
            self._at = max(0, min(at, len(self._rows) - 1))

    def _say(self) -> None:
        if not self.text.text():
            self._count.setText("")
        elif not self._rows:
            self._count.setText(self.tr("not found"))
        else:
            self._count.setText(self.tr("{at} of {count}").format(at=self._at + 1, count=len(self._rows)))


def folded(text: str) -> str:
    """Case-folded letter by letter where that keeps the length, so that places stay places."""
    whole = text.casefold()
    if len(whole) == len(text):
        return whole
    return "".join(letter.casefold() if len(letter.casefold()) == 1 else letter for letter in text)


def matches(text: str, wanted: str) -> tuple[Span, ...]:
    """Where a folded word stands in a text, in UTF-16 units."""
    searched = folded(text)
    spans = []
    place = searched.find(wanted)
    while place >= 0:
        start = utf16_length(text[:place])
        spans.append((start, start + utf16_length(text[place : place + len(wanted)])))
        place = searched.find(wanted, place + len(wanted))
    return tuple(spans)
