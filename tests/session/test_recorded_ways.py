"""What recordings of Chrome's Recorder say in other ways than the plainest, as its own code writes them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from runner.session.devtools import recorded_in
from runner.session.recorder import Draft, draft
from tests.session.test_recorded_cases import SITE, change, click, key, led, made, on, pauses, steps

GENERIC, IMAGE = 'aria/[role="generic"]', 'aria/[role="image"]'


def chain(*parts: str, kind: str = "click", **more: Any) -> dict[str, Any]:
    """A step whose first way to its thing leads through these parts; `more` are its other selectors."""
    others = [[one] for one in more.pop("others", ())]
    return {"type": kind, "target": "main", "selectors": [list(parts), *others], **more}


@pytest.mark.parametrize(
    ("step", "right"),
    [
        (chain("aria/Privacy", GENERIC, others=["#p > span", "text/Privacy"]), {"click": "Privacy"}),
        (chain("aria/Settings", IMAGE, others=["button:nth-of-type(2) > svg"]), {"click": "Settings"}),
        (chain("aria/Cookies", GENERIC, others=["#d > div", "text/Details"]), {"click": "Details"}),
        (chain('aria/Options[role="dialog"]', GENERIC, others=["#d > i"]), {"click": {"css": "#d > i"}}),
        (click('aria/[name="Privacy"][role="link"]'), {"click": "Privacy"}),
        (click("aria/[role='tab'][name='Your data']"), {"click": "Your data"}),
        (click("xpath///button[normalize-space()='Privacy']"), {"click": "Privacy"}),
        (click('xpath///*[@data-testid="go"]/span[2]'),
         {"click": {"css": '[data-testid="go"] > span:nth-of-type(2)'}}),
        (chain("x-app", "x-nav", "button"),
         {"click": {"css": "button", "within": {"css": "x-nav", "within": {"css": "x-app"}}}}),
    ],
)  # fmt: skip
def test_what_was_pressed_is_known_however_it_is_selected(step: dict[str, Any], right: dict[str, Any]) -> None:
    assert steps(made(step)) == [right]


@pytest.mark.parametrize(
    "step",
    [
        chain('aria/My posts[role="switch"]', GENERIC, others=["#s > span"]),
        click('aria/My posts[role="LabelText"]', "form > label:nth-of-type(1)"),
        click("form > label > span", "text/My posts"),
        click("xpath//html/body/label[2]/b", "text/My posts"),
        change("on", 'aria/My posts[role="checkbox"]'),
        change("on", "aria/My posts", "input[type='checkbox']"),
    ],
)
def test_a_box_is_the_persons_whichever_part_of_it_was_pressed(step: dict[str, Any]) -> None:
    drafted = made(step)
    assert pauses(drafted) == [("review", "Set “My posts” the way you want it, then press Continue.")]
    assert len(drafted.untold) == 1


def test_a_round_choice_that_tells_its_value_is_chosen() -> None:
    assert steps(made(click("#r"), change("own", "aria/I object", "#r", "input[type='radio']"))) == [
        {"choose": {"radio": "I object"}}
    ]


def test_the_label_of_a_field_is_a_part_of_it() -> None:
    drafted = made(click("label", "text/Email"), change("ann@example.org", "aria/Email", "#e"))
    assert steps(drafted) == [{"fill": {"field": "Email", "with": "me.email"}}]


@pytest.mark.parametrize("step", [change("70", 'aria/Amount[role="slider"]'), change("#ff0000", "input[type='color']")])
def test_what_is_set_without_typing_is_not_typed(step: dict[str, Any]) -> None:
    assert [what for what, _ in pauses(made(step))] == ["review"]


@pytest.mark.parametrize("kind", ["led", "tell", "page_of", "other", "_class__", "pressed_key"])
def test_a_step_called_as_something_of_ours_is_one_of_another_tools(kind: str) -> None:
    assert made({"type": kind}).aside == {"a step of another tool's": 1}


def test_what_is_done_where_an_address_led_on_to_is_done_there() -> None:
    drafted = made({"type": "navigate", "url": "https://go.example/x", "assertedEvents": led("https://in.other.example/")},
                   click("aria/Data"))  # fmt: skip
    assert "in.other.example" in drafted.text and steps(drafted)[-1] == {"click": "Data"}


def test_keys_for_capitals_and_mistakes_are_part_of_the_text() -> None:
    keys = [key(one) for one in ("Shift", "M", "c", "Shift", "D", "o", "q", "Backspace", "n")]
    drafted = made(click("aria/Nickname"), *keys, click("aria/Hello McDon", "#h"))
    assert steps(drafted) == [{"fill": {"field": "Nickname", "with": "me.nickname"}}, {"click": {"css": "#h"}}]


@pytest.mark.parametrize("opener", ["Upload proof", "Choose a picture"])
def test_what_only_opened_the_window_of_files_is_no_step(opener: str) -> None:
    drafted = made(click(f"aria/{opener}", "#b"), change("C:\\fakepath\\me.pdf", "aria/Proof", "#f"))
    assert [what for what, _ in pauses(drafted)] == ["attach"] and len(steps(drafted)) == 1


def test_what_was_pressed_before_a_field_for_files_was_pressed_stays() -> None:
    field = "#f[type='file']"
    drafted = made(click("aria/Show the form"), click(field), change("C:\\fakepath\\me.pdf", field))
    assert [next(iter(step)) for step in steps(drafted)] == ["click", "pause"]


@pytest.mark.parametrize(
    ("url", "opened", "cut"),
    [
        ("https://a.example/i.php?page=privacy&sid=a1b2", "https://a.example/i.php?page=privacy", 1),
        ("https://a.example/i.php?route=account%2Fprivacy", "https://a.example/i.php?route=account%2Fprivacy", 0),
        ("https://a.example/app#/settings/ai", "https://a.example/app#/settings/ai", 0),
        ("https://a.example/app#access_token=abc", "https://a.example/app", 1),
        ("https://a.example/x?tab=7f3a", "https://a.example/x", 1),
    ],
)
def test_an_address_keeps_what_says_which_page_it_is(url: str, opened: str, cut: int) -> None:
    drafted = made({"type": "navigate", "url": url})
    assert steps(drafted) == [{"open": opened}]
    assert drafted.aside["the end of an address, which may be about you"] == cut


@pytest.mark.parametrize(
    ("field", "value", "names"),
    [
        ("Name", "Ann Bee", "AB,A,Hi Ann!,Anns Konto,BEE: ANN,annbee"),
        ("First name", "Bo", "Hi Bo"),
        ("お名前", "李明", "李明さんの設定"),
        ("Born", "1987-03-05", "5 March 1987,05/03/1987,1987"),
        ("Full name", "Robin Meadow", "rmeadow,robin_meadow"),
        ("Email", "a.bee@example.org", "Bee"),
    ],
)
def test_what_was_typed_is_kept_out_in_other_forms(field: str, value: str, names: str) -> None:
    drafted = made(change(value, f"aria/{field}"), *(click(f"aria/{name}") for name in names.split(",")))
    written = drafted.text.partition("steps:")[2]
    assert [name for name in names.split(",") if f"click: {name}" in written or f"“{name}”" in written] == []
    assert len(drafted.untold) == len(names.split(","))


@pytest.mark.parametrize(
    ("field", "value", "names"),
    [
        ("Email", "a.bee@example.org", "Submit a request,Add a photo"),
        ("Name", "Maria de Souza", "Centro de privacidade"),
        ("Naam", "Jan van der Berg", "Gebruik van je gegevens"),
        ("E-mail", "info@bee.example", "Info"),
    ],
)
def test_small_words_of_a_name_make_no_others_personal(field: str, value: str, names: str) -> None:
    drafted = made(change(value, f"aria/{field}"), *(click(f'aria/{name}[role="link"]') for name in names.split(",")))
    written = drafted.text.partition("steps:")[2]
    assert [name for name in names.split(",") if name not in written] == []


def test_a_host_that_is_called_after_the_person_is_left_out_wherever_that_stands_in_it() -> None:
    drafted = made(change("annbee", "aria/Blog name"),
                   {"type": "navigate", "url": "https://blog.annbee.example.com/x"}, click("aria/Privacy"))  # fmt: skip
    assert "annbee" not in drafted.text


def test_the_next_page_of_a_form_is_not_the_same_again() -> None:
    assert steps(made(*[click("aria/Next", "#n")] * 3)) == [{"click": "Next"}] * 3


@pytest.mark.parametrize(
    "deeds",
    [
        [click("aria/Войти"), change("ann", "aria/Логин"), change("pw", "aria/Пароль"),
         click('aria/Войти[role="button"]')],
        [click("aria/Log in"), change("ann", "aria/Badge"), change("pw", "aria/Password"), click("aria/Log in")],
        [click("aria/Log in", assertedEvents=led("https://www.a.example/login")), change("0171", "aria/Phone number"),
         click("aria/Continue", assertedEvents=led("https://www.a.example/verify")), change("482911", "aria/Code"),
         click("aria/Verify", assertedEvents=led(SITE))],
        [click("aria/Log in", assertedEvents=led("https://www.a.example/login")), change("a@b.example", "aria/Email"),
         click("aria/Send me a link"), {"type": "navigate", "url": "https://www.a.example/magic?token=abc1"}],
    ],
)  # fmt: skip
def test_a_login_of_another_kind_is_one_pause(deeds: list[dict[str, Any]]) -> None:
    drafted = made(*deeds, click("aria/Privacy"))
    assert [next(iter(step)) for step in steps(drafted)] == ["pause", "click"], drafted.text
    assert [what for what, _ in pauses(drafted)] == ["login"]


@pytest.mark.parametrize("label", ["Postal code", "Promo code", "Country code", "Code postal"])
def test_another_code_is_no_secret(label: str) -> None:
    assert [next(iter(step)) for step in steps(made(change("10115", f"aria/{label}")))] == ["fill"]


INPUT = ("input", "xpath//html/body/form/label[1]/input")


@pytest.mark.parametrize(
    ("deeds", "right"),
    [
        ([chain('aria/[role="form"]', GENERIC, others=["span", "xpath//html/body/form/label[1]/span", "text/My files"]),
          click("aria/My files", *INPUT)], "Set “My files” the way you want it, then press Continue."),
        ([click("aria/Newsletter", *INPUT)], "Set “Newsletter” the way you want it, then press Continue."),
        ([click("b", "xpath//html/body/label/b", "text/My posts")],
         "Set “My posts” the way you want it, then press Continue."),
        ([change("FR", "aria/Country", "select"), key("r"), key("a")],
         "Choose in “Country” what fits you, then press Continue."),
    ],
)  # fmt: skip
def test_what_chromes_own_recorder_wrote_of_boxes_and_lists(deeds: list[dict[str, Any]], right: str) -> None:
    assert pauses(made(*deeds)) == [("review", right)]


def test_what_lies_in_a_control_is_found_as_the_control() -> None:
    inner = ["path", "xpath//html/body/button/svg/path", "pierce/path"]
    drafted = made(chain('aria/[role="image"]', 'aria/[role="graphics-symbol"]', others=inner))
    assert steps(drafted) == [{"click": {"css": "html > body > button"}}]


def test_what_a_file_is_called_is_not_written_down() -> None:
    field = "aria/Proof of identity: passport-ann.pdf"
    drafted = made(change("C:\\fakepath\\passport-ann.pdf", field), click("aria/Remove passport-ann.pdf", "#x"))
    assert "passport" not in drafted.text and "Proof of identity" in drafted.text


@pytest.mark.parametrize(("label", "what"), [("Search", "review"), ("Suche", "review"), ("Reason", "submit")])
def test_enter_in_a_box_to_search_in_sends_no_request(label: str, what: str) -> None:
    assert [one for one, _ in pauses(made(change("opt out", f"aria/{label}", "input"), key("Enter")))] == [what]


def test_digits_typed_into_a_field_that_says_what_it_is_for_are_no_code() -> None:
    drafted = made(click("aria/Date of birth", *INPUT), *map(key, "05031987"), key("Tab"))
    assert steps(drafted) == [{"fill": {"field": "Date of birth", "with": "me.date_of_birth"}}]


def test_each_thing_chosen_of_a_list_is_told() -> None:
    opener = click('aria/Topics[role="listbox"]')
    options = [click(f'aria/{name}[role="option"]') for name in ("Posts", "Chats")]
    drafted = made(*(one for option in options for one in (opener, option)))
    assert [step["choose"]["option"] for step in steps(drafted)] == ["Posts", "Chats"]


@pytest.mark.parametrize(
    ("step", "say"),
    [
        (on("hover", "aria/Delete account"), "Move the pointer over “Delete account”, then press Continue."),
        (on("hover", 'aria/Save[role="button"]'), "Move the pointer over “Save”, then press Continue."),
        (click('aria/Delete account[role="option"]'), "Choose “Delete account” yourself, then press Continue."),
    ],
)
def test_what_the_runner_would_refuse_is_left_to_the_person(step: dict[str, Any], say: str) -> None:
    assert pauses(made(step)) == [("review", say)]


def test_braces_in_a_name_ask_for_nothing() -> None:
    assert "press “Send (a)” yourself" in pauses(made(click("aria/Send {a}")))[0][1]


def test_alike_things_of_other_kinds_are_not_folded() -> None:
    drafted: Draft = made(on("click", 'aria/Data[role="tab"]'), on("click", 'aria/Data[role="button"]'))
    assert len(steps(drafted)) == 2


def test_half_a_character_in_a_name_is_written_nowhere() -> None:
    text = json.dumps(
        {"steps": [{"type": "navigate", "url": SITE}, click("aria/\ud800x"), change("\udfff", "aria/N\ud800")]}
    )
    draft(recorded_in(text, "r.json")).text.encode("utf-8")
