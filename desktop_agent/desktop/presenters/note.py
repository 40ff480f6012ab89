"""NotePresenter: the note of one chat, saved half a second after the last key and never lost meanwhile."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_agent.contract.enums import Verb
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.presenters.wording import put, reason_words

if TYPE_CHECKING:
    from desktop_agent.contract.values import Interaction
    from desktop_agent.desktop.presenters.context import DesktopContext

NOTE_AFTER_MS = 500
MAX_NOTE = 8_000


class NotePresenter(QObject):
    """One per chat; several editors may show it.

    Signals:
        changed: text, state or whether one may write is another.
    """

    changed = Signal()

    def __init__(self, context: "DesktopContext", interaction: "Interaction", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._interaction = interaction
        self._text: str | None = None
        self._sent: str | None = None
        self._state = ""
        self._closed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(NOTE_AFTER_MS)
        self._timer.timeout.connect(self.save_now)
        context.feed.connection_changed.connect(self._connection)

    @property
    def text(self) -> str:
        """The note, with what is typed and not saved yet."""
        return self._interaction.note if self._text is None else self._text

    @property
    def state(self) -> str:
        """Saved, or why not, as a sentence; empty when there is nothing to say."""
        return self._state

    @property
    def why_not(self) -> str:
        """Why one cannot write, as a sentence; empty when one can. While disconnected one can: it is kept."""
        if Verb.SET_NOTE not in self._interaction.capabilities:
            return translate("Note", "You cannot write the note of this chat.")
        reason = self._interaction.capabilities[Verb.SET_NOTE]
        return "" if reason is None else reason_words(reason)

    def edit(self, text: str) -> None:
        """The person has typed."""
        if text == self.text:
            return
        self._text = text[:MAX_NOTE]
        self._state = ""
        self._timer.start()
        self.changed.emit()

    def save_now(self) -> None:
        """Save at once, if there is something new."""
        self._timer.stop()
        if self._text is None or self._text == self._sent or self._closed:
            return
        if not self._context.live:
            self._say(translate("Note", "Not saved: no connection. It is kept here."))
            return
        chat, text = self._interaction.id, self._text
        self._sent = text
        self._context.command(
            f"note:{chat}",
            self._context.session.set_note(chat, text=text),
            refused=self._refused,
            done=lambda _answer: self._saved(text),
        )

    async def flush(self) -> None:
        """Save what is not saved yet and wait for it (the program ends).

        Raises:
            BackendError: it could not be saved.
        """
        self._timer.stop()
        if self._text is not None and self._text != self._sent and self._context.live and not self._closed:
            self._sent = self._text
            await self._context.session.set_note(self._interaction.id, text=self._text)

    def follow(self, interaction: "Interaction") -> None:
        """The chat is another now; what is typed here is never overwritten."""
        self._interaction = interaction
        if self._text is not None and interaction.note == self._text == self._sent:
            self._text = self._sent = None
        self.changed.emit()

    def close(self) -> None:
        """The chat has left this desktop."""
        self._closed = True
        self._timer.stop()
        self._context.feed.connection_changed.disconnect(self._connection)

    def _saved(self, text: str) -> None:
        if self._closed:
            return
        if self._text is None or self._text == text:
            self._say(translate("Note", "Saved"))

    def _refused(self, why: str) -> None:
        self._sent = None
        if not self._closed:
            self._say(put(translate("Note", "Not saved: {why}"), {"why": why}))

    def _say(self, state: str) -> None:
        self._state = state
        self.changed.emit()

    def _connection(self) -> None:
        if self._context.live and self._text is not None:
            self._timer.start()
