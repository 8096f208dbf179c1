"""The person's part at Atlassian."""

from __future__ import annotations

from ..case import Case, Press, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "atlassian-data-contribution"
IN_APP, METADATA = Toggle("In-app data contribution"), Toggle("Metadata contribution")

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {"switch": (IN_APP,)}, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, "switch": (IN_APP,)}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, "switch": (IN_APP,)}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "premium", "en", {}, "already_out"),
    Case(FLOW, "two_organizations", "en", {"review": (Press("Ada's office"),), "switch": (IN_APP,)}, "opted_out", 1),
    Case(FLOW, "enterprise", "en", {"switch 1": (IN_APP,), "switch 2": (METADATA,)}, "opted_out", 2),
    Case(FLOW, "enterprise already_out", "en", {}, "already_out"),
)
