"""How alike two values are: what redesigns do to each field, and what tells strangers apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runner.flow.model import Box
from runner.session.similarity import (
    address_of,
    made_up,
    same_address,
    same_classes,
    same_id,
    same_path,
    same_position,
    same_size,
    same_text,
    words_of,
)

unhurried = settings(deadline=None)
TEXT = st.text(max_size=40)
SIDE = st.floats(0, 5000)
BOX = st.builds(Box, SIDE, SIDE, SIDE, SIDE)


def texts(one: str, other: str) -> float:
    words = words_of(one), words_of(other)
    return same_text(*words, dict.fromkeys(words[0].words, 1.0))


def addresses(one: str, other: str) -> float | None:
    return same_address(address_of(one), address_of(other))


def paths(*steps: str) -> list[str]:
    return [f"/html[1]/body[1]/{one}" for one in steps]


# Texts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Privacy Center", "privacy  center"),
        ("Privacy Center", "Privacy Centre"),
        ("Log in", "Login"),
        ("Messages", "Messages (3)"),
        ("404 Error", "Error 404"),
        ("Your right to object", "Your right to object ›"),
        ("Datenschutz-Einstellungen", "Datenschutzeinstellungen"),
        ("Cookie settings", "Cookie settings and choices"),
        ("Learn about your privacy choices at Meta", "Learn about your privacy choices…"),
    ],
)
def test_texts_that_mean_the_same_are_close(one: str, other: str) -> None:
    assert texts(one, other) > 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [("Privacy Center", "Help"), ("Log in", "Sign up"), ("Settings", "Messages"), ("A", "B"), ("", "Settings")],
)
def test_texts_of_strangers_are_not(one: str, other: str) -> None:
    assert texts(one, other) < 0.3


def test_a_word_that_many_have_counts_less() -> None:
    wanted, other = words_of("Edit email"), words_of("Edit phone")
    assert same_text(wanted, other, {"edit": 0.1, "email": 1.0}) < same_text(wanted, other, {"edit": 1.0, "email": 1.0})


# Addresses


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/privacy/center", "https://www.example.org/privacy/center/"),
        ("/privacy/center", "/de/privacy/center"),
        ("/privacy/center?entry=menu", "/privacy/center?entry=footer"),
        ("/help/index.html", "/help/"),
        ("https://help.example.org/a/b", "https://www.example.org/a/b"),
        (
            "https://l.example.org/l.php?u=https%3A%2F%2Fabout.example.com%2Fprivacy&h=1",
            "https://about.example.com/privacy",
        ),
        ("https://archive.example/web/2019/https://a.example/x/y", "https://a.example/x/y"),
    ],
)
def test_addresses_of_one_page_are_close(one: str, other: str) -> None:
    assert (addresses(one, other) or 0) > 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://facebook.com/acme", "https://twitter.com/acme"),
        ("/privacy", "/messages"),
        ("/", "/privacy"),
        ("/settings/privacy/ads", "/settings/privacy/photos"),
    ],
)
def test_addresses_of_other_pages_are_not(one: str, other: str) -> None:
    assert (addresses(one, other) or 0) < 0.6


@pytest.mark.parametrize("href", ["#", "", "javascript:void(0)", " JavaScript:; "])
def test_some_addresses_lead_nowhere(href: str) -> None:
    assert address_of(href) is None


# Ids and class names


@pytest.mark.parametrize(
    "word",
    ["css-1q2w3e", "sc-fjdhpX", "lcJwCV", "x1i10hfl", ":r1:", "u_0_3x", "ember1234", "Button__3xY7z", "a8f3c2e9"],
)
def test_hashed_names_are_seen(word: str) -> None:
    assert made_up(word)


@pytest.mark.parametrize(
    "word", ["nav", "navbar", "btn-primary", "mainNav", "col-md-6", "privacy-center", "menu_item", "h1"]
)
def test_names_that_people_gave_are_not_hashed(word: str) -> None:
    assert not made_up(word)


def test_hashed_classes_count_only_where_shared() -> None:
    assert same_classes(("nav-item", "css-1q2w3e"), ("nav-item", "css-9z8y7x")) == 1.0
    assert same_classes(("css-1q2w3e",), ("css-9z8y7x",)) is None
    assert same_classes(("css-1q2w3e",), ("css-1q2w3e",)) == 1.0
    assert same_classes(("nav",), ("footer",)) == 0.0


def test_ids_in_parts() -> None:
    assert same_id("nav-privacy", "navPrivacy2") == pytest.approx(0.8)
    assert same_id(":r1:", ":r7:") is None
    assert same_id("email", "password") == 0.0


# Places


def test_a_wrapper_and_a_sibling_more_leave_a_path_close() -> None:
    wanted, wrapped, shifted, elsewhere = paths(
        "main[1]/ul[1]/li[2]/a[1]",
        "main[1]/div[1]/ul[1]/li[2]/a[1]",
        "main[1]/ul[1]/li[3]/a[1]",
        "footer[1]/p[4]/span[1]",
    )
    assert same_path(wanted, wrapped) > 0.7
    assert same_path(wanted, shifted) > 0.7
    assert same_path(wanted, elsewhere) < 0.4


def test_a_child_is_less_close_than_the_thing_itself() -> None:
    link, child = paths("nav[1]/a[1]", "nav[1]/a[1]/span[1]")
    assert same_path(link, link) > same_path(link, child)


def test_down_the_page_is_less_than_across() -> None:
    here = Box(100, 100, 80, 20)
    assert same_position(here, Box(100, 300, 80, 20)) > same_position(here, Box(300, 100, 80, 20))


# What holds of anything


@pytest.mark.slow
@unhurried
@given(TEXT, TEXT)
def test_texts_are_within_bounds_and_equal_to_themselves(one: str, other: str) -> None:
    assert 0 <= texts(one, other) <= 1
    assert texts(one, one) == 1.0


@pytest.mark.slow
@unhurried
@given(TEXT, TEXT)
def test_addresses_ids_and_paths_are_within_bounds(one: str, other: str) -> None:
    for alike in (addresses(one, other), same_id(one, other), same_path(f"/{one}", f"/{other}")):
        assert alike is None or 0 <= alike <= 1
    assert same_path(f"/{one}", f"/{one}") == 1.0
    assert addresses(one, one) in (None, 1.0)


@pytest.mark.slow
@unhurried
@given(TEXT, TEXT)
def test_paths_look_the_same_from_both_sides(one: str, other: str) -> None:
    assert same_path(f"/{one}", f"/{other}") == pytest.approx(same_path(f"/{other}", f"/{one}"))


@pytest.mark.slow
@unhurried
@given(BOX, BOX)
def test_boxes_look_the_same_from_both_sides(one: Box, other: Box) -> None:
    for measure in (same_position, same_size):
        assert 0 <= measure(one, other) <= 1
        assert measure(one, other) == pytest.approx(measure(other, one))
        assert measure(one, one) == 1.0
