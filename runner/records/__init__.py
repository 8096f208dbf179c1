"""What remains of a run: listens to events, never drives."""
