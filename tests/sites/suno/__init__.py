"""Suno: a mail, and no page."""
