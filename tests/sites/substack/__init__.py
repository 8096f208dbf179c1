"""Substack: the settings of a publication."""
