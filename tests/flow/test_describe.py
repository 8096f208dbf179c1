"""A thing on a page in the words of a flow: what lasts is written down, what a machine made up is not."""

from __future__ import annotations

from typing import Any

import pytest

from runner.flow.describe import (
    describe,
    finds,
    language_of,
    made_up,
    name_of,
    named,
    role_word,
    spelled,
    spelled_apart,
)
from runner.flow.model import Pick, Target, widen_target


@pytest.mark.parametrize(
    ("pick", "said"),
    [
        (Pick(role="link", name="Privacy Center"), {"link": "Privacy Center"}),
        (Pick(role="textbox", name="Email"), {"field": "Email"}),
        (Pick(role="menuitemradio", name="Dark"), {"menuitem": "Dark"}),
        (Pick(tag="a", name="Privacy"), {"link": "Privacy"}),
        (Pick(role="img", name="Privacy"), "Privacy"),
        (Pick(tag="div", text="  Settings\n & privacy "), "Settings & privacy"),
        (Pick(role="button", name="Inbox (99+)"), {"button": "Inbox"}),
        (Pick(role="button", name="\ue5d2 Menu\u200e"), {"button": "Menu"}),
        (Pick(role="button", name="any"), {"button": ["any"]}),
        (Pick(role="link", name="x1i10hfl", alt="A picture", href="/x"), "A picture"),
        (Pick(role="link", name="/regex/", href="https://a.example/privacy?me=1#top"), {"href": "/privacy"}),
        (Pick(role="link", href="https://a.example/#"), None),
        (Pick(role="link", href="javascript:void(0)"), None),
        (Pick(role="switch", neighbours=("", "Usage data")), {"switch": "any", "beside": "Usage data"}),
        (Pick(tag="div", neighbours=("Usage data",), id="menu"), {"css": 'div[id="menu"]'}),
        (Pick(tag="div", id=":r3:", name_attribute='the "field"'), {"css": 'div[name="the \\"field\\""]'}),
        (Pick(tag="div", id="x1i10hfl", class_names=("css-1x2y3z",)), None),
        (Pick(), None),
    ],
)
def test_a_thing_is_described_by_what_lasts_longest(pick: Pick, said: Any) -> None:
    assert spelled(pick) == said
    assert describe(pick) == (None if said is None else Target.model_validate(widen_target(said)))


def test_a_long_name_is_cut_between_two_words() -> None:
    assert name_of(Pick(name="word " * 40)) == ("word " * 16).strip()
    assert name_of(Pick(name="字" * 200)) == "字" * 80


@pytest.mark.parametrize("text", ["x1i10hfl", "css-1x2y3z", "9f86d081", ":r3:", "item-1066453", "u_0_2_k9", "sc-a1b2"])
def test_what_a_machine_made_up_is_told(text: str) -> None:
    assert made_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "Privacy",
        "COVID-19",
        "Web3",
        "iPhone15",
        "GPT-4o",
        "2FA",
        "Q4 2025",
        "e-mail",
        "mp3-to-mp4",
        "B2B2C",
        "menu_2",
        "Menü",
    ],
)
def test_what_people_write_is_not_taken_for_it(text: str) -> None:
    assert not made_up(text)


@pytest.mark.parametrize(
    ("told", "tag"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("PT_br", "pt"),
        ("fil", "fil"),
        ("", ""),
        ("english", ""),
        ("und", ""),
        ("tab", ""),
    ],
)
def test_the_language_of_a_page(told: str, tag: str) -> None:
    assert language_of(Pick(language=told)) == tag


def test_a_name_under_its_language_is_one_that_loads() -> None:
    assert named("A", None, "de") == {"de": "A"}
    assert named("A", "link", "fil") == {"link": {"fil": "A"}}
    assert named("A", None, "fil") == "A"  # alone, three letters could be a slip for a word
    for data in (named("A", None, "de"), named("any", "link"), named("any", "link", "en"), named("A", None, "fil")):
        assert [name.text for name in Target.model_validate(widen_target(data)).candidates()[0].names] in (
            ["A"],
            ["any"],
        )


def test_which_words_find_which_roles() -> None:
    assert finds("named", None) and finds("text", "button") and finds("link", "link") and finds("switch", "checkbox")
    assert not finds("link", "button") and not finds("link", None) and not finds("checkbox", "switch")
    assert role_word("presentation") is None


def test_one_of_several_of_the_same_name_is_told_apart() -> None:
    assert spelled_apart(Pick(role="link", name="More", href="/ai", neighbours=("AI",))) == {"href": "/ai"}
    assert spelled_apart(Pick(role="button", name="Edit", neighbours=("Edit", "Email"))) == {
        "button": "Edit",
        "beside": "Email",
    }
    assert spelled_apart(Pick(text="More", neighbours=("AI",))) == {"named": "More", "beside": "AI"}
    assert spelled_apart(Pick(role="button", name="Edit", tag="button", id="edit-mail")) == {
        "css": 'button[id="edit-mail"]'
    }
    assert spelled_apart(Pick(role="button", name="Edit")) is None


def test_what_may_be_somebodys_tells_nothing_apart() -> None:
    mail = Pick(role="button", name="Edit", neighbours=("Email address ada@example.org", "Name"))
    assert spelled_apart(mail) == {"button": "Edit", "beside": "Email address"}
    number = Pick(role="button", name="Edit", neighbours=("+49 170 1234567", "@ada_draws", "Handle"))
    assert spelled_apart(number) == {"button": "Edit", "beside": "Handle"}
