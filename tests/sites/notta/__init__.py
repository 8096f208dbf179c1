"""Notta: its settings, of which next to nothing is known."""
