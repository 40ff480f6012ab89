"""The machine the client runs on: one home per library."""
