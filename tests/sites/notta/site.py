"""Notta's settings. All but that they exist is made up: nobody has written down what is in them."""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import remembers
from ..site import Answer, Html, Site, Visit

APP = "app.notta.ai"
IMPROVE, TRAIN = "Help improve Notta with my recordings", "Use my data for AI training"

SITE = Site(
    Path(__file__).parent,
    hosts=(APP,),
    variants={
        **AT_THE_DOOR,
        "training": "the switch speaks of training",
        "nothing": "the settings have nothing of the kind",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Notta", APP, "/login")
remembers(SITE, APP, "/api/settings")


@SITE.get(APP, "/")
def home(visit: Visit) -> Answer:
    if DOOR.is_open(visit):
        return SITE.page(visit, "home")
    return SITE.page(visit, "signed-out", wall=DOOR.address(f"https://{APP}/"))


@SITE.get(APP, "/account")  # the stand-in's own address
@DOOR.guards
def settings(visit: Visit) -> Answer:
    label = TRAIN if visit.has("training") else IMPROVE
    row = Html() if visit.has("nothing") else SITE.part(visit, "row", label=label)
    return SITE.page(visit, "settings", row=row)
