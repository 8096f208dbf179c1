"""Slack: a mail, and no page."""
