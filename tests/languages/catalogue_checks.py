"""What may be wrong with a catalogue, as a sentence each: placeholders, plural forms, what means something in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from tests.languages import collected

_PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z_][a-z0-9_]*)(?:![rsa])?\}(?!\})")
_HTML = "<&"


def catalogues() -> Iterator[tuple[Path, str, Catalog]]:
    """Every catalogue there is: its file, its language, and what there is to translate in it."""
    for language in collected.LANGUAGES:
        for path, template in (
            (collected.code_path(language), collected.of_the_code),
            (collected.flows_path(language), collected.of_the_flows),
        ):
            if path.exists():
                yield path, language, template()


def faults(path: Path, language: str, template: Catalog) -> list[str]:
    """All that is wrong with a catalogue."""
    catalogue = collected.read(path, language)
    found = [fault for message in catalogue if message.id for fault in _of_message(message, catalogue.num_plurals)]
    if 'msgid ""' in path.read_text("utf-8").partition("\n\n")[2].replace('msgid ""\n"', ""):
        found.append("an entry has no text to translate")
    if collected.written(collected.brought_up_to_date(path, language, template)) != path.read_bytes():
        found.append("it is not up to date: run `make languages`")
    return found


def _of_message(message: Message, forms: int) -> Iterator[str]:
    """What is wrong with one entry; one that is not translated yet, or in doubt, is not shown to anybody."""
    if message.fuzzy:
        return
    english = list(message.id) if not isinstance(message.id, str) else [message.id]
    said = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if not any(said):
        return
    if len(english) > 1 and (len(said) != forms or not all(said)):
        yield f"{english[0]!r} has {sum(map(bool, said))} plural forms of {forms}"
    for one in filter(None, said):
        yield from _of_form(english, one)


def _of_form(english: list[str], said: str) -> Iterator[str]:
    """A plural form has what one of the English forms has; it may leave the number out: "a picture"."""
    there, forms = placeholders(said), [placeholders(one) for one in english]
    wanted, least = frozenset[str]().union(*forms), forms[0].intersection(*forms)
    if len(english) > 1:
        least -= {"count"}
    if not least <= there <= wanted:
        yield f"{english[0]!r} has {_named(wanted)}, and its translation has {_named(there)}: {said!r}"
    elif wanted:
        try:
            said.format_map(dict.fromkeys(wanted, ""))
        except (ValueError, KeyError, IndexError):
            yield f"the braces of {said!r} mean something that they should not"
    for sign in _HTML:
        if sign in said and not any(sign in one for one in english):
            yield f"{said!r} has a {sign} that {english[0]!r} has not"


def placeholders(text: str) -> frozenset[str]:
    """What values stand in a sentence."""
    return frozenset(_PLACEHOLDER.findall(text))


def _named(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "no placeholder"
