"""What is answered to somebody who asks for a company: its flows, or that it says it does not train on what is theirs.

The list of those that say so is handed out here for every front end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from runner.app.places import flow_path
from runner.errors import UsageError, did_you_mean
from runner.flow.headings import Heading
from runner.flow.statements import Statement, statements
from runner.locale import _

NOTHING_TO_DO = _("Nothing to do: these say that they do not train on what is yours")


def answer_to(name: str) -> Statement | None:
    """What is said instead of a walk; None where there is a flow (or a file) of this name, or nothing is on record."""
    try:
        flow_path(name)
    except UsageError:
        return statement_of(name)
    return None


def statement_of(company: str) -> Statement | None:
    """What a company says, by any name it is asked for by; None where nothing is on record."""
    return next((one for one in statements() if one.is_called(company)), None)


def statements_about(words: str) -> list[Statement]:
    """The companies that somebody means who types these words, all of them in any of a company's names; else all."""
    wanted = words.casefold().split()
    return [
        one
        for one in statements()
        if all(word in " ".join((one.id, one.company, *one.also)).casefold() for word in wanted)
    ]


def asked_for(heads: Sequence[Heading], names: Iterable[str]) -> tuple[list[Heading], list[Statement]]:
    """Of all there is, what somebody means by these names: flows by id or service, companies by what they are called.

    Without names it is everything. Raises UsageError for a name that nothing has, with the likeliest one meant.
    """
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return list(heads), list(statements())
    flows: set[str] = set()
    companies: set[str] = set()
    for name in wanted:
        found = {head.id for head in heads if _begins(name, f"{head.id} {head.service}")}
        said = {one.id for one in statements() if one.is_called(name) or _begins(name, one.company)}
        if not found and not said:
            known = {*(head.id for head in heads), *(head.service for head in heads if head.service)}
            hint = did_you_mean(name, known | _companies())
            raise UsageError(_("there is nothing called '{name}' ({hint})", name=name, hint=hint))
        flows |= found
        companies |= said
    return [head for head in heads if head.id in flows], [one for one in statements() if one.id in companies]


def _companies() -> set[str]:
    return {one.company for one in statements()}


def _begins(name: str, text: str) -> bool:
    """Whether a word of the text begins so: `face` and `x`, but no letter in the middle of one."""
    return re.search(rf"(?<!\w){re.escape(name.strip())}", text, re.IGNORECASE) is not None
