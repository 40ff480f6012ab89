"""A floor that stands still: what the gallery and the desktop's tests show without a server."""
