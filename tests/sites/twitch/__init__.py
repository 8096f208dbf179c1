"""Twitch: its settings."""
