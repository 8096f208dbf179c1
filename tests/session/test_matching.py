"""Knowing a thing again: what is found after a redesign, and when the answer is that one cannot tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runner.flow.model import Box, Pick
from runner.session.matching import Match, best, closer, is_nested, likeliest, rank

unhurried = settings(deadline=None)
MENU = ("Home", "Messages", "Saved posts", "Settings", "Privacy Center", "Help", "Terms", "Log out")


def entry(at: int, text: str, **more: Any) -> Pick:
    """An entry of a menu, as pages have them."""
    around = tuple(MENU[max(0, at - 2) : at] + MENU[at + 1 : at + 3])
    told = {
        "tag": "a",
        "role": "link",
        "name": text,
        "text": text,
        "href": f"/{text.lower().replace(' ', '/')}",
        "class_names": ("entry",),
        "neighbours": around,
        "box": Box(20, 100 + 40 * at, 180, 36),
        "path": f"/html[1]/body[1]/nav[1]/ul[1]/li[{at + 1}]/a[1]",
        "language": "en",
    }
    return Pick.model_validate(told | more)


PAGE = tuple(entry(at, text) for at, text in enumerate(MENU))
PRIVACY = PAGE[4]


def changed(at: int, **more: Any) -> list[Pick]:
    """The page with one entry changed."""
    return [one.model_copy(update=more) if place == at else one for place, one in enumerate(PAGE)]


def index(match: Match | None) -> int | None:
    return match.index if match else None


# What is found


@pytest.mark.parametrize("at", range(len(PAGE)))
def test_what_has_not_changed_is_found(at: int) -> None:
    assert index(best(PAGE[at], PAGE)) == at


@pytest.mark.parametrize(
    "more",
    [
        {"name": "Privacy Hub", "text": "Privacy Hub"},
        {"name": "Privacy Centre", "text": "Privacy Centre", "href": "/privacy-centre?from=menu"},
        {"tag": "button", "role": "button", "href": "", "kind": "button"},
        {"tag": "div", "role": "", "href": "", "class_names": ("x1i10hfl",)},
        {"class_names": ("css-1q2w3e",), "href": "/en/privacy/center/?x=1", "id": "u_0_3"},
        {"text": "Privacy Center 3", "name": "Privacy Center 3", "box": Box(700, 40, 90, 20)},
        {
            "path": "/html[1]/body[1]/div[1]/div[2]/footer[1]/p[1]/a[9]",
            "box": Box(300, 2400, 90, 18),
            "neighbours": ("©",),
        },
        {"text": "", "name": "Privacy Center"},
    ],
    ids=["another word", "spelling", "a button", "a div", "hashed", "a badge", "moved", "an icon"],
)
def test_one_change_does_not_hide_it(more: dict[str, Any]) -> None:
    assert index(best(PRIVACY, changed(4, **more))) == 4


def test_everything_new_but_name_and_address() -> None:
    redesigned = [
        Pick(tag="a", text=one.text.upper(), href=f"https://www.example.org{one.href}?v=2", box=Box(x, 9, 60, 20))
        for x, one in enumerate(reversed(PAGE))
    ]
    assert index(best(PRIVACY, redesigned)) == 3


@pytest.mark.parametrize("field", sorted(Pick.model_fields))
def test_any_field_may_be_missing(field: str) -> None:
    empty = {field: Pick.model_fields[field].default}
    without = [one.model_copy(update=empty) for one in PAGE]
    for wanted, page in ((PRIVACY.model_copy(update=empty), PAGE), (PRIVACY, without)):
        assert index(best(wanted, page)) == 4


@pytest.mark.parametrize("told", [{"name": "Privacy Center", "role": "link"}, {"text": "privacy center"}])
def test_a_thing_known_by_name_alone_lacks_nothing(told: dict[str, str]) -> None:
    assert index(best(Pick.model_validate(told), PAGE)) == 4


def test_rows_that_differ_only_in_what_stands_beside_them() -> None:
    def row(at: int, topic: str) -> Pick:
        return Pick(tag="button", text="Edit", neighbours=(topic,), path=f"/html[1]/body[1]/ul[1]/li[{at}]/button[1]")

    topics = ["Email address", "Phone number", "Date of birth", "Language", "Time zone", "Picture"]
    page = [row(at, topic) for at, topic in enumerate(reversed(topics), 1)]
    assert rank(row(1, "Email address"), page)[0].index == 5


def test_a_card_is_known_by_what_stands_beside_it_on_a_page_that_has_others_like_it() -> None:
    def card(at: int, title: str, made: str) -> Pick:
        way = f"/html[1]/body[1]/main[1]/div[{at}]{made}/a[1]"
        return Pick(tag="a", role="link", text="View details", href="#", neighbours=(title, "Updated"), path=way)

    titles = ["New orders", "Open tickets", "Unpaid bills", "Late parcels"]
    wanted = card(2, titles[1], "/p[1]")
    page = [card(at + 1, title, "/div[1]/footer[1]") for at, title in enumerate(titles)]
    assert closer(wanted, page[1], page[0]) > 0
    assert index(best(wanted, page)) == 1
    assert best(wanted, [*page[:1], *page[2:]]) is None


def test_a_twin_that_stands_where_it_stood_speaks_against_the_words_around() -> None:
    def row(at: int, topic: str) -> Pick:
        return Pick(tag="button", text="Edit", neighbours=(topic,), path=f"/html[1]/body[1]/ul[1]/li[{at}]/button[1]")

    wanted, there, elsewhere = row(1, "Email address"), row(1, "Email address and more"), row(5, "Email address")
    assert closer(wanted, elsewhere, there) == 0.0
    assert closer(wanted, row(1, "Email address"), row(2, "Telephone")) > 0


def test_the_only_one_that_kept_its_name_is_likelier_than_one_of_two() -> None:
    wanted = Pick(tag="a", role="link", text="Help", neighbours=("Terms",), path="/html[1]/body[1]/div[3]/a[2]")
    new = Pick(tag="a", role="button", text="Help", class_names=("nav",), path="/html[1]/body[1]/nav[1]/b[1]")
    others = [Pick(tag="a", text=text, path=f"/html[1]/body[1]/nav[1]/b[{at}]") for at, text in enumerate(MENU[:5], 2)]
    child = new.model_copy(update={"tag": "span", "path": f"{new.path}/span[1]"})
    strange = new.model_copy(update={"neighbours": ("Delete everything",)})
    alone = rank(wanted, [new, child, *others])
    assert alone[0].index == 0
    assert alone[0].score > rank(wanted, [strange, child, *others])[0].score
    assert (
        alone[0].score > rank(wanted, [new, child, *others, new.model_copy(update={"path": "/html[1]/b[1]"})])[0].score
    )


# When nothing is answered


def test_an_empty_page() -> None:
    assert rank(PRIVACY, []) == []
    assert best(PRIVACY, []) is None
    assert likeliest(PRIVACY, []) == (None, 0.0)


def test_nothing_looked_for() -> None:
    assert best(Pick(), PAGE) is None
    assert best(Pick(), [Pick()]) is None


def test_what_is_gone_is_not_taken_for_another() -> None:
    for at, wanted in enumerate(PAGE):
        rest = [one for place, one in enumerate(PAGE) if place != at]
        assert best(wanted, rest) is None


def test_the_next_entry_in_the_place_of_one_that_is_gone() -> None:
    moved_up = [
        *PAGE[:4],
        *(
            one.model_copy(update={"box": before.box, "path": before.path})
            for one, before in zip(PAGE[5:], PAGE[4:], strict=False)
        ),
    ]
    assert best(PRIVACY, moved_up) is None


def test_twins_are_a_tie() -> None:
    assert best(PRIVACY, [*PAGE, PRIVACY]) is None
    first, second = rank(PRIVACY, [*PAGE, PRIVACY])[:2]
    assert {first.index, second.index} == {4, 8}
    assert first.score == second.score


def test_strangers_are_nothing() -> None:
    strangers = [Pick(tag="a", text=text, href=f"/{text}") for text in ("Jobs", "Press", "Blog", "Developers", "Ads")]
    assert best(PRIVACY, strangers) is None


# One in another


@pytest.mark.parametrize("inner", ["span", "div", "b"])
@pytest.mark.parametrize("inner_first", [True, False])
def test_what_lies_in_it_is_no_rival_and_the_tag_decides(inner: str, inner_first: bool) -> None:
    child = PRIVACY.model_copy(update={"tag": inner, "role": "", "href": "", "path": f"{PRIVACY.path}/{inner}[1]"})
    page = [*PAGE[:4], *([child, PRIVACY] if inner_first else [PRIVACY, child]), *PAGE[5:]]
    assert is_nested(child, PRIVACY)
    assert index(best(PRIVACY, page)) == page.index(PRIVACY)
    assert index(best(child, page)) == page.index(child)


def test_what_holds_more_is_not_the_same() -> None:
    menu = Pick(tag="nav", text=" ".join(MENU), path="/html[1]/body[1]/nav[1]", box=Box(0, 80, 220, 360))
    assert not is_nested(menu, PRIVACY)


# What holds of any page

WORDS = ("privacy", "center", "help", "log", "in", "out", "settings", "your", "object", "photo", "1", "2", "édit", "ü")
WORD = st.sampled_from(WORDS)
TEXT = st.lists(WORD, max_size=4).map(" ".join)
PICK = st.builds(
    Pick,
    tag=st.sampled_from(["", "a", "button", "div", "input", "h2"]),
    role=st.sampled_from(["", "link", "button", "textbox"]),
    name=TEXT,
    text=TEXT,
    id=st.sampled_from(["", "nav-privacy", "u_0_3x", ":r1:", "main"]),
    name_attribute=st.sampled_from(["", "email", "q"]),
    href=st.sampled_from(["", "#", "/privacy/center?x=1", "https://a.example/help", "mailto:a@b.example"]),
    class_names=st.lists(st.sampled_from(["nav", "css-1q2w3e", "button"]), max_size=2).map(tuple),
    alt=TEXT,
    kind=st.sampled_from(["", "text", "checkbox", "submit"]),
    neighbours=st.lists(TEXT.filter(bool), max_size=3).map(tuple),
    box=st.none() | st.builds(Box, *[st.floats(-100, 5000) for _ in range(4)]),
    path=st.sampled_from(
        ["", "/html[1]/body[1]/a[1]", "/html[1]/body[1]/a[1]/span[1]", "/html[1]/body[1]/div[2]/a[3]"]
    ),
    language=st.sampled_from(["", "en", "de-AT"]),
)
PICKS = st.lists(PICK, max_size=8)


@pytest.mark.slow
@unhurried
@given(PICK, PICKS)
def test_rank_has_everything_once_best_first_within_bounds(wanted: Pick, page: Sequence[Pick]) -> None:
    ranked = rank(wanted, page)
    assert sorted(match.index for match in ranked) == list(range(len(page)))
    assert all(match.pick is page[match.index] and 0 <= match.score <= 1 for match in ranked)
    assert [match.score for match in ranked] == sorted((match.score for match in ranked), reverse=True)


@pytest.mark.slow
@unhurried
@given(PICK, PICKS)
def test_best_is_the_first_or_nothing(wanted: Pick, page: Sequence[Pick]) -> None:
    found = best(wanted, page)
    assert found is None or found == rank(wanted, page)[0]


@pytest.mark.slow
@unhurried
@given(PICK, PICKS, st.data())
def test_nothing_resembles_more_than_an_exact_copy(wanted: Pick, page: list[Pick], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(page)))
    page.insert(at, wanted)
    ranked = rank(wanted, page)
    place = next(match.score for match in ranked if match.index == at)
    assert place == pytest.approx(ranked[0].score)
    found = best(wanted, page)
    assert found is None or page[found.index] == wanted or is_nested(page[found.index], wanted)


@pytest.mark.slow
@unhurried
@given(st.lists(PICK, min_size=1, max_size=30))
def test_strangers_more_on_the_page_never_make_it_wrong(strangers: list[Pick]) -> None:
    others = [one for one in strangers if "center" not in f"{one.text} {one.name} {one.href}"]
    assert index(best(PRIVACY, [*PAGE, *others])) == 4


@pytest.mark.slow
@unhurried
@given(PICK, PICKS)
def test_the_order_of_the_candidates_does_not_matter(wanted: Pick, page: list[Pick]) -> None:
    there, back = rank(wanted, page), rank(wanted, page[::-1])
    assert [match.score for match in there] == pytest.approx([match.score for match in back])


@pytest.mark.slow
@unhurried
@given(PICKS.filter(bool))
def test_an_exact_twin_beside_it_is_always_a_tie(page: list[Pick]) -> None:
    assert best(page[0], [*page, page[0]]) is None
