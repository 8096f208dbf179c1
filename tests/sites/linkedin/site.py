"""LinkedIn as a member sees it: the setting for generative AI, the menus to it, and the objection form.

Labels and addresses are on record (facts: LinkedIn); how the pages are built, and the form's own labels, are made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit
from .words import WORDS

WWW = "www.linkedin.com"
SETTING = "/mypreferences/d/settings/data-for-ai-improvement"
MOVED = "/mypreferences/d/settings/ai-data"  # the stand-in's own
FORM, ARTICLE = "/help/linkedin/ask/TS-DPRO", "/help/linkedin/answer/a1338610"
MOVED_FORM = "/help/linkedin/ask/TS-DPRO-2"  # the stand-in's own

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "moved": "the known addresses lead astray; the menu and the help article know the new ones",
        "renamed": "the label is one that nobody has heard of yet",
        "follow_up": "the objection form asks for more after the first press",
    },
    words=WORDS,
)
DOOR = Door(SITE, "LinkedIn", WWW, "/login")
remembers(SITE, WWW, "/mypreferences/save")


@SITE.get(WWW, "/")
@DOOR.guards
def feed(visit: Visit) -> Answer:
    return SITE.page(visit, "feed")


@SITE.get(WWW, "/mypreferences/d/categories/*")
@DOOR.guards
def category(visit: Visit) -> Answer:
    state = remembered(visit, "genai", out="off", default="on")
    privacy = visit.path.endswith("/privacy")
    there = MOVED if visit.has("moved") else SETTING
    return SITE.page(visit, "privacy" if privacy else "account", state=SITE.word(visit, state), setting=there)


@SITE.get(WWW, SETTING)
@SITE.get(WWW, MOVED)
@DOOR.guards
def setting(visit: Visit) -> Answer:
    if visit.has("moved") and visit.path == SETTING:
        return Answer(go_to="/mypreferences/d/categories/account")
    label = "Improve generative AI" if visit.has("renamed") else SITE.word(visit, "switch")
    return SITE.page(visit, "setting", label=label, state=remembered(visit, "genai", out="off", default="on"))


@SITE.get(WWW, ARTICLE)
def article(visit: Visit) -> Answer:
    return SITE.page(visit, "article", form=MOVED_FORM if visit.has("moved") else FORM)


@SITE.get(WWW, FORM)
@SITE.get(WWW, MOVED_FORM)
@DOOR.guards
def form(visit: Visit) -> Answer:
    if visit.has("moved") and visit.path == FORM:
        return SITE.page(visit, "gone", 404)
    return SITE.page(visit, "form")


@SITE.post(WWW, "/help/linkedin/ask/submit")
def submitted(visit: Visit) -> Answer:
    if visit.has("follow_up") and "details" not in visit.fields:
        return Answer(SITE.part(visit, "details"))
    return Answer(SITE.part(visit, "case"))
