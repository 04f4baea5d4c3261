"""Drawings that need links and our own layout: the map and the network, as numbers that templates set as SVG."""
