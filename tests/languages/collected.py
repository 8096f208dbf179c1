"""What there is to translate: the sentences of the code, and the texts of the flows, each as a catalogue without words.

Nothing in it changes unless a sentence does: no line numbers, no dates.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from runner.flow.load import load_file
from runner.flow.texts import spoken
from runner.terminal.cli import cli
from runner.terminal.speaking import paragraphs
from tests.languages.data_files import ABOUT, sentences

ROOT = Path(__file__).parents[2]
KEYWORDS = {"_": None, "many": (1, 2), "in_context": ((1, "c"), 2)}
METHODS = [("**.py", "python"), ("**.jinja", "jinja2.ext:babel_extract")]
# As gettext's own manual has them: nothing here is counted in millions, for which some have one more form.
PLURALS = {"fr": "n > 1", "es": "n != 1", "it": "n != 1", "pt": "n != 1", "pt_BR": "n > 1"}
LANGUAGES = ("de", "fr", "es", "it", "nl", "pl", "pt", "pt_BR", "ar")


@cache
def of_the_code() -> Catalog:
    """The sentences of `runner/` and of its data, and what its commands say of themselves, a paragraph each."""
    found = Catalog(fuzzy=False)
    for file, _, message, comments, context in extract_from_dir(ROOT / "runner", METHODS, keywords=KEYWORDS):
        found.add(message, locations=[(f"runner/{file}", 0)], auto_comments=comments, context=context)
    for file, sentence in sentences():
        comments = [ABOUT[file]] if file in ABOUT else []
        found.add(sentence, locations=[(f"runner/{file}", 0)], auto_comments=comments)
    for paragraph in paragraphs(cli):
        found.add(paragraph, locations=[("runner/terminal/commands", 0)], auto_comments=["Help of a command."])
    return found


@cache
def of_the_flows() -> Catalog:
    """The texts of the flows that come with Optout, each with the flow and the place it stands at."""
    found = Catalog(fuzzy=False)
    for path in sorted((ROOT / "flows").glob("*.yaml")):
        file = load_file(path)
        for place, text in spoken(file.id, file.flow):
            found.add(text, locations=[(f"flows/{path.name}", 0)], context=place)
    return found


def code_path(language: str) -> Path:
    """Where the sentences of the code are translated."""
    return ROOT / "runner" / "locale" / language / "LC_MESSAGES" / "optout.po"


def flows_path(language: str) -> Path:
    """Where the texts of the flows are."""
    return ROOT / "flows" / "locale" / f"{language}.po"


def read(path: Path, language: str) -> Catalog:
    """A catalogue as it is; an empty one where there is none yet."""
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, ignore_obsolete=True)


def _empty(language: str) -> Catalog:
    """A catalogue of a language, with the plural forms that it needs here."""
    new = Catalog(locale=language, fuzzy=False)
    if language in PLURALS:
        new.mime_headers = [("Plural-Forms", f"nplurals=2; plural=({PLURALS[language]});")]
    return new


def brought_up_to_date(path: Path, language: str, template: Catalog) -> Catalog:
    """The catalogue with just what there is to translate now; translations of what is gone are dropped."""
    old = read(path, language)
    new = _empty(language)
    for message in template:
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        text = known.string if known else ("" if isinstance(message.id, str) else ("",) * new.num_plurals)
        new.add(
            message.id,
            text,
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known else (),
            flags=known.flags if known else message.flags,
            context=message.context,
        )
    return new


def written(catalogue: Catalog) -> bytes:
    """The bytes of a catalogue's file."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, no_location=False, include_lineno=False, omit_header=True, sort_output=False)
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {catalogue.locale_identifier}\\n"\n"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return (head + out.getvalue().decode("utf-8").lstrip("\n")).encode("utf-8")
