"""What `check` tells of a step that would send, switch or end something, and that no such flow is walked."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.app.flow_files import flow_to_walk
from runner.errors import FlowError
from runner.flow.check import forbidden
from runner.flow.load import load, load_file

CASES = Path(__file__).parents[1] / "cases"
HEAD = "title: T\nservice: S\nhosts: [a.example]\nsteps:\n  - open: https://a.example/\n"


@pytest.mark.parametrize(("case", "lines"), [("choose-acts-at-once", [6, 7]), ("link-to-itself", [6, 7])])
def test_the_cases_are_told_line_by_line(case: str, lines: list[int]) -> None:
    assert [problem.line for problem in forbidden(load_file(CASES / case / "flow.yaml"))] == lines


@pytest.mark.parametrize("case", ["choose-acts-at-once", "link-to-itself"])
def test_no_such_flow_is_walked(case: str) -> None:
    with pytest.raises(FlowError, match=r"flow\.yaml:6"):
        flow_to_walk(str(CASES / case / "flow.yaml"))


@pytest.mark.parametrize(
    "step",
    [
        "hover: Delete account",
        "choose: Log out",
        "choose: {option: Konto löschen}",
        "click: Надіслати",
        "click: {button: Mentések mentése}",
    ],
)
def test_forbidden(step: str) -> None:
    assert list(forbidden(load(f"{HEAD}  - {step}\n", "f.yaml")))


@pytest.mark.parametrize(
    "step",
    [
        "choose: {radio: Delete my data}",
        "choose: {option: Delete my data, from: {combobox: What is it about}}",
        "choose: {option: Germany}",
        "hover: Account",
        "click: {link: Submit a request}",
    ],
)
def test_not_forbidden(step: str) -> None:
    """What a form offers is sent later, and by the person."""
    assert not list(forbidden(load(f"{HEAD}  - {step}\n", "f.yaml")))


@pytest.mark.parametrize("case", ["public-suffix", "days-overflow", "needs-a-password"])
def test_files_of_others_that_are_refused(case: str) -> None:
    path = Path(__file__).parents[1] / "cases" / case / "flow.yaml"
    try:
        problems = list(forbidden(load(path.read_text("utf-8"), "flow.yaml")))
    except FlowError as error:
        problems = error.problems
    assert {
        "public-suffix": len(problems) == 7 and all("too wide for a host" in one.message for one in problems),
        "days-overflow": [(one.line, one.column) for one in problems] == [(4, 20)],
        "needs-a-password": len(problems) == 3 and sum("is a secret" in one.message for one in problems) == 2,
    }[case], problems


@pytest.mark.parametrize(
    "written",
    [
        "needs: {x: What is the password of your account?}",
        "needs: {x: Dein Google-Passwort}",
        "needs: {x: The six-digit code from your phone}",
        "needs: {x: Il tuo PIN}",
        "needs: {sms_code: What came by text message}",
        "needs: {x: {ask: Your recovery phrase, public: true}}",
    ],
)
def test_what_a_flow_asks_for_is_judged_by_its_words(written: str) -> None:
    assert list(
        forbidden(
            load(
                f'{written}\n{HEAD}  - fill: {{field: Note, with: {{text: "{{x}}"}}}}\n'.replace(
                    "{x}", "{sms_code}" if "sms_code:" in written else "{x}"
                ),
                "f.yaml",
            )
        )
    )


@pytest.mark.parametrize("with_", ["me.password", "me.sms_code", "me.mot_de_passe", "me.geheimzahl"])
def test_what_a_flow_takes_of_the_persons_own_is_judged_by_its_key(with_: str) -> None:
    assert list(forbidden(load(f"{HEAD}  - fill: {{field: Note, with: {with_}}}\n", "f.yaml")))
