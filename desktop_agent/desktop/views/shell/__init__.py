"""The main window: top bar, interactions bar, panes, drawers, status bar."""
