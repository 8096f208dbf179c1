"""Which thing of a page is which on the same page in another language: told by anything but its text.

A question is a thing's English name and role, as a flow has them; the things on the page in the other language; and
which of these it is. It is asked only where that is beyond doubt, where one thing alone has that name in English, and
where the name is another one in the other language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from runner.flow.describe import role_word
from runner.flow.model import Pick, fold

LONGEST = 60  # letters of a name; what is longer is a text


@dataclass(frozen=True)
class Question:
    """What is looked for by its English name, and where it is among the things there; None where it is not there."""

    application: str
    language: str
    page: str
    english: Pick
    there: Sequence[Pick]
    right: int | None


def questions(
    application: str, language: str, english: dict[str, list[Pick]], other: dict[str, list[Pick]]
) -> Iterator[Question]:
    """Each thing once, on the first page that has it; and once more, with no answer, on the fullest that lacks it."""
    asked = set[object]()
    fullest = sorted(other, key=lambda page: -len(other[page]))
    for page, here in english.items():
        for wanted in here:
            key = (fold(_label(wanted)), wanted.role, _ident(wanted))
            right = _right(wanted, here, other[page]) if key not in asked else None
            if right is None:
                continue
            asked.add(key)
            yield Question(application, language, page, wanted, other[page], right)
            names = (fold(_label(other[page][right])), key[0])
            lacking = (one for one in fullest if not any(_is_it(thing, wanted, names) for thing in other[one]))
            if elsewhere := next(lacking, None):
                yield Question(application, language, elsewhere, wanted, other[elsewhere], None)


def _is_it(one: Pick, wanted: Pick, names: Sequence[str]) -> bool:
    return fold(_label(one)) in names or (bool(wanted.href) and one.href == wanted.href)


def _right(wanted: Pick, here: Sequence[Pick], there: Sequence[Pick]) -> int | None:
    """The place of the very thing on the other page; None where that is open to doubt, or it is called the same."""
    label = fold(_label(wanted))
    role = role_word(wanted.role, wanted.tag)
    if not any(map(str.isalpha, label)) or len(label) > LONGEST or role in (None, "option"):  # lists of time zones
        return None
    namesakes = [one for one in here if fold(_label(one)) == label and one.role == wanted.role]
    if any(not is_same(one, wanted) for one in namesakes):
        return None
    found = [at for at, one in enumerate(there) if _ident(one) == _ident(wanted)]
    if len(found) != 1 or sum(_ident(one) == _ident(wanted) for one in here) != 1:
        found = [at for at in found if there[at].path == wanted.path]
    if len(found) != 1 or fold(_label(there[found[0]])) in ("", label):
        return None
    return found[0]


def is_same(one: Pick, other: Pick) -> bool:
    """Whether pressing either does the same: it is one thing, one lies in the other, or both lead to one place."""
    paths = sorted((one.path, other.path), key=len)
    if paths[0] == paths[1] or paths[1].startswith(paths[0] + "/"):
        return True
    return bool(one.href) and one.href[0] != "#" and one.href == other.href


def _label(pick: Pick) -> str:
    return pick.name or pick.text


def _ident(pick: Pick) -> tuple[str, ...]:
    """What a page's authors call it, whatever its language."""
    return (pick.tag, pick.role, pick.href, pick.id, pick.name_attribute, pick.kind)
