"""ReplicaFeed: changes of the replica as Qt signals, never emitted from inside a task."""

from collections import deque
from typing import assert_never

from PySide6.QtCore import QElapsedTimer, QObject, Qt, Signal

from desktop_agent.client.replica import changes
from desktop_agent.client.replica.changes import Change

SLICE_MS = 8
"""How long one round of signals may keep the screen waiting; the rest comes in the next round."""


class ReplicaFeed(QObject):
    """Says what changed in ``session.replica``; whoever listens reads the new state from there.

    The session calls back inside its own task. Anything that opens a window from there would freeze every task, so
    the feed keeps the changes and emits them from Qt's loop (queued), in order, some milliseconds at a time. Between
    the change and the signal the replica may have gone on: look things up with ``get``.

    Signals:
        reset: a fresh snapshot replaced everything.
        agent_changed: the agent's own state, channels or load.
        interaction_added: (interaction_id) now on this desktop.
        interaction_changed: (interaction_id) any field, capabilities included.
        interaction_removed: (``changes.InteractionGone``: ``id, why, to_name``).
        messages_added: (interaction_id, tuple of ``seq``) new lines, those that came together in one tuple.
        history_added: (interaction_id) older lines were put before the others.
        offer_made: (offer_id).
        offer_closed: (``changes.OfferGone``: ``id, outcome, by``).
        notice_added: (notice_id) a new line in My Messages.
        notice_changed: (notice_id).
        notice_removed: (notice_id).
        status_changed: (target_id) state of a subscribed target.
        typing_changed: (interaction_id).
        directory_changed: the directory was loaded or has other entries.
        connection_changed: ``session.connection`` is another.
        settled: after each round of the signals above.
    """

    reset = Signal()
    agent_changed = Signal()
    interaction_added = Signal(str)
    interaction_changed = Signal(str)
    interaction_removed = Signal(object)
    messages_added = Signal(str, object)
    history_added = Signal(str)
    offer_made = Signal(str)
    offer_closed = Signal(object)
    notice_added = Signal(str)
    notice_changed = Signal(str)
    notice_removed = Signal(str)
    status_changed = Signal(str)
    typing_changed = Signal(str)
    directory_changed = Signal()
    connection_changed = Signal()
    settled = Signal()

    _wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Change] = deque()
        self._scheduled = False
        self._stopped = False
        self._wanted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def take(self, change: Change) -> None:
        """Keep a change for the next round. This is what ``session.listen`` gets."""
        if not self._stopped:
            self._waiting.append(change)
            self._schedule()

    def stop(self) -> None:
        """Tell nothing more: the session and what listens to it are about to go."""
        self._stopped = True
        self._waiting.clear()

    def _schedule(self) -> None:
        if not self._scheduled:
            self._scheduled = True
            self._wanted.emit()

    def _deliver(self) -> None:
        self._scheduled = False
        if self._stopped:
            return
        watch = QElapsedTimer()
        watch.start()
        while self._waiting and watch.elapsed() < SLICE_MS:
            change = self._waiting.popleft()
            if isinstance(change, changes.MessageArrived):
                self.messages_added.emit(change.id, self._together(change))
            elif not self._repeated(change):
                self._emit(change)
        if self._waiting:
            self._schedule()
        self.settled.emit()

    def _together(self, first: changes.MessageArrived) -> tuple[int, ...]:
        """The numbers of the lines of one chat that follow each other in the queue."""
        seqs = [first.seq]
        while self._waiting:
            following = self._waiting[0]
            if not isinstance(following, changes.MessageArrived) or following.id != first.id:
                break
            seqs.append(following.seq)
            self._waiting.popleft()
        return tuple(seqs)

    def _repeated(self, change: Change) -> bool:
        """Whether the next change says the same again; the replica is read only once then."""
        return bool(self._waiting) and self._waiting[0] == change

    def _emit(self, change: Change) -> None:  # noqa: C901 - one line per kind of a closed set
        match change:
            case changes.InteractionUpdated(id=interaction_id):
                self.interaction_changed.emit(interaction_id)
            case changes.InteractionAdded(id=interaction_id):
                self.interaction_added.emit(interaction_id)
            case changes.InteractionGone():
                self.interaction_removed.emit(change)
            case changes.MessageArrived(id=interaction_id, seq=seq):
                self.messages_added.emit(interaction_id, (seq,))
            case changes.TranscriptExtended(id=interaction_id):
                self.history_added.emit(interaction_id)
            case changes.OfferArrived(id=offer_id):
                self.offer_made.emit(offer_id)
            case changes.OfferGone():
                self.offer_closed.emit(change)
            case changes.AgentUpdated():
                self.agent_changed.emit()
            case changes.NoticeArrived(id=notice_id):
                self.notice_added.emit(notice_id)
            case changes.NoticeUpdated(id=notice_id):
                self.notice_changed.emit(notice_id)
            case changes.NoticeGone(id=notice_id):
                self.notice_removed.emit(notice_id)
            case changes.StatusChanged(target_id=target_id):
                self.status_changed.emit(target_id)
            case changes.TypingChanged(interaction_id=interaction_id):
                self.typing_changed.emit(interaction_id)
            case changes.DirectoryChanged():
                self.directory_changed.emit()
            case changes.ConnectionChanged():
                self.connection_changed.emit()
            case changes.SnapshotReplaced():
                self.reset.emit()
            case _:
                assert_never(change)
