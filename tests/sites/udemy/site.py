"""Udemy's settings. That instructors have the choice there is on record; where, and under what name, is made up."""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import remembers
from ..site import Answer, Html, Site, Visit

WWW = "www.udemy.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={
        **AT_THE_DOOR,
        "in_words": "the programme is called what the press calls it",
        "learner": "an account that teaches nothing",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Udemy", WWW, "/join/login-popup/")
remembers(SITE, WWW, "/api/genai", "Saved")


@SITE.get(WWW, "/user/edit-profile/")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    link = Html() if visit.has("learner") else Html('<a href="/instructor/settings/">Instructor settings</a>')
    return SITE.page(visit, "settings", instructor=link)


@SITE.get(WWW, "/instructor/settings/")  # the stand-in's own address
@DOOR.guards
def instructor(visit: Visit) -> Answer:
    title = "Generative AI program" if visit.has("in_words") else "Instructor GenAI Program"
    return SITE.page(visit, "instructor", title=title)
