"""One guided run with one person; knows no browser."""
