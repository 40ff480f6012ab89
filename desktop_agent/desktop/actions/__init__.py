"""Every action of the program once: id, text, shortcut, icon, accessible name, and when it is enabled."""
