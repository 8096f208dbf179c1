"""x.com's settings for Grok.

Labels and addresses are on record (facts: X); the neighbouring rows and the frame are made up.
"""

from __future__ import annotations

from pathlib import Path

from ..door import AT_THE_DOOR, Door
from ..memory import ALREADY, remembered, remembers
from ..site import Answer, Site, Visit

SECTIONS = {"older_label": "Grok", "guide_label": "Grok & Data Sharing"}
TRAINING = (
    "Allow your public data as well as your interactions, inputs, and results with Grok and xAI "
    "to be used for training and fine-tuning"
)
TRAINING_OLDER = (
    "Allow your posts as well as your interactions, inputs, and results with Grok "
    "to be used for training and fine-tuning"
)
SITE = Site(
    Path(__file__).parent,
    hosts=("x.com",),
    variants={
        **AT_THE_DOOR,
        **ALREADY,
        "older_label": "labels as in 2024 and 2025",
        "guide_label": "the section's name as one guide of 2026 has it",
        "only_menu": "the page's address has changed, only the menu knows it",
    },
    words={"en": {}},
)
DOOR = Door(SITE, "X", "x.com", "/i/flow/login")
remembers(SITE, "x.com", "/api/settings")


@SITE.get("x.com", "/")
def home(visit: Visit) -> Answer:
    return SITE.page(visit, "page", body=SITE.part(visit, "home"))


@SITE.get("x.com", "/settings/privacy_and_safety")
def privacy(visit: Visit) -> Answer:
    section = next((name for word, name in SECTIONS.items() if visit.has(word)), "Grok & Third-party Collaborators")
    return SITE.page(visit, "page", body=SITE.part(visit, "privacy", section=section, address=address(visit)))


def address(visit: Visit) -> str:
    """Where the section is."""
    return "/settings/grok_and_partners" if visit.has("only_menu") else "/settings/grok_settings"


@SITE.get("x.com", "/settings/grok_*")
@DOOR.guards
def grok(visit: Visit) -> Answer:
    if visit.path != address(visit):
        return SITE.page(visit, "page", body=SITE.part(visit, "gone"))
    label = TRAINING_OLDER if visit.has("older_label") else TRAINING
    state = remembered(visit, "training", out="off", default="on")
    return SITE.page(visit, "page", body=SITE.part(visit, "grok", label=label, state=state))
