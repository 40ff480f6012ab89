"""Presenter of My Messages: the list, read and unread, delete, the toast for a new one."""

from PySide6.QtCore import QObject, Signal

from desktop_agent.contract.values import Notice
from desktop_agent.desktop.models.notices import NoticesModel
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.models.times import day_and_time
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.wording import notice_sentence, put
from desktop_agent.desktop.presenters.words import priority_word


class MessagesPresenter(QObject):
    """Owns the model of My Messages.

    Signals:
        counted: (unread) how many are unread now.
        arrived: (``Notice``) a new one, to be shown as a toast.
        refused: (sentence) the server did not do what was asked.
    """

    counted = Signal(int)
    arrived = Signal(object)
    refused = Signal(str)

    def __init__(self, context: DesktopContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.model = NoticesModel(context.replica, context.feed, self.spoken, self)
        self.model.counted.connect(lambda: self.counted.emit(self.model.unread))
        context.feed.notice_added.connect(self._arrived)

    @property
    def unread(self) -> int:
        """How many are unread."""
        return self.model.unread

    # ---------------------------------------------------------------- words
    def sentence(self, notice: Notice) -> str:
        """What it says."""
        return notice_sentence(notice)

    def when(self, notice: Notice) -> str:
        """Local time, with the day when it is not today."""
        return day_and_time(notice.at_ms)

    def origin(self, notice: Notice) -> str:
        """Who or what it comes from."""
        return notice.sender or translate("Messages", "Routing server")

    def spoken(self, notice: Notice) -> str:
        """For screen readers: unread, priority, sentence, time."""
        unread = "" if notice.read else translate("Messages", "Unread")
        parts = (unread, priority_word(notice.priority), self.sentence(notice), self.when(notice))
        return ", ".join(part for part in parts if part)

    def count_words(self) -> str:
        """Name of the button in the top bar."""
        if not self.unread:
            return translate("Messages", "My Messages")
        return put(translate("Messages", "My Messages, {count} unread"), {"count": self.unread})

    # ---------------------------------------------------------------- doing
    def mark(self, notice: Notice, *, read: bool) -> None:
        """Mark read or unread."""
        if notice.read is not read:
            command = self._context.session.mark_notice(notice.id, read=read)
            self._context.command(f"notice:{notice.id}", command, refused=self.refused.emit)

    def delete(self, notice: Notice) -> None:
        """Delete it."""
        command = self._context.session.delete_notice(notice.id)
        self._context.command(f"notice-delete:{notice.id}", command, refused=self.refused.emit)

    def has_chat(self, notice: Notice) -> bool:
        """Whether it is about a chat that is still on this desktop."""
        return notice.interaction_id in self._context.replica.interactions

    def open_chat(self, notice: Notice) -> None:
        """Bring the chat it is about to the front."""
        if notice.interaction_id is not None and self.has_chat(notice):
            self._context.selection.activate(notice.interaction_id)

    def _arrived(self, notice_id: str) -> None:
        notice = self._context.replica.notices.get(notice_id)
        if notice is not None and not notice.read:
            self.arrived.emit(notice)
