"""A German that knows a few sentences, in a copy of the sources: so that tests of languages wait for no translation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog

from installers.project import sources
from tests.languages.collected import ROOT, written

USAGE = "Aufruf:"
NOT_TRANSLATED = ("{count} sighting", "{count} sightings")  # its plural forms are empty, as a translator finds them
CODE: Mapping[str | tuple[str, str], str | tuple[str, str]] = {
    "Usage:": USAGE,
    "Options": "Schalter",
    "Commands": "Befehle",
    "Show this message and exit.": "Zeigt diese Hilfe.",
    "Show the version and exit.": "Zeigt die Version.",
    "The language Optout speaks, such as de or pt-BR.": "Die Sprache von Optout, etwa de oder pt-BR.",
    "Error: {message}": "Fehler: {message}",
    "Try '{command} {option}' for help.": "Mehr sagt „{command} {option}“.",
    "No such option {name!r}.": "Den Schalter {name!r} gibt es nicht.",
    "Missing argument": "Es fehlt",
    "`optout list` shows the flows there are.": "`optout list` zeigt, welche Abläufe es gibt.",
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."): (
        "{value!r} ist nicht {choice}.",
        "{value!r} ist keines von {choices}.",
    ),
    NOT_TRANSLATED: ("", ""),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."): (
        "Der Schalter {name!r} braucht ein Wort.",
        "Der Schalter {name!r} braucht {nargs} Worte.",
    ),
    "Walks with you to the page where you can refuse AI training on your data.": (
        "Geht mit dir zu der Seite, auf der du dem KI-Training mit deinen Daten widersprechen kannst."
    ),
    "Look how things stand; change nothing.": "Sieht nach, wie alles steht, und ändert nichts.",
    "How to print it.": "Wie es ausgegeben wird.",
    "Optout does not speak {code!r}. It speaks: {languages}.": "{code!r} spricht Optout nicht, nur {languages}.",
    "You have added no collection yet. `optout flows add FILE` adds one that you have saved.": (
        "Du hast noch keine Sammlung. `optout flows add FILE` nimmt eine auf, die du gespeichert hast."
    ),
}
FLOWS = {("practice: title", "Larkspur – practise objecting to AI training"): "Eine Übung"}
BUILT_OF = ("runner", "flows", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE")


@dataclass(frozen=True)
class Sources:
    """The sources with a small German in them, and a person's empty folders beside them."""

    folder: Path
    around: Path

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """`optout …` as its entry point runs it, in an environment that has nothing but what is given."""
        return self.python("-m", "runner", *arguments, **environment)

    def python(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """A Python that finds these sources."""
        folders = {name: str(self.around / name.lower()) for name in ("HOME", "XDG_CONFIG_HOME", "OPTOUT_HOME")}
        told = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "COLUMNS": "80", **folders, **environment}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=told,
            check=False,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
        )

    def settings(self, text: str) -> Path:
        """Writes the person's own settings."""
        path = self.around / "xdg_config_home" / "optout" / "config.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path


def sources_in_german(folder: Path) -> Sources:
    """A copy of the sources in which German alone is translated, and only a little of it."""
    there = folder / "sources"
    for path in sources():
        translated = path.suffix in (".po", ".mo") or path.match("runner/locale/*/help.txt")
        if path.parts[0] in BUILT_OF and not translated:
            (there / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, there / path)
    write_catalogue(there / "runner" / "locale" / "de" / "LC_MESSAGES" / "optout.po", CODE)
    write_catalogue(there / "flows" / "locale" / "de.po", {}, FLOWS)
    return Sources(there, folder)


def write_catalogue(
    path: Path,
    sentences: Mapping[str | tuple[str, str], str | tuple[str, str]],
    in_context: Mapping[tuple[str, str], str] | None = None,
) -> None:
    """Writes a catalogue of German: sentences by their ids, and those that have a context."""
    catalogue = Catalog(locale="de", fuzzy=False)
    for id, said in sentences.items():
        catalogue.add(id, said)
    for (context, english), text in (in_context or {}).items():
        catalogue.add(english, text, context=context)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written(catalogue))
