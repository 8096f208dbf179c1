"""The command line: all that knows click and rich."""
