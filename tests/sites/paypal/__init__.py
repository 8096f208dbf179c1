"""PayPal: its contact page for privacy."""
