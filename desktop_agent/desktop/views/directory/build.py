"""The tabs of the side pane: Company, Workgroups, favourites."""

from PySide6.QtWidgets import QWidget

from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.models.texts import translate
from desktop_agent.desktop.presenters.context import DesktopContext
from desktop_agent.desktop.presenters.directory import DirectoryPresenter, FavouritesPresenter
from desktop_agent.desktop.presenters.workgroups import WorkgroupsPresenter
from desktop_agent.desktop.views.directory.lists import TargetTable, WorkgroupTree
from desktop_agent.desktop.views.directory.pane import FilterBox, TargetPane
from desktop_agent.desktop.views.directory.target_view import TargetViewHand


def company(context: DesktopContext) -> TargetPane:
    """The people of the company with a filter."""
    presenter = DirectoryPresenter(context)
    view = TargetTable(presenter.model, translate("Directory", "Company Directory"))
    box = FilterBox(translate("Directory", "Filter by name, number, department"))
    pane = TargetPane("directory", presenter, view, box)
    TargetViewHand(view, presenter, presenter.model.find, context.clock)
    box.textChanged.connect(presenter.filter)
    presenter.setParent(pane)
    presenter.empty_changed.connect(pane.show_empty)
    presenter.reload()
    return pane


def workgroups(context: DesktopContext) -> TargetPane:
    """Queues with live figures and members: the Workgroup and Profile view."""
    presenter = WorkgroupsPresenter(context)
    view = WorkgroupTree(presenter.model, presenter, translate("Directory", "Workgroups and profiles"))
    pane = TargetPane("workgroups", presenter, view)
    hand = TargetViewHand(view, presenter, presenter.model.find, context.clock)
    view.expanded.connect(hand.look)
    view.collapsed.connect(hand.look)
    presenter.setParent(pane)
    presenter.empty_changed.connect(pane.show_empty)
    presenter.reload()
    return pane


def favourites(context: DesktopContext) -> TargetPane:
    """The targets a person keeps at hand."""
    presenter = FavouritesPresenter(context)
    view = TargetTable(presenter.model, translate("Directory", "Favourites"))
    pane = TargetPane("favourites", presenter, view)
    TargetViewHand(view, presenter, presenter.model.find, context.clock)
    presenter.setParent(pane)
    presenter.empty_changed.connect(pane.show_empty)
    presenter.reload()
    return pane


def tabs(context: DesktopContext, _registry: ActionRegistry) -> list[tuple[str, QWidget]]:
    """Everything for the upper right of the shell."""
    return [
        (translate("Directory", "Company"), company(context)),
        (translate("Directory", "Workgroups"), workgroups(context)),
        (translate("Directory", "Favourites"), favourites(context)),
    ]
