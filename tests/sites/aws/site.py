"""The AWS console as the administrator of an organization sees it.

The way is on record (facts: AWS); addresses below the first, and how pages look, are made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import remembered, remembers
from ..site import Answer, Html, Site, Visit

CONSOLE = "console.aws.amazon.com"
POLICIES = "/organizations/v2/home/policies"

SITE = Site(
    Path(__file__).parent,
    hosts=(CONSOLE, "signin.aws.amazon.com"),
    variants={
        **AT_THE_DOOR,
        "enabled": "opt-out policies are enabled already",
        "member": "an account that belongs to an organization and does not manage it",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "AWS", "signin.aws.amazon.com", "/oauth")
remembers(SITE, CONSOLE, "/organizations/api")


@SITE.get("signin.aws.amazon.com", "/")
def signin(visit: Visit) -> Answer:
    return Answer(go_to="/oauth")


@SITE.get(CONSOLE, "/")
@SITE.get(CONSOLE, "/organizations/v2")
@DOOR.guards
def accounts(visit: Visit) -> Answer:
    links = Html("<p>You are a member of an organization.</p>") if visit.has("member") else SITE.part(visit, "menu")
    return SITE.page(visit, "console", menu=links, title="AWS accounts", body=Html("<p>Root</p>"))


@SITE.get(CONSOLE, POLICIES)
@DOOR.guards
def policies(visit: Visit) -> Answer:
    return SITE.page(visit, "console", menu=SITE.part(visit, "menu"), title="Policies", body=SITE.part(visit, "kinds"))


@SITE.get(CONSOLE, f"{POLICIES}/aiservices-opt-out-policy")
@DOOR.guards
def opt_out(visit: Visit) -> Answer:
    on = remembered(visit, "kind", out="on", default="on" if visit.has("enabled") else "off") == "on"
    body = SITE.part(visit, "create" if on else "enable")
    return SITE.page(visit, "console", menu=SITE.part(visit, "menu"), title="AI services opt-out policies", body=body)
