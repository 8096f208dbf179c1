"""The parts of drift, each alone on a page made of names; and all of them together."""
