"""perplexity.ai with its settings. Labels are on record (facts: Perplexity); the addresses are not.

So the settings have one of two addresses that are passed around, or none but by the menu.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

WWW = "www.perplexity.ai"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "account_page": "the setting is on the account's page, as in 2024 and 2025",
        "older_label": "the setting has its name from Perplexity's own answers",
        "enterprise": "an account of a company: its preferences have no such switch",
        "only_menu": "settings have another address, only the menu knows it",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Perplexity", WWW, "/auth/signin")
remembers(SITE, WWW, "/rest/user/settings")


@SITE.get(WWW, "/")
def home(visit: Visit) -> Answer:
    if not DOOR.is_open(visit):
        return SITE.page(visit, "signed-out", wall=DOOR.address(f"https://{WWW}/"))
    return SITE.page(visit, "home", settings=base(visit))


def base(visit: Visit) -> str:
    """Where the settings are."""
    return "/account" if visit.has("only_menu") else "/settings"


def row(visit: Visit) -> Html:
    """The setting itself."""
    if visit.has("enterprise"):
        return Html()
    label = "AI Data Usage" if visit.has("older_label") else "AI data retention"
    return SITE.part(visit, "row", label=label, state=remembered(visit, "retention", out="off", default="on"))


@SITE.get(WWW, "/settings*")
@SITE.get(WWW, "/account*")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    if not visit.path.startswith(base(visit)):
        return Answer(go_to="/")
    page = visit.path.rpartition("/")[2]
    on_this_page = page == ("account" if visit.has("account_page") else "preferences")
    title = {"preferences": "Preferences", "api": "API"}.get(page, "Account")
    return SITE.page(visit, "settings", base=base(visit), title=title, row=row(visit) if on_this_page else Html())
