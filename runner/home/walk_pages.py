"""While something is walked: what is now, next and later, the question that is open, and what came of each."""

from __future__ import annotations

from collections.abc import Mapping

from runner.app.front_end import FrontEnd
from runner.app.rehearsal import rehearsal
from runner.app.run import Run
from runner.events import Choice, Question
from runner.exchange import PageRequest, PageResponse
from runner.home.context import HomeContext
from runner.home.person import AskedHere
from runner.home.walks import ELSE_UNDER_WAY, WalkNow
from runner.locale import _, in_context, joined
from runner.locale.phrase import sentence
from runner.outcomes import BASES, OUTCOMES
from runner.records.phrases import day

_WORDS: Mapping[Choice, str] = {
    "continue": in_context("button", "Continue"),
    "retry": in_context("button", "Look again"),
    "point": _("Point at it, in the page"),
    "by_hand": _("Log in without me"),
    "skip": _("Skip this step"),
    "back": in_context("button", "Go back"),
    "stop": in_context("button", "Stop"),
    "yes": in_context("button", "Yes"),
    "no": in_context("button", "No"),
}
_ABOUT: Mapping[str, str] = {
    "login": _("Your turn: log in"),
    "submit": _("Your turn: send it"),
    "switch": _("Your turn: the switch"),
    "attach": _("Your turn: add the proof"),
    "review": _("Please have a look"),
    "missing": _("I can’t find it"),
    "several": _("Which one is it?"),
    "elsewhere": _("You are somewhere else"),
    "capture": _("A picture as proof"),
    "picture": _("Is this picture right?"),
    "next": _("What comes next"),
    "begin": _("Shall it begin?"),
    "by_hand": _("Log in without me"),
    "need": _("One question"),
    "agree": _("One question"),
    "consent": _("A flow from elsewhere"),
    "again": _("Done before"),
    "record": _("Your turn: show it"),
}
_LEFT: Mapping[str, str] = {"later": _("Left for later"), "left_out": _("Left out")}


class WalkPages:
    """The page of what is under way, and what can be done about it there."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context

    def walk(self, request: PageRequest) -> PageResponse:
        """What is under way, or came of the last one."""
        now, asked = self._home.walks.now, self._home.walks.person.asked
        return self._home.page(
            request,
            "walk",
            current="/walk",
            **asking(asked),
            results=[(one, *_came(one.end, one.basis, one.due)) for one in now.results] if now else [],
            coming=[*now.batch.todo[1:], *now.batch.put_off] if now and now.batch else [],
            present=now.batch.todo[0] if now and now.batch and now.batch.todo else None,
        )

    def answer(self, request: PageRequest) -> PageResponse:
        """An answer to the open question."""
        choice = "text" if request.form.get("text") else request.one("choice")
        taken = self._home.walks.person.reply(request.one("question"), choice, request.one("text"))
        now = self._home.walks.now
        return self._home.done(
            now.path if now else "/walk", "" if taken else _("That question was answered meanwhile.")
        )

    def stop(self, request: PageRequest) -> PageResponse:
        """Stops all that is under way; what was reached is kept."""
        if self._home.walks.now and self._home.walks.is_under_way:
            self._home.walks.now.exit.press()
        return self._home.done("/walk")

    def later(self, request: PageRequest, flow: str) -> PageResponse:
        """A flow that is to come is put off to the end, or left out."""
        now = self._home.walks.now
        if now and now.batch:
            if request.one("what") == "leave_out":
                now.batch.leave_out_later_one(flow)
            else:
                now.batch.put_off_later_one(flow)
            self._home.changes.tell()
        return self._home.done("/walk")

    def picture(self, request: PageRequest, question: str) -> PageResponse:
        """The picture that the open question is about."""
        asked = self._home.walks.person.asked
        shown = asked.question.picture if asked and asked.id == question else None
        return PageResponse(200 if shown else 404, shown.png if shown else b"", "image/png")

    async def changes(self, request: PageRequest) -> PageResponse:
        """The number of the latest change, once that is another one than the page has."""
        given = request.one("since")
        number = await self._home.changes.after(int(given) if given.isdecimal() else -1)
        return PageResponse(body=str(number).encode(), kind="text/plain; charset=utf-8")

    def practice(self, request: PageRequest) -> PageResponse:
        """The practice site, in a window of its own."""
        if not self._home.walks.begin(in_context("under way", "practice"), self._rehearse):
            return self._home.done("/walk", ELSE_UNDER_WAY)
        return self._home.done("/walk")

    async def _rehearse(self, now: WalkNow, front: FrontEnd) -> None:
        with rehearsal(self._home.config) as plan:
            run = Run(plan, front)
            now.batch = run.batch
            await run.to_the_end()


def asking(asked: AskedHere | None) -> dict[str, object]:
    """An open question as pages show it."""
    if asked is None:
        return {"question": None, "heading": "", "choices": []}
    question = asked.question
    heading = _ABOUT.get(question.topic) or _ABOUT.get(question.about, _("Your turn"))
    return {"question": question, "heading": heading, "choices": _choices(question)}


def _choices(question: Question) -> list[tuple[Choice, str]]:
    """The buttons of a question; pointing needs the page, so nothing here stands for it."""
    return [
        (choice, question.labels.get(choice) or _WORDS.get(choice, str(choice)))
        for choice in question.choices
        if not (question.about == "need" and choice == "continue")
    ]


def _came(end: str | None, basis: object, due: object) -> tuple[str, str]:
    """What came of a flow, in a heading and a sentence."""
    if end in _LEFT:
        return _LEFT[str(end)], ""
    words, rests_on = OUTCOMES[end], BASES[basis].short  # type: ignore[index]
    said = _("An answer is due by {day}.", day=day(due)) if due and end == "sent" else ""  # type: ignore[arg-type]
    return words.heading, joined(sentence(rests_on) if rests_on else "", said)
