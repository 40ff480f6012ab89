"""Widgets that know nothing of chats: labels, bars, buttons, the link opener."""
