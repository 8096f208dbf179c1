"""Qwen: a mail, and no page."""
