"""grok.com: its settings."""
