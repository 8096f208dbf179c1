"""TikTok's privacy request form, which is as long as people say.

That there is one, and that it takes many steps, is on record (facts: TikTok). Its address is inferred, its fields are
made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..site import Answer, Site, Visit

WWW = "www.tiktok.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={
        **AT_THE_DOOR,
        "topics_first": "the form asks for a topic on a page of its own",
        "login_first": "the form is for people who are logged in",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "TikTok", WWW, "/login")


@SITE.get(WWW, "/legal/report/privacy")
def form(visit: Visit) -> Answer:
    return DOOR.guards(fields)(visit) if visit.has("login_first") else fields(visit)


def fields(visit: Visit) -> Answer:
    """The form, or the topics before it."""
    return SITE.page(visit, "topics" if visit.has("topics_first") and "topic" not in visit.query else "form")


@SITE.post(WWW, "/legal/report/privacy/submit")
def submitted(visit: Visit) -> Answer:
    return Answer(SITE.part(visit, "thanks"))
