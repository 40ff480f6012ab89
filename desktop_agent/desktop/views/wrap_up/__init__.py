"""Wrap-up: disposition, time left, Mark Done."""
