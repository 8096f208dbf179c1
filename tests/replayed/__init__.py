"""Recordings made of every kind of deed and every way of selecting, and the pages they are replayed on."""
