"""The person's part in the flow for AWS: enabling, writing and attaching a policy are all theirs."""

from __future__ import annotations

from ..case import Case, Continue, Press, Type
from ..door import LOG_IN, LOG_IN_TWICE

FLOW = "aws-ai-services"
ENABLE = {"review": (Press("Enable AI services opt-out policies"),)}
POLICY = {
    "switch": (
        *(Press("Create policy"), Type("Policy name", "No AI training"), Type("JSON", "{}")),
        *(Press("Create and attach to Root"), Continue()),
    )
}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", {**ENABLE, **POLICY}, "opted_out", 2),
    Case(FLOW, "logged_out", "en", {"login": LOG_IN, **ENABLE, **POLICY}, "opted_out", 2),
    Case(FLOW, "logged_out email_first in_place", "en", {"login": LOG_IN_TWICE, **ENABLE, **POLICY}, "opted_out", 2),
    Case(FLOW, "enabled", "en", POLICY, "opted_out", 1),
    Case(FLOW, "member", "en", {"login": (Continue(),)}, "not_offered"),
)
