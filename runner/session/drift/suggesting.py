"""Which thing on a page is worth a ring and a question: what a step looks for, by another name or in
another language.

Nothing is pressed on the word of this.
"""

from __future__ import annotations

from collections.abc import Sequence

from runner.flow.describe import role_word
from runner.flow.model import Pick
from runner.session import glossary, matching
from runner.session.glossary.agreement import Likeness, agreement

_WORTH_ASKING = 0.5  # of the belief, from which on a thing is ringed: no more than a question hangs on it
_SAYS_IT = 0.78  # of the agreement across languages, from which on a label says the same
_LEADS = 0.04  # of it, that the first has to be before what is another thing
_MAY_SAY_IT = 0.4  # of it, where some of it is presumed: then the first has to be far before all others
_KNOWN = 0.4
_LEADS_FAR = 0.15
_AGAINST = 0.1
_OTHER_ROLE = 0.88  # of it, where one is a link and the other a button
_OTHER_USE = 0.6  # of it, where one is pressed and the other filled in
_FILLED = ("textbox", "searchbox", "spinbutton", "combobox", "listbox", "slider")
_TURNED = ("radio", "checkbox", "switch", "option")
_PRESSED = ("link", "button", "menuitem", "tab")


def could_be(uses: str, pick: Pick) -> bool:
    """Whether a step that uses things in this way could use such a one at all."""
    if uses == "seen":
        return True
    if uses == "typed":
        return pick.role in _FILLED or pick.tag in ("input", "textarea")
    if uses == "turned":
        return pick.role in (*_TURNED, *_FILLED, "button") or pick.kind in ("radio", "checkbox")
    return pick.role not in (*_FILLED, *_TURNED)


def suggested(kept: Pick | None, imagined: Sequence[Pick], there: Sequence[Pick], language: str) -> Pick | None:
    """The thing to ring, of those there; None where none leads.

    `kept` is what the thing looked like when it was last seen, `imagined` what it may look like by its names, and
    `language` the page's, as `glossary.language_of` tells it.
    """
    is_abroad = language in glossary.languages()
    wanted = [*([kept] if kept else ()), *imagined]
    alike = [kept] if kept else [one for one in imagined if not (is_abroad and is_english(one))]
    found = [matching.likeliest(one, there) for one in alike]
    match, belief = max(found, key=lambda pair: pair[1], default=(None, 0.0))
    by_looks = match.pick if match and any(matching.has_grounds(one, match.pick) for one in wanted) else None
    by_words, said = saying_the_same([one for one in wanted if is_english(one)], there, language if is_abroad else "")
    if by_words and (said > belief or not by_looks):
        return by_words
    return by_looks if belief >= _WORTH_ASKING else None


def is_english(pick: Pick) -> bool:
    """Whether a thing is called something, in English."""
    return pick.language.partition("-")[0] in ("", glossary.ENGLISH) and bool(pick.text or pick.name)


def saying_the_same(wanted: Sequence[Pick], there: Sequence[Pick], language: str) -> tuple[Pick | None, float]:
    """The thing whose label says in another language what one of the English ones does, and how far.

    None where two say it as well: nothing else is known that would tell them apart.
    """
    if not language or not wanted or not there:
        return None, 0.0
    said = [max(_says(one, pick, language) for one in wanted) for pick in there]
    first = max(range(len(there)), key=said.__getitem__)
    much, known, against = said[first]
    rest = max((said[at].much for at, pick in enumerate(there) if not _are_one(there[first], pick)), default=0.0)
    is_said = much >= _SAYS_IT and much - rest > _LEADS
    is_likely = much >= _MAY_SAY_IT and known >= _KNOWN and against <= _AGAINST and much - rest > _LEADS_FAR
    return (there[first], much) if is_said or is_likely else (None, 0.0)


def _says(wanted: Pick, pick: Pick, language: str) -> Likeness:
    labels = {text for text in (pick.name, pick.text, pick.alt) if text}
    said = max((agreement(wanted.name or wanted.text, label, language) for label in labels), default=Likeness(0, 0, 0))
    mine, theirs = role_word(wanted.role), role_word(pick.role, pick.tag)
    if not wanted.role or mine == theirs:
        return said
    return said._replace(much=said.much * (_OTHER_ROLE if mine in _PRESSED and theirs in _PRESSED else _OTHER_USE))


def _are_one(one: Pick, other: Pick) -> bool:
    """Whether pressing either does the same."""
    return one is other or matching.is_nested(one, other) or matching.leads_to_the_same(one, other)
