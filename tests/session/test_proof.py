"""Proof in a walk, with a fake page: what is asked about a picture, what is kept of it, and what goes into a form."""

from __future__ import annotations

from runner import events
from runner.events import Event, Question
from runner.testing import FakeDriver, FakePictures, flow, names, play, pointed

CAPTURE = "- capture: {name: answer, say: Show it.}"
ATTACH = "- attach: {field: Proof, evidence: [answer, more]}"


def questions(heard: list[Event]) -> list[tuple[str, tuple[str, ...]]]:
    return [(event.for_, event.choices) for event in heard if isinstance(event, events.PersonAsked)]


def notes(heard: list[Event]) -> list[str]:
    return [event.note for event in heard if isinstance(event, events.StepDone)]


def draws(*boxes: tuple[int, int, int, int], says: str = "yes") -> object:
    """A person who blacks these boxes out on the picture they are shown, and then answers."""

    def answer(question: Question) -> str:
        assert question.picture is not None
        question.picture.boxes[:] = boxes
        return says

    return answer


async def test_a_picture_is_taken_looked_at_and_kept() -> None:
    pictures = FakePictures()
    heard = await play(flow(CAPTURE), FakeDriver(), "yes", "yes", pictures=pictures)
    assert names(heard) == [
        "session_started",
        "step_started capture",
        "person_asked agree", "person_answered yes",
        "person_asked agree", "person_answered yes",
        "captured capture",
        "step_done capture",
        "session_ended",
    ]  # fmt: skip
    png, step, taken = pictures.kept["answer"]
    assert (png, step, taken and taken.tzname()) == (b"page 1", 1, "UTC")
    captured = next(event for event in heard if isinstance(event, events.Captured))
    assert (captured.label, captured.path) == ("answer", "/evidence/answer.png")


async def test_what_is_blacked_out_is_all_that_is_kept() -> None:
    pictures = FakePictures()
    await play(flow(CAPTURE), FakeDriver(), "yes", draws((1, 2, 3, 4)), pictures=pictures)
    assert pictures.kept["answer"][0] == b"page 1 without [(1, 2, 3, 4)]"


async def test_a_picture_that_cannot_be_blacked_out_is_not_kept() -> None:
    driver, pictures, person = FakeDriver(), FakePictures(), []
    driver.paints = False

    def drops(question: Question) -> str:
        person.append(question.say)
        return "no"

    heard = await play(flow(CAPTURE), driver, "yes", draws((1, 2, 3, 4)), drops, pictures=pictures)
    assert pictures.kept == {}
    assert person[0].startswith("The picture cannot be blacked out here.")
    assert names(heard)[-2:] == ["step_skipped capture", "session_ended"]


async def test_again_takes_another_one_and_boxes_do_not_outlive_their_picture() -> None:
    pictures = FakePictures()
    driver = FakeDriver()
    heard = await play(flow(CAPTURE), driver, "yes", draws((1, 1, 1, 1), says="retry"), "yes", "yes", pictures=pictures)
    assert driver.done == ["picture of page", "picture of page"]
    assert pictures.kept["answer"][0] == b"page 2"
    assert [event.reply for event in heard if isinstance(event, events.PersonAnswered)] == [
        "yes",
        "retry",
        "yes",
        "yes",
    ]


async def test_dropped_or_skipped_nothing_is_kept() -> None:
    for answers in (("yes", "no"), ("skip",)):
        pictures = FakePictures()
        heard = await play(flow(CAPTURE), FakeDriver(), *answers, pictures=pictures)
        assert pictures.kept == {}
        assert not [event for event in heard if isinstance(event, events.Captured)]


async def test_a_refused_picture_is_told_and_offered_again() -> None:
    driver, said = FakeDriver(), []
    driver.pictures_refused = ["This page asks for a password"]

    def tries_again(question: Question) -> str:
        said.append(question.say)
        return "yes"

    pictures = FakePictures()
    await play(flow(CAPTURE), driver, "yes", tries_again, "yes", pictures=pictures)
    assert said == ["This page asks for a password.\nShow it."]
    assert "answer" in pictures.kept


async def test_a_picture_there_already_is_mentioned_and_left_by_skipping() -> None:
    pictures, said = FakePictures("answer"), []

    def skips(question: Question) -> str:
        said.append(question.say)
        return "skip"

    await play(flow(CAPTURE), FakeDriver(), skips, pictures=pictures)
    assert "There is one already" in said[0]
    assert pictures.kept["answer"][0] == b"earlier"


async def test_a_picture_of_one_thing_that_is_missing_is_pointed_at() -> None:
    driver, pictures = FakeDriver({"Reply"}), FakePictures()
    driver.points = [pointed("Reply")]
    await play(
        flow("- capture: {name: answer, of: {text: Answer}}"), driver, "yes", "point", "yes", "yes", pictures=pictures
    )
    assert driver.done == ["picture of Reply"]


async def test_where_nothing_keeps_pictures_the_step_says_so() -> None:
    heard = await play(flow(CAPTURE), FakeDriver())
    assert [event.why for event in heard if isinstance(event, events.StepSkipped)] == [
        "no pictures are kept in this run"
    ]


async def test_pictures_go_into_the_field_after_a_yes() -> None:
    driver = FakeDriver({"Proof"})
    heard = await play(flow(ATTACH), driver, "yes", pictures=FakePictures("answer"))
    assert driver.done == ["attach answer.png to Proof"]
    assert questions(heard) == [("attach", ("yes", "continue", "skip", "back", "stop"))]
    assert notes(heard) == ["answer.png in “Proof”"]


async def test_without_a_yes_nothing_is_attached() -> None:
    for answer in ("continue", "skip"):
        driver = FakeDriver({"Proof"})
        await play(flow(ATTACH), driver, answer, pictures=FakePictures("answer", "more"))
        assert driver.done == []


async def test_a_field_that_will_not_do_is_the_persons_and_the_folder_is_told() -> None:
    driver, said = FakeDriver({"Proof"}), []

    def by_hand(question: Question) -> str:
        said.append(question.say)
        return "continue"

    driver.takes_files = False
    heard = await play(flow(ATTACH), driver, "yes", by_hand, pictures=FakePictures("answer"))
    assert said[0].endswith("\nIt is in /evidence")
    assert notes(heard) == ["by hand"]


async def test_without_a_picture_the_person_is_told() -> None:
    driver = FakeDriver({"Proof"})
    heard = await play(flow(ATTACH), driver, "continue", pictures=FakePictures())
    assert questions(heard) == [("attach", ("continue", "retry", "skip", "back", "stop"))]
    assert driver.done == []


async def test_no_picture_is_named_by_its_content_in_events() -> None:
    heard = await play(flow(CAPTURE), FakeDriver(), "yes", draws((1, 2, 3, 4)), pictures=FakePictures())
    assert "without" not in repr([event.as_json() for event in heard])
