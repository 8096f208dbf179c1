"""Devin: the settings of an organization."""
