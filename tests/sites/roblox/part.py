"""The person's part in Roblox's Creator Hub."""

from __future__ import annotations

from ..case import Case, Continue, Press, Toggle, Turns
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "roblox-data-sharing"
LABEL = "Make sharing data the default option when publishing experiences"
OFF: Turns = {"switch": (Toggle(LABEL),), "review": (Toggle("Ada's Obby"), Continue())}
BY_HAND: Turns = {
    "review 1": (Press("ada_builds"), Press("Sharing of data")),
    "switch": (Toggle(LABEL),),
    "review 2": (Continue(),),
}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", OFF, "opted_out", 2),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **OFF}, "opted_out", 2),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **OFF}, "opted_out", 2),
    Case(FLOW, "already_out", "en", {"review": (Continue(),)}, "already_out"),
    Case(FLOW, "box", "en", OFF, "opted_out", 2),
    Case(FLOW, "nameless", "en", OFF, "opted_out", 2),
    Case(FLOW, "moved", "en", BY_HAND, "opted_out", 1),
)
