"""Several things of one name, told apart in words as a person would: by their row, heading, neighbour or place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from urllib.parse import urlsplit

from playwright.async_api import Error

from runner.browser import picks, targets
from runner.browser.asking import Element
from runner.browser.engine_messages import StandsTold
from runner.browser.engine_questions import AskStands
from runner.flow.model import Pick, fold
from runner.locale import Message, _
from runner.locale.phrase import put_in

MOST = 9  # as many as there are keys for
_LONGEST = 60  # letters of a text by which one is told apart
_PLACES = (
    _("the first one from the top"),
    _("the second one from the top"),
    _("the third one from the top"),
    _("the fourth one from the top"),
    _("the fifth one from the top"),
    _("the sixth one from the top"),
    _("the seventh one from the top"),
    _("the eighth one from the top"),
    _("the ninth one from the top"),
)
_IN_DIALOG = _("the one in the dialog"), _("the one in the dialog “{name}”")
_IN_MENU = _("the one in the menu"), _("the one in the menu “{name}”")
# Parts of the page by their role, as stands.js has them; what has a name of its own is called by that.
_REGIONS: Mapping[str, tuple[Message, Message]] = {
    "dialog": _IN_DIALOG,
    "alertdialog": _IN_DIALOG,
    "navigation": _IN_MENU,
    "menu": _IN_MENU,
    "menubar": (_("the one in the menu bar"), _("the one in the menu bar “{name}”")),
    "banner": (_("the one at the top of the page"), _("the one at the top of the page “{name}”")),
    "contentinfo": (_("the one at the foot of the page"), _("the one at the foot of the page “{name}”")),
    "complementary": (_("the one at the side"), _("the one at the side “{name}”")),
    "search": (_("the one in the search"), _("the one in the search “{name}”")),
    "toolbar": (_("the one in the tool bar"), _("the one in the tool bar “{name}”")),
    "main": (_("the one in the main part of the page"), _("the one in the main part of the page “{name}”")),
}


@dataclass(frozen=True)
class OneOfSeveral:
    """One of several: the element, what it looks like, and where it stands."""

    element: Element
    pick: Pick
    region: str  # in words: “the one in the menu”
    under: str
    row: str


async def standing(several: targets.Several) -> list[OneOfSeveral]:
    """The first of them, as many as can be numbered, in the order of the page; those that have gone are left out."""
    found: list[OneOfSeveral] = []
    for element in several.first[:MOST]:
        try:
            where = await element.tell(AskStands())
            found.append(OneOfSeveral(element, await picks.of(element), _region(where), where["under"], where["row"]))
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
            return put_in(phrase, words=shorten(said, _LONGEST, placeholder=" …")) if phrase else said
    return _PLACES[at]


def _region(where: StandsTold) -> str:
    """Where it stands by the part of the page, in words; '' where that part is none that has a word."""
    alone, with_name = _REGIONS.get(where["region"], ("", _("“{name}”")))
    name = shorten(where["region_name"], _LONGEST, placeholder=" …")
    return put_in(with_name, name=name) if name and alone else alone


def _is_only_here(text: str, read: Callable[[OneOfSeveral], Sequence[str]], others: Sequence[OneOfSeveral]) -> bool:
    return bool(text.strip()) and all(fold(text) not in map(fold, read(other)) for other in others)


def _leads_to(one: OneOfSeveral) -> str:
    try:
        address = urlsplit(one.pick.href)
    except ValueError:
        return ""
    return address.path if address.scheme in ("http", "https") and len(address.path) > 1 else ""


# What a thing may be told by, and the phrase for that, where that is no phrase itself.
_SIGNS: tuple[tuple[Callable[[OneOfSeveral], Sequence[str]], Message | None], ...] = (
    (lambda one: [one.pick.name or one.pick.text], _("“{words}”")),
    (lambda one: [one.row], _("the one in the row “{words}”")),
    (lambda one: [one.under], _("the one under “{words}”")),
    (lambda one: [one.region], None),
    (lambda one: [text for text in one.pick.neighbours if text != one.pick.name], _("the one beside “{words}”")),
    (lambda one: [_leads_to(one)], _("the one that leads to {words}")),
)
