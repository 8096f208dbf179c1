"""Starlink: the account settings, and what "Edit Profile" opens over them."""
