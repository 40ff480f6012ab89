"""InteractionDesk: the presenters of all chats on this desktop, and what to say about the last one that left."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_agent.client.backends.port import BackendError
from desktop_agent.contract.enums import RemovedWhy
from desktop_agent.desktop.presenters.interaction import InteractionPresenter
from desktop_agent.desktop.presenters.wording import removed

if TYPE_CHECKING:
    from desktop_agent.client.replica.changes import InteractionGone
    from desktop_agent.desktop.presenters.context import DesktopContext

log = logging.getLogger(__name__)


class InteractionDesk(QObject):
    """One per session; ``InteractionDesk.of(context)`` gives it to whoever needs it.

    Signals:
        opened: (interaction_id) a chat came.
        closed: (interaction_id, sentence) it went, and why.
    """

    opened = Signal(str)
    closed = Signal(str, str)

    def __init__(self, context: "DesktopContext") -> None:
        """Args: context: of the session; owns this."""
        super().__init__(context)
        self._context = context
        self._chats: dict[str, InteractionPresenter] = {}
        self.last_typed_ms: int | None = None
        context.save_typed = self.save_typed
        feed = context.feed
        feed.reset.connect(self._reset)
        feed.interaction_added.connect(self._added)
        feed.interaction_changed.connect(self._changed)
        feed.interaction_removed.connect(self._removed)
        feed.messages_added.connect(self._messages)
        feed.history_added.connect(self._messages)
        feed.typing_changed.connect(self._typing)
        self._reset()

    @classmethod
    def of(cls, context: "DesktopContext") -> "InteractionDesk":
        """The desk of this session, made at the first call."""
        desk = context.findChild(cls)
        return desk if isinstance(desk, cls) else cls(context)

    def chat(self, interaction_id: str | None) -> InteractionPresenter | None:
        """The presenter of a chat, None when it is not on this desktop."""
        return None if interaction_id is None else self._chats.get(interaction_id)

    @property
    def selected(self) -> InteractionPresenter | None:
        """The presenter of the selected chat."""
        return self.chat(self._context.selection.current)

    def chats(self) -> list[InteractionPresenter]:
        """All of them, in the order they came."""
        return list(self._chats.values())

    async def flush(self) -> None:
        """Save every draft and note that is not saved yet, and wait for it; call it before the session is closed.

        What the server does not take is logged, never raised: the end is not held up.
        """
        for chat in self.chats():
            await self.save_typed(chat.id)

    async def save_typed(self, interaction_id: str) -> None:
        """Save draft and note of a chat that are not saved yet; what the server does not take is logged."""
        chat = self.chat(interaction_id)
        if chat is None:
            return
        for saving in (chat.composer.flush(), chat.note.flush()):
            try:
                await saving
            except BackendError as error:
                log.info("draft or note not saved: %s", error)

    # ------------------------------------------------------------------ following the feed
    def _reset(self) -> None:
        present = self._context.replica.interactions
        for interaction_id in [known for known in self._chats if known not in present]:
            self._close(interaction_id, RemovedWhy.LEFT, "", told=False)
        for interaction_id in present:
            if interaction_id in self._chats:
                self._chats[interaction_id].follow()
                self._chats[interaction_id].follow_messages()
            else:
                self._added(interaction_id)

    def _added(self, interaction_id: str) -> None:
        if interaction_id in self._chats or interaction_id not in self._context.replica.interactions:
            return
        chat = InteractionPresenter(self._context, interaction_id, self)
        chat.composer.typed.connect(self._typed)
        self._chats[interaction_id] = chat
        self.opened.emit(interaction_id)

    def _changed(self, interaction_id: str) -> None:
        chat = self._chats.get(interaction_id)
        if chat is not None:
            chat.follow()
            chat.follow_messages()

    def _messages(self, interaction_id: str, _seqs: object = None) -> None:
        chat = self._chats.get(interaction_id)
        if chat is not None:
            chat.follow_messages()

    def _typing(self, interaction_id: str) -> None:
        chat = self._chats.get(interaction_id)
        if chat is not None:
            chat.typing_changed.emit()

    def _removed(self, gone: "InteractionGone") -> None:
        self._close(gone.id, gone.why, gone.to_name)

    def _close(self, interaction_id: str, why: RemovedWhy, to_name: str, *, told: bool = True) -> None:
        chat = self._chats.pop(interaction_id, None)
        if chat is None:
            return
        chat.close()
        self.closed.emit(interaction_id, removed(why, chat.customer, to_name) if told else "")
        chat.deleteLater()

    def _typed(self) -> None:
        self.last_typed_ms = self._context.clock.monotonic_ms()
