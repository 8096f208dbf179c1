"""Discord: the settings of a user."""
