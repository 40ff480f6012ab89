"""WorkgroupsPresenter: the Workgroup and Profile view: queues with live figures, and who serves them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_agent.desktop.models.targets import WorkgroupsModel
from desktop_agent.desktop.presenters.directory import TargetListPresenter

if TYPE_CHECKING:
    from desktop_agent.desktop.presenters.context import DesktopContext

OPEN = "workgroups.open"


class WorkgroupsPresenter(TargetListPresenter):
    """Queues (workgroups) and routing points (profiles) with the people who serve them.

    Signals:
        empty_changed: (sentence) why the view is empty; empty when it is not.
    """

    empty_changed = Signal(str)

    def __init__(self, context: "DesktopContext", parent: QObject | None = None) -> None:
        """Args: context: of the session."""
        super().__init__(context, "workgroups", parent)
        self.model = WorkgroupsModel(self.desk.words.listed, self)
        self.touched.connect(self.model.touch)
        self.desk.people.changed.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """The directory has changed."""
        self.desk.drag.when_idle("workgroups:show", self._show)

    def opened(self) -> frozenset[str]:
        """Ids of the queues whose members are shown."""
        value = self._context.remembered.get(OPEN)
        return frozenset(item for item in value if isinstance(item, str)) if isinstance(value, list) else frozenset()

    def set_open(self, queue_id: str, *, opened: bool) -> None:
        """A queue was opened or closed; it stays so."""
        ids = self.opened() | {queue_id} if opened else self.opened() - {queue_id}
        self._context.remembered.set(OPEN, [*sorted(ids)])

    def _show(self) -> None:
        groups = self.desk.people.workgroups
        self.model.show(groups)
        loading = not self._context.directory.loaded
        words = self.tr("The directory is being loaded …") if loading else self.tr("There are no workgroups.")
        self.empty_changed.emit("" if groups else words)
