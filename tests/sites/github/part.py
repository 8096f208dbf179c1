"""The person's part in GitHub Copilot's flow."""

from __future__ import annotations

from ..case import Case, ChooseOption, Press
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "github-copilot"
LIST = "Allow GitHub to use my data for AI model training"
CHOOSE = {"switch": (Press("Enabled"), Press("Disabled"))}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", CHOOSE, "opted_out", 1),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **CHOOSE}, "opted_out", 1),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **CHOOSE}, "opted_out", 1),
    Case(FLOW, "plain_list", "en", {"switch": (ChooseOption(LIST, "Disabled"),)}, "opted_out", 1),
    Case(FLOW, "only_menu", "en", CHOOSE, "opted_out", 1),
    Case(FLOW, "already_out", "en", {}, "already_out"),
    Case(FLOW, "already_out plain_list", "en", {}, "already_out"),
    Case(FLOW, "business", "en", {}, "not_offered"),
)
