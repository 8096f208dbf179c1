"""claude.ai: its settings."""
