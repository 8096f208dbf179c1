"""Meta's Accounts Center: what other businesses tell, and who may use it."""
