"""Toyota: an app on a phone, so there are no pages."""
