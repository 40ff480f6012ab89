"""What the shell asks the interaction room for: the centre pane and the tabs of the lower right pane."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.case import CasePresenter
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.views.customer_panel.tabs import CaseTab, CustomerTab, NotesTab
from desktop_agent.desktop.views.interaction.stack import InteractionStack


def pane(context: DesktopContext, registry: ActionRegistry) -> InteractionStack:
    """The chat interaction window; binds the actions of a chat."""
    return InteractionStack(context, registry)


def side_tabs(context: DesktopContext, registry: ActionRegistry) -> list[tuple[str, QWidget]]:
    """Customer, Case, Notes of the selected chat."""
    presenter = CasePresenter(context, context)
    translate = QCoreApplication.translate
    return [
        (translate("SideTabs", "Customer"), CustomerTab(presenter, registry)),
        (translate("SideTabs", "Case"), CaseTab(presenter, registry)),
        (translate("SideTabs", "Notes"), NotesTab(context, presenter, registry)),
    ]
