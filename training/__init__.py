"""Builds the reader model from our own examples: `python -m training.build`."""
