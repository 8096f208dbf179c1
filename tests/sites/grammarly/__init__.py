"""Grammarly: privacy and data settings of an account."""
