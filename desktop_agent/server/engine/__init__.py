"""The rules of routing, offers, transfers, presence and capacity. Pure: rows in, decisions out; no I/O, no clock."""
