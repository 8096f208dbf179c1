"""Canva's settings as one person sees them: two switches on privacy preferences.

That there are two, and what each is about, is on record (facts: Canva); their labels are not, so both sets are made up
but for "Use my content to improve Canva AI features", which one unverified list has.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

WWW = "www.canva.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "privacy_settings": "the page is called Privacy settings, and only the menu leads there",
        "listed_label": "the switch for content is called as one list has it",
        "school": "an account of Canva for Education, whose content is never used",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Canva", WWW, "/login")
remembers(SITE, WWW, "/_ajax/settings")


@SITE.get(WWW, "/settings")
@SITE.get(WWW, "/settings/your-account")
@DOOR.guards
def account(visit: Visit) -> Answer:
    if visit.has("privacy_settings"):
        return SITE.page(visit, "account", there="/settings/privacy", title="Privacy settings")
    return SITE.page(visit, "account", there="/settings/privacy-preferences", title="Privacy preferences")


@SITE.get(WWW, "/settings/privacy-preferences")
@SITE.get(WWW, "/settings/privacy")
@DOOR.guards
def privacy(visit: Visit) -> Answer:
    old = visit.has("privacy_settings")
    if old == visit.path.endswith("preferences"):
        return Answer(go_to="/settings/your-account")
    label = "Use my content to improve Canva AI features" if visit.has("listed_label") else "Designs and uploads"
    row = SITE.part(visit, "content", label=label, state=remembered(visit, "content", out="off", default="on"))
    usage = remembered(visit, "usage", out="off", default="on")
    title = "Privacy settings" if old else "Privacy preferences"
    return SITE.page(visit, "privacy", title=title, usage=usage, content=Html() if visit.has("school") else row)
