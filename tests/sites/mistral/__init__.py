"""Mistral: the Admin Console."""
