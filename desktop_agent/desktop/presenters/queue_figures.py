"""QueueFiguresPresenter: the agent's own queues with their live figures, for the tabs beside My Interactions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_agent.contract.values import QueueRef, QueueStatus
from desktop_agent.desktop.models.times import duration, time_of_day
from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.presenters.wording import put

if TYPE_CHECKING:
    from desktop_agent.desktop.presenters.context import DesktopContext

DOOR = "queue figures"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its name."""

    name: str
    value: str


class QueueFiguresPresenter(QObject):
    """Figures of the queues this agent serves.

    Signals:
        queues_changed: there are other queues.
        changed: (queue id) its figures are others.
    """

    queues_changed = Signal()
    changed = Signal(str)

    def __init__(self, context: "DesktopContext", parent: QObject | None = None) -> None:
        """Args: context: of the session."""
        super().__init__(parent)
        self._context = context
        self._desk = TargetDesk.of(context)
        context.feed.reset.connect(self._reset)
        context.feed.status_changed.connect(self._status_changed)
        self._reset()

    @property
    def queues(self) -> tuple[QueueRef, ...]:
        """The queues, as the server lists them."""
        return self._context.replica.queues

    def title(self, queue: QueueRef) -> str:
        """Name and how many wait: the tab's title."""
        status = self._status(queue)
        return f"{queue.name} {status.waiting}" if status is not None else queue.name

    def figures(self, queue: QueueRef) -> list[Figure]:
        """Everything that is known of a queue, in the order of the eye; empty before the first answer."""
        status = self._status(queue)
        if status is None:
            return []
        now_ms = self._context.now_ms()
        longest, average = status.longest_wait_since_ms, status.average_wait_ms
        return [
            Figure(self.tr("Waiting"), str(status.waiting)),
            Figure(self.tr("Longest wait"), "–" if longest is None else duration(now_ms - longest)),
            Figure(self.tr("Average wait (30 min)"), "–" if average is None else duration(average)),
            Figure(self.tr("Logged in"), str(status.logged_in)),
            Figure(self.tr("Ready"), str(status.ready)),
            Figure(self.tr("Free slots"), str(status.free_slots)),
            Figure(self.tr("Queue"), self.tr("Open") if status.open else self.tr("Closed")),
        ]

    def as_of(self, queue: QueueRef) -> str:
        """When the figures were taken."""
        status = self._status(queue)
        if status is None:
            return self.tr("The figures are being asked for …")
        return put(self.tr("As of {time}"), {"time": time_of_day(status.as_of_ms)})

    def _status(self, queue: QueueRef) -> QueueStatus | None:
        status = self._desk.ranks.status(queue.id)
        return status if isinstance(status, QueueStatus) else None

    def _reset(self) -> None:
        self._desk.subscriptions.show(DOOR, (queue.id for queue in self.queues))
        self.queues_changed.emit()

    def _status_changed(self, target_id: str) -> None:
        if any(queue.id == target_id for queue in self.queues):
            self.changed.emit(target_id)
