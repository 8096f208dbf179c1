"""The language in which a person is spoken to, from the settings: that of the program's sentences and of the flows'."""

from __future__ import annotations

from runner.app.places import shipped_folder
from runner.locale import Language, use
from runner.locale.catalogues import wanted


def speak(language: str) -> Language:
    """From now on all is said in the language of the settings (`auto` is the system's), as far as it is one of ours."""
    return use(wanted(language), shipped_folder() / "locale")
