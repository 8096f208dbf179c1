"""The person's part in the flow for what other businesses tell Meta."""

from __future__ import annotations

from ..case import Case, ChooseOption, Outcome, Press
from ..meta.part import Turns, log_in, log_in_twice

REFUSE: Turns = {
    "switch": (ChooseOption("Don’t allow Meta to use this activity to show you relevant content"), Press("Confirm"))
}


def case(variant: str, turns: Turns = REFUSE, outcome: Outcome = "opted_out") -> Case:
    """One walk; the login is Facebook's."""
    sends = 1 if outcome == "opted_out" else 0
    return Case("meta-activity-from-other-businesses", variant, "en", turns, outcome, sends)


CASES: tuple[Case, ...] = (
    case(""),
    case("logged_out", {"login": log_in("en"), **REFUSE}),
    case("logged_out email_first", {"login": log_in_twice("en"), **REFUSE}),
    case("review_first"),
    case("moved_activity"),
    case("moved_activity only_ad_preferences"),
    case("already_out", {}, "already_out"),
    case("older_activity", {}, "not_offered"),
)
