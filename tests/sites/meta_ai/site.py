"""Meta AI and Muse on the web: a way in, a menu, settings.

Labels are on record for the apps (facts: Meta, 1e); that the web has the same, and all addresses, are made up.
"""

from __future__ import annotations

from pathlib import Path

from ..kept import KEEP
from ..site import Answer, Html, Site, Visit

META_AI, MUSE = "*meta.ai", "*muse.ai"
SITE = Site(
    Path(__file__).parent,
    hosts=("www.meta.ai", "meta.ai", "www.muse.ai", "muse.ai"),
    variants={
        "app_only": "the website's settings have no Data & privacy; that is in the app",
        "muse_off": "Muse does not train on this account already",
        "no_muse_switch": "Muse's data controls without the switch for training",
    },
    words={"en": {}},
)


def inside(visit: Visit) -> bool:
    """Whether there is a session."""
    return not visit.has("logged_out") or "ai_session" in visit.cookies


@SITE.post("*", "/login/", login=True)
def log_in(visit: Visit) -> Answer:
    return Answer(go_to="/", cookies={"ai_session": "stand-in; Path=/; Secure; HttpOnly"})


@SITE.get(META_AI, "/")
def meta_ai(visit: Visit) -> Answer:
    return SITE.page(visit, "meta-ai") if inside(visit) else SITE.page(visit, "wall", called="Meta AI")


@SITE.get(META_AI, "/settings/")
def meta_ai_settings(visit: Visit) -> Answer:
    entry = Html() if visit.has("app_only") else SITE.part(visit, "data-and-privacy")
    return SITE.page(visit, "settings", entry=entry)


@SITE.get(META_AI, "/settings/data/")
def data_and_privacy(visit: Visit) -> Answer:
    return SITE.page(visit, "information")


@SITE.get(MUSE, "/")
def muse(visit: Visit) -> Answer:
    return SITE.page(visit, "muse") if inside(visit) else SITE.page(visit, "wall", called="Muse")


@SITE.get(MUSE, "/settings/")
def muse_settings(visit: Visit) -> Answer:
    return SITE.page(visit, "muse-settings")


@SITE.get(MUSE, "/settings/data-controls/")
def data_controls(visit: Visit) -> Answer:
    switch = Html()
    if not visit.has("no_muse_switch"):
        switch = SITE.part(visit, "muse-switch", state="off" if visit.has("muse_off") else "on", keep=KEEP)
    return SITE.page(visit, "data-controls", switch=switch)
