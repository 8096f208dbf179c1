"""perplexity.ai: its settings."""
