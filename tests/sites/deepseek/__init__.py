"""chat.deepseek.com: its settings."""
