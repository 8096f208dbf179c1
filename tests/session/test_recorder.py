"""What was done once, as a flow: pauses where the person acts, names by language, nothing that was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runner.errors import UsageError
from runner.flow.check import check
from runner.flow.load import load
from runner.flow.model import Pick
from runner.flow.recorded_action import Recorded, RecordedAction
from runner.session.devtools import recorded_in
from runner.session.recorder import draft

HERE = "https://www.a.example/settings?tab=1#x"
RECORDING = Path(__file__).parents[1] / "recordings" / "privacy-toggle.json"


def pick(name: str, role: str = "link", **more: object) -> Pick:
    return Pick.model_validate({"name": name, "role": role, "language": "en-GB", "path": f"/{name}", **more})


def steps(*deeds: RecordedAction, typed: tuple[str, ...] = ()) -> list[object]:
    """The steps as plain data, from the text that was written."""
    source = load(draft(Recorded(deeds, typed)).text, "f.yaml").source
    assert source.root
    return list(source.root.data()["steps"])


def pressed(name: str, role: str = "link", **more: object) -> RecordedAction:
    return RecordedAction("pressed", HERE, pick(name, role, **more))


def test_clicks_are_names_in_the_language_of_the_page() -> None:
    assert steps(RecordedAction("went", HERE), pressed("Privacy"), pressed("Datenschutz", language="de")) == [
        {"open": "https://www.a.example/settings"},
        {"click": {"en": "Privacy"}},
        {"click": {"de": "Datenschutz"}},
    ]


def test_a_language_that_yaml_takes_for_a_no_stays_a_language() -> None:
    assert steps(RecordedAction("went", HERE), pressed("Personvern", language="no"))[1] == {
        "click": {"no": "Personvern"}
    }


def test_a_login_is_one_pause_that_ends_where_the_next_thing_is_seen() -> None:
    made = steps(
        RecordedAction("went", HERE),
        pressed("Log in"),
        RecordedAction("typed", "https://a.example/login", pick("Email", "textbox")),
        RecordedAction("secret", "https://a.example/login"),
        RecordedAction("secret", "https://a.example/login"),
        pressed("Your profile", "button"),
    )
    assert made[1:] == [
        {"pause": {"for": "login", "say": "Log in as you always do.",
                   "until": {"visible": {"button": {"en": "Your profile"}}}}},
        {"click": {"en": "Your profile"}},
    ]  # fmt: skip


def test_forms_switches_files_and_sending() -> None:
    made = steps(
        RecordedAction("went", HERE),
        RecordedAction("typed", HERE, pick("E-mail address", "textbox")),
        RecordedAction("typed", HERE, pick("Why do you object?", "textbox")),
        RecordedAction("chose", HERE, pick("I object", "radio", kind="radio"), on=True),
        RecordedAction("chose", HERE, pick("Country", "combobox"), option=pick("Germany", "option")),
        RecordedAction("attached", HERE, pick("Proof", "button")),
        RecordedAction("turned", HERE, pick("Use my data", "switch"), on=False),
        RecordedAction("sent", HERE, pick("Submit", "button")),
    )
    assert made[1:] == [
        {"fill": {"field": {"en": "E-mail address"}, "with": "me.email"}},
        {"fill": {"field": {"en": "Why do you object?"}, "with": "me.why_do_you_object"}},
        {"choose": {"radio": {"en": "I object"}}},
        {"choose": {"option": {"en": "Germany"}, "from": {"combobox": {"en": "Country"}}}},
        {"pause": {"for": "attach", "say": "Attach the file to “Proof”, then press Continue."}},
        {"pause": {"for": "switch", "control": {"switch": {"en": "Use my data"}}, "want": "off"}},
        {"pause": {"for": "submit", "say": "Read it over, change what you like, and press “Submit” yourself."}},
    ]


def test_what_is_done_twice_is_one_step() -> None:
    typed = RecordedAction("typed", HERE, pick("Name", "textbox"))
    on, off = (RecordedAction("turned", HERE, pick("Train", "switch"), on=state) for state in (True, False))
    made = steps(
        RecordedAction("went", HERE),
        RecordedAction("went", HERE),
        pressed("Data"),
        pressed("Data"),
        typed,
        typed,
        on,
        off,
    )
    assert [next(iter(step)) for step in made if isinstance(step, dict)] == ["open", "click", "fill", "pause"]
    assert "'want': 'off'" in str(made[-1])


def test_a_link_that_sounds_like_sending_says_that_it_is_a_link() -> None:
    made = steps(RecordedAction("went", HERE), pressed("Submit an objection request"))
    assert made[1] == {"click": {"link": {"en": "Submit an objection request"}}}


def test_a_nameless_link_goes_by_its_address() -> None:
    assert steps(RecordedAction("went", HERE), pressed("", href="https://www.a.example/privacy?x=1"))[1] == {
        "click": {"href": "/privacy"}
    }


def test_hosts_are_those_where_something_was_done() -> None:
    elsewhere = RecordedAction("secret", "https://login.other.example/")
    deeds = (RecordedAction("went", HERE), elsewhere, RecordedAction("pressed", "https://help.a.example/x", pick("X")))
    assert load(draft(Recorded(deeds)).text, "f.yaml").flow.hosts == ["a.example"]


def test_a_recording_of_chromes_recorder() -> None:
    text = draft(recorded_in(RECORDING.read_text("utf-8"), "r.json"), "Larkspur – try").text
    assert "canary" not in text
    file = load(text, "f.yaml")
    assert [step.word for step in file.flow.steps] == ["open", "pause", "click", "click", "click"]
    assert [problem for problem in check(file) if problem.severity == "error"] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "r.json:1:2: this is not JSON"),
        ("[]", "no recording of Chrome's Recorder"),
        ('{"steps": [1]}', "r.json:1:12: this is no step"),
        ('{"steps": []}', "r.json:1:1: this recording opens no page"),
        ("[" * 100_000, "r.json"),
    ],
)
def test_what_is_no_recording_is_said(text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        recorded_in(text, "r.json")
    assert said in str(caught.value)


NAMES = st.text(min_size=1, max_size=90).filter(lambda text: text.strip())


@pytest.mark.slow
@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["pressed", "typed", "chose", "turned", "sent", "attached", "secret"]), NAMES))
)
def test_whatever_is_recorded_loads(done: list[tuple[str, str]]) -> None:
    deeds = [RecordedAction(what, HERE, pick(name), on=True) for what, name in done]  # type: ignore[arg-type]
    load(draft(Recorded((RecordedAction("went", HERE), *deeds))).text, "f.yaml")
