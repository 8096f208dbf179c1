"""`optout check --live`: what a visitor without an account meets, told step by step; nothing is logged in or sent."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from runner.app.rehearsal import QUIET
from runner.practice.server import PracticeSite
from runner.session.visitor import FlowVisit
from tests.test_cli import Run, run  # noqa: F401 - the fixture that calls the program

pytestmark = pytest.mark.browser

FLOW = """title: Larkspur – {title}
service: Larkspur
hosts: [larkspur.localhost]
interruptions:
  - button: Decline optional cookies
steps:
  - open: http://larkspur.localhost{address}
{steps}
"""
LOGIN = "  - pause: {for: login, say: Log in., until: {visible: {button: Your profile}}}\n  - click: Settings\n"


def flow(title: str, address: str, *steps: str) -> None:
    text = "".join(f"  - {step}\n" for step in steps)
    Path(f"{title}.yaml").write_text(FLOW.format(title=title, address=address, steps=text + LOGIN), "utf-8")


@pytest.fixture
def site(run: Run, screen: str | None) -> Iterator[PracticeSite]:  # noqa: F811 - in the empty folder of `run`
    with PracticeSite() as site:
        args = [*QUIET, f"--host-resolver-rules={site.host_rules}"]
        mine = Path(os.environ["XDG_CONFIG_HOME"], "optout", "config.yaml")
        mine.parent.mkdir(parents=True)
        mine.write_text(yaml.safe_dump({"browser": {"args": args}, "language": "en", "timeout": 1.5}))
        yield site


def found(out: str) -> dict[str, list[str]]:
    return {visit["flow"]: [step["found"] for step in visit["steps"]] for visit in json.loads(out)}


def test_each_step_is_told_as_it_was_met(site: PracticeSite, run: Run) -> None:  # noqa: F811
    flow("as-it-says", "/help", "click: {link: Help Centre}")
    flow("by-another", "/help", "click: {any: [{href: /help/centre-of-old}, {link: Help Centre}]}")
    flow("renamed", "/help", "click: {link: Help Centre}")
    run("check", "--live", "renamed.yaml")  # what it looked like is remembered
    flow("renamed", "/help?lang=de", "click: {link: Help Centre}")
    flow("gone", "/help", "click: {link: Quarterly figures}")
    flow("no-page", "/nowhere")
    names = ("as-it-says", "by-another", "renamed", "gone", "no-page")
    ran = run("check", "--live", "--format", "json", *(f"{name}.yaml" for name in names))
    rest = ["not_reached", "not_reached"]
    assert found(ran.out) == {
        "as-it-says": ["found", "found", *rest],
        "by-another": ["found", "later_candidate", *rest],
        "renamed": ["found", "resembling", *rest],
        "gone": ["found", "missing", *rest],
        "no-page": ["missing", *rest],
    }
    assert ran.code == 4
    assert site.submissions == []


def test_as_it_says_is_zero_and_reads_well(site: PracticeSite, run: Run) -> None:  # noqa: F811
    flow("fine", "/help", "click: {link: Help Centre}")
    ran = run("check", "--live", "fine.yaml")
    assert ran.code == 0
    assert "found           Press “Help Centre”  “Help Centre”" in ran.out
    assert "the person's turn at step 3: login; 2 steps behind that were not walked" in ran.out


def test_a_route_that_fails_beside_one_that_leads_there_is_no_drift(site: PracticeSite, run: Run) -> None:  # noqa: F811
    by = "by: {old: [{click: {link: Quarterly figures}}], new: [{click: {link: Help Centre}}]}"
    flow("routes", "/help", f"reach: {{there_when: {{url: /help/centre}}, {by}}}")
    ran = run("check", "--live", "--format", "json", "routes.yaml")
    assert ran.code == 0
    assert "missing" not in found(ran.out)["routes"]


@pytest.mark.core
def test_a_flow_that_needs_to_know_something_is_not_visited() -> None:
    assert not FlowVisit("f", "F", ended="not visited").drifted
