"""The person's part in Perplexity's flow; no page tells for sure who is in, so they say it."""

from __future__ import annotations

from ..case import Case, Continue, Press, Toggle
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "perplexity-data-retention"
IN = {"login": (Continue(),)}
OFF = {"switch": (Toggle("AI data retention"),)}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {**IN, **OFF}, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": (Press("Sign in"), *LOG_IN, Continue()), **OFF}, "opted_out", 1),
    Case(
        FLOW,
        "logged_out email_first",
        "en",
        {"login": (Press("Sign in"), *LOG_IN_TWICE, Continue()), **OFF},
        "opted_out",
        1,
    ),
    Case(FLOW, "account_page", "en", {**IN, **OFF}, "opted_out", 1),
    Case(FLOW, "older_label", "en", {**IN, "switch": (Toggle("AI Data Usage"),)}, "opted_out", 1),
    Case(
        FLOW, "only_menu", "en", {**IN, "review": (Press("ada_example"), Press("All settings")), **OFF}, "opted_out", 1
    ),
    Case(FLOW, "already_out", "en", IN, "already_out"),
    Case(FLOW, "enterprise", "en", IN, "not_offered"),
)
