"""Starlink's account settings. "Edit Profile" opens a form with the box among the privacy preferences.

The box, the button and that a code is asked before anything is saved are on record (guides of early 2026). Made up:
that the form is a window over the page, and every other word of it.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

WWW = "starlink.com"
BOX = "Share personal data with Starlink's trusted collaborators to train AI models"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW, "auth.starlink.com"),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "no_code": "saving asks for no code",
        "switch": "it is a switch and no box",
        "reworded": "the box has some more words, the main ones are the same",
        "renamed": "the box has a name nobody has heard of yet",
        "no_box": "an account without the box",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Starlink", "auth.starlink.com", "/auth/sign-in")
remembers(SITE, WWW, "/api/profile")


@SITE.get(WWW, "/account/settings")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    direct = visit.has("no_code")
    how = Html('data-then=""' if direct else "data-in-place")
    return SITE.page(visit, "settings", box=box(visit), saves="/api/profile" if direct else "/api/code", how=how)


def box(visit: Visit) -> Html:
    """The box among the privacy preferences, under one of its names."""
    if visit.has("no_box"):
        return Html()
    label = "Let others learn from my data" if visit.has("renamed") else BOX
    if visit.has("reworded"):
        label = "Allow sharing my personal data with Starlink's collaborators to train AI."
    state = remembered(visit, "share", out="off", default="on")
    return SITE.part(visit, "switch" if visit.has("switch") else "box", label=label, state=state)


@SITE.post(WWW, "/api/code", login=True)
def code(visit: Visit) -> Answer:
    """Nothing is saved yet: first the code that was sent."""
    return Answer(SITE.part(visit, "code", share=visit.fields["share"]))
