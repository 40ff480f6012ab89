"""What is on the screen; the only user of QtWidgets."""
