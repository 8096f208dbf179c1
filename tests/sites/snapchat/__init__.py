"""Snapchat: an app on the phone, and no page."""
