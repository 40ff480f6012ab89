"""Which room of views fills which place of the main window."""

from desktop_agent.desktop.views.directory import build as directory
from desktop_agent.desktop.views.interaction import build as interaction
from desktop_agent.desktop.views.interactions import build as interactions
from desktop_agent.desktop.views.preview import build as preview
from desktop_agent.desktop.views.shell.parts import Parts
from desktop_agent.desktop.views.team_communicator import build as team_communicator


def all_parts() -> Parts:
    """Everything there is."""
    return Parts(
        interaction=interaction.pane,
        side_tabs=interaction.side_tabs,
        search=team_communicator.box,
        directory_tabs=directory.tabs,
        strip_tabs=interactions.strip_tabs,
        preview=preview.start,
    )
