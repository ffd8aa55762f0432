"""Swappers that are networks: what all of them share, and one table of their contracts."""
