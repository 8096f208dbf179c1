"""TikTok: its form for privacy requests."""
