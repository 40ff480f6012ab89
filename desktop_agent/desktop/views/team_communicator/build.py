"""The Team Communicator's place in the top bar."""

from PySide6.QtWidgets import QWidget

from desktop_agent.desktop.actions.ids import ActionId
from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.views.team_communicator.box import SearchBox
from desktop_agent.desktop.views.team_communicator.host import CommunicatorHost


def box(context: DesktopContext, registry: ActionRegistry) -> QWidget:
    """The search box; it owns what drops down under it and under every Transfer button."""
    made = SearchBox(registry.action(ActionId.TEAM_COMMUNICATOR).shortcut())
    CommunicatorHost(context, registry, made)
    return made
