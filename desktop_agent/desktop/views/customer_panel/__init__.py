"""Customer, case and notes of the selected chat."""
