"""What a walk does where the page is no longer as the flow says, in parts: recognise, ask, learn, remember.

Each part is given what it needs and knows no other that is not named in its `__init__`; what they know together of one
walk is one record (state.py). `Drift` brings them together, and nobody outside needs another name.
"""

from runner.session.drift.drift import Drift

__all__ = ["Drift"]
