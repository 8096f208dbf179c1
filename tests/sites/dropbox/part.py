"""The person's part at Dropbox."""

from __future__ import annotations

from ..case import Case, Continue, Press, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "dropbox-third-party-ai"
OFF = {
    "switch": (Toggle("Use artificial intelligence (AI) from third-party partners so you can work faster in Dropbox"),)
}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OFF, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OFF}, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "links", "en", OFF, "opted_out", 1),
    Case(FLOW, "renamed", "en", {"review": (Press("Dropbox AI"),), **OFF}, "opted_out", 1),
    Case(FLOW, "europe", "en", {"review": (Continue(),)}, "not_offered"),
)
