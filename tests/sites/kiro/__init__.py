"""Kiro: a program of its own, so there are no pages."""
