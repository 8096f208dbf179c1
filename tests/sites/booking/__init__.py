"""Booking.com: a mail, and no page."""
