"""Meta AI and Muse on the web: a way in, a menu, settings.

Labels are on record for the apps (facts: Meta, 1e); that the web has the same, and all addresses, are made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..meta.site import SITE as CHAT
from ..site import Answer, Html, Site, Visit

META_AI, MUSE = "www.meta.ai", "www.muse.ai"
SITE = Site(
    Path(__file__).parent,
    hosts=(META_AI, MUSE),
    variants={
        "app_only": "the website's settings have no Data & privacy; that is in the app",
        **AT_THE_DOOR,
        **ALREADY,
        "no_muse_switch": "Muse's data controls without the switch for training",
    },
    words={"en": {}},
)
META_AI_DOOR = Door(SITE, "Meta AI", META_AI, "/login/", in_place=True)
MUSE_DOOR = Door(SITE, "Muse", MUSE, "/login/")
remembers(SITE, MUSE, "/api/settings/", "Saved")


@SITE.get(META_AI, "/")
@META_AI_DOOR.guards
def meta_ai(visit: Visit) -> Answer:
    return SITE.page(visit, "meta-ai", chat=CHAT.part(visit, "chat"))


@SITE.post(META_AI, "/ask")
def asked(visit: Visit) -> Answer:
    knows = CHAT.word(visit, "knows_nothing" if visit.has("knows_nothing") else "knows")
    return Answer(CHAT.part(visit, "chat-answer", question=visit.fields.get("question", ""), answer=knows))


@SITE.get(META_AI, "/settings/")
def meta_ai_settings(visit: Visit) -> Answer:
    entry = Html() if visit.has("app_only") else SITE.part(visit, "data-and-privacy")
    return SITE.page(visit, "settings", entry=entry)


@SITE.get(META_AI, "/settings/data/")
def data_and_privacy(visit: Visit) -> Answer:
    return SITE.page(visit, "information")


@SITE.get(MUSE, "/")
@MUSE_DOOR.guards
def muse(visit: Visit) -> Answer:
    return SITE.page(visit, "muse")


@SITE.get(MUSE, "/settings/")
def muse_settings(visit: Visit) -> Answer:
    return SITE.page(visit, "muse-settings")


@SITE.get(MUSE, "/settings/data-controls/")
def data_controls(visit: Visit) -> Answer:
    switch = Html()
    if not visit.has("no_muse_switch"):
        switch = SITE.part(visit, "muse-switch", state=remembered(visit, "train", out="off", default="on"))
    return SITE.page(visit, "data-controls", switch=switch)
