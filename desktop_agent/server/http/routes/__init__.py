"""The routes of the web face, one module per subject; each offers ``HANDLERS``."""
