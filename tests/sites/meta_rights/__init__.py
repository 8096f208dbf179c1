"""Meta's form for rights under US state law."""
