"""What a person did once, as the steps of a flow: clean, in the page's language, without anything they typed.

Knows no page: it gets Deeds, from a browser that was watched (browser/recording.py) or from a recording of another tool
(session/devtools.py). Logging in and sending become pauses; what is done twice is one step.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from runner.flow import words
from runner.flow.deed import Deed
from runner.flow.describe import role_word
from runner.flow.hosts import host_of
from runner.flow.model import ROLES, Name, Pick
from runner.flow.write import flow_text

Step = dict[str, Any]
_LONGEST = 80
_LOGIN = re.compile(r"/(log|sign)[-_]?in|/login|/auth|/checkpoint|/oauth|/sso", re.IGNORECASE)
_OWN = (  # what a field is called, and the key of config.yaml that it most likely wants
    ("email", ("email", "e-mail", "mail", "correo", "courriel", "posta", "メール")),
    ("first_name", ("first name", "given name", "vorname", "prénom", "nombre de pila")),
    ("last_name", ("last name", "surname", "family name", "nachname", "apellidos", "cognome")),
    ("name", ("name", "nombre", "nom", "nome", "naam", "名前")),
    ("country", ("country", "land", "pays", "país", "paese", "国")),
)


def record(deeds: Iterable[Deed], title: str = "") -> str:
    """A flow file made of what was done; a draft, with what only a person can say left to fill in."""
    told = _folded(deeds)
    noes, told = _interruptions(told)
    steps = [step for at, deed in enumerate(told) if (step := _step(deed, told[at + 1 :]))]
    host = next((host_of(deed.url) for deed in told if deed.done == "went"), host_of(told[0].url) if told else "")
    service = host.removeprefix("www.").partition(".")[0].capitalize()
    head: Step = {
        "title": title or f"{service} – say what this flow is for",
        "service": service,
        "hosts": _hosts(told),
        **({"interruptions": noes} if noes else {}),
    }
    return flow_text(head, _without_repeats(steps), _TO_DO)


_TO_DO = (
    "",
    "Recorded. Before you give it to others: say in the title what it is for, add covers, does_not_cover, offered_in,",
    "checked and sources (flows/README.md tells how), and run `optout check` on it.",
)


def _folded(deeds: Iterable[Deed]) -> list[Deed]:
    """The deeds that matter: a login is one, typing again in a field is one, and pages gone to in a login are none."""
    told: list[Deed] = []
    for deed in deeds:
        last = told[-1] if told else None
        if deed.done == "secret" and any(_is_login(one) for one in told[-1:]):
            continue
        if deed.done == "secret":
            told = _without_entrance(told)
        elif last and deed.done == "went" and (last.done == "secret" or _LOGIN.search(urlsplit(deed.url).path)):
            continue
        elif last and _same_thing(last, deed):
            told.pop()
        told.append(deed)
    return told


def _interruptions(told: list[Deed]) -> tuple[list[Step], list[Deed]]:
    """What said no to something in the way, as the flow's interruptions; and the deeds without it."""
    noes: list[Step] = []
    rest = []
    for deed in told:
        if deed.pick and deed.done in ("pressed", "sent") and words.declines(_name(deed.pick)):
            one: Step = {"button": _tagged(deed.pick)} if deed.pick.role == "button" else {"named": _tagged(deed.pick)}
            noes += [] if one in noes else [one]
        else:
            rest.append(deed)
    return noes, rest


def _is_login(deed: Deed) -> bool:
    return deed.done == "secret"


def _without_entrance(told: list[Deed]) -> list[Deed]:
    """Without what was typed and pressed on the login page itself before it could be told that it is one."""
    here = told[-1].url if told else ""
    while told and told[-1].url == here and told[-1].done in ("typed", "sent", "chose") and _LOGIN.search(here):
        told.pop()
    return told


def _same_thing(last: Deed, deed: Deed) -> bool:
    """Whether a deed only does again what the last one did, as a second click or more typing does."""
    if last.done != deed.done or last.pick is None or deed.pick is None:
        return last.done == deed.done == "went" and _address(last.url) == _address(deed.url)
    return last.url == deed.url and last.pick.path == deed.pick.path and _name(last.pick) == _name(deed.pick)


def _step(deed: Deed, after: Sequence[Deed]) -> Step | None:
    if deed.done == "went":
        return {"open": _address(deed.url)}
    if deed.done == "secret":
        until = _first_sign(after)
        return {"pause": {"for": "login", "say": "Log in as you always do.", **({"until": until} if until else {})}}
    if deed.pick is None:
        return None
    return _on_a_thing(deed, deed.pick)


def _on_a_thing(deed: Deed, pick: Pick) -> Step | None:
    name = _name(pick)
    if deed.done == "pressed":
        return {"click": _pressed(pick)}
    if deed.done == "sent":
        what = f"press “{name}” yourself" if name else "send it yourself"
        return {"pause": {"for": "submit", "say": f"Read it over, change what you like, and {what}."}}
    if deed.done == "attached":
        return {"pause": {"for": "attach", "say": f"Attach the file to “{name}”, then press Continue."}}
    if deed.done == "typed":
        return {"fill": {"field": _tagged(pick), "with": f"me.{_own_key(pick)}"}} if name else None
    if deed.done == "chose":
        return _chosen(deed, pick)
    want = "on" if deed.on else "off"
    return {"pause": {"for": "switch", "control": {"switch": _tagged(pick)}, "want": want}} if name else None


def _chosen(deed: Deed, pick: Pick) -> Step | None:
    if deed.option is not None:
        return {"choose": {"option": _tagged(deed.option), "from": {"combobox": _tagged(pick)}}}
    word = "radio" if pick.kind == "radio" or pick.role == "radio" else "checkbox"
    if word == "checkbox" and words.sends(_name(pick)):
        return {"pause": {"for": "review", "say": f"Tick “{_name(pick)}” if it is so, then press Continue."}}
    return {"choose": {word: _tagged(pick)}} if _name(pick) else None


def _pressed(pick: Pick) -> Any:
    """A bare name where that will do: it outlives changes of tag and role."""
    if not _name(pick):
        path = urlsplit(pick.href).path
        return {"href": path} if len(path) > 1 else {"css": f"#{pick.id}" if pick.id else pick.tag or "*"}
    word = role_word(pick.role)
    if words.sends(_name(pick)) and word in ("link", "tab"):
        return {word: _tagged(pick)}
    return _tagged(pick)


def _tagged(pick: Pick) -> Any:
    """The name, by its language where the page tells that."""
    language = pick.language.partition("-")[0].lower()
    return {language: _name(pick)} if re.fullmatch(r"[a-z]{2}", language) else _name(pick)


def _name(pick: Pick) -> str:
    name = " ".join((pick.name or pick.text).split())
    name = name if len(name) <= _LONGEST else name[:_LONGEST].rpartition(" ")[0]
    return "" if Name(text=name).pattern else name


def _first_sign(after: Sequence[Deed]) -> Step | None:
    """What shows that the login is over: the thing that was used next."""
    deed = next((deed for deed in after if deed.done != "went"), None)
    if deed is None or deed.pick is None or not _name(deed.pick):
        return None
    word = role_word(deed.pick.role)
    return {"visible": {word: _tagged(deed.pick)} if word in ROLES else _tagged(deed.pick)}


def _own_key(pick: Pick) -> str:
    """The key of the person's config that a field wants: email, name …, or one made of its label."""
    said = f"{_name(pick)} {pick.name_attribute} {pick.id}".casefold()
    if pick.kind == "email":
        return "email"
    for key, names in _OWN:
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) for name in names):
            return key
    plain = unicodedata.normalize("NFKD", _name(pick)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:24].strip("_").lstrip("0123456789_") or "text"


def _without_repeats(steps: Iterable[Step]) -> list[Step]:
    kept: list[Step] = []
    for step in steps:
        if not kept or kept[-1] != step:
            kept.append(step)
    return kept


def _address(url: str) -> str:
    """Without query and fragment: they hold more about a visit than about the way."""
    return url.partition("?")[0].partition("#")[0]


def _hosts(told: Sequence[Deed]) -> list[str]:
    """The sites where something was done, logins aside; `www.` left out, and no host that lies in another."""
    found = dict.fromkeys(host_of(deed.url).removeprefix("www.") for deed in told if deed.done != "secret")
    hosts = [host for host in found if host]
    return [host for host in hosts if not any(host != other and host.endswith(f".{other}") for other in hosts)]
