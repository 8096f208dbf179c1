"""WordPress.com as the owner of a site sees it: the page on visibility of 2025, and the older general settings.

Labels and what is shown when are from the public source of the dashboard (facts: WordPress.com).
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

HOST, SLUG = "wordpress.com", "ada.wordpress.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(HOST,),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "private": "the site is private, so there is nothing to share",
        "discouraged": "search engines are discouraged, which forces the box",
        "general": "the dashboard of 2024, with everything on one page of general settings",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "WordPress.com", HOST, "/log-in")
remembers(SITE, HOST, "/rest/site-visibility", "Site visibility settings saved.")
remembers(SITE, HOST, "/rest/general", "Settings saved successfully!")


def box(visit: Visit, label: str) -> Html:
    """The box, where the site is public."""
    if visit.has("private"):
        return Html()
    state = remembered(visit, "sharing", out="on", default="off")
    forced = visit.has("discouraged")
    locked = Html("disabled") if forced else Html()
    return SITE.part(visit, "box", label=label, locked=locked, state="on" if forced else state)


@SITE.get(HOST, f"/sites/{SLUG}/settings/site-visibility")
@DOOR.guards
def site_visibility(visit: Visit) -> Answer:
    if visit.has("general"):
        return SITE.page(visit, "sites")
    return SITE.page(visit, "visibility", box=box(visit, "Prevent third-party sharing for this site"))


@SITE.get(HOST, f"/settings/general/{SLUG}")
@DOOR.guards
def general(visit: Visit) -> Answer:
    return SITE.page(visit, "general", box=box(visit, f"Prevent third-party sharing for {SLUG}"))
