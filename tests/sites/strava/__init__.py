"""Strava: the privacy controls, and then a mail."""
