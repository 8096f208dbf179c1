"""Atlassian Administration as an organization's admin sees it, on three plans.

Path, the two contributions and what each plan may change are Atlassian's help; how the switches are built is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

ADMIN = "admin.atlassian.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(ADMIN, "id.atlassian.com"),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "two_organizations": "the person is an admin of two organizations, and chooses",
        "premium": "the Premium plan: in-app data is off from the start",
        "enterprise": "the Enterprise plan: metadata can be refused as well",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Atlassian", "id.atlassian.com", "/login")
remembers(SITE, ADMIN, "/gateway/api/data-contribution")


@SITE.get(ADMIN, "/")
@DOOR.guards
def start(visit: Visit) -> Answer:
    return SITE.page(visit, "choose") if visit.has("two_organizations") else Answer(go_to="/o/1/overview")


@SITE.get(ADMIN, "/o/1/*")
@DOOR.guards
def organization(visit: Visit) -> Answer:
    default = "off" if visit.has("premium") else "on"
    inside = remembered(visit, "in_app", out="off", default=default)
    about = SITE.part(visit, "metadata-free")
    if visit.has("enterprise"):
        about = SITE.part(visit, "metadata-switch", state=remembered(visit, "metadata", out="off", default="on"))
    name = visit.path.rsplit("/", 1)[1]
    return SITE.page(visit, name, in_app=Html(inside), metadata=about)
