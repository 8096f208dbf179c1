"""Dropbox: the tabs of the account settings."""
