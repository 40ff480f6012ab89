"""My Messages: the list, one message, the toast inside the window."""
