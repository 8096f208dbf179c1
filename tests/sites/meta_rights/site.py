"""help.meta.com: the form for privacy rights. Only its address is on record; what stands on it is made up.

Europeans are led there by the privacy policy since July 2026; that it asks them for another thing first is made up too.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..meta.site import RIGHTS, RIGHTS_MOVED
from ..site import Answer, Site, Visit

SITE = Site(
    Path(__file__).parent,
    hosts=("help.meta.com",),
    variants={
        "moved_rights": "the form has a new address, which the notice for the United States knows",
        **AT_THE_DOOR,
    },
    words={"en": {"title": "Privacy rights requests"}},
)
DOOR = Door(SITE, "Meta", "help.meta.com", "/login", in_place=True)


@SITE.get("help.meta.com", "/support/*")
@DOOR.guards
def form(visit: Visit) -> Answer:
    if visit.path.rstrip("/") != (RIGHTS_MOVED if visit.has("moved_rights") else RIGHTS):
        return SITE.page(visit, "gone", 404)
    return SITE.page(visit, "form-europe" if visit.has("policy_to_help") else "form")


@SITE.post("help.meta.com", "/support/send")
def send(visit: Visit) -> Answer:
    wanted = ("email", "request" if visit.has("policy_to_help") else "state", "details")
    if not all(visit.fields.get(key) for key in wanted):
        return Answer("Something is missing.", 422)
    return Answer("<p>Thank you. We have received your request and may ask you to show who you are.</p>")
