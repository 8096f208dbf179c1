"""Tinder: settings without a word on training."""
