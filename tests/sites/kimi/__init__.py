"""Kimi: a mail, and no page."""
