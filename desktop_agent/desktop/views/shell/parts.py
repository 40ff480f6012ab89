"""What the shell is filled with: each room of views offers one ``build``; the table of who builds what.

=====================  ==========================================  =============================================
place                  function                                    gives
=====================  ==========================================  =============================================
centre                 ``views.interaction.build.pane``            QWidget: the chat interaction window
lower right tabs       ``views.interaction.build.side_tabs``       list of (title, QWidget): Customer, Case, Notes
search box, top bar    ``views.team_communicator.build.box``       QWidget, one row high
upper right tabs       ``views.directory.build.tabs``              list of (title, QWidget): Company, Workgroups, ★
bottom strip           ``views.interactions.build.strip_tabs``     list of (title, QWidget): My Interactions
beside the window      ``views.preview.build.start``               QObject, kept alive: Interaction Preview toasts
=====================  ==========================================  =============================================

Every function takes ``(context, registry)`` and binds its own actions. Wrap-up belongs into the interaction pane.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_agent.desktop.actions.registry import ActionRegistry
from desktop_agent.desktop.presenters.context import DesktopContext

Tabs: TypeAlias = list[tuple[str, QWidget]]
BuildWidget: TypeAlias = Callable[[DesktopContext, ActionRegistry], QWidget]
BuildTabs: TypeAlias = Callable[[DesktopContext, ActionRegistry], Tabs]
BuildObject: TypeAlias = Callable[[DesktopContext, ActionRegistry], QObject]


@dataclass(frozen=True, slots=True)
class Parts:
    """The builders, so that the gallery and tests can show the shell with fewer of them."""

    interaction: BuildWidget
    side_tabs: BuildTabs
    search: BuildWidget
    directory_tabs: BuildTabs
    strip_tabs: BuildTabs
    preview: BuildObject
