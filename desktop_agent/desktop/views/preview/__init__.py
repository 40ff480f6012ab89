"""Interaction Preview: offered chats as toasts that never take the focus."""
