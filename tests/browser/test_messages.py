"""What crosses between pages and the runner: every message, question and answer is understood, and nothing else is."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any, get_args, get_type_hints

import pytest
import pytest_asyncio
from playwright.async_api import Error, Page

from runner.browser import asking, shapes
from runner.browser import engine_questions as ask
from runner.browser import page_messages as messages
from runner.browser.asking import Element, element_of
from runner.browser.engine_messages import PlainCandidate, Wrong
from runner.browser.guard import Facts
from runner.browser.recording import Recording
from runner.browser.shapes import NotUnderstood
from runner.browser.watch import Watch
from runner.flow.model import Pick
from tests.conftest import Start

Understand = Callable[[str], Any]
NOWHERE: Any = None  # the page that something is heard of
FACTS = {
    "tag": "button", "type": "", "role": "button", "names": ["Privacy"], "href": "", "leads": False, "download": False,
    "popup": False, "submits": False, "resets": False, "toggles": False, "options": False, "switches": False,
    "inside_submits": False, "inside_toggles": False, "inside_presses": False, "form": None,
    "in_form": False, "waits": False, "tab": False,
    "discloses": False, "custom": False, "language": "en", "descriptions": [], "edits": False, "scripts": "",
    "methods": "", "senders": "", "autocomplete": "", "idents": ["a"], "labels": [], "masked": False, "address": "x",
}  # fmt: skip
PICK = {
    "tag": "button", "role": "button", "name": "Privacy", "text": "Privacy", "id": "", "name_attribute": "", "href": "",
    "class_names": ["a"], "alt": "", "kind": "button", "neighbours": [], "box": [1, 2.5, 3, 4], "path": "/html[1]",
    "language": "en",
}  # fmt: skip
DEED = {
    "type": "deed", "key": "k", "url": "https://a.example/", "done": "pressed", "pick": PICK, "facts": FACTS,
    "option": None, "on": None, "typed": None,
}  # fmt: skip
SAID: list[tuple[Understand, Any, list[dict[str, Any]]]] = [
    (
        messages.understand_noticed,
        messages.Noticed,
        [
            {"type": "changed"},
            {"type": "acted"},
            {"type": "touched", "at": 12.5},
            {"type": "form", "to": "https://a.x/"},
        ],
    ),
    (
        messages.understand_unasked,
        messages.Unasked,
        [
            {"type": "arrived", "deed": 3, "hit": False, "at": 12},
            {"type": "there", "turn": 1, "key": "k"},
            {"type": "stood", "turn": 1, "stood": True},
        ],
    ),
    (
        messages.understand_did,
        messages.Did,
        [
            DEED,
            {"type": "secret", "key": "k", "url": "https://a.example/", "sends": True},
            {"type": "later", "key": "k", "shown": "files"},
            {"type": "aside", "what": "a right click"},
        ],
    ),
]


# -- what is told unasked ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("understand", "union", "said"), SAID)
def test_each_message_is_understood(understand: Understand, union: Any, said: list[dict[str, Any]]) -> None:
    kinds = {kind for member in get_args(union) for kind in get_args(get_type_hints(member)["type"])}
    assert {each["type"] for each in said} == kinds, "every message has an example here"
    understood = [understand(json.dumps(each)) for each in said]
    assert [each["type"] for each in understood] == [each["type"] for each in said]


@pytest.mark.slow
@pytest.mark.parametrize(("understand", "union", "said"), SAID)
def test_what_is_not_exactly_a_message_is_not_understood(
    understand: Understand, union: Any, said: list[dict[str, Any]]
) -> None:
    for each in said:
        wrongs: list[dict[str, Any]] = [{**each, "more": 1}, {**each, "type": "buy"}, {**each, "type": [each["type"]]}]
        wrongs += [{key: value for key, value in each.items() if key != name} for name in each]
        wrongs += [{**each, name: {"a": 1}} for name in each]
        for wrong in wrongs:
            with pytest.raises(NotUnderstood):
                understand(json.dumps(wrong))


@pytest.mark.parametrize(
    ("understand", "said", "why"),
    [
        (messages.understand_noticed, "", "it is no JSON"),
        (messages.understand_noticed, "deed", "it is no JSON"),
        (messages.understand_noticed, '"changed"', "it is no message"),
        (messages.understand_noticed, '{"type":"moved"}', "no message is called 'moved'"),
        (messages.understand_noticed, '{"type":"' + "x" * 5000 + '"}', f"no message is called '{'x' * 40}'"),
        (messages.understand_noticed, '{"type":"touched","at":NaN}', "its message 'touched' is not made as such"),
        (messages.understand_unasked, '{"type":"changed"}', "no message is called 'changed'"),
        (messages.understand_unasked, '{"type":"stood","turn":1.5,"stood":true}', "its message 'stood' is not made"),
        (messages.understand_unasked, '{"type":"arrived","deed":true,"hit":true,"at":1}', "its message 'arrived'"),
        (messages.understand_did, json.dumps({**DEED, "done": "bought"}), "its message 'deed' is not made"),
        (messages.understand_did, "[" * 100_000, "it is no JSON"),
    ],
)  # fmt: skip
def test_why_something_is_not_understood_is_said_and_no_more_of_it(understand: Understand, said: str, why: str) -> None:
    with pytest.raises(NotUnderstood) as wrong:
        understand(said)
    assert str(wrong.value).startswith(why)


def test_what_is_ours_is_made_of_what_was_said() -> None:
    deed = messages.understand_did(json.dumps({**DEED, "option": PICK, "facts": {**FACTS, "form": None}}))
    assert deed["type"] == "deed"
    assert (deed["pick"], deed["option"]) == (Pick.model_validate(PICK), Pick.model_validate(PICK))
    assert deed["pick"].box and deed["pick"].box.y == 2.5
    assert isinstance(deed["facts"], Facts) and deed["facts"].names == ("Privacy",)


@pytest.mark.parametrize("said", ["", "deed", '{"type":"moved"}', '{"type":"touched","at":"soon"}'])
async def test_an_unknown_message_of_a_watch_is_an_error_and_nothing_has_happened(
    caplog: pytest.LogCaptureFixture, said: str
) -> None:
    told: list[object] = []
    watch = Watch(lambda *what: told.append(what), [lambda *what: told.append(what)])
    flag = watch.flag()
    watch._hear(NOWHERE, said)
    watch._hear_own(NOWHERE, said)
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    assert "Optout does not understand" in caplog.text
    assert (told, watch.deeds, flag.is_set()) == ([], {}, False)


async def test_a_watch_tells_each_message_to_whom_it_is_for() -> None:
    hands: list[str] = []
    own: list[str] = []
    watch = Watch(lambda _, told: hands.append(told["type"]), [lambda _, told: own.append(told["type"])])
    flags: dict[str, asyncio.Event] = {}
    for each in SAID[0][2]:
        flags[each["type"]] = watch.flag()
        watch._hear(FakePlace(), json.dumps(each))  # type: ignore[arg-type]
    for each in SAID[1][2]:
        watch._hear_own(NOWHERE, json.dumps(each))
    assert {kind: flag.is_set() for kind, flag in flags.items()} == {
        "changed": True, "acted": True, "touched": False, "form": False,
    }  # fmt: skip
    assert (hands, own) == (["touched", "form"], ["arrived", "there", "stood"])
    assert len(watch.deeds) == 1


class FakePlace:
    """A frame of no page in particular."""

    page = "a page"


@pytest.mark.slow
@pytest.mark.parametrize(
    "said", ["nonsense", '{"type":"bought"}', json.dumps({**DEED, "done": "bought"}), json.dumps({**DEED, "pick": {}})]
)
async def test_an_unknown_message_of_a_recording_is_an_error_and_no_deed(
    caplog: pytest.LogCaptureFixture, said: str
) -> None:
    recording = Recording()
    recording._did(NOWHERE, said)
    [record] = caplog.records
    assert (record.levelname, "Optout does not understand" in record.getMessage()) == ("ERROR", True)
    assert recording.recorded.deeds == ()
    assert recording.recorded.aside == ("something that Optout did not understand, by a mistake of its own",)


@pytest.mark.slow
async def test_what_a_recording_says_becomes_deeds() -> None:
    recording = Recording()
    for said in SAID[2][2][:2]:
        recording._did(NOWHERE, json.dumps({**said, "key": said["type"]}))
    recording._did(NOWHERE, json.dumps({**DEED, "key": "turned", "done": "turned", "on": False}))
    recording._did(NOWHERE, json.dumps({**DEED, "key": "opener"}))
    for key, shown in (("deed", "changed"), ("opener", "files"), ("nobody", "nothing"), ("secret", "files")):
        recording._did(NOWHERE, json.dumps({"type": "later", "key": key, "shown": shown}))
    recording._did(NOWHERE, json.dumps(SAID[2][2][3]))
    heard = recording.recorded
    assert [(deed.done, deed.on) for deed in heard.deeds] == [("unclear", None), ("secret", None), ("turned", False)]
    assert (heard.deeds[1].why, heard.aside) == ("sent", ("a click into a field", "a right click"))


# -- what the engine is asked ------------------------------------------------------------------------------------------

HTML = """<!doctype html><title>A page</title><body lang=en><main><h1>Settings</h1><form>
<button type=button id=it>Privacy</button><label>Name<input id=field name=n></label><select id=list><option>One</select>
<input type=file id=file><input type=checkbox id=box></form><iframe srcdoc="<p>inner"></iframe></main>"""
SOUGHT = PlainCandidate(
    role="button", names=[{"text": "Privacy", "pattern": None}], href=None, css=None, within=None, beside=None
)
QUESTIONS: list[ask.Query[Any]] = [
    ask.AskTarget([SOUGHT], {"turn": 1, "key": "k"}), ask.AskFacts(), ask.AskState(), ask.AskPick(), ask.AskPicks(),
    ask.AskStands(), ask.AskSpeech(noting=True), ask.AskEmpty(), ask.AskLanguage(), ask.AskFreedom(), ask.AskEye(1),
    ask.AskFields(), ask.AskPlace(), ask.AskUpload(), ask.AskOwn(), ask.AskBring(), ask.AskInside(),
    ask.AskInterrupts(),
    ask.AskShown(), ask.AskHold(), ask.AskRelease(), ask.AskUse(),
    ask.AskArm(1, 0, "press"), ask.AskArm(2, 0, "type"), ask.AskReady(), ask.AskDisarm(2),
    ask.AskAround({"x": 1, "y": 1}), ask.AskOptions(["One"]), ask.AskExpect("e"), ask.AskCarry("e"),
]  # fmt: skip
WHICH: list[tuple[ask.Which, str | None]] = [
    (ask.AskKeep(), "it"), (ask.AskAt("/html[1]/body[1]/main[1]/form[1]/button[1]", "Privacy"), "it"),
    (ask.AskFile(), None), (ask.AskMeant(), "it"), (ask.AskOver(), None), (ask.AskCarried("none"), None),
]  # fmt: skip
GIFTS: list[tuple[ask.Gift, str]] = [
    (ask.AskItself(), "it"), (ask.AskCovered((0,), ()), "field"), (ask.AskBrought("known"), "it")
]  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(start: Start) -> AsyncIterator[Page]:
    async with start() as browser:
        page = browser.context.pages[0]
        await page.set_content(HTML)
        yield page


def marked(test: Any) -> Any:
    """A test with the browser of this file."""
    return pytest.mark.browser(pytest.mark.asyncio(loop_scope="module")(test))


def test_every_question_has_an_example_here() -> None:
    assert {type(each) for each in QUESTIONS} == {*ask.Query.__subclasses__()} - {ask.Which}
    assert {type(each) for each, _ in WHICH} == {*ask.Which.__subclasses__()}
    assert {type(each) for each, _ in GIFTS} == {*ask.Gift.__subclasses__()}


async def it(page: Page) -> Element:
    return await element_of(await page.query_selector("#it"))


@pytest.mark.core(cases=30)
@marked
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.word())
async def test_the_engine_answers_each_question_as_is_declared(
    page: Page, caplog: pytest.LogCaptureFixture, question: ask.Query[Any]
) -> None:
    element = await it(page)
    said = json.loads(await page.locator(asking.selector(question, element.key)).text_content() or "nothing")
    assert not shapes.fits(Wrong, said), said
    assert shapes.fits(question.answers(), said), said
    await element.tell(question)
    assert not caplog.records


@marked
@pytest.mark.parametrize(("which", "ident"), WHICH, ids=[which.word() for which, _ in WHICH])
async def test_the_engine_finds_what_is_asked_for(page: Page, which: ask.Which, ident: str | None) -> None:
    found = await (await it(page)).take(which)
    assert (found and await (await found.handle()).get_attribute("id")) == ident


@marked
@pytest.mark.parametrize(("gift", "ident"), GIFTS, ids=[gift.word() for gift, _ in GIFTS])
async def test_playwright_is_given_the_elements_themselves(page: Page, gift: ask.Gift, ident: str) -> None:
    element = await it(page)
    if isinstance(gift, ask.AskBrought):
        await element.tell(ask.AskExpect(gift.name))
        await element.tell(ask.AskCarry(gift.name))
    given = await page.query_selector(asking.selector(gift, element.key))  # which asks once, as Element.handle does
    assert given is not None and await given.get_attribute("id") == ident


@marked
async def test_a_key_means_one_element_of_one_document(page: Page) -> None:
    element, again, field = await it(page), await it(page), await element_of(await page.query_selector("#field"))
    assert element == again != field
    other = asking.Element(page.main_frame, f"x{element.key}")
    for question in (ask.AskFacts(), ask.AskMeant(), ask.AskOwn()):
        with pytest.raises(Error, match="not attached") as gone:
            await other.tell(question)
        assert asking.is_gone(gone.value)


class AskWeather(ask.AskFacts):
    """No engine knows this question."""


class AskStatus(ask.AskState):
    """A question that the engine knows, and answers otherwise than is declared here."""

    @classmethod
    def word(cls) -> str:
        return "picks"


@pytest.mark.core
@marked
@pytest.mark.parametrize(
    ("question", "why"),
    [
        (AskWeather(), "asked for 'weather': it stumbled: no question is called so"),
        (AskStatus(), "asked for 'picks': it is not made as such answers are"),
    ],
)
async def test_an_unknown_question_or_answer_is_an_error_and_no_answer(
    page: Page, caplog: pytest.LogCaptureFixture, question: ask.Query[Any], why: str
) -> None:
    asking._log_once.cache_clear()
    element = await it(page)
    assert await asking.ask_frame(page.main_frame, question) is None
    assert await asking.ask_all([page.main_frame], question) == [None]
    with pytest.raises(asking.NotAnswered) as wrong:
        await element.tell(question)
    assert isinstance(wrong.value, Error) and asking.is_gone(wrong.value)
    [record] = caplog.records  # once, however often it is asked
    assert (record.levelno, record.getMessage().endswith(why)) == (logging.ERROR, True)


@marked
async def test_no_element_is_found_where_the_engine_stumbles(page: Page) -> None:
    class AskThere(ask.AskAt):
        @classmethod
        def word(cls) -> str:
            return "options"  # which has no list to look into

    assert await asking.take(page.main_frame, AskThere("/html[1]", "")) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is no JSON"),
        ("null", "it is not made as such answers are"),
        ('{"on":true}', "it is not made as such answers are"),
        ('{"on":1,"selected":null}', "it is not made as such answers are"),
        ('{"on":true,"selected":null,"more":1}', "it is not made as such answers are"),
        ('{"error":"' + "x" * 5000 + '"}', f"it stumbled: {'x' * 120}"),
    ],
)
def test_what_is_no_answer_is_not_understood(text: str, why: str) -> None:
    with pytest.raises(NotUnderstood) as wrong:
        ask.AskState().understood(text)
    assert str(wrong.value) == why


def test_that_a_target_cannot_be_looked_for_is_an_answer() -> None:
    assert ask.AskTarget([]).understood('{"error":"SyntaxError: x"}') == {"error": "SyntaxError: x"}
