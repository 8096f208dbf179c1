"""Quora: its privacy settings."""
