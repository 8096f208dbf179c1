"""chat.deepseek.com with its settings, a window over the chat. Labels are on record (facts: DeepSeek)."""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit

CHAT = "chat.deepseek.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(CHAT,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "data_controls": "the part of the settings has its longer name",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "DeepSeek", CHAT, "/sign_in")
remembers(SITE, CHAT, "/api/v0/users/settings")


@SITE.get(CHAT, "/")
@DOOR.guards
def home(visit: Visit) -> Answer:
    data = "Data controls" if visit.has("data_controls") else "Data"
    return SITE.page(visit, "home", data=data, state=remembered(visit, "training", out="off", default="on"))
