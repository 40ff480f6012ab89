"""Presenter of the main window: connection in words, what is stale, queue figures, the end of the session."""

from PySide6.QtCore import QObject, Signal

from desktop_agent import __version__
from desktop_agent.client.connection import ConnectionState
from desktop_agent.contract.values import QueueStatus
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.models.times import duration, time_of_day
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.end import End
from desktop_agent.desktop.presenters.wording import put, removed


class ShellPresenter(QObject):
    """What the frame of the window says.

    Signals:
        connection_changed: words of the connection are others.
        ended: (End) the person wants to leave, or to sign in again.
        told: (sentence) something that has no better place.
    """

    connection_changed = Signal()
    ended = Signal(object)
    told = Signal(str)

    def __init__(self, context: DesktopContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        context.feed.connection_changed.connect(self.connection_changed)
        context.told.connect(self._tell)

    # ---------------------------------------------------------------- connection
    @property
    def live(self) -> bool:
        """Whether what is shown is of now."""
        return self._context.live

    @property
    def connection_words(self) -> str:
        """For the status bar: ``Connected`` or ``Reconnecting, as of 10:42:07``."""
        state = self._context.session.connection.state
        if state is ConnectionState.LIVE:
            return translate("Shell", "Connected")
        if state is ConnectionState.STALE:
            return put(translate("Shell", "Reconnecting, as of {time}"), {"time": self._as_of()})
        if state is ConnectionState.CONNECTING:
            return translate("Shell", "Connecting …")
        return translate("Shell", "Signed out")

    @property
    def stale_sentence(self) -> str:
        """For the bar across the window; empty while everything is live."""
        state = self._context.session.connection.state
        if state is ConnectionState.STALE:
            sentence = translate(
                "Shell",
                "The server cannot be reached. What you see is as of {time}; the program keeps trying. "
                "What you type is kept.",
            )
            return put(sentence, {"time": self._as_of()})
        if state is ConnectionState.CONNECTING:
            return translate("Shell", "Connecting to the server …")
        return ""

    @property
    def final_sentence(self) -> str:
        """Shown instead of the window's contents when the session is over for good; empty else."""
        state = self._context.session.connection.state
        if state is ConnectionState.DISPLACED:
            return translate(
                "Shell",
                "You signed in on another desktop. This one shows and receives nothing any more; your chats are there.",
            )
        if state is ConnectionState.SIGNED_OUT:
            return translate("Shell", "You are no longer signed in. Your chats are safe on the server.")
        return ""

    def _tell(self, sentence: str, _interaction_id: object = None) -> None:
        self.told.emit(sentence)

    def _as_of(self) -> str:
        connection = self._context.session.connection
        at_ms = connection.since_ms if connection.as_of_ms is None else connection.as_of_ms
        return time_of_day(at_ms)

    # ---------------------------------------------------------------- frame
    @property
    def title(self) -> str:
        """Title of the window: agent and unread chats."""
        replica = self._context.replica
        unread = sum(chat.unread for chat in replica.interactions.values())
        name = replica.agent.name or replica.agent.user
        titled = f"{name} – Desktop Agent" if name else "Desktop Agent"
        return f"({unread}) {titled}" if unread else titled

    @property
    def initials(self) -> str:
        """Of the agent, for the user button."""
        letters = [part[0] for part in self._context.replica.agent.name.split() if part]
        return "".join(letters[:1] + letters[-1:] if len(letters) > 1 else letters).upper() or "?"

    @property
    def user_words(self) -> str:
        """Name and extension of the agent."""
        agent = self._context.replica.agent
        return f"{agent.name} · {agent.number}" if agent.number else agent.name

    @property
    def version(self) -> str:
        """Of this program."""
        return f"v{__version__}"

    @property
    def queue_words(self) -> str:
        """Figures of the agent's own queues, as far as they are subscribed: the longest waiting first."""
        now_ms = self._context.now_ms()
        parts: list[tuple[int, str]] = []
        for queue in self._context.replica.queues:
            status = self._context.replica.statuses.get(queue.id)
            if not isinstance(status, QueueStatus):
                continue
            longest_ms = 0 if status.longest_wait_since_ms is None else now_ms - status.longest_wait_since_ms
            words = translate("Shell", "{queue} {waiting} waiting, longest {longest}")
            if not status.waiting:
                words = translate("Shell", "{queue} {waiting}")
            values = {"queue": queue.name, "waiting": status.waiting, "longest": duration(longest_ms)}
            parts.append((-longest_ms, put(words, values)))
        return " · ".join(words for _, words in sorted(parts, key=lambda part: part[0]))

    def watched_queues(self) -> tuple[str, ...]:
        """Ids of the queues whose figures the status bar shows."""
        return tuple(queue.id for queue in self._context.replica.queues)

    def removed_words(self, gone: object, customer: str) -> str:
        """Why a chat has left this desktop (``gone``: ``changes.InteractionGone``)."""
        return removed(gone.why, customer, gone.to_name)  # type: ignore[attr-defined]  # signals carry objects

    # ---------------------------------------------------------------- the end
    def quit(self) -> None:
        """Leave the program."""
        self.ended.emit(End.QUIT)

    def log_off(self) -> None:
        """Sign out and go back to the login."""
        self.ended.emit(End.LOG_OFF)

    def sign_in_again(self) -> None:
        """After the session is over."""
        self.ended.emit(End.SIGN_IN_AGAIN)
