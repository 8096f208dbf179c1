"""Reddit: privacy settings without a word on AI."""
