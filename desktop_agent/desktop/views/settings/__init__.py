"""Settings of this person on this machine."""
