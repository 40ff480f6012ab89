"""The agent's window: PySide6 widgets over a replica of what the routing server lets this agent see."""
