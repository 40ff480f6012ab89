"""Who has new mail. A lost hint costs at most one tick."""
