"""Agent desktop and routing server for customer chats."""

__version__ = "0.1.0"
