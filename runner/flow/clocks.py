"""The named clocks a flow may give under `answer_due`: by which law a company has to answer, and in what time.

Only the names and what they mean, so that `check` can tell a wrong one without a calendar. The dates are worked out in
runner/records/deadlines.py, and a test holds its table against this one.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from runner.errors import did_you_mean
from runner.flow.head import AnswerDue
from runner.flow.problems import problem
from runner.locale import Listed, _

CLOCKS: dict[str, str] = {
    "gdpr": "EU and EEA: one month, or three in all where the company says why within the first",
    "uk-gdpr": "United Kingdom: one month, or three in all where the company says why within the first",
    "swiss": "Switzerland: 30 days for access; an objection has no fixed time",
    "lgpd": "Brazil: 15 days for access; an objection is to be met at once, or the reasons given why not",
    "ccpa": "California: 45 days, or 90 in all with notice; receipt confirmed within 10 business days",
    "ccpa-opt-out": "California: 15 business days to stop selling or sharing",
    "delete-act": "California's DROP: 90 days for the first round, then rounds of 45 days; counted from 1 August 2026",
    "pipeda": "Canada: 30 days, or 60 in all with notice, for access; a withdrawal has no fixed time",
    "pipa": "South Korea: 10 days",
    "appi": "Japan: without delay, with no number of days",
}


def _known(value: Any) -> Any:
    if isinstance(value, dict):
        return AnswerDue.model_validate(value)
    if not isinstance(value, str):
        if type(value) is int:
            hint = _("write {what}", what="{days: " + str(value) + "}")
        else:
            hint = _("there is: {words}", words=Listed(CLOCKS, "comma"))
        raise problem(_("a clock's name or {days: 30} is wanted here"), hint)
    if value not in CLOCKS:
        raise problem(_("no clock is called '{clock}'", clock=value), did_you_mean(value, CLOCKS))
    return value


AnyClock = Annotated[
    str | AnswerDue,
    BeforeValidator(
        _known, json_schema_input_type=Annotated[str, Field(json_schema_extra={"enum": list(CLOCKS)})] | AnswerDue
    ),
]
