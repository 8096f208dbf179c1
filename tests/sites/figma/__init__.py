"""Figma: the AI settings of a team."""
