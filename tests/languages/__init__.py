"""The catalogues of our own sentences and of the flows': collected from code and flows, filled in, and counted."""
