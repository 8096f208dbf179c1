"""Dailymotion: the form of its help center."""
