"""What is remembered of the things of a flow, without a page: what the person has shown, what was met, what said no."""

from __future__ import annotations

from pathlib import Path

from runner.flow.driver import Pointed
from runner.flow.model import Pick
from runner.records.files import write_private
from runner.session.drift.remember import Remembering
from runner.session.drift.state import DriftState
from runner.session.fingerprints import Fingerprints
from runner.testing import FakeDriver, flow, pointed
from tests.session.drift.standing import Standing, link, of

TWICE = "- click: Menu\n- click: Privacy\n- hover: Menu\n- click: {link: Menu}"


def part() -> Remembering:
    return Remembering(DriftState(), "f", None)


# -- what the person has shown ----------------------------------------------------------------------------------------


def test_what_was_shown_for_a_thing_is_known_wherever_the_flow_looks_for_it() -> None:
    at = Standing(TWICE, FakeDriver())
    options = pointed("Options")
    at.remembering.show(at.step, options)
    found = [at.remembering.shown_for(step, at.at(place)) for place, step in enumerate(at.file.flow.steps)]
    assert found == [options, None, options, None]  # of another role it is another thing


def test_what_was_shown_is_tried_once_for_each_step() -> None:
    at = Standing(TWICE, FakeDriver())
    at.remembering.show(at.step, pointed("Options"))
    hover = at.file.flow.steps[2]
    at.remembering.tries_shown(at.at(2))
    assert at.remembering.shown_for(hover, at.at(2)) is None
    assert at.remembering.shown_for(at.step, at.position) is not None


def test_what_was_shown_last_counts() -> None:
    at = Standing(TWICE, FakeDriver())
    at.remembering.show(at.step, pointed("Options"))
    at.remembering.show(at.step, pointed("Choices"))
    assert at.remembering.shown_for(at.step, at.position) == pointed("Choices")
    assert at.remembering.is_shown(pointed("Choices").target)
    assert not at.remembering.is_shown(pointed("Options").target)


def test_a_reading_knows_the_new_name_as_well_and_what_would_ask_keeps_its_own() -> None:
    [click, confirm] = flow("- click: {switch: Train}\n- confirm: {is_off: {switch: Train}}").flow.steps
    remembering = part()
    remembering.show(click, pointed("Learn", "switch"))
    assert "Learn" in str(remembering.with_shown(confirm)) and "Train" in str(confirm)
    assert remembering.with_shown(click) == click
    [expect] = flow("- expect: {is_off: {switch: Train}}").flow.steps
    assert remembering.with_shown(expect) == expect


def test_a_reading_is_not_told_of_a_mere_place_in_the_pages_tree() -> None:
    [click, confirm] = flow("- click: {switch: Train}\n- confirm: {is_off: {switch: Train}}").flow.steps
    remembering = part()
    remembering.show(click, Pointed(Pick(role="switch"), of({"css": "div:nth-of-type(2) > input"})))
    assert remembering.with_shown(confirm) == confirm


# -- one of several ---------------------------------------------------------------------------------------------------


def test_one_of_several_is_called_as_they_are() -> None:
    remembering, pages = part(), of({"named": "Pages"})
    assert not remembering.is_one_of_several(pages, link("Pages"))
    remembering.were_several(pages)
    remembering.were_several(None)
    assert remembering.is_one_of_several(pages, link("Pages"))
    assert not remembering.is_one_of_several(pages, link("Blog"))
    assert not remembering.is_one_of_several(of({"named": "Blog"}), link("Blog"))
    assert not remembering.is_one_of_several(None, link("Pages"))


# -- what says no -----------------------------------------------------------------------------------------------------


def test_what_said_no_is_known_by_its_name_or_its_text_however_it_is_written() -> None:
    remembering = part()
    assert not remembering.was_pressed(link("Reject all"))
    remembering.declined("Reject  ALL")
    assert remembering.was_pressed(link("Reject all"))
    assert remembering.was_pressed(Pick(name="Reject", text="Reject all"))
    assert not remembering.was_pressed(link("Accept all"))


# -- earlier days -----------------------------------------------------------------------------------------------------


def test_what_is_met_is_recalled_in_a_later_walk_of_the_same_flow(tmp_path: Path) -> None:
    store, privacy = Fingerprints(tmp_path, write_private), of({"named": "Privacy"})
    Remembering(DriftState(), "f", store).met(privacy, link("Privacy"))
    assert Remembering(DriftState(), "f", store).recall(privacy) == link("Privacy")
    assert Remembering(DriftState(), "g", store).recall(privacy) is None
    assert Remembering(DriftState(), "f", store).recall(None) is None


def test_without_a_place_for_it_nothing_is_met_and_nothing_recalled() -> None:
    remembering, privacy = part(), of({"named": "Privacy"})
    remembering.met(privacy, link("Privacy"))
    assert remembering.recall(privacy) is None


async def test_what_is_found_is_remembered_and_recalled(tmp_path: Path) -> None:
    store = Fingerprints(tmp_path, write_private)
    target = of({"link": ["Privacy", "Datenschutz"]})
    pick = Pick(role="link", name="Privacy", path="/html[1]/body[1]/a[2]")
    store.remember("f", target, pick)
    mended = of({"link": ["Privacy Hub", "Privacy", "Datenschutz"]})
    assert store.recall("f", mended) == pick
    assert store.recall("f", of({"link": "Settings"})) is None
    assert (tmp_path / "f.json").stat().st_mode & 0o777 == 0o600
