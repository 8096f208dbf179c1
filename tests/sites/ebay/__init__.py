"""eBay: one page of the account settings."""
