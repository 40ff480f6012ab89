"""The directory and type-ahead over it."""
