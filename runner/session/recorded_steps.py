"""One deed of a recording as one step of a flow; a pause where only a person can say what it was, or may do it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit

from runner.addresses import bare
from runner.flow import words
from runner.flow.describe import language_of, name_of, named, role_word, spelled, writable
from runner.flow.hosts import is_loopback
from runner.flow.model import Pick
from runner.flow.noes import declines
from runner.flow.own import Typed
from runner.flow.recorded_action import RecordedAction
from runner.flow.word_lists import plain
from runner.locale import _
from runner.locale.phrase import quoted
from runner.session.selectors import INSIDE

Step = dict[str, Any]
_OWN = (  # what a field is called, and the key of config.yaml that it most likely wants
    ("email", ("email", "e-mail", "mail", "correo", "courriel", "posta", "メール")),
    ("first_name", ("first name", "given name", "vorname", "prénom", "nombre de pila")),
    ("last_name", ("last name", "surname", "family name", "nachname", "apellidos", "cognome")),
    ("name", ("name", "nombre", "nom", "nome", "naam", "名前")),
    ("country", ("country", "land", "pays", "país", "paese", "国")),
)
_SEARCH = re.compile(  # how a box to search in is called
    r"(?:search|find|such|durchsuch|recherch|cherch|busc|busqu|cerca|ricerca|zoek|pesquis|procur|szukaj|wyszuk"
    r"|s[oø][kg](?:e|ning)?(?!\w)|hae(?!\w)"
    r"|hled|keres|caut|αναζητ|ara(?!\w)"
    r"|поиск|искать|найти|пошук|検索|검색|搜索|搜尋|ค้นหา|tim kiem|cari(?!\w)|חיפוש|بحث)"
)
_SEARCHES = ("searchbox", "search")
_SWITCHED = {"radio": "radio", "menuitemradio": "menuitem", "menuitemcheckbox": "menuitem"}  # all else is a switch
# Names of what in an address says which page it is, where its value is plain words.
_ROUTES = ("page", "tab", "route", "section", "view", "panel", "screen", "path", "lang", "hl", "locale", "category")
_ROUTE = re.compile(r"[A-Za-z_-]+(?:[/.][A-Za-z_-]+){0,6}/?")
_LONGEST_ROUTE = 60
_IN_PAGE = re.compile(r"!?/?[A-Za-z_-]+(?:/[A-Za-z_-]+){0,6}/?")


class Made(NamedTuple):
    """A step; `untold` says what the recording does not tell of it; `way` tells alike steps on other things apart.

    `aside` is what was left out of it. `each_time`: done once more, it is not the same again, but the next page.
    """

    step: Step
    untold: str = ""
    way: str = ""
    aside: str = ""
    each_time: bool = False


def step_of(deed: RecordedAction, after: Sequence[RecordedAction], typed: Typed) -> Made:
    """The step for a deed; `after` are the deeds that follow it."""
    made = _Making(deed, typed)
    if deed.done == "secret":
        until = _first_sign(after, typed)
        return Made(_pause("login", "Log in as you always do.", **({"until": until} if until else {})))
    found = {
        "went": made.opened, "pressed": made.pressed, "hovered": made.hovered, "sent": made.sent, "typed": made.filled,
        "chose": made.chosen, "turned": made.turned, "attached": made.attached, "unclear": made.unclear,
    }[deed.done]()  # fmt: skip
    way = f"{deed.css} {deed.pick.path} {deed.pick.role}" if deed.pick else deed.css
    return found._replace(way=way, each_time=leads_on(deed))


def leads_on(deed: RecordedAction) -> bool:
    """Whether a press, done once more, leads to the page after: “Next”, “Show more”."""
    name = (deed.pick.name or deed.pick.text) if deed.pick else ""
    return deed.done == "pressed" and words.shows_more(name)


def address(url: str) -> str:
    """As addresses are kept everywhere, but with that of its query and fragment that says which page it is.

    The rest is more about a visit than about the way. By https, but on this machine.
    """
    parts, kept = urlsplit(url), urlsplit(bare(url))
    scheme = parts.scheme if is_loopback(parts.hostname or "") else "https"
    query = "&".join(f"{name}={value}" for name, value in _parameters(parts.query) if _says_which_page(name, value))
    fragment = parts.fragment if "/" in parts.fragment and _IN_PAGE.fullmatch(parts.fragment) else ""
    return urlunsplit((scheme, kept.netloc, kept.path or "/", query, fragment))


def is_cut(url: str) -> bool:
    """Whether `address` leaves something out of what follows the path."""
    parts, kept = urlsplit(url), urlsplit(address(url))
    return (parts.query, parts.fragment) != (kept.query, kept.fragment)


def _parameters(query: str) -> Iterator[tuple[str, str]]:
    for one in query.split("&"):
        name, _equals, value = one.partition("=")
        yield name, value


def _says_which_page(name: str, value: str) -> bool:
    return name.lower() in _ROUTES and len(value) <= _LONGEST_ROUTE and _ROUTE.fullmatch(unquote(value)) is not None


class _Making:
    """Makes the step of one deed. What it calls things has nothing of the person's in it."""

    def __init__(self, deed: RecordedAction, typed: Typed) -> None:
        self.deed = deed
        self.typed = typed
        self.pick = typed.without(deed.pick or Pick())
        self.name = name_of(self.pick)
        self.language = language_of(self.pick)
        self.was_own = bool(deed.pick and not self.name and name_of(deed.pick))

    def opened(self) -> Made:
        url = address(self.deed.url)
        parts = urlsplit(url)
        if any(map(self.typed.is_in_address, (parts.path, parts.query, parts.fragment, parts.hostname or ""))):
            return self.left("Open the page of your own that comes next", _("its address has something of yours in it"))
        cut = _("the end of an address, which may be about you") if is_cut(self.deed.url) else ""
        return Made({"open": url}, aside=cut)

    def pressed(self) -> Made:
        if not declines(self.name) and self.name and words.is_state(self.name):
            return self.turned()
        if (target := self.target()) is None:
            return self.left("Press what comes next on the way", self.unnamed(_("what was pressed")))
        click = {"click": target}
        if self.deed.optional or declines(self.name):
            return Made({"when": {"sees": {"visible": target}, "steps": [click]}})
        return Made(click)

    def hovered(self) -> Made:
        if (target := self.target()) is None:
            return self.left("Move the pointer over the menu", self.unnamed(_("what the pointer was moved over")))
        is_link = role_word(self.pick.role) == "link"
        if words.never(self.name) or (words.sends(self.name) and not is_link):  # pages act on that as well
            return Made(_pause("review", f"Move the pointer over {self.called()}, then press Continue."))
        return Made({"hover": target})

    def sent(self) -> Made:
        is_search = self.pick.role in _SEARCHES or self.pick.kind in _SEARCHES
        if is_search or (role_word(self.pick.role) == "field" and _SEARCH.match(plain(self.name))):
            return Made(_pause("review", "Press Enter to search, then press Continue."))
        if declines(self.name) and self.target() is not None:
            say = f"Press “{self.name}” if it is in your way, then press Continue."
            return Made({"when": {"sees": {"visible": self.target()}, "steps": [_pause("review", say)]}})
        is_field = role_word(self.pick.role) == "field"
        what = f"press “{self.name}” yourself" if self.name and not is_field else "send it yourself"
        return Made(_pause("submit", f"Read it over, change what you like, and {what}."))

    def attached(self) -> Made:
        where = f" to “{self.name}”" if self.name else ""
        return Made(_pause("attach", f"Attach the file{where}, then press Continue."))

    def filled(self) -> Made:
        if self.name:
            return Made({"fill": {"field": self.tagged(), "with": f"me.{self.own_key()}"}})
        key = self.own_key()
        what = "what belongs there" if key == "text" else f"your {key.replace('_', ' ')}"
        return self.left(f"Type {what} into its field", self.unnamed(_("the field that was typed into")))

    def chosen(self) -> Made:
        word = role_word(self.pick.role)
        is_set = self.pick.role == "slider" or self.pick.kind in ("range", "color")
        if self.deed.option is not None or word == "combobox" or is_set:
            return self.chosen_in_list()
        if word == "option":
            return self.option_alone()
        word = "radio" if self.pick.kind == "radio" or word == "radio" else "checkbox"
        if self.deed.on is False:
            return Made(_pause("review", f"Untick {self.called()}, then press Continue."))
        if self.deed.on is None and word == "checkbox":
            return self.turned()
        if word == "checkbox" and words.sends(self.name):
            return Made(_pause("review", f"Tick {self.called()} if it is so, then press Continue."))
        if (target := self.target(word)) is None:
            return self.left("Choose what fits you", self.unnamed(_("what was chosen")))
        return Made({"choose": target})

    def chosen_in_list(self) -> Made:
        option = self.typed.without(self.deed.option or Pick())
        target = self.target("combobox")
        name = "" if words.lists_own(self.name) else name_of(option)
        if target is None or not name:
            unknown = self.deed.option is None or not name_of(self.deed.option)
            why = (
                _("the recording does not say what was chosen")
                if unknown
                else _("what was chosen is about you, and is not written down")
            )
            return self.left(f"Choose in {self.called('the list')} what fits you", why)
        return Made({"choose": {"option": named(name, None, language_of(option)), "from": target}})

    def option_alone(self) -> Made:
        if (target := self.target("option")) is None:
            return self.left("Choose what fits you", self.unnamed(_("what was chosen")))
        if words.never(self.name):
            return Made(_pause("review", f"Choose {self.called()} yourself, then press Continue."))
        return Made({"choose": target})

    def turned(self) -> Made:
        control = self.target(_SWITCHED.get(self.pick.role, "switch"))
        if self.deed.on is None:
            which = self.called("the switch")
            thing = quoted(self.name) if self.name else _("the switch")
            why = _("the recording does not say whether {thing} was turned on or off", thing=thing)
            return self.left(f"Set {which} the way you want it", why)
        if control is None:
            return self.left("Turn the switch the way you want it", self.unnamed(_("which switch was turned")))
        return Made({"pause": {"for": "switch", "control": control, "want": "on" if self.deed.on else "off"}})

    def unclear(self) -> Made:
        if self.deed.pick is not None and self.name:
            return self.left(f"Press “{self.name}” yourself", self.deed.why)
        return self.left("Do here what you did then", self.deed.why)

    def left(self, say: str, why: str) -> Made:
        """What only a person can say: their turn, with what is not known."""
        return Made(_pause("review", f"{say}, then press Continue."), why)

    def unnamed(self, what: str) -> str:
        """Why a thing cannot be named."""
        return (
            _("the name of {what} is yours, and is not written down", what=what)
            if self.was_own
            else _("the recording does not name {what}", what=what)
        )

    def called(self, otherwise: str = "it") -> str:
        return f"“{self.name}”" if self.name else otherwise

    def target(self, word: str | None = None) -> Any:
        """The thing as the data of a target; None where nothing of it can be written down.

        A bare name where that will do: it outlives changes of tag and role.
        """
        own = role_word(self.pick.role)
        if self.name:
            bare = None if word is None and not (own in ("link", "tab") and words.sends(self.name)) else word or own
            return named(self.name, bare, self.language)
        if self.pick.href and (found := spelled(self.pick)):
            return found
        if writable(self.deed.css) and not self.typed.is_in_address(self.deed.css):
            return _css(self.deed.css)
        return spelled(self.pick) or self.by_path()

    def by_path(self) -> Any:
        """A thing that has nothing but its place on the page."""
        css = re.sub(r"\[(\d+)\]", r":nth-of-type(\1)", self.pick.path.strip("/")).replace("/", " > ")
        return {"css": css} if css and "#shadow" not in css else None

    def tagged(self) -> Any:
        """The name, by its language where the page tells that."""
        return named(self.name, None, self.language)

    def own_key(self) -> str:
        """The key of the person's config that a field wants: email, name …, or one made of its label."""
        said = f"{self.name} {self.pick.name_attribute} {self.pick.id}".casefold().replace("_", " ")
        if self.pick.kind == "email":
            return "email"
        for key, names in _OWN:
            if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) for name in names):
                return key
        letters = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode().lower()
        return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")[:24].strip("_").lstrip("0123456789_") or "text"


def _css(said: str) -> Any:
    """A selector as the data of a target; one that leads through shadow roots says what the thing lies in."""
    *hosts, last = said.split(INSIDE)
    return {"css": last, "within": _css(INSIDE.join(hosts))} if hosts else {"css": last}


def _pause(what: str, say: str, **more: Any) -> Step:
    # In braces stands what is asked for before a walk; a name of the page's that has some is written without.
    return {"pause": {"for": what, "say": say.replace("{", "(").replace("}", ")"), **more}}


def _first_sign(after: Sequence[RecordedAction], typed: Typed) -> Step | None:
    """What shows that the login is over: the thing that was used next."""
    deed = next((deed for deed in after if deed.done != "went"), None)
    if deed is None or deed.pick is None or deed.optional:
        return None
    making = _Making(deed, typed)
    if not making.name or declines(making.name):
        return None
    return {"visible": named(making.name, role_word(making.pick.role), making.language)}
