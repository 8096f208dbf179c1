"""Which deeds of a recording are a login: from the press that led to its page to the one that sent it, all one.

A login shows by a field for a secret, by the address of its page, or by keys (keypads.py). Nothing of it is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from runner.flow import words
from runner.flow.recorded_action import RecordedAction
from runner.locale import _
from runner.session.keypads import HANDS, KEYS, keys_as_secrets, name_on

_PAGE = re.compile(
    r"(?:^|/)(?:(?:log|sign)[-_]?(?:in|on)|oauth2?|sso|checkpoint|two[-_]?factor|[2m]fa|otp|challenge"
    r"|identifier|anmelden|connexion)(?:\.\w+)?(?:/|$)|/auth(?:enticate|orize)?/?$",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:login|signin|auth|sso|idp)\.", re.IGNORECASE)
# An address with the mark by which somebody is known: of a link in a mail, or from the page where they have an account.
_BY_MAIL = re.compile(r"[?&#](?:\w*token|code|otp|otk|ticket|key|magic\w*|auth\w*|login\w*)=", re.IGNORECASE)
_WHO = re.compile(
    r"e-?mail|e-?posta|user|uživatel|užívateľ|kullanıcı|felhasználó|utilizator|χρήστη|käyttäj|korisni|kasutaja|naudotoj|lietotāj"
    r"|логин|пользовател|користувач|потребител|почт|пошт|телефон|ユーザー|사용자|아이디|用户|用戶|账号|帳號|משתמש|דוא|مستخدم|بريد"
    r"|phone|mobile|account|login|nutzer|telefon|handy|konto|courriel|utilisateur|téléphone|correo|usuario"
    r"|teléfono|posta|utente|gebruiker|användar|bruker|użytkow|メール|電話|邮箱|手机|이메일",
    re.IGNORECASE,
)


def logins_as_one(deeds: Sequence[RecordedAction]) -> tuple[list[RecordedAction], Counter[str]]:
    """The deeds with each login as a single `secret`; and what was done in the logins besides, counted."""
    aside: Counter[str] = Counter()
    logins = _Logins(keys_as_secrets(deeds))
    told: list[RecordedAction] = []
    at = 0
    while at < len(logins.deeds):
        deed = logins.deeds[at]
        if not logins.has(deed):
            told.append(deed)
            at += 1
            continue
        end = logins.end(at)
        aside[_("a part of a login")] += end - at - 1 + _without_entrance(told, deed.url)
        if told and told[-1].done == "secret":
            aside[_("a part of a login")] += 1
        else:
            told.append(RecordedAction("secret", deed.url))
        at = end
    return told, +aside


class _Logins:
    """Which deeds of a recording belong to logins.

    A recording need not tell that a page was left: where a secret was sent, its address says nothing from then on.
    """

    def __init__(self, deeds: Sequence[RecordedAction]) -> None:
        self.deeds = deeds
        self._left: set[str] = set()

    def has(self, deed: RecordedAction) -> bool:
        """Whether a deed is a part of a login by itself."""
        on_its_page = deed.url not in self._left and is_login_page(deed.url)
        return deed.done == "secret" or (on_its_page and deed.done not in ("went", "hovered"))

    def end(self, at: int) -> int:
        """Where the login that begins there has been sent, and what follows is something else."""
        asked = sent = False
        while at < len(self.deeds):
            deed = self.deeds[at]
            belongs = self.has(deed) or (asked and not sent and _sends(deed, self.deeds[at - 1]))
            if not (belongs or self._leads_on(at)):
                break
            asked = asked or deed.done == "secret"
            sent = asked and (deed.done in ("sent", "pressed") or deed.why == "sent")
            if sent:
                self._left.add(deed.url)
            at += 1
        return at

    def _leads_on(self, at: int) -> bool:
        """Whether what is there is between two pages of a login: the name on the first one, its Next, the next page."""
        if self.deeds[at].done == "went" and (is_login_page(self.deeds[at].url) or _BY_MAIL.search(self.deeds[at].url)):
            return True
        rest = iter(self.deeds[at:])
        after = next((one for one in rest if not (one.done == "went" or _is_of_first_page(one))), None)
        between = self.deeds[at].done == "went" or _is_of_first_page(self.deeds[at])
        return between and after is not None and self.has(after)


def is_login_page(url: str) -> bool:
    """Whether an address says that one logs in there."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return _PAGE.search(parts.path) is not None or _HOST.match(parts.hostname or "") is not None


def _sends(deed: RecordedAction, last: RecordedAction) -> bool:
    """Whether a press sends the secret before it: it stands on its page. Keys need none, so it has to say so there."""
    if deed.url != last.url or deed.done not in ("pressed", "sent"):
        return False
    name = name_on(deed.pick)
    return last.why != KEYS or deed.done == "sent" or words.goes_on(name) or words.logs_in(name)


def _is_of_first_page(deed: RecordedAction) -> bool:
    """Whether a deed is one of those by which somebody says who they are, before they are asked for a secret."""
    if deed.pick is None:
        return deed.done == "sent"
    name = deed.pick.name or deed.pick.text
    if deed.done == "typed":
        said = f"{name} {deed.pick.id} {deed.pick.name_attribute}"
        return deed.pick.kind in ("email", "tel") or _WHO.search(said) is not None
    return deed.done in HANDS and (words.goes_on(name) or words.logs_in(name))


def _without_entrance(told: list[RecordedAction], url: str) -> int:
    """Takes off what led into the login that follows; how many deeds that were.

    A press whose name says nothing of a login may be needed by who is logged in already, and stays as one that need
    not be there.
    """
    taken = _without_who(told, url)
    while told and _is_of_first_page(told[-1]):
        enters = told[-1].done != "typed" and words.logs_in(name_on(told[-1].pick))
        told.pop()
        taken += 1
        if enters:
            return taken
    if told and told[-1].done == "went" and len([one for one in told if one.done == "went"]) > 1:
        if is_login_page(told[-1].url):
            told.pop()
            taken += 1
    elif told and told[-1].done in ("pressed", "sent") and is_login_page(told[-1].led or url):
        taken += _entered(told)
    return taken


def _without_who(told: list[RecordedAction], url: str) -> int:
    """Takes off what was typed right before a secret, whatever its field is called, where a press led to just that."""
    start = len(told)
    while start and told[start - 1].done == "typed" and told[start - 1].url == url:
        start -= 1
    enters = start > 0 and told[start - 1].done in ("pressed", "sent") and words.logs_in(name_on(told[start - 1].pick))
    if not enters:
        return 0
    taken = len(told) - start
    del told[start:]
    return taken


def _entered(told: list[RecordedAction]) -> int:
    last = told.pop()
    href = last.pick.href if last.pick else ""
    if last.done == "sent" or is_login_page(href):
        return 1
    told.append(replace(last, optional=True))
    return 0
