"""Tumblr: the settings of one blog."""
