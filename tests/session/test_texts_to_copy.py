"""A text for the person to send: in the language of the page it goes to, and in each other the flow has it in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from runner.app.flow_files import load_flow
from runner.app.speaking import speak
from runner.events import Question
from runner.flow.load import FlowFile
from runner.testing import FakeDriver, flow, play

BY_LANGUAGE = """\
- pause:
    for: review
    say: Paste this into the form.
    copy: {en: I object., de: Ich widerspreche., nl: Ik maak bezwaar.}
"""


async def asked(file: FlowFile, page: str = "", person: str = "en") -> Question:
    """The question of the only step of a flow, on a page in a language."""
    speak(person)
    heard: list[Question] = []
    driver = FakeDriver()
    driver.language = page

    def reply(question: Question) -> str:
        heard.append(question)
        return "continue"

    await play(file, driver, reply)
    return heard[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "person", "code", "text"),
    [
        ("de", "en", "de", "Ich widerspreche."),
        ("de-AT", "nl", "de", "Ich widerspreche."),
        ("fr", "nl", "nl", "Ik maak bezwaar."),
        ("", "nl", "nl", "Ik maak bezwaar."),
        ("fr", "fr", "en", "I object."),
        ("en-GB", "de", "en", "I object."),
        ("not a language", "pl", "en", "I object."),
    ],
)
async def test_it_is_in_the_pages_language_else_the_persons_else_english(
    page: str, person: str, code: str, text: str
) -> None:
    question = await asked(flow(BY_LANGUAGE), page, person)
    assert (question.copy_in, question.copy) == (code, text)
    assert dict(question.copies) == {"de": "Ich widerspreche.", "en": "I object.", "nl": "Ik maak bezwaar."}


@pytest.mark.slow
async def test_one_without_english_is_in_what_there_is() -> None:
    question = await asked(flow("- pause: {for: review, say: Paste it., copy: {nl: Ik maak bezwaar.}}"))
    assert (question.copy_in, question.copy, dict(question.copies)) == (
        "nl",
        "Ik maak bezwaar.",
        {"nl": "Ik maak bezwaar."},
    )


@pytest.mark.slow
async def test_one_in_a_language_that_optout_does_not_speak_goes_to_a_page_in_it() -> None:
    question = await asked(flow("- pause: {for: review, say: Paste it., copy: {en: I object., da: Nej.}}"), "da", "de")
    assert (question.copy_in, question.copy) == ("da", "Nej.")
    assert dict(question.copies) == {"da": "Nej.", "en": "I object."}


@pytest.mark.slow
async def test_one_in_no_language_but_that_of_its_file_is_no_choice() -> None:
    question = await asked(flow("- pause: {for: review, say: Paste it., copy: '42'}"), "de", "de")
    assert (question.copy, dict(question.copies)) == ("42", {"en": "42"})


async def test_a_mail_is_wholly_in_one_language_though_its_subject_is_the_same_in_all() -> None:
    file = load_flow("slack-global-models")
    flow = file.flow.with_values({"name": "Ana Lima"}, {"workspace": "ours.slack.com"})
    only_mail = flow.model_copy(update={"steps": [step for step in flow.steps if step.word == "mail"]})
    question = await asked(replace(file, flow=only_mail), "fr", "de")
    assert question.copy_in == "fr"
    assert question.copy and question.copy.startswith("À\N{NO-BREAK SPACE}: ")
    assert set(question.copies) >= {"en", "de", "fr", "es", "it", "nl", "pl", "pt", "ar"}
    assert question.copies["de"].startswith("An: ")
    assert question.copies["en"].startswith("To: ")
    assert all("ours.slack.com" in text for text in question.copies.values())
    assert len(set(question.copies.values())) == len(question.copies)
