"""PayPal's contact page for privacy. Its address is on record (statement of November 2025); the rest is made up.

Who only looks cannot tell that there is a form: what the page shows before a way to write is chosen, and whether that
opens a form or a chat, nobody has told; and what is there only after a press is not seen by one who presses nothing.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..site import Answer, Site, Visit

WWW = "www.paypal.com"

SITE = Site(
    Path(__file__).parent,
    hosts=(WWW,),
    variants={**AT_THE_DOOR, "of_a_country": "the page is that of a country, with the country in its address"},
    words={"en": {}},
)
DOOR = Door(SITE, "PayPal", WWW, "/signin")


@SITE.get(WWW, "/smarthelp/contact-us/privacy")
@SITE.get(WWW, "/de/smarthelp/contact-us/privacy")
@DOOR.guards
def contact(visit: Visit) -> Answer:
    if visit.has("of_a_country") and not visit.path.startswith("/de/"):
        return Answer(go_to="/de/smarthelp/contact-us/privacy")
    return SITE.page(visit, "contact")


@SITE.post(WWW, "/smarthelp/message")
def message(visit: Visit) -> Answer:
    return Answer("<h2>Thanks, Ada</h2><p>Someone will be with you soon.</p>")
