"""What an operator does: floor files, first start, accounts."""
