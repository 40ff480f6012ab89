"""The strip's tabs: My Interactions, and the agent's queues beside it."""

from PySide6.QtWidgets import QWidget

from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.views.interactions.pane import InteractionsPane


def strip_tabs(context: DesktopContext, registry: ActionRegistry) -> list[tuple[str, QWidget]]:
    """My Interactions; it adds the queues' tabs itself as soon as they are known."""
    pane = InteractionsPane(context, registry)
    registry.bind(ActionId.PICK_UP, pane.presenter.pick_up)
    return [(translate("Interactions", "My Interactions"), pane)]
