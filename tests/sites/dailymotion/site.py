"""Dailymotion's help center. That its form has a part on personal data is on record; its labels are made up.

Where the form sends to is Zendesk's, whose help center it is.
"""

from __future__ import annotations

from pathlib import Path

from ..site import Answer, Site, Visit

FAQ = "faq.dailymotion.com"

SITE = Site(Path(__file__).parent, hosts=(FAQ,), variants={}, words={"en": {}})


@SITE.get(FAQ, "/hc/en-us/requests/new")
def form(visit: Visit) -> Answer:
    return SITE.page(visit, "form")


@SITE.post(FAQ, "/hc/en-us/requests")
def sent(visit: Visit) -> Answer:
    return Answer("<h2>Request submitted</h2><p>Our team will look at it.</p>")
