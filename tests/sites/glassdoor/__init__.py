"""Glassdoor: the form for requests about one's data."""
