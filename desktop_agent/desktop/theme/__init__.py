"""Colours and measures: tokens, the palettes made of them, icons tinted with them."""
