"""character.ai: its settings, seen from several regions."""
