"""`make languages`: brings the catalogues up to date and prints what is missing, per language and flow.

`python -m tests.languages missing de [code|flows]` writes what is missing as JSON, `python -m tests.languages fill de
code|flows FILE` takes such a file in with its translations: for those who translate without a program for it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message

from tests.languages import collected

BOTH = {
    "code": (collected.of_the_code, collected.code_path),
    "flows": (collected.of_the_flows, collected.flows_path),
}


def update(language: str, what: str) -> Catalog:
    """Brings one catalogue up to date."""
    template, place = BOTH[what]
    path = place(language)
    new = collected.brought_up_to_date(path, language, template())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(collected.written(new))
    return new


def is_missing(message: Message) -> bool:
    """Whether a message has no translation yet."""
    return not message.string or (not isinstance(message.string, str) and not all(message.string)) or message.fuzzy


def missing(language: str, what: str) -> list[Message]:
    """The messages that have no translation."""
    return [one for one in update(language, what) if one.id and is_missing(one)]


def lacking(language: str, what: str) -> list[Message]:
    """The same, but for what a variant such as pt_BR takes from its language."""
    general = language.partition("_")[0]
    lacks = missing(language, what)
    if general == language:
        return lacks
    behind = BOTH[what][1](general)
    also = {(str(one.id), one.context) for one in collected.read(behind, general) if one.id and is_missing(one)}
    return [one for one in lacks if (str(one.id), one.context) in also]


def fill(language: str, what: str, given: list[dict[str, Any]]) -> int:
    """Takes translations in: each with `id`, `context` where there is one, and `say`; how many fitted."""
    catalogue = update(language, what)
    fitted = 0
    for one in given:
        id = tuple(one["id"]) if isinstance(one["id"], list) else one["id"]
        message = catalogue.get(id, one.get("context"))
        if message is None or not one.get("say"):
            print("not taken:", one["id"])
            continue
        message.string = tuple(one["say"]) if isinstance(one["say"], list) else one["say"]
        message.flags.discard("fuzzy")
        fitted += 1
    BOTH[what][1](language).write_bytes(collected.written(catalogue))
    return fitted


def as_data(message: Message) -> dict[str, Any]:
    """A message for a file of JSON."""
    id = message.id if isinstance(message.id, str) else list(message.id)
    return {"id": id, **({"context": message.context} if message.context else {})}


def main(words: list[str]) -> None:
    """Runs one of the three."""
    if words[:1] == ["missing"]:
        for what in words[2:] or BOTH:
            print(json.dumps([as_data(one) for one in missing(words[1], what)], ensure_ascii=False, indent=0))
    elif words[:1] == ["fill"]:
        print(fill(words[1], words[2], json.loads(Path(words[3]).read_text("utf-8"))), "taken in")
    else:
        for language in collected.LANGUAGES:
            of_code, of_flows = lacking(language, "code"), lacking(language, "flows")
            flows = Counter(str(one.context).split(":")[0] for one in of_flows)
            print(f"{language}: {len(of_code)} sentences and {len(of_flows)} texts of flows are missing")
            for flow, count in sorted(flows.items()):
                print(f"    {flow}: {count}")


if __name__ == "__main__":
    main(sys.argv[1:])
