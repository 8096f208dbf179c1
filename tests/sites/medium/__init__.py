"""Medium: the settings of an account."""
