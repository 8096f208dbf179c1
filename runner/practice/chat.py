"""Lark, the company's pretend AI: asked about the person who is logged in, it tells what it has picked up."""

from __future__ import annotations

from runner.practice.art import icon
from runner.practice.call import Answer, Call, go_to
from runner.practice.markup import Html, el
from runner.practice.shell import shell

LONGEST = 500  # letters of a question


def chat(call: Call) -> Answer:
    """`/chat`: what was asked and answered in this visit, and a field to ask more."""
    if call.method == "POST":
        call.visit.asked.append(call.form.get("question", "").strip()[:LONGEST])
        return go_to("/chat")
    title = call.t("Ask Lark", "Lark fragen")
    lead = call.t(
        "Lark answers from what people share on Larkspur. What you ask, it may learn from as well.",
        "Lark antwortet aus dem, was Menschen auf Larkspur teilen. Auch aus deinen Fragen kann er lernen.",
    )
    said = [part for question in call.visit.asked for part in (_asked(question), _answered(call, question))]
    talk = el("section", said, class_="card talk") if said else None
    return shell(call, title, el("h1", title), el("p", lead, class_="lead"), talk, _ask(call), kind="article")


def _ask(call: Call) -> Html:
    words = call.t("Your question to Lark", "Deine Frage an Lark")
    field = el(
        "textarea", name="question", rows=2, required=True, maxlength=LONGEST, aria_label=words, placeholder=words
    )
    send = el("button", call.t("Send", "Senden"), type="submit", class_="button")
    return el("form", field, send, method="post", action="/chat", class_="question")


def _asked(question: str) -> Html:
    return el("p", question, class_="bubble own")


def _answered(call: Call, question: str) -> Html:
    who = el("b", icon("spark"), call.t("Lark answers:", "Lark antwortet:"))
    return el("div", who, el("p", _known(call, question)), class_="bubble")


def _known(call: Call, question: str) -> str:
    """What it has picked up, where the question names the person of this visit; nothing about anybody else."""
    name = call.visit.person
    if not any(word.casefold() in question.casefold() for word in name.split()):
        return call.t("I know nothing about this person.", "Über diese Person weiß ich nichts.")
    return call.t(
        f"{name} lives near Rose Street, swims in the lake with Jonas Weil until November, and is looking for a flat "
        "with a balcony. The posts it is from were shared with Everyone in 2024 and 2025.",
        f"{name} wohnt bei der Rosenstraße, schwimmt mit Jonas Weil bis in den November im See und sucht eine Wohnung "
        "mit Balkon. Die Beiträge dazu waren 2024 und 2025 mit Allen geteilt.",
    )
