"""Customers and colleagues who talk to a server, from a seed."""
