"""x.com's settings for Grok, and for sharing with business partners.

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
PARTNERS, MOVED_PARTNERS = "/settings/data_sharing_with_business_partners", "/settings/business_partners"
PARTNERS_LABEL = "Allow additional information sharing with business partners"
PARTNERS_LABEL_FR = (
    "Autoriser le partage d'informations avec des partenaires"  # made up: the French one is not on record
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
    words={
        "en": {
            "grok_section": "Grok & Third-party Collaborators",
            "partners_section": "Data sharing with business partners",
            "partners_label": PARTNERS_LABEL,
        },
        "fr": {"grok_section": "Grok et collaborateurs tiers", "partners_label": PARTNERS_LABEL_FR},
    },
)
DOOR = Door(SITE, "X", "x.com", "/i/flow/login")
remembers(SITE, "x.com", "/api/settings")


@SITE.get("x.com", "/")
def home(visit: Visit) -> Answer:
    return SITE.page(visit, "page", body=SITE.part(visit, "home"))


@SITE.get("x.com", "/settings/privacy_and_safety")
def privacy(visit: Visit) -> Answer:
    section = next((name for word, name in SECTIONS.items() if visit.has(word)), SITE.word(visit, "grok_section"))
    there = {"address": address(visit), "partners": MOVED_PARTNERS if visit.has("only_menu") else PARTNERS}
    return SITE.page(visit, "page", body=SITE.part(visit, "privacy", section=section, **there))


@SITE.get("x.com", PARTNERS)
@SITE.get("x.com", MOVED_PARTNERS)
@DOOR.guards
def partners(visit: Visit) -> Answer:
    if visit.has("only_menu") and visit.path == PARTNERS:
        return SITE.page(visit, "page", body=SITE.part(visit, "gone"))
    state = remembered(visit, "partners", out="off", default="on")
    return SITE.page(visit, "page", body=SITE.part(visit, "partners", state=state))


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
