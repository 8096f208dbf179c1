"""The person's part at Dailymotion: the whole form."""

from __future__ import annotations

from ..case import Case, ChooseOption, Continue, Press, See, Type

SEND = {
    "submit": (
        ChooseOption("What is it about?", "Your Personal Data"),
        Type("Your email address", "ada@example.org"),
        Type("Description", "I object."),
        Press("Submit"),
        See("Our team will look at it."),
        Continue(),
    )
}

CASES: tuple[Case, ...] = (Case("dailymotion-objection", "", "en", SEND, "sent", 1),)
