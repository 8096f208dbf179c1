"""LinkedIn: its settings, and its form to object to how data is used."""
