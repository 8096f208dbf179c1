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
from runner.home.walks import WalkNow
from runner.outcomes import BASES, OUTCOMES
from runner.records.phrases import day

_WORDS: Mapping[Choice, str] = {
    "continue": "Continue", "retry": "Look again", "point": "Point at it, in the page",
    "by_hand": "Log in without me", "skip": "Skip this step",
    "back": "Go back", "stop": "Stop", "yes": "Yes", "no": "No",
}  # fmt: skip
_ABOUT: Mapping[str, str] = {
    "login": "Your turn: log in",
    "submit": "Your turn: send it",
    "switch": "Your turn: the switch",
    "attach": "Your turn: add the proof",
    "review": "Please have a look",
    "missing": "I can’t find it",
    "several": "Which one is it?",
    "elsewhere": "You are somewhere else",
    "capture": "A picture as proof",
    "picture": "Is this picture right?",
    "next": "What comes next",
    "begin": "Shall it begin?",
    "by_hand": "Log in without me",
    "need": "One question",
    "agree": "One question",
    "consent": "A flow from elsewhere",
    "again": "Done before",
    "record": "Your turn: show it",
}
_LEFT: Mapping[str, str] = {"later": "Left for later", "left_out": "Left out"}


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
        return self._home.done(now.path if now else "/walk", "" if taken else "That question was answered meanwhile.")

    def stop(self, _: PageRequest) -> PageResponse:
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

    def picture(self, _: PageRequest, question: str) -> PageResponse:
        """The picture that the open question is about."""
        asked = self._home.walks.person.asked
        shown = asked.question.picture if asked and asked.id == question else None
        return PageResponse(200 if shown else 404, shown.png if shown else b"", "image/png")

    async def changes(self, request: PageRequest) -> PageResponse:
        """The number of the latest change, once that is another one than the page has."""
        given = request.one("since")
        number = await self._home.changes.after(int(given) if given.isdecimal() else -1)
        return PageResponse(body=str(number).encode(), kind="text/plain; charset=utf-8")

    def practice(self, _: PageRequest) -> PageResponse:
        """The practice site, in a window of its own."""
        if not self._home.walks.begin("practice", self._rehearse):
            return self._home.done("/walk", "Something else is under way: let it come to its end, or stop it first.")
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
    heading = _ABOUT.get(question.topic) or _ABOUT.get(question.about, "Your turn")
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
    said = f"An answer is due by {day(due)}." if due and end == "sent" else ""  # type: ignore[arg-type]
    return words.heading, " ".join(part for part in (f"{rests_on}.".capitalize() if rests_on else "", said) if part)
