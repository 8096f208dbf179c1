"""Medium's settings: one row among many opens a choice between two.

Both options and the row are from Medium's help; how the choice is closed is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit

HOST = "medium.com"
REACH, MINIMIZE = "Prioritize maximum reach", "Minimize third-party training"

SITE = Site(
    Path(__file__).parent,
    hosts=(HOST,),
    variants={**AT_THE_DOOR, **ALREADY, "other_tab": "the settings open on another tab than Account"},
    words={"en": {}},
)
DOOR = Door(SITE, "Medium", HOST, "/m/signin")
remembers(SITE, HOST, "/_/graphql", "Saved")


@SITE.get(HOST, "/me/settings")
@SITE.get(HOST, "/me/settings/account")
@DOOR.guards
def settings(visit: Visit) -> Answer:
    if visit.has("other_tab") and not visit.path.endswith("account"):
        return SITE.page(visit, "publishing")
    state = remembered(visit, "training", out=MINIMIZE, default=REACH)
    checks = {"reach": "on" if state == REACH else "off", "minimize": "on" if state == MINIMIZE else "off"}
    return SITE.page(visit, "settings", state=state, **checks)
