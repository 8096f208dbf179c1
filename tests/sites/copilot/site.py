"""Microsoft Copilot in two versions: the older app with two switches, and the newer one that has none.

Labels are on record (facts: Microsoft Copilot); so is the way by the sidebar, the picture and the name. How the newer
app's privacy page looks is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

SITE = Site(
    Path(__file__).parent,
    hosts=("copilot.microsoft.com", "login.live.com"),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "older_label": "the switches have their names of 2024 and 2025",
        "usage_data": "the part of the settings on memory has the switch of March 2026",
        "phone_only": "the switches for training are in the phone's app alone",
        "new_app": "the app of August 2026: no switch for training",
    },
    words={
        "en": {"text": "Training on conversation activity", "voice": "Training on voice conversations"},
        "older": {"text": "Model training on text", "voice": "Model training on voice"},
    },
)
DOOR = Door(SITE, "Microsoft", "login.live.com", "/login.srf")
remembers(SITE, "copilot.microsoft.com", "/c/api/settings")


@SITE.get("login.live.com", "/")
def account(visit: Visit) -> Answer:
    return Answer(go_to="/login.srf")


@SITE.get("copilot.microsoft.com", "/")
def home(visit: Visit) -> Answer:
    if not DOOR.is_open(visit):
        return SITE.page(visit, "signed-out", wall=DOOR.address("https://copilot.microsoft.com/"))
    training = Html() if visit.has("new_app", "phone_only") else switches(visit)
    return SITE.page(visit, "home", switches=training, memory=memory(visit))


def memory(visit: Visit) -> Html:
    """What Settings › Memory has. That its switch stands beside its name, as the others do, is made up."""
    if not visit.has("usage_data"):
        return Html()
    state = remembered(visit, "usage", out="off", default="on")
    return SITE.part(visit, "usage", key="usage", state=state)


def switches(visit: Visit) -> Html:
    """The two of the older app."""
    names = SITE.words["older" if visit.has("older_label") else "en"]
    state = {name: remembered(visit, name, out="off", default="on") for name in names}
    return Html("".join(SITE.part(visit, "switch", label=names[name], key=name, state=state[name]) for name in names))
