"""The side pane as a place to drop on."""

from tests.desktop.directory.conftest import side

__all__ = ["side"]
