"""Canva: its privacy preferences."""
