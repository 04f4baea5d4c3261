"""Copies: which articles are the same text again."""
