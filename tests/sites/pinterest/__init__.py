"""Pinterest: its settings on privacy and data."""
