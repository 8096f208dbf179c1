"""x.com: its settings for Grok."""
