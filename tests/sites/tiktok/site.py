"""TikTok's privacy request form, which is as long as people say.

That there is one, that it takes many steps, its addresses, and what it asks (which processing, why, and how it affects
the person) are on record (facts: TikTok). What its fields are called is made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..site import Answer, Html, Site, Visit

WWW = "www.tiktok.com"
REPORT, WEBFORM, OFFICER = "/legal/report/privacy", "/legal/report/privacy/webform/en-GB", "/legal/report/DPO"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={
        **AT_THE_DOOR,
        "topics_first": "the form asks for a topic on a page of its own",
        "only_report": "of the four addresses the general form's alone works",
        "only_webform": "of the four addresses the British web form's alone works",
        "only_dpo": "of the four addresses the data protection officer's alone works",
        "cookie_banner": "a banner in an open shadow root lies over the page",
        "login_first": "the form is for people who are logged in",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "TikTok", WWW, "/login")


@SITE.get(WWW, "/legal/right-to-object")
@SITE.get(WWW, "/legal/report/privacy/webform/en-GB")
@SITE.get(WWW, "/legal/report/DPO")
@SITE.get(WWW, "/legal/report/privacy")
def form(visit: Visit) -> Answer:
    only = {"only_report": REPORT, "only_webform": WEBFORM, "only_dpo": OFFICER}
    if (alone := next((path for word, path in only.items() if visit.has(word)), "")) and visit.path != alone:
        return SITE.page(visit, "gone")
    return DOOR.guards(fields)(visit) if visit.has("login_first") else fields(visit)


def fields(visit: Visit) -> Answer:
    """The form, or the topics before it."""
    cookies = SITE.part(visit, "cookies") if visit.has("cookie_banner") else Html()
    name = "topics" if visit.has("topics_first") and "topic" not in visit.query else "form"
    return SITE.page(visit, name, cookies=cookies)


@SITE.post(WWW, "/legal/report/privacy/submit")
def submitted(visit: Visit) -> Answer:
    return Answer(SITE.part(visit, "thanks"))
