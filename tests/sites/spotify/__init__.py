"""Spotify: a privacy page without a word on AI."""
