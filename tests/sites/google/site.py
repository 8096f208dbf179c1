"""Google as one account sees it: activity controls that say On or Off in words, Gmail's settings, YouTube Studio's.

Labels and addresses are on record (facts: Gemini, Gmail, Web & App Activity, YouTube). Made up: what the windows say
that ask once more, the rows around, and that Studio closes its settings when they are saved.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit
from .words import WORDS

ACTIVITY, MAIL, STUDIO = "myactivity.google.com", "mail.google.com", "studio.youtube.com"
CHANNEL = "/channel/UCstandin"

SITE = Site(
    Path(__file__).parent,
    hosts=(ACTIVITY, MAIL, STUDIO, "gemini.google.com", "accounts.google.com"),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "older_label": "controls have the names they had before autumn 2025",
        "renamed": "the box has a name nobody has heard of yet",
        "work": "an account of a company or school, whose administrators decide",
        "only_overview": "the page of one control has no address, only the page of all of them",
        "only_menu": "the address of Gemini's activity has changed, only Gemini's menu knows it",
        "shared": "third parties may train on the channel's videos",
        "search_services": "Search has moved to a control of its own; without it, the account is not there yet",
        "search_already_out": "it is off already",
        "search_renamed": "it has a name that nobody has told us, as in other languages",
        "content_manager": "a channel run by a content manager: its advanced settings have no such section",
    },
    words=WORDS,
)
DOOR = Door(SITE, "Google", "accounts.google.com", "/v3/signin/identifier")
for host in (ACTIVITY, MAIL, STUDIO):
    remembers(SITE, host, "/_/settings")


@SITE.get("accounts.google.com", "/")
def accounts(visit: Visit) -> Answer:
    return Answer(go_to="/v3/signin/identifier")


@SITE.post("accounts.google.com", "/ListAccounts", login=True)
def chromium_asks(visit: Visit) -> Answer:
    """Chromium's own question who is logged in; no form of the page's."""
    return Answer()


# --- My Activity: no switch, but a word and a menu ------------------------------------------------------------------


def box(visit: Visit, title: str, setting: str) -> Html:
    """One activity control: its name, On or Off, and the menu."""
    if remembered(visit, setting, out="off", default="on") == "off":
        return SITE.part(visit, "box-off", title=title)
    return SITE.part(visit, "box-on", title=title, setting=setting)


@SITE.get("gemini.google.com", "/")
def gemini_home(visit: Visit) -> Answer:
    return SITE.page(visit, "gemini-home")


@SITE.get(ACTIVITY, "/")
@DOOR.guards
def my_activity(visit: Visit) -> Answer:
    return SITE.page(visit, "my-activity")


@SITE.get(ACTIVITY, "/product/gemini")
@SITE.get(ACTIVITY, "/product/gemini_apps")  # the stand-in's own address
@DOOR.guards
def gemini(visit: Visit) -> Answer:
    if visit.path.endswith("/gemini") and visit.has("only_menu"):
        return Answer(go_to="/")
    title = SITE.word(visit, "gemini_activity" if visit.has("older_label") else "keep_activity")
    title = "Keep my chats" if visit.has("renamed") else title
    control = SITE.part(visit, "managed") if visit.has("work") else box(visit, title, "gemini")
    return SITE.page(visit, "gemini", control=control)


@SITE.get(ACTIVITY, "/activitycontrols")
@SITE.get(ACTIVITY, "/activitycontrols/webandapp")
@DOOR.guards
def activity_controls(visit: Visit) -> Answer:
    if visit.path.endswith("/webandapp") and visit.has("only_overview"):
        return Answer(go_to="/")
    title = SITE.word(visit, "web_and_app")
    control = SITE.part(visit, "managed") if visit.has("work") else box(visit, title, "web")
    return SITE.page(visit, "activity-controls", control=control)


@SITE.get(ACTIVITY, "/search-services/settings")
@DOOR.guards
def search_services(visit: Visit) -> Answer:
    """The control of summer 2026. Its name, its box and the address are on record; the rest is as in the others."""
    if not visit.has("search_services"):
        return Answer(go_to="/")
    state = "off" if visit.has("search_already_out") else "on"
    said, media = visit.cookies.get("search", state), visit.cookies.get("media", state)
    title = "Your searches" if visit.has("search_renamed") else "Search Services History"
    named = {"title": title, "setting": "search"}
    control = SITE.part(visit, "box-off", title=title) if said == "off" else SITE.part(visit, "box-on", **named)
    return SITE.page(visit, "search-services", control=control, media=media)


# --- Gmail ----------------------------------------------------------------------------------------------------------


@SITE.get(MAIL, "/")
@SITE.get(MAIL, "/mail/u/0/")
@DOOR.guards
def gmail(visit: Visit) -> Answer:
    states = {name: remembered(visit, name, out="off", default="on") for name in ("smart_on", "workspace", "others")}
    return SITE.page(visit, "gmail", **states)


# --- YouTube Studio ---------------------------------------------------------------------------------------------------


@SITE.get(STUDIO, "/")
@DOOR.guards
def studio_home(visit: Visit) -> Answer:
    return Answer(go_to=CHANNEL)


@SITE.get(STUDIO, CHANNEL)
@DOOR.guards
def studio(visit: Visit) -> Answer:
    state = remembered(visit, "training", out="off", default="on" if visit.has("shared") else "off")
    section = Html() if visit.has("content_manager") else SITE.part(visit, "training", state=state)
    return SITE.page(visit, "studio", training=section)
