"""Where a walk goes on after a cut, and what is walked again before: read off the steps and what they did."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from runner.session.checkpoint import Checkpoint, StepPlace, place_of
from runner.session.resuming import WayBack, way_back, way_to_the_login
from runner.testing import flow

A = "https://a.example"
Places = Mapping[int, str | tuple[str, int]]  # addresses where steps began, where it matters with the tabs' number


def back(steps: str, places: Places, number: int, *settled: str) -> WayBack:
    """The way back to a step, from what is known of the others."""
    file = flow(steps)
    known = {at: place_of(*one) if isinstance(one, tuple) else place_of(one) for at, one in places.items()}
    kept = Checkpoint("f", file.digest, step=number, url=known[number].url, places=known, settled=list(settled))
    return way_back(file.flow.steps, kept, number)


MENUS = f"""
- open: {A}/home?lang=en
- click: Menu
- click: Settings
- click: Privacy tab
- click: Object
"""


def test_menus_and_tabs_are_walked_again_from_the_page_that_can_be_opened() -> None:
    here = {at: f"{A}/home" for at in range(2, 6)}
    assert back(MENUS, here, 2) == WayBack(f"{A}/home?lang=en", (), "", f"{A}/home")
    way = back(MENUS, here, 5)
    assert (way.url, way.again) == (f"{A}/home?lang=en", (2, 3, 4))
    assert way.why == "Steps 2 to 4 are walked again first: the page has forgotten what they did."


def test_a_page_with_an_address_of_its_own_is_a_beginning() -> None:
    places = {2: f"{A}/home", 3: f"{A}/home", 4: f"{A}/settings", 5: f"{A}/settings"}
    assert back(MENUS, places, 4) == WayBack(f"{A}/settings", (), "", f"{A}/settings")
    assert back(MENUS, places, 5).again == (4,)


def test_an_address_that_is_not_kept_whole_is_no_beginning() -> None:
    places = {2: f"{A}/home", 3: f"{A}/home", 4: f"{A}/settings?sid=S3CRET", 5: f"{A}/settings?sid=S3CRET"}
    way = back(MENUS, places, 5)
    assert (way.url, way.again) == (f"{A}/home?lang=en", (2, 3, 4))
    assert place_of(f"{A}/s?sid=S3CRET#T0KEN") == StepPlace(f"{A}/s", whole=False)


FORM = f"""
- open: {A}/
- click: Form
- choose: {{radio: I object}}
- fill: {{field: Name, with: {{text: Robin}}}}
- click: Next
- fill: {{field: City, with: {{text: Ghent}}}}
- pause: {{for: submit, say: Send it., until: {{visible: Received}}}}
- click: Details
- confirm: {{visible: Objected}}
"""


@pytest.mark.parametrize("second", [f"{A}/form", f"{A}/form/2"], ids=["one page", "a page for each half"])
def test_a_form_is_filled_in_from_its_first_field(second: str) -> None:
    places = {2: f"{A}/", 3: f"{A}/form", 4: f"{A}/form", 5: f"{A}/form", 6: second, 7: second}
    way = back(FORM, places, 7)
    assert (way.url, way.again) == (f"{A}/form", (3, 4, 5, 6))
    assert "filled in from its first field" in way.why


def test_no_way_leads_back_through_what_was_sent() -> None:
    places = {at: f"{A}/form" for at in range(3, 10)}
    assert back(FORM, places, 8) == WayBack(f"{A}/form", (), "", f"{A}/form")
    assert back(FORM, places, 9).again == (8,)
    hidden = back(FORM, {**places, 8: f"{A}/thanks?id=7"}, 8)
    assert (hidden.url, hidden.again) == (f"{A}/thanks", ())
    assert hidden.why.startswith("I open its page by the first part of its address")


POPUP = f"""
- open: {A}/
- click: Menu
- click: Open the form
- fill: {{field: Name, with: {{text: Robin}}}}
- click: Next
- click: Done
- click: Close
"""


def test_a_window_that_is_gone_is_opened_again() -> None:
    inside: Places = {3: f"{A}/", 4: (f"{A}/popup", 2), 5: (f"{A}/popup", 2), 6: (f"{A}/popup/2", 2)}
    way = back(POPUP, {2: f"{A}/", **inside}, 6)
    assert (way.url, way.again) == (f"{A}/", (2, 3, 4, 5))
    assert way.why.endswith("the window that was open is gone.")


def test_what_a_closed_window_left_on_its_page_is_done_again() -> None:
    inside: Places = {at: (f"{A}/popup", 2) for at in (4, 5, 6)}
    places = {2: f"{A}/", 3: f"{A}/", **inside, 7: f"{A}/"}
    assert back(POPUP, places, 7).again == (2, 3, 4, 5, 6)


LOGIN = f"""
- open: {A}/
- click: Log in
- pause: {{for: login, say: Log in., until: {{visible: You}}}}
- click: Menu
- pause: {{for: review, say: Look around.}}
- capture: {{name: proof, say: Is it all there?}}
- click: Settings
"""


def test_no_way_leads_back_through_a_login() -> None:
    places = {2: f"{A}/", 3: f"{A}/in"} | {at: f"{A}/you?w=1" for at in range(4, 8)}
    assert back(LOGIN, places, 5).again == (4,)


def test_nobody_is_asked_again_for_what_was_looked_at_or_taken() -> None:
    places = {2: f"{A}/", 3: f"{A}/in"} | {at: f"{A}/you" for at in range(4, 8)}
    assert back(LOGIN, places, 7).again == (4,)


def test_a_part_in_which_something_was_sent_is_behind_us() -> None:
    part = f"""
- open: {A}/
- when: {{sees: {{visible: Old}}, steps: [{{pause: {{for: submit, say: Send., until: {{visible: Gone}}}}}}]}}
- click: Menu
- click: Object
"""
    places = {at: f"{A}/" for at in range(2, 5)}
    assert back(part, places, 4).again == (2, 3)
    assert back(part, places, 4, "steps/1/when/steps/0/pause").again == (3,)


def test_the_way_to_a_login_begins_where_its_page_is_opened() -> None:
    steps = flow(LOGIN).flow.steps
    assert [way_to_the_login(steps, number) for number in (1, 3, 4, 7, 8)] == [
        *(range(0), range(0), range(0, 3), range(0, 3), range(0))
    ]
