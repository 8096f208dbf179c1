"""HoYoverse: a game, and then a mail; there is no page."""
