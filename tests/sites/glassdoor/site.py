"""Glassdoor's form for requests. Its kinds and the mail after it are on record (policy of 2023); labels are made up."""

from __future__ import annotations

from pathlib import Path

from ..site import Answer, Html, Site, Visit

HELP = "help.glassdoor.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(HELP,),
    variants={"email_later": "the email address is asked on a page of its own, afterwards"},
    words={"en": {}},
)


@SITE.get(HELP, "/s/privacyrequest")
def form(visit: Visit) -> Answer:
    email = Html() if visit.has("email_later") else SITE.part(visit, "email")
    return SITE.page(visit, "form", email=email)


@SITE.post(HELP, "/s/privacyrequest")
def sent(visit: Visit) -> Answer:
    if visit.fields.get("email") not in ("ada@example.org", None):
        return Answer("This is not the address of your account.", 400)
    return Answer("<h2>Check your inbox</h2><p>We emailed you a link to confirm that it is you.</p>")
