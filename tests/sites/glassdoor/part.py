"""The person's part at Glassdoor: the form, but for the email address where there is a field for it."""

from __future__ import annotations

from ..case import Case, ChooseOption, Continue, Press, See, Type

FLOW = "glassdoor-objection"
SEND = {
    "submit": (
        ChooseOption("What is your request?", "Ask a question about my data"),
        Type("Details", "I object."),
        Press("Submit"),
        See("We emailed you a link to confirm that it is you."),
        Continue(),
    )
}

CASES: tuple[Case, ...] = (
    Case(FLOW, "", "en", SEND, "sent", 1),
    Case(FLOW, "email_later", "en", SEND, "sent", 1),
)
