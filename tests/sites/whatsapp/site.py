"""WhatsApp's contact forms, legal page and help article, as people describe them.

On record are the form's number, the question to choose, and that it wants an email address and the WhatsApp number.
What the fields are called, and the thanks, are made up.
"""

from __future__ import annotations

from pathlib import Path

from ..site import Answer, Html, Site, Visit

FORM = "/contact/forms/382532939919295"
MOVED = "/contact/forms/4200000000000001"  # the stand-in's own
ASKED = "How can I make an objection to the processing of my information?"
OTHERS = ("How can I access the information you have about me?", "How can I delete my account?")

SITE = Site(
    Path(__file__).parent,
    hosts=("www.whatsapp.com", "whatsapp.com", "faq.whatsapp.com"),
    variants={
        "moved_form": "the form has a new address, which the legal page and the help article know",
        "no_legal_link": "the legal page has no link to it any more; with moved_form",
        "no_first_article": "the first help article is gone, the second one is there; with the two before",
        "no_objection": "seen from a region without a right to object: the question is not on the list",
        "plain_form": "an older form: no list of questions, no second field for the email address",
    },
    words={"en": {"title": "Data Subject Rights Form", "asked": ASKED}},
)


def form_address(visit: Visit) -> str:
    """Where today's form is."""
    return MOVED if visit.has("moved_form") else FORM


@SITE.get("www.whatsapp.com", "/contact/forms/*")
def form(visit: Visit) -> Answer:
    if visit.path.rstrip("/") != form_address(visit):
        return SITE.page(visit, "not-available")
    asked = () if visit.has("plain_form") else (*OTHERS, *(() if visit.has("no_objection") else (ASKED,)))
    fields = SITE.part(visit, "fields", again="" if asked else "hidden", required="required" if asked else "")
    questions = Html("".join(SITE.part(visit, "question", question=one) for one in asked))
    return SITE.page(visit, "form", questions=questions, fields=fields, wait="hidden" if asked else "")


@SITE.get("www.whatsapp.com", "/legal")
def legal(visit: Visit) -> Answer:
    link = Html() if visit.has("no_legal_link") else SITE.part(visit, "legal-link", address=form_address(visit))
    return SITE.page(visit, "legal", link=link)


@SITE.get("faq.whatsapp.com", "/1285115568956956")
@SITE.get("faq.whatsapp.com", "/505412866985020")  # the policy names it; what stands in it is made up
def article(visit: Visit) -> Answer:
    if visit.has("no_first_article") and visit.path == "/1285115568956956":
        return SITE.page(visit, "not-available")
    return SITE.page(visit, "article", address=f"https://www.whatsapp.com{form_address(visit)}")


@SITE.post("www.whatsapp.com", "/contact/forms/send")
def send(visit: Visit) -> Answer:
    if not visit.fields.get("phone_number", "").startswith("+"):
        return Answer("Please give your number with its country code.", 422)
    return Answer("<p>Thank you. We've received your request and will answer by email.</p>")
