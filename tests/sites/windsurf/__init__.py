"""Windsurf: one page of settings."""
