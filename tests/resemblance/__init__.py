"""How well a thing is known again on a page that has changed: python -m tests.resemblance [FILE…]."""
