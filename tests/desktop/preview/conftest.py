"""Fixtures of the chat's views."""

from tests.desktop.interaction.session import still

__all__ = ["still"]
