"""Optout: walks with a person to the page where they can refuse AI training on their data."""
