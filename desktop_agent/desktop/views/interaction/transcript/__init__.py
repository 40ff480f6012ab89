"""The transcript on the screen: rows laid out only when they are seen, thousands of them in a frame's time."""
