"""Decides what the runner may press, choose or type into, from the facts about the very element: promises 1 and 2.

Every verdict is None (it may) or a sentence for the person, whose turn it then is. Nothing here asks the page;
targets.py reads the facts where no script of the page can change them. There is no switch to turn this off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from runner.flow import noes, words
from runner.flow.describe import LONGEST_NAME
from runner.locale import _
from runner.locale.phrase import quoted

_SENDING_SCRIPT = re.compile(
    r"submit\w*\s*\(|\.\s*submit\b|requestSubmit|__doPostBack|\bfetch\s*\(|XMLHttpRequest|sendBeacon|\$\.(?:post|ajax)"
    r"|\bconfirm\s*\(",
    re.IGNORECASE,
)
_ENDING_ADDRESS = re.compile(r"/(?:log|sign)[-_]?(?:out|off)(?:\.\w+)?(?:/|$)|/unsubscribe(?:/|$)", re.IGNORECASE)
_SECRET_TOKENS = ("current-password", "new-password", "one-time-code", "webauthn")
_TYPED = {"text", "email", "tel", "url", "search", "number", "date", "month", "week", "time", "datetime-local"}
_LISTS = {"combobox", "listbox"}
_A_FORM = 3  # fields in a box that somebody is working in; what asks for a name and an address is a newsletter


@dataclass(frozen=True)
class Form:
    """The form a control belongs to: how it is sent, and how many fields of which kind it has."""

    method: str
    search: bool
    action: str = ""  # where it is sent to, without a query
    fields_search: int = 0
    fields_hidden: int = 0
    fields_secret: int = 0
    fields_boxes: int = 0
    fields_other: int = 0

    @property
    def is_search(self) -> bool:
        """A form that only searches: sent by GET, without a box to tick, it says so or has nothing but a search box."""
        if self.fields_secret or self.fields_boxes or self.method != "get":
            return False
        return self.search or (self.fields_search > 0 and self.fields_other == 0)


@dataclass(frozen=True)
class Facts:
    """What a click on an element sets off, and what a field is for; never what it holds.

    `tag`, `type`, `role`, `href` and `form` are those of the control that a click on the element activates: the element
    itself, what it lies in, or the control of its label. `names` is all that is written on it. `scripts`, `methods` and
    `senders` are attributes by which pages send without a submit control.
    """

    tag: str
    type: str = ""
    role: str = ""
    names: tuple[str, ...] = ()
    href: str = ""
    leads: bool = False  # to another document
    download: bool = False
    popup: bool = False
    submits: bool = False
    resets: bool = False
    toggles: bool = False
    options: bool = False
    switches: bool = False
    inside_submits: bool = False  # such a control lies in the element, where a click may meet it
    inside_toggles: bool = False
    inside_presses: bool = False  # something else to press lies in a link
    form: Form | None = None
    in_form: bool = False
    waits: bool = False  # in a form where something else has to be pressed before what is chosen takes effect
    tab: bool = False
    discloses: bool = False  # it unfolds something
    custom: bool = False  # an element of the page's own making is pressed, whose role no attribute need tell
    language: str = ""  # of the text there, as the page says
    descriptions: tuple[str, ...] = ()
    edits: bool = False
    scripts: str = ""
    methods: str = ""
    senders: str = ""
    autocomplete: str = ""
    idents: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    masked: bool = False
    address: str = ""  # of the document the element is in

    @property
    def is_link(self) -> bool:
        """A real link, that goes to another document; one to the document it stands in is a button by another name."""
        leads_there = self.tag in ("a", "area") and urlsplit(self.href).scheme in ("http", "https") and self.leads
        return leads_there and not self.inside_presses

    @property
    def called(self) -> str:
        """What to call it when talking to the person."""
        name = next(iter(self.labels if self.edits else self.names), "") or next(iter(self.labels), "")
        return quoted(name[:LONGEST_NAME]) if name else _("this")


def press_refusal(facts: Facts, site_ok: Callable[[str], bool] | None = None) -> str | None:
    """Why the runner may not press this; `site_ok` tells whether an address is on the flow's sites."""
    return _turns_something(facts) or _acts_at_once(facts, site_ok) or _attaches(facts)


def _acts_at_once(facts: Facts, site_ok: Callable[[str], bool] | None) -> str | None:
    """What a press sets off at once, whatever it is pressed for."""
    return (
        _sends_a_form(facts)
        or _sends_by_script(facts)
        or _says_that_it_sends(facts)
        or _cannot_be_read(facts)
        or _leads_astray(facts, site_ok)
    )


def hover_refusal(facts: Facts, site_ok: Callable[[str], bool] | None = None) -> str | None:
    """Why the pointer may not be moved over this: pages act on that as well."""
    return _acts_at_once(facts, site_ok)


def decline_refusal(facts: Facts) -> str | None:
    """Why an interruption may not press this: it has to say no, in every name it has, and to lead nowhere else."""
    if facts.toggles or facts.options or facts.inside_toggles or facts.edits:
        return _("{thing} is more than a no: press it yourself", thing=facts.called)
    if facts.leads or facts.download:
        return _("{thing} leads to another page: press it yourself", thing=facts.called)
    says_more = any(words.sends(text) or words.never(text) for text in facts.descriptions if not noes.declines(text))
    if not facts.names or says_more or not all(noes.declines(name) for name in facts.names):
        return _("{thing} does not plainly say no: press it yourself", thing=facts.called)
    return None


def undoes_own(facts: Facts, says: str, fields: int) -> bool:
    """Whether a no would undo what is the person's own, by what else the box says in which it stands.

    "Decline" under "Bob invites you" and "Cancel" under "Your objection is being sent" are no answers to a banner, nor
    is a Cancel or a Close beside so many fields to fill in. A box about cookies is one whatever else it speaks of.
    """
    said = [no for name in facts.names if (no := noes.declines(name))]
    if all(noes.puts_off(no) for no in said):
        return fields >= _A_FORM
    if fields and any(noes.takes_back(no) for no in said):
        return True
    return words.persons_own(says) is not None and not words.about_cookies(says)


def choose_refusal(facts: Facts, site_ok: Callable[[str], bool] | None = None) -> str | None:
    """Why `choose` may not select this: a form keeps a choice until it is sent, an option elsewhere acts at once."""
    if facts.switches or facts.role.startswith("menuitem"):
        return _("{thing} is a switch: only you turn it", thing=facts.called)
    if facts.submits or facts.inside_submits:
        return _("{thing} may send something: press it yourself", thing=facts.called)
    is_list = facts.tag == "select" or facts.role in _LISTS or (facts.popup and facts.role == "button")
    if not (is_list or facts.options or facts.role in ("radio", "checkbox") or facts.type in ("radio", "checkbox")):
        return _("{thing} is nothing to choose", thing=facts.called)
    if not facts.in_form or facts.leads:
        return _chosen_at_once(facts, is_list, site_ok)
    if "checkbox" in (facts.role, facts.type) and not facts.waits:
        return _("{thing} is in a form with nothing to press, so it saves itself: only you turn it", thing=facts.called)
    if _sends_by_script(facts):
        return _("{thing} may send something as soon as it is chosen: choose it yourself", thing=facts.called)
    return None


def _chosen_at_once(facts: Facts, is_list: bool, site_ok: Callable[[str], bool] | None) -> str | None:
    """Outside a form: an option is judged as what it is, a link or a button; nothing else is chosen there."""
    if facts.role == "option" or (facts.options and facts.tag != "option") or (is_list and facts.tag != "select"):
        return _acts_at_once(facts, site_ok)
    if facts.leads:
        return _("{thing} leads to another page: press it yourself", thing=facts.called)
    return _("{thing} is in no form, so it may take effect at once: choose it yourself", thing=facts.called)


def fill_refusal(facts: Facts) -> str | None:
    """Why nothing may be typed here: it is for a secret, or nothing to type in."""
    if secret := secret_sign(facts):
        return _("{thing} is for a secret ({why}): only you type it", thing=facts.called, why=secret)
    if facts.tag == "textarea" or facts.edits or (facts.tag == "input" and facts.type in _TYPED):
        if _SENDING_SCRIPT.search(facts.scripts):
            return _("{thing} may send what is typed at once: type it yourself", thing=facts.called)
        return None
    return _("{thing} is nothing to type in", thing=facts.called)


def _turns_something(facts: Facts) -> str | None:
    if facts.toggles or facts.inside_toggles:
        return _("{thing} turns something on or off: press it yourself", thing=facts.called)
    if facts.options and not facts.is_link:
        return _("{thing} is an option to choose: press it yourself", thing=facts.called)
    return None


def _attaches(facts: Facts) -> str | None:
    return (
        _("{thing} attaches a file: press it yourself", thing=facts.called)
        if facts.type == "file" and facts.tag == "input"
        else None
    )


def _sends_a_form(facts: Facts) -> str | None:
    if facts.resets:
        return _("{thing} empties a form: press it yourself", thing=facts.called)
    searches = facts.form is not None and facts.form.is_search and not facts.senders
    if (facts.submits and not searches) or facts.inside_submits:
        return _("{thing} may send something: press it yourself", thing=facts.called)
    return None


def _sends_by_script(facts: Facts) -> str | None:
    script = facts.scripts + (facts.href if facts.href.lower().startswith("javascript:") else "")
    methods = {line for line in facts.methods.splitlines() if line not in ("get", "dialog")}
    if _SENDING_SCRIPT.search(script) or methods or facts.senders:
        return _("{thing} may send something: press it yourself", thing=facts.called)
    return None


def _says_that_it_sends(facts: Facts) -> str | None:
    for name in (*facts.names, *_short_descriptions(facts)):
        if word := words.never(name):
            return _("{thing} says “{word}”: press it yourself if you mean it", thing=facts.called, word=word)
        if not facts.is_link and (word := words.sends(name)):
            return _("{thing} may send something (it says “{word}”): press it yourself", thing=facts.called, word=word)
    return None


def _short_descriptions(facts: Facts) -> Iterator[str]:
    """What a tooltip says in a few words, or in many where there is no name; a paragraph about a control is no name."""
    return (text for text in facts.descriptions if not facts.names or len(text.split()) <= words.LONG_NAME)


def _cannot_be_read(facts: Facts) -> str | None:
    """Where no list of words has the language, only what leads to another document or unfolds something is pressed."""
    if facts.is_link or facts.tab or facts.discloses or facts.tag == "select":
        return None
    if all(words.knows(name, facts.language) for name in facts.names or ("",)):
        return None
    return _(
        "{thing} is in a language I cannot read, so I do not know what it does: press it yourself", thing=facts.called
    )


def _leads_astray(facts: Facts, site_ok: Callable[[str], bool] | None) -> str | None:
    if facts.tag not in ("a", "area") or not facts.href:
        return None
    address = urlsplit(facts.href)
    if facts.download:
        return _("{thing} downloads a file: press it yourself", thing=facts.called)
    if address.scheme not in ("http", "https", "javascript"):
        return _(
            "{thing} leads out of the browser's pages ({scheme}): press it yourself",
            thing=facts.called,
            scheme=address.scheme,
        )
    if _ENDING_ADDRESS.search(address.path):
        return _("{thing} logs out or unsubscribes: press it yourself if you mean it", thing=facts.called)
    if site_ok and facts.leads and not site_ok(facts.href):
        return _(
            "{thing} leads to {host}, which is not a site of this flow: press it yourself",
            thing=facts.called,
            host=address.hostname,
        )
    return None


def attach_refusal(facts: Facts) -> str | None:
    """Why no file may be put here: it is no file field, or it would send the file at once."""
    if facts.tag != "input" or facts.type != "file":
        return _("{thing} is no plain file field: attach the file yourself", thing=facts.called)
    if _SENDING_SCRIPT.search(facts.scripts) or facts.senders:
        return _("{thing} may send the file as soon as it is there: attach it yourself", thing=facts.called)
    return None


def number_sign(facts: Facts) -> str | None:
    """The sign by which a field holds a number that a person is known by; it may be typed, and is in no picture."""
    return next((word for name in (*facts.labels, *facts.idents) if (word := words.personal_number(name))), None)


def near_sign(text: str) -> str | None:
    """The sign by which a text beside a field, that is joined to it by nothing, says that it is for either of those."""
    return words.secret(text) or words.personal_number(text)


def secret_sign(facts: Facts) -> str | None:
    """The sign by which a field is one for secrets."""
    if facts.type == "password" or facts.masked:
        return _("what is typed there is hidden")
    tokens = facts.autocomplete.split()
    if token := next((one for one in tokens if one in _SECRET_TOKENS or one.startswith("cc-")), None):
        return token
    by_label = (words.secret(label) for label in facts.labels)
    by_ident = (words.secret_identifier(ident) for ident in facts.idents)
    return next((word for word in (*by_label, *by_ident) if word), None)
