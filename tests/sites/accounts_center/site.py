"""Meta's Accounts Center: two lists, one setting, and the older one it replaces. The login is Facebook's, in meta/.

On record are the names of the lists and of the setting, old and new, and one option's wording; that a choice is opened
by one button and ended by another is known of the older page only. The rest is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..memory import ALREADY, remembered, remembers
from ..meta.site import inside, send_to_wall
from ..site import Answer, Html, Site, Visit

SETTING = "/ad_preferences/ad_settings/data_from_partners"
MOVED = "/info_and_permissions/other_businesses"  # the stand-in's own

SITE = Site(
    Path(__file__).parent,
    hosts=("accountscenter.facebook.com",),
    variants={
        "moved_activity": "the setting has a new address, which Your information and permissions knows",
        "only_ad_preferences": "the new address is known to Ad preferences alone; with moved_activity",
        "older_activity": "the setting has not come to this country yet: the two older ones are there",
        "review_first": "the choice is behind a button",
        **ALREADY,
    },
    words={"en": {"activity": "Activity from other businesses", "older": "Activity information from ad partners"}},
)


remembers(SITE, "accountscenter.facebook.com", "/api/graphql/", "Saved")


def setting(visit: Visit) -> str:
    """Where the setting is."""
    return MOVED if visit.has("moved_activity") else SETTING


@SITE.get("accountscenter.facebook.com", "/ad_preferences")
def ad_preferences(visit: Visit) -> Answer:
    if not inside(visit):
        return send_to_wall(visit)
    known = not visit.has("moved_activity") or visit.has("only_ad_preferences")
    name = SITE.word(visit, "older" if visit.has("older_activity") else "activity")
    entry = SITE.part(visit, "entry", address=setting(visit), called=name) if known else Html()
    return SITE.page(visit, "list", called="Ad preferences", entries=entry)


@SITE.get("accountscenter.facebook.com", "/info_and_permissions")
def info_and_permissions(visit: Visit) -> Answer:
    if not inside(visit):
        return send_to_wall(visit)
    entry = Html()
    if visit.has("older_activity"):
        entry = SITE.part(visit, "entry", address="/off", called="Your activity off Meta technologies")
    elif not visit.has("only_ad_preferences"):
        entry = SITE.part(visit, "entry", address=setting(visit), called=SITE.word(visit, "activity"))
    return SITE.page(visit, "list", called="Your information and permissions", entries=entry)


@SITE.get("accountscenter.facebook.com", SETTING)
@SITE.get("accountscenter.facebook.com", MOVED)
def activity(visit: Visit) -> Answer:
    if not inside(visit):
        return send_to_wall(visit)
    if visit.path != setting(visit):
        return SITE.page(visit, "unavailable")
    if visit.has("older_activity"):
        return SITE.page(visit, "older-choice")
    refused = remembered(visit, "use", out="no", default="yes") == "no"
    choice = SITE.part(visit, "choice", allowed="off" if refused else "on", refused="on" if refused else "off")
    hidden, button = "", Html()
    if visit.has("review_first"):
        hidden, button = "hidden", SITE.part(visit, "review")
    return SITE.page(visit, "setting", choice=choice, hidden=hidden, button=button)
