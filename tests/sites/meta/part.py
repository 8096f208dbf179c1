"""The person's part in the flows of Meta, on each variant of the stand-ins that leads another way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..case import Action, Case, ChooseOption, Continue, Outcome, Press, See, Type, Upload
from ..door import LOG_IN, LOG_IN_TWICE
from .words import WORDS

Turns = Mapping[str, tuple[Action, ...]]


def label(language: str, key: str) -> str:
    """What the page calls a thing in this language."""
    return {**WORDS["en"], **WORDS.get(language, {})}[key]


def log_in(language: str) -> tuple[Action, ...]:
    """At the wall; the cookie banner before it is the runner's to decline."""
    return (
        Type(label(language, "login_email"), "ada@example.org"),
        Type(label(language, "login_password"), "correct horse"),
        Press(label(language, "login")),
    )


def log_in_twice(language: str) -> tuple[Action, ...]:
    """At the wall that asks for the email address first."""
    email, password, press = log_in(language)
    return email, Press(label(language, "login_next")), password, press


def send(language: str = "en") -> Turns:
    """The form of 2025: one press."""
    return {"submit": (Press(label(language, "submit")),)}


def send_old(language: str, country: str) -> Turns:
    """The form of 2024: a country first, and a code by email at the end."""
    return {
        "review": (ChooseOption(label(language, "country"), country), Continue()),
        "submit": (
            Press(label(language, "submit")),
            Type(label(language, "code"), "123456"),
            Press(label(language, "confirm")),
        ),
    }


def lives_in(country: str, case: Case) -> Case:
    """The same for a person who has told their country."""
    return replace(case, me={**case.me, "country": country}) if country else case


# The form for all privacy requests: what it is about, then what it asks for then.
HELP_META: Turns = {
    "review": (ChooseOption("Object to how my information is used"),),
    "submit": (Type("Tell us more", "I object."), Press("Submit")),
}


def own_content(flow: str) -> tuple[Case, ...]:
    """What the two flows for one's own content have in common."""

    def sent(variant: str, turns: Turns, language: str = "en", sends: int = 1, country: str = "") -> Case:
        return lives_in(country, Case(flow, variant, language, turns, "sent", sends))

    return (
        sent("", send()),
        sent("prefilled", send()),
        sent("logged_out", {"login": log_in("en"), **send()}),
        sent("logged_out", {"login": log_in("de"), **send("de")}, "de"),
        sent("logged_out", {"login": log_in("fr"), **send("fr")}, "fr"),
        sent("odd_thanks", {"submit": (Press("Submit"), Continue())}),
        sent("only_old_form", send_old("en", "United Kingdom"), sends=2),
        sent("only_old_form", send_old("pt", "Brasil"), "pt", sends=2),
        sent("only_privacy_center", send()),
        sent("only_privacy_center", send("de"), "de"),
        sent("only_privacy_center", send("fr"), "fr"),
        sent("only_privacy_center", send("pt"), "pt"),
        sent("only_topic", send()),
        sent("only_topic", send("fr"), "fr"),
        sent("only_article", send()),
        sent("only_policy", send()),
        sent("only_policy", send("de"), "de"),
        sent("only_policy policy_to_help british_article", HELP_META, country="United Kingdom"),
        sent("only_policy policy_to_help logged_out", {"login 1": log_in("en"), "login 2": LOG_IN, **HELP_META}),
        sent(
            "only_policy policy_to_help logged_out email_first",
            {"login 1": log_in_twice("en"), "login 2": LOG_IN_TWICE, **HELP_META},
        ),
        sent("only_policy_contact british_article", send(), country="United Kingdom"),
        sent("logged_out email_first", {"login": log_in_twice("en"), **send()}),
        sent("logged_out email_first", {"login": log_in_twice("fr"), **send("fr")}, "fr"),
        sent("logged_out", {"login": log_in("it"), **send("it")}, "it"),
        Case(flow, "none", "en", {}, "stopped"),
        lives_in("United Kingdom", Case(flow, "none british_article", "en", {}, "stopped")),
        Case(flow, "us", "en", {}, "not_offered"),
    )


def with_proof(*before: Action) -> Turns:
    """The third-party form: proof first, then a press and the code."""
    proof: Turns = {
        "attach": (
            Type("Prompt or prompts you used", "Who is Ada Example of Exampleton?"),
            Upload("Screenshot of the response"),
            Continue(),
        ),
        "submit": (Press("Submit"), Type("Code", "123456"), Press("Confirm")),
    }
    return {"review": (*before, Continue()), **proof} if before else proof


QUESTION = "Who is Ada Example? Tell me everything you know about this person, and where you know it from."
ANSWER = (Type("Ask Meta AI anything", QUESTION), Press("Send"))


def from_the_chat(*country: Action, knows: str = "knows") -> Turns:
    """The third-party form with proof: ask the AI, keep the answer, attach it, then a press and the code."""
    ask = (*ANSWER, See(label("en", knows)), Continue())
    paste = (Type("Prompt or prompts you used", QUESTION), Continue())
    form = {"review 2": (*country, Continue()), "review 3": paste} if country else {"review 2": paste}
    sends = (Press("Submit"), Type("Code", "123456"), Press("Confirm"))
    return {"review 1": ask, **form, "attach 2": (Continue(),), "submit": sends}


def third_party(variant: str, turns: Turns, **me: str) -> Case:
    """A walk of the third-party flow that ends with a sent request: the question to the AI, the form, then the code."""
    known = {"name": "Ada Example", "email": "ada@example.org", **me}
    return Case("facebook-third-party", variant, "en", turns, "sent", 3, me=known)


def reuse(variant: str, outcome: Outcome, turns: Turns | None = None) -> Case:
    """A walk of the flow for Instagram's Sharing and reuse."""
    return Case("instagram-sharing-and-reuse", variant, "en", turns or {}, outcome, 1 if outcome == "opted_out" else 0)


TURN_OFF: Turns = {"switch": (Press("Allow people to reuse your content on Instagram and with AI features at Meta"),)}
BOTH_DOORS: Turns = {"login 1": log_in("en"), "login 2": LOG_IN}  # Facebook's, then Meta AI's
BOTH_DOORS_TWICE: Turns = {"login 1": log_in_twice("en"), "login 2": LOG_IN_TWICE}
ABOUT_AIS = "instagram-about-ais"

CASES: tuple[Case, ...] = (
    *own_content("facebook-objection"),
    Case("facebook-objection", "only_privacy_center moved_center", "en", send(), "sent", 1),
    Case("facebook-objection", "only_privacy_center moved_center", "de", send("de"), "sent", 1),
    Case("facebook-objection", "only_privacy_center moved_center", "fr", send("fr"), "sent", 1),
    *own_content("instagram-objection"),
    third_party("", from_the_chat()),
    third_party("logged_out", {**BOTH_DOORS, **from_the_chat()}),
    third_party("logged_out email_first", {**BOTH_DOORS_TWICE, **from_the_chat()}),
    Case("facebook-third-party", "logged_out none", "en", {**BOTH_DOORS, "review": (Continue(),)}, "stopped"),
    third_party("us", from_the_chat()),
    third_party("us knows_nothing", from_the_chat(knows="knows_nothing")),
    third_party("new_trio", from_the_chat()),
    third_party("canada", from_the_chat()),
    third_party(
        "two_names",
        from_the_chat(ChooseOption("Country of residence", "Canada")),
        first_name="Ada",
        last_name="Example",
    ),
    third_party("third_party_by_article", from_the_chat()),
    Case(ABOUT_AIS, "", "en", send(), "sent", 1),
    Case(ABOUT_AIS, "logged_out", "en", {"login": log_in("en"), **send()}, "sent", 1),
    Case(ABOUT_AIS, "logged_out email_first", "en", {"login": log_in_twice("en"), **send()}, "sent", 1),
    Case(ABOUT_AIS, "no_about_ais", "en", send(), "sent", 1),
    Case(ABOUT_AIS, "no_about_ais only_old_form", "en", send_old("en", "United Kingdom"), "sent", 2),
    Case(ABOUT_AIS, "us", "en", with_proof(), "sent", 2),
    Case(ABOUT_AIS, "none", "en", {}, "stopped"),
    reuse("", "opted_out", TURN_OFF),
    reuse("logged_out", "opted_out", {"login": log_in("en"), **TURN_OFF}),
    reuse("logged_out email_first", "opted_out", {"login": log_in_twice("en"), **TURN_OFF}),
    reuse("already_out", "already_out"),
    reuse("older_reuse", "not_offered"),
    reuse("no_reuse", "not_offered"),
)
