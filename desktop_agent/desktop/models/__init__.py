"""The replica as Qt sees it: signals and item models. A Python list is the truth, the item model adapts it."""
