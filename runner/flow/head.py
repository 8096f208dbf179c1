"""What the head of a flow file says beside texts: when it was checked, what has changed, how long an answer takes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from runner.flow.problems import Model, problem, written
from runner.locale import _

CountryCode = Annotated[str, written(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", _("a country's code such as DE"))]
_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"


class Checked(Model):
    """When the flow was last held against its service, and how: `live` once a person has walked it.

    Where people have told its keeper that it worked for them, `by` is how many, `in` where they live.
    """

    date: Annotated[str, written(_DAY, _("a date such as 2026-10-02"))] = Field(
        description="the day, such as 2026-10-02"
    )
    how: Literal["live", "sources"] = Field(description="live: walked by a person; sources: held against its sources")
    by: Annotated[int, Field(gt=0)] | None = Field(None, description="how many people have walked it to the end")
    in_: Annotated[list[CountryCode], Field(min_length=1)] | None = Field(
        None, alias="in", description="the countries those people live in, by ISO 3166 code"
    )

    @model_validator(mode="after")
    def _is_walked_by_people(self) -> Checked:
        if self.how != "live" and (self.by or self.in_):
            raise problem(_("nobody has walked what was held against its sources alone"), _("write how: live"))
        return self


class NewsItem(Model):
    """What has changed about a service since the flow was first walked, for those who walked it before."""

    date: Annotated[str, written(_DAY, _("a date such as 2026-10-02"))] = Field(description="the day it changed")
    say: Annotated[str, Field(min_length=1)] = Field(description="what has changed, in a sentence")
    reopens: bool = Field(False, description="true: who did it before that day has to do it again, or something else")
    flow: str | None = Field(None, description="the flow that is to be done now, where it is another one")


MOST_DAYS = 3_660  # ten years: no law gives as long, and every calendar goes that far


class AnswerDue(Model):
    """A company's time to answer, in days, where no named clock fits."""

    days: Annotated[int, Field(gt=0, le=MOST_DAYS)] = Field(description="how many days they have to answer")
