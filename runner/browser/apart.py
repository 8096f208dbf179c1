"""Several things of one name, told apart in words as a person would: by their row, heading, neighbour or place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import shorten
from urllib.parse import urlsplit

from playwright.async_api import Error

from runner.browser import picks, targets
from runner.browser.asking import Element
from runner.browser.engine_questions import AskStands
from runner.flow.model import Pick, fold

MOST = 9  # as many as there are keys for
_LONGEST = 60  # letters of a text by which one is told apart
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


@dataclass(frozen=True)
class OneOfSeveral:
    """One of several: the element, what it looks like, and where it stands."""

    element: Element
    pick: Pick
    region: str
    under: str
    row: str


async def standing(several: targets.Several) -> list[OneOfSeveral]:
    """The first of them, as many as can be numbered, in the order of the page; those that have gone are left out."""
    found: list[OneOfSeveral] = []
    for element in several.first[:MOST]:
        try:
            where = await element.tell(AskStands())
            found.append(OneOfSeveral(element, await picks.of(element), where["region"], where["under"], where["row"]))
        except Error:
            continue
    return found


def words(several: Sequence[OneOfSeveral]) -> list[str]:
    """What each is told from the others by; by its place in the order of the page where nothing else does."""
    return [_words(one, [other for other in several if other is not one], at) for at, one in enumerate(several)]


def _words(one: OneOfSeveral, others: Sequence[OneOfSeveral], at: int) -> str:
    for read, phrase in _SIGNS:
        said = next((text for text in read(one) if _is_only_here(text, read, others)), "")
        if said:
            return phrase.format(shorten(said, _LONGEST, placeholder=" …"))
    return f"the {_PLACES[at]} one from the top"


def _is_only_here(text: str, read: Callable[[OneOfSeveral], Sequence[str]], others: Sequence[OneOfSeveral]) -> bool:
    return bool(text.strip()) and all(fold(text) not in map(fold, read(other)) for other in others)


def _leads_to(one: OneOfSeveral) -> str:
    try:
        address = urlsplit(one.pick.href)
    except ValueError:
        return ""
    return address.path if address.scheme in ("http", "https") and len(address.path) > 1 else ""


_SIGNS: tuple[tuple[Callable[[OneOfSeveral], Sequence[str]], str], ...] = (
    (lambda one: [one.pick.name or one.pick.text], "“{}”"),
    (lambda one: [one.row], "the one in the row “{}”"),
    (lambda one: [one.under], "the one under “{}”"),
    (lambda one: [one.region], "the one {}"),
    (lambda one: [text for text in one.pick.neighbours if text != one.pick.name], "the one beside “{}”"),
    (lambda one: [_leads_to(one)], "the one that leads to {}"),
)
