"""An org of Salesforce and its Setup. The page and both names of its switch are on record, and that a dialog asks.

Made up: the page's address, the buttons of the dialog, and that Quick Find lists what it finds from the start.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Html, Site, Visit

LOGIN, ORG, SETUP = "login.salesforce.com", "ada.lightning.force.com", "ada.my.salesforce-setup.com"
ALLOW, OPT_OUT = "Allow Salesforce Access to Customer Data", "Opt Out of Customer Data Access"

SITE = Site(
    Path(__file__).parent,
    hosts=(LOGIN, ORG, SETUP),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "opts_out": "the switch has the name by which on is out",
        "new_tab": "Setup opens in a tab of its own",
        "not_found": "Quick Find finds nothing; the page is there all the same",
        "no_page": "an edition without the page",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "Salesforce", LOGIN, "/login")
remembers(SITE, SETUP, "/api/opt")


@SITE.get(LOGIN, "/")
def login(visit: Visit) -> Answer:
    return Answer(go_to=f"https://{ORG}/lightning/page/home")


@SITE.get(ORG, "/lightning/page/home")
@DOOR.guards
def home(visit: Visit) -> Answer:
    return SITE.page(visit, "home", setup=SETUP, target=Html('target="_blank"') if visit.has("new_tab") else Html())


@SITE.get(SETUP, "/lightning/setup/SetupOneHome/home")
def setup(visit: Visit) -> Answer:
    found = Html() if visit.has("not_found", "no_page") else SITE.part(visit, "found")
    return SITE.page(visit, "setup", title="Setup Home", found=found, body=Html())


@SITE.get(SETUP, "/lightning/setup/EinsteinSetup/home")
def einstein(visit: Visit) -> Answer:
    found = Html() if visit.has("no_page") else SITE.part(visit, "found")
    return SITE.page(visit, "setup", title="Einstein Setup", found=found, body=Html())


@SITE.get(SETUP, "/lightning/setup/Opt/home")
def opt(visit: Visit) -> Answer:
    name, out, default = (OPT_OUT, "on", "off") if visit.has("opts_out") else (ALLOW, "off", "on")
    state = remembered(visit, "access", out=out, default=default)
    body = SITE.part(visit, "switch", label=name, state=state, to=out)
    return SITE.page(visit, "setup", title=OPT_OUT, found=SITE.part(visit, "found"), body=body)
