"""Routing servers: the port and its adapters."""
