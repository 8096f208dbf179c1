"""A flow as data: knows no browser, no clock and no network."""
