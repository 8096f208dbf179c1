"""Udemy: settings of an account and of an instructor."""
