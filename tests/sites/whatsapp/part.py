"""The person's part in WhatsApp's objection: send the form, then read that a mail will come."""

from __future__ import annotations

from ..case import Case, Continue, Press, Turns

FLOW = "whatsapp-objection"
ME = {"email": "ada@example.org", "phone": "+44 20 7946 0000"}
TURNS: Turns = {"submit": (Press("Submit"),), "review": (Continue(),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", TURNS, "sent", 1, me=ME),
    Case(FLOW, "plain_form", "en", TURNS, "sent", 1, me=ME),
    Case(FLOW, "moved_form", "en", TURNS, "sent", 1, me=ME),
    Case(FLOW, "moved_form no_legal_link", "en", TURNS, "sent", 1, me=ME),
    Case(FLOW, "moved_form no_legal_link no_first_article", "en", TURNS, "sent", 1, me=ME),
    Case(FLOW, "no_objection", "en", {}, "not_offered", 0, me=ME),
)
