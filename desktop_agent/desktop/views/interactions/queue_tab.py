"""QueueTabs: one tab for each of the agent's queues, with its live figures."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop_agent.contract.values import QueueRef
from desktop_agent.desktop.bridge.clock import QtClock
from desktop_agent.desktop.presenters.queue_figures import QueueFiguresPresenter
from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.widgets.labels import PlainLabel, tabular

COLUMNS = 7


class QueueTab(QScrollArea):
    """Figures of one queue, side by side: the name small, the value large."""

    def __init__(self, queue: QueueRef, presenter: QueueFiguresPresenter) -> None:
        """Args: queue: which. presenter: has its figures."""
        super().__init__()
        self.queue = queue
        self._presenter = presenter
        self.setObjectName(f"queue.{queue.id}")
        self.setAccessibleName(queue.name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP * 3)
        self._grid.setVerticalSpacing(0)
        self._as_of = PlainLabel(muted=True)
        column = QVBoxLayout(page)
        column.setContentsMargins(GAP, GAP, GAP, SPACE)
        column.addLayout(self._grid)
        column.addWidget(self._as_of)
        column.addStretch(1)
        self.setWidget(page)
        self._cells: list[tuple[PlainLabel, PlainLabel]] = []
        self.follow()

    def follow(self) -> None:
        """Show the figures as they are now."""
        figures = self._presenter.figures(self.queue)
        while len(self._cells) < len(figures):
            self._add_cell()
        for (name, value), figure in zip(self._cells, figures, strict=False):
            name.setText(figure.name)
            value.setText(figure.value)
            value.setAccessibleName(f"{figure.name}: {figure.value}")
        self._as_of.setText(self._presenter.as_of(self.queue))

    def _add_cell(self) -> None:
        place = len(self._cells)
        name, value = PlainLabel(muted=True), PlainLabel(bold=True)
        font = tabular(value.font())
        font.setPointSizeF(font.pointSizeF() * 1.3)
        value.setFont(font)
        self._grid.addWidget(value, 0, place)
        self._grid.addWidget(name, 1, place)
        self._grid.setColumnStretch(place + 1, 0)
        self._grid.setColumnStretch(COLUMNS, 1)
        self._cells.append((name, value))


class QueueTabs(QObject):
    """Keeps the tabs in step with the agent's queues, in the tab widget that holds its owner."""

    def __init__(self, owner: QWidget, presenter: QueueFiguresPresenter, clock: QtClock) -> None:
        """Args: owner: the first tab; owns this. presenter: figures. clock: longest waits tick."""
        super().__init__(owner)
        self._owner = owner
        self._presenter = presenter
        self._tabs: dict[str, QueueTab] = {}
        presenter.queues_changed.connect(self.follow)
        presenter.changed.connect(self._changed)
        clock.tick.connect(self._tick)

    def follow(self) -> None:
        """Add and remove tabs; nothing happens before the owner lies in a tab widget."""
        holder = self._holder()
        if holder is None:
            return
        wanted = {queue.id: queue for queue in self._presenter.queues}
        for queue_id in [known for known in self._tabs if known not in wanted]:
            tab = self._tabs.pop(queue_id)
            holder.removeTab(holder.indexOf(tab))
            tab.deleteLater()
        for queue_id, queue in wanted.items():
            if queue_id not in self._tabs:
                self._tabs[queue_id] = QueueTab(queue, self._presenter)
                holder.addTab(self._tabs[queue_id], "")
            self._changed(queue_id)

    def _changed(self, queue_id: str) -> None:
        tab, holder = self._tabs.get(queue_id), self._holder()
        if tab is not None and holder is not None:
            holder.setTabText(holder.indexOf(tab), self._presenter.title(tab.queue).replace("&", "&&"))
            tab.follow()

    def _tick(self) -> None:
        for tab in self._tabs.values():
            if tab.isVisible():
                tab.follow()

    def _holder(self) -> QTabWidget | None:
        widget = self._owner.parentWidget()
        while widget is not None and not isinstance(widget, QTabWidget):
            widget = widget.parentWidget()
        return widget
