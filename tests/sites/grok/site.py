"""grok.com's settings, a window over the chat. Written from the facts on the Grok app (9); other tabs are made up."""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import remembered, remembers
from ..site import Answer, Html, Site, Visit

SITE = Site(
    Path(__file__).parent,
    hosts=("grok.com", "accounts.x.ai"),
    variants={
        **AT_THE_DOOR,
        "eu": "seen from the EU or the UK: it is off by itself",
        "enterprise": "an account of a company: the data controls have no such switch",
        "only_menu": "settings have no address, only the menu leads there",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Grok", "accounts.x.ai", "/sign-in")
remembers(SITE, "grok.com", "/api/settings")


@SITE.get("accounts.x.ai", "/")
def accounts(visit: Visit) -> Answer:
    return Answer(go_to="/sign-in")


@SITE.get("grok.com", "/")
def home(visit: Visit) -> Answer:
    if not DOOR.is_open(visit):
        return SITE.page(visit, "signed-out", wall=DOOR.address("https://grok.com/?_s=data"))
    state = remembered(visit, "training", out="off", default="off" if visit.has("eu") else "on")
    row = Html() if visit.has("enterprise") else SITE.part(visit, "row", state=state)
    data = SITE.part(visit, "data", row=row)
    opened = visit.query.get("_s") == "data" and not visit.has("only_menu")
    return SITE.page(visit, "home", opened=data if opened else Html(), by_menu=Html() if opened else data)
