"""Otter: the account settings, with and without a word on training."""
