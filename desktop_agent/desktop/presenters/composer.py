"""ComposerPresenter: what is typed in one chat, kept, sent and told to the others that one is typing."""

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_agent.client.backends.port import BackendError
from desktop_agent.contract.enums import Verb, Visibility
from desktop_agent.contract.ids import new_id
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.models.transcript import SendState, Transcript
from desktop_agent.desktop.presenters.wording import error_sentence, put, reason_words

if TYPE_CHECKING:
    from desktop_agent.contract.values import HandedDraft, Interaction
    from desktop_agent.desktop.presenters.context import DesktopContext

MAX_LETTERS = 8_000
"""Longest message and draft the server takes (code points)."""
COUNT_FROM = 7_500
DRAFT_AFTER_MS = 500
TYPING_AGAIN_MS = 4_000
TYPING_STOPS_MS = 5_000


class ComposerPresenter(QObject):
    """One per chat; lives as long as the chat is on this desktop, whatever is shown.

    What is typed is saved on the server half a second after the last key. Lines that are sent but not acknowledged
    stay part of the saved draft, so that nothing is lost whichever side dies.

    Signals:
        state_changed: whether one may write or send, and why not, is another; the handed draft, too.
        text_replaced: the text is another without the person having typed (a kept draft, a line put back).
        typed: a key changed the text.
        failed_changed: lines that could not be sent are others.
    """

    state_changed = Signal()
    text_replaced = Signal()
    typed = Signal()
    failed_changed = Signal()

    def __init__(
        self,
        context: "DesktopContext",
        interaction: "Interaction",
        transcript: Transcript,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._interaction = interaction
        self._transcript = transcript
        self._text = interaction.draft
        self._version = interaction.draft_version
        self._dirty = False
        self._said_typing_ms: int | None = None
        self._lines: dict[str, str] = {}
        self._problems: dict[str, str] = {}
        self._closed = False
        self._visibility = Visibility.ALL
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(DRAFT_AFTER_MS)
        self._save.timeout.connect(self.save_now)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(TYPING_STOPS_MS)
        self._quiet.timeout.connect(self._stop_typing)
        self._was_live = context.live
        context.feed.connection_changed.connect(self._connection)

    # ------------------------------------------------------------------ what it is
    @property
    def text(self) -> str:
        """What is typed and not sent."""
        return self._text

    @property
    def writable(self) -> bool:
        """Whether typing makes sense: the chat goes on, connected or not."""
        return self._interaction.capabilities.get(Verb.SEND_MESSAGE, "") is None

    @property
    def why_not(self) -> str:
        """Why nothing can be sent now, as a sentence; empty when it can."""
        if Verb.SEND_MESSAGE not in self._interaction.capabilities:
            return translate("Composer", "You cannot write in this chat.")
        reason = self._interaction.capabilities[Verb.SEND_MESSAGE]
        if reason is not None:
            if self._interaction.held:
                return translate("Composer", "The chat is on hold. Retrieve it to go on writing.")
            return reason_words(reason)
        if not self._context.live:
            return translate("Composer", "Not connected: what you type is kept; send it when the connection is back.")
        return ""

    @property
    def enter_sends(self) -> bool:
        """Whether Enter sends and Ctrl+Enter breaks the line, or the other way round (a setting of the person)."""
        return self._context.settings.get("enter_sends") is not False

    @property
    def held(self) -> bool:
        """Whether the customer is on hold."""
        return self._interaction.held

    @property
    def too_long_by(self) -> int:
        """How many letters are too many, 0 when it fits."""
        return max(0, len(self._text) - MAX_LETTERS)

    @property
    def can_send(self) -> bool:
        """Whether Enter would send."""
        return not self.why_not and bool(self._text.strip()) and not self.too_long_by

    @property
    def counter(self) -> str:
        """How long the text is, near the longest possible; empty before."""
        if len(self._text) < COUNT_FROM:
            return ""
        if self.too_long_by:
            return translate("Composer", "%n too many: shorten it to send", "", self.too_long_by)
        return put(translate("Composer", "{count} of {limit}"), {"count": len(self._text), "limit": MAX_LETTERS})

    @property
    def handed_draft(self) -> "HandedDraft | None":
        """What the former owner had typed, offered above the composer."""
        return self._interaction.handed_draft

    @property
    def failed(self) -> list[tuple[str, str, str]]:
        """Lines that could not be sent: (key, text, why)."""
        return [(key, text, self._problems[key]) for key, text in self._lines.items() if key in self._problems]

    # ------------------------------------------------------------------ what the person does
    def edit(self, text: str) -> None:
        """The person has typed."""
        if text == self._text:
            return
        self._text = text
        self._dirty = True
        self._save.start()
        self.typed.emit()
        if text.strip():
            self._say_typing()
        else:
            self._stop_typing()
        self.state_changed.emit()

    def send(self) -> bool:
        """Send what is typed. Returns False when that is not possible; the text then stays."""
        if not self.can_send:
            self.state_changed.emit()
            return False
        text = self._text
        self._text = ""
        self._dirty = True
        key = new_id()
        self._transcript.clear_unread()
        self._transcript.add_outgoing(key, text, self._visibility, self._context.now_ms())
        self._lines[key] = text
        self._start(key, text)
        self._quiet.stop()
        self._said_typing_ms = None  # a line that arrives ends "is typing" by itself
        self._save.start()
        self.text_replaced.emit()
        self.state_changed.emit()
        return True

    def retry(self) -> None:
        """Send the failed lines again, in their order, each with its own key, so that none is doubled."""
        for key, text, _why in self.failed:
            self._problems.pop(key, None)
            self._transcript.set_outgoing(key, SendState.SENDING)
            self._start(key, text)
        self.failed_changed.emit()

    def put_back(self) -> None:
        """Take the failed lines back into the composer, before what is typed there."""
        failed = self.failed
        if not failed:
            return
        for key, _text, _why in failed:
            del self._problems[key], self._lines[key]
            self._transcript.drop_outgoing(key)
        parts = [text for _key, text, _why in failed]
        if self._text:
            parts.append(self._text)
        self._replace("\n".join(parts))
        self.failed_changed.emit()

    def insert_handed(self, position: int) -> int:
        """Put the handed draft into the text at a position (code points); returns the position after it."""
        draft = self.handed_draft
        if draft is None:
            return position
        before, after = self._text[:position], self._text[position:]
        gap = "" if not before or before[-1].isspace() else " "
        self._replace(f"{before}{gap}{draft.text}{after}")
        self.discard_handed()
        return position + len(gap) + len(draft.text)

    def discard_handed(self) -> None:
        """Do without the handed draft."""
        session, chat = self._context.session, self._interaction.id
        self._context.command(f"handed:{chat}", session.discard_handed_draft(chat), interaction_id=chat)

    def save_now(self) -> None:
        """Save the draft at once, if there is something new."""
        command = self._saving()
        if command is not None:
            self._context.command(f"draft:{self._interaction.id}", command, refused=self._not_saved)

    async def flush(self) -> None:
        """Save what is not saved yet and wait for it (the program ends).

        Raises:
            BackendError: it could not be saved.
        """
        command = self._saving()
        if command is not None:
            await command

    # ------------------------------------------------------------------ what happens
    def follow(self, interaction: "Interaction") -> None:
        """The chat is another now; what is typed here is never overwritten by what is stored."""
        stored_elsewhere = interaction.draft_version > self._version and not self._dirty
        if interaction.draft_version > self._version:
            self._version = interaction.draft_version
        self._interaction = interaction
        if stored_elsewhere and interaction.draft != self._unsent() and not self._text:
            self._text = interaction.draft
            self.text_replaced.emit()
        self.state_changed.emit()

    def close(self) -> None:
        """The chat has left this desktop."""
        self._closed = True
        self._save.stop()
        self._quiet.stop()
        self._context.feed.connection_changed.disconnect(self._connection)

    # ------------------------------------------------------------------ inside
    def _replace(self, text: str) -> None:
        self._text = text
        self._dirty = True
        self._save.start()
        self.text_replaced.emit()
        self.state_changed.emit()

    def _unsent(self) -> str:
        parts = list(self._lines.values())
        if self._text:
            parts.append(self._text)
        return "\n".join(parts)

    def _start(self, key: str, text: str) -> None:
        self._context.tasks.start(f"send:{key}", self._deliver(key, text))

    async def _deliver(self, key: str, text: str) -> None:
        try:
            await self._context.session.send_message(
                self._interaction.id, text=text, visibility=self._visibility, key=key
            )
        except BackendError as error:
            if not self._closed:
                self._problems[key] = error_sentence(error)
                self._transcript.set_outgoing(key, SendState.FAILED, self._problems[key])
                self.failed_changed.emit()
            return
        self._lines.pop(key, None)
        if not self._closed:
            self._dirty = True  # the stored draft still has the line
            self._save.start()

    def _saving(self) -> Coroutine[Any, Any, object] | None:
        """The command that saves the draft; None when there is nothing new or no way."""
        self._save.stop()
        if not self._dirty or not self._context.live:
            return None
        if self._interaction.capabilities.get(Verb.SAVE_DRAFT, "") is not None:
            return None
        self._dirty = False
        self._version += 1
        text = self._unsent()[:MAX_LETTERS]
        return self._context.session.save_draft(self._interaction.id, text=text, version=self._version)

    def _not_saved(self, _why: str) -> None:
        self._dirty = True  # it is saved with the next key, or when the connection is back

    def _connection(self) -> None:
        live = self._context.live
        if live and not self._was_live and self._dirty:
            self._save.start()
        self._was_live = live
        self.state_changed.emit()

    def _say_typing(self) -> None:
        if not self._context.live or self._interaction.capabilities.get(Verb.TYPING, "") is not None:
            return
        self._quiet.start()
        now_ms = self._context.clock.monotonic_ms()
        if self._said_typing_ms is None or now_ms - self._said_typing_ms >= TYPING_AGAIN_MS:
            self._said_typing_ms = now_ms
            self._tell_typing(on=True)

    def _stop_typing(self) -> None:
        self._quiet.stop()
        if self._said_typing_ms is not None and self._context.live:
            self._tell_typing(on=False)
        self._said_typing_ms = None

    def _tell_typing(self, *, on: bool) -> None:
        chat = self._interaction.id
        # Typing is told at best; a refusal is nobody's business.
        self._context.command(f"typing:{chat}", self._context.session.typing(chat, on=on), refused=_ignore)


def _ignore(_why: str) -> None:
    pass
