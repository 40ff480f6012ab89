"""My Interactions: a toolbar of the registered actions above the table of this agent's chats."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.interactions_table import InteractionsTablePresenter
from desktop_agent.desktop.presenters.queue_figures import QueueFiguresPresenter
from desktop_agent.desktop.presenters.target_desk import TargetDesk
from desktop_agent.desktop.theme.tokens import GAP, SPACE
from desktop_agent.desktop.views.interactions.queue_tab import QueueTabs
from desktop_agent.desktop.views.interactions.table_view import InteractionsTable
from desktop_agent.desktop.views.widgets.icon_button import IconButton
from desktop_agent.desktop.views.widgets.labels import PlainLabel

TOOLS = (
    (ActionId.PICK_UP, "pick-up"),
    (ActionId.HOLD, "hold"),
    (ActionId.TRANSFER, "transfer"),
    (ActionId.END_CHAT, "end"),
)


class ToolButton(IconButton):
    """Triggers a registered action with itself as origin, so that what drops down opens under it."""

    def __init__(self, registry: ActionRegistry, action_id: ActionId, icon_name: str) -> None:
        """Args: registry: of the session. action_id: which action. icon_name: file in ``resources/icons``."""
        self._action = registry.action(action_id)
        label = self._label()
        super().__init__(icon_name, label, text=label)
        self.setObjectName(f"interactions.button.{action_id}")
        self.clicked.connect(lambda: registry.trigger(action_id, origin=self))
        self._action.changed.connect(self._follow)
        self._follow()

    def _label(self) -> str:
        return self._action.text().replace("&", "").removesuffix("…")

    def _follow(self) -> None:
        label = self._label()
        self.setText(label)
        self.name(label, self._action.toolTip())
        self.setEnabled(self._action.isEnabled() and self._action.isVisible())


class InteractionsPane(QWidget):
    """Toolbar and table; a sentence where there is no chat."""

    def __init__(self, context: DesktopContext, registry: ActionRegistry) -> None:
        """Args: context: of the session. registry: actions."""
        super().__init__()
        self.setObjectName("interactions")
        self.presenter = InteractionsTablePresenter(context, self)
        self.table = InteractionsTable(self.presenter, TargetDesk.of(context).drag, context.clock)
        self._empty = PlainLabel(self.tr("No chats. New ones are offered to you while you are Ready."), muted=True)
        self._empty.setObjectName("interactions.empty")
        self._empty.setMargin(GAP)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        bar = QHBoxLayout()
        bar.setContentsMargins(SPACE, 2, SPACE, 2)
        bar.setSpacing(SPACE)
        for action_id, icon_name in TOOLS:
            bar.addWidget(ToolButton(registry, action_id, icon_name))
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._queues = QueueTabs(self, QueueFiguresPresenter(context, self), context.clock)
        model = self.presenter.model
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._mind_empty)
        self._mind_empty()

    def showEvent(self, event: QShowEvent) -> None:
        """The queues' tabs lie beside this one."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._queues.follow)

    def _mind_empty(self) -> None:
        self._stack.setCurrentWidget(self.table if self.presenter.model.rowCount() else self._empty)
