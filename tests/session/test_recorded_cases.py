"""Recordings of Chrome's Recorder that once came out wrongly, each with what is right; what is wrong in one is said."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from runner.errors import UsageError
from runner.flow.check import check
from runner.flow.load import load
from runner.flow.own import Own
from runner.flow.recorded_action import Recorded, RecordedAction
from runner.session.devtools import recorded_in
from runner.session.recorder import Draft, draft
from runner.terminal.cli import cli

CASES = Path(__file__).parents[1] / "cases"
SITE = "https://www.a.example/settings"
NOBODY = Own(())
Step = dict[str, Any]


def case(name: str) -> Draft:
    return draft(recorded_in((CASES / name / "recording.json").read_text("utf-8"), "recording.json"))


def made(*steps: Step, own: Own = NOBODY) -> Draft:
    """The flow of a recording that opens a page and then has these steps."""
    opened = {"type": "navigate", "url": SITE}
    return draft(recorded_in(json.dumps({"title": "", "steps": [opened, *steps]}), "recording.json"), own=own)


def on(kind: str, *selectors: str, **more: Any) -> Step:
    return {"type": kind, "selectors": [[one] for one in selectors], "target": "main", **more}


def click(*selectors: str, **more: Any) -> Step:
    return on("click", *selectors, **more)


def change(value: str, *selectors: str, **more: Any) -> Step:
    return on("change", *selectors, value=value, **more)


def key(name: str) -> Step:
    return {"type": "keyDown", "key": name, "target": "main"}


def led(url: str) -> list[Step]:
    return [{"type": "navigation", "url": url, "title": ""}]


def steps(drafted: Draft) -> list[Any]:
    """The steps after the first, which opens the page; the flow loads, and has no error that check finds."""
    file = load(drafted.text, "f.yaml")
    assert [problem for problem in check(file) if problem.severity == "error"] == []
    data = yaml.safe_load(drafted.text)["steps"]
    assert "open" in data[0]
    return list(data[1:])


def pauses(drafted: Draft) -> list[tuple[str, str]]:
    return [(step["pause"]["for"], step["pause"].get("say", "")) for step in steps(drafted) if "pause" in step]


@pytest.mark.slow
def test_a_thing_known_by_css_alone_keeps_its_selector_and_is_folded_with_no_other() -> None:
    drafted = case("rec-css-only-star")
    assert steps(drafted) == [
        {"click": "Row 1"},
        {"when": {"sees": {"visible": "Reject all"}, "steps": [{"click": "Reject all"}]}},
        {"click": "Privacy"},
        {"click": {"css": "#only-css > div:nth-of-type(2) > span"}},
        {"click": {"css": "body > div:nth-of-type(4) a"}},
    ]
    assert "interruptions" not in drafted.text and "File" not in drafted.text
    assert drafted.aside["a right click"] == 1
    doubts = [one.message for one in check(load(drafted.text, "f.yaml")) if "css alone" in one.message]
    assert len(doubts) == 2


def test_a_file_is_attached_by_the_person() -> None:
    drafted = case("rec-file-as-fill")
    assert [what for what, _ in pauses(drafted)] == ["attach", "submit"]
    assert "passport" not in drafted.text


def test_a_hover_stays_a_hover() -> None:
    assert steps(case("rec-hover-lost")) == [{"hover": "Account"}, {"click": "Privacy"}]


def test_a_login_is_one_pause_from_the_press_that_led_to_it_on() -> None:
    assert steps(case("rec-login-entrance")) == [
        {"pause": {"for": "login", "say": "Log in as you always do.",
                   "until": {"visible": {"button": "Your profile"}}}},
        {"click": "Your profile"},
        {"click": "Settings & privacy"},
        {"click": "Privacy Center"},
    ]  # fmt: skip


def test_a_recording_that_opens_no_page_says_so_at_its_place(tmp_path: Path) -> None:
    recording = CASES / "rec-nothing-opened" / "recording.json"
    done = CliRunner().invoke(cli, ["record", "--from", str(recording), "--out", str(tmp_path / "flow.yaml")])
    assert isinstance(done.exception, UsageError) and done.exception.exit_code == 2
    assert re.match(r".*recording\.json:4:3: this recording opens no page; ", str(done.exception))
    assert not (tmp_path / "flow.yaml").exists()


def test_the_host_of_a_popup_is_named() -> None:
    drafted = case("rec-popup-window")
    assert load(drafted.text, "f.yaml").flow.hosts == ["example.com", "privacy.vendor.example"]


def test_what_is_chosen_in_a_list_is_not_typed() -> None:
    drafted = case("rec-select-as-fill")
    assert steps(drafted)[0]["pause"]["for"] == "review" and "Country" in steps(drafted)[0]["pause"]["say"]
    assert steps(drafted)[1:] == [{"fill": {"field": "Reason", "with": "me.reason"}}]
    assert drafted.untold == ("the recording does not say what was chosen",)


def test_switches_radios_and_options_are_what_they_are() -> None:
    drafted = case("rec-switch-role")
    assert [what for what, _ in pauses(drafted)] == ["review", "review"]
    assert steps(drafted)[2:] == [
        {"choose": {"radio": "I object"}},
        {"choose": {"option": "Germany", "from": {"combobox": "Country"}}},
    ]
    assert len(drafted.untold) == 2 and drafted.text.count("# Could not be told:") == 2


def test_nothing_typed_becomes_a_name_or_a_key() -> None:
    drafted = case("rec-typed-value-becomes-name")
    assert not re.search("ann|bee|example.org", drafted.text, re.IGNORECASE)
    assert [what for what, _ in pauses(drafted)] == ["review"]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (click("aria/Remove ann.bee@example.org", "#chip"), "ann"),
        (click('aria/ANN.BEE@EXAMPLE.ORG[role="button"]'), "(?i)ann"),
        (click('aria/Ann Bee[role="button"]', "#menu"), "(?i)ann|bee"),
        (click("text/Signed in as ann.bee"), "(?i)ann"),
        (click("#row-ann_bee_example_org > button"), "(?i)ann"),
        (click("aria/Profile", "a[href='/u/ann.bee']"), "(?i)ann"),
        (on("hover", "aria/ann.bee@example.org"), "(?i)ann"),
        (change("x", "aria/Message to ann.bee@example.org"), "(?i)ann|me.message_to"),
        (click('aria/ann.bee@example.org[role="option"]'), "(?i)ann"),
        (click('aria/ann.bee@example.org[role="switch"]'), "(?i)ann"),
        ({"type": "navigate", "url": "https://www.a.example/u/ann.bee%40example.org/settings"}, "(?i)ann"),
    ],
)
def test_what_was_typed_is_kept_out_wherever_it_turns_up(step: Step, words: str) -> None:
    drafted = made(change("ann.bee@example.org", "aria/Email"), step)
    steps(drafted)
    assert not re.search(words, drafted.text.partition("steps:")[2]), drafted.text


def test_keys_that_are_pressed_one_after_another_are_typed_text() -> None:
    keys = [key(letter) for letter in "Zebra17"]
    drafted = made(click("aria/Nickname"), *keys, click("aria/Hello Zebra17", "#hello"))
    assert steps(drafted) == [
        {"fill": {"field": "Nickname", "with": "me.nickname"}},
        {"click": {"css": "#hello"}},
    ]


def test_a_code_typed_by_keys_is_a_login() -> None:
    assert [what for what, _ in pauses(made(*(key(digit) for digit in "4711")))] == ["login"]


@pytest.mark.parametrize(
    "names",
    [
        "4 7 1 1",
        "Digit 4,Digit 7,Digit 1,Digit 1",
        "2 ABC,3 DEF,7 PQRS,9 WXYZ",
        "vier,sieben,eins",
        "h,u,n,t,e,r,Shift,2,Enter",
        "abandon,ability,able,about,above,absent",
        "ábaco,abdomen,abeja,abierto,abogado,abono",
        "ABANDON,ABILITY,ABLE,ABOUT,ABOVE,ABSENT,ABSORB,ABSTRACT,ABSURD,ABUSE,ACCESS,ACCIDENT",
        "quatre,sept,un,un",
        "cuatro,siete",
        "четыре,семь,один",
        "Cijfer 4,Cijfer 7,Cijfer 1,Cijfer 2",
        "PIN digit 4 of the pad,PIN digit 7 of the pad,PIN digit 1 of the pad,PIN digit 1 of the pad",
        "h,u,n,@,t,2,< enter",
        "4 - ghi,7 - pqrs,1,2 - abc",
        "number four,number seven,number one",
        "Vier (4),Sieben (7),Eins (1)",
    ],
)
def test_a_pin_pad_a_keyboard_on_the_screen_and_seed_words_are_a_login(names: str) -> None:
    keys = re.split("," if "," in names else " ", names)
    drafted = made(*(click(f"aria/{name}") for name in keys), click("aria/Settings"))
    assert [what for what, _ in pauses(drafted)] == ["login"], drafted.text
    assert steps(drafted)[1:] == [{"click": "Settings"}]
    assert not any(f"click: {name}" in drafted.text or f"'{name}'" in drafted.text for name in keys)


def test_keys_that_are_pictures_or_lie_between_keys_are_keys() -> None:
    places = ((2, 2), (3, 1), (1, 1), (1, 2))
    pictures = [click(f"#pad > div:nth-of-type({row}) > button:nth-of-type({at})") for row, at in places]
    drafted = made(*pictures, click("aria/Settings"))
    assert [what for what, _ in pauses(drafted)] == ["login"] and steps(drafted)[1:] == [{"click": "Settings"}]
    names = ("h", "u", ".com", "Numbers and signs", "4", "Settings")
    keyboard = [click(f"aria/{name}", f"#keys > button:nth-of-type({at})") for at, name in enumerate(names)]
    drafted = made(*keyboard)
    assert [what for what, _ in pauses(drafted)] == ["login"] and steps(drafted)[1:] == [{"click": "Settings"}]


def test_four_seed_words_side_by_side_are_enough() -> None:
    words = [
        click(f"aria/{word}", f"#seed > button:nth-of-type({at})")
        for at, word in enumerate(("able", "acid", "arm", "art"))
    ]
    assert [what for what, _ in pauses(made(*words))] == ["login"]


def test_boxes_for_one_digit_each_are_a_login() -> None:
    boxes = [change(digit, f"#box{at}") for at, digit in enumerate("471100")]
    assert [what for what, _ in pauses(made(*boxes))] == ["login"]


@pytest.mark.slow
def test_a_lone_letter_menu_words_and_numbers_in_names_are_no_keys() -> None:
    menu = [click(f"aria/{name}") for name in ("Menu", "Data", "Top 10", "×")]
    assert [next(iter(step)) for step in steps(made(*menu))] == ["click", "click", "click", "when"]
    menu = [click(f"aria/{name}") for name in ("Menu", "Account", "Privacy", "Data", "Training", "More", "Level 2")]
    assert [next(iter(step)) for step in steps(made(*menu))] == ["click"] * 7
    icons = [click(f"#bar > button:nth-of-type({at})") for at in (1, 2, 1)]
    assert [next(iter(step)) for step in steps(made(*icons))] == ["click"] * 3


def test_a_year_of_birth_and_other_things_about_oneself_are_not_written_down() -> None:
    drafted = made(
        click("aria/Year of birth[role=\"combobox\"]"), click("aria/1987[role=\"option\"]"),
        click("aria/Gender[role=\"combobox\"]"), click("aria/Woman[role=\"option\"]"), click("aria/1987"),
    )  # fmt: skip
    assert "1987" not in drafted.text and "Woman" not in drafted.text
    assert [what for what, _ in pauses(drafted)] == ["review"] * 3


def test_names_and_settings_of_the_person_are_left_out_as_a_patch_leaves_them_out() -> None:
    drafted = made(
        click("aria/Jane Doe jane.doe@example.org[role=\"button\"]", "#account"), click("aria/Doe family"),
        click("aria/Robin's space", "text/Robin's space"), click("aria/Privacy"), own=Own(["Robin"]),
    )  # fmt: skip
    assert not re.search("(?i)jane|doe|robin", drafted.text.partition("steps:")[2])
    assert steps(drafted)[0] == {"click": {"css": "#account"}} and steps(drafted)[-1] == {"click": "Privacy"}


def test_an_address_of_the_sites_own_does_not_make_its_words_personal() -> None:
    assert steps(made(click("aria/privacy@a.example"), click("aria/Privacy")))[-1] == {"click": "Privacy"}


LOGIN = "https://www.a.example/login"


@pytest.mark.parametrize("enter", [False, True])
@pytest.mark.parametrize("tells_pages", [False, True])
def test_a_login_of_two_pages_is_one_pause(enter: bool, tells_pages: bool) -> None:
    def to(url: str) -> Step:
        return {"assertedEvents": led(url)} if tells_pages else {}

    sends = [key("Enter") | to(SITE)] if enter else [click('aria/Sign in[role="button"]', **to(SITE))]
    drafted = made(
        click("aria/Sign in[role=\"link\"]", **to(LOGIN)),
        click("aria/Email address", "#e"), change("ann@example.org", "aria/Email address", "#e"),
        click("aria/Next", **to(f"{LOGIN}/password")),
        click("aria/Enter your password", "#p"), change("s3cret!", "aria/Enter your password", "#p"), *sends,
        click("aria/Account menu"), click("aria/Privacy"),
    )  # fmt: skip
    assert [next(iter(step)) for step in steps(drafted)] == ["pause", "click", "click"], drafted.text
    assert [what for what, _ in pauses(drafted)] == ["login"]


def test_a_press_that_was_sent_to_the_login_stays_as_one_that_need_not_be_there() -> None:
    drafted = made(
        click("aria/Get started", assertedEvents=led(LOGIN)), change("p", "aria/Password"),
        click("aria/Log in", assertedEvents=led(SITE)), click("aria/Privacy"),
    )  # fmt: skip
    assert [next(iter(step)) for step in steps(drafted)] == ["when", "pause", "click"]


def test_settings_that_are_called_after_the_login_are_no_login() -> None:
    here = "https://www.a.example/settings/login-and-security"
    drafted = made(click("aria/Login & security", assertedEvents=led(here)), click("aria/Data"))
    assert steps(drafted) == [{"click": "Login & security"}, {"click": "Data"}]


def test_enter_sends_what_it_is_in_and_is_unclear_elsewhere() -> None:
    drafted = made(change("because", "aria/Reason"), key("Enter"), click("aria/Data"), key("Tab"), key("Enter"))
    assert [what for what, _ in pauses(drafted)] == ["submit", "review"]
    assert drafted.untold == ("Enter was pressed, and the recording does not say on what",)
    assert drafted.aside["the key Tab"] == 1


@pytest.mark.parametrize("url", ["chrome://new-tab-page/", "chrome://newtab/", "about:blank", "edge://newtab/"])
def test_a_page_of_the_browser_itself_is_no_step(url: str) -> None:
    text = json.dumps(
        {"steps": [{"type": "navigate", "url": url}, {"type": "navigate", "url": SITE}, click("aria/A b")]}
    )
    drafted = draft(recorded_in(text, "r.json"))
    assert yaml.safe_load(drafted.text)["steps"] == [{"open": SITE}, {"click": "A b"}]
    assert drafted.aside["a page of the browser itself"] == 1


def test_a_link_on_the_new_tab_page_opens_what_it_leads_to() -> None:
    shortcut = click("aria/A site", assertedEvents=led(SITE))
    text = json.dumps({"steps": [{"type": "navigate", "url": "chrome://newtab/"}, shortcut, click("aria/Data")]})
    assert yaml.safe_load(draft(recorded_in(text, "r.json")).text)["steps"] == [{"open": SITE}, {"click": "Data"}]


def test_an_address_loses_what_is_about_a_visit_and_is_opened_by_https() -> None:
    text = json.dumps({"steps": [{"type": "navigate", "url": "http://ann:pw@a.example:8443/x?token=1#y"}]})
    assert yaml.safe_load(draft(recorded_in(text, "r.json")).text)["steps"] == [{"open": "https://a.example:8443/x"}]


def test_every_step_of_a_recording_is_a_step_or_counted() -> None:
    drafted = made(
        click("aria/A menu"), click("aria/A menu"), click("#x", button="auxiliary"),
        click("aria/A link[role=\"link\"]", button="auxiliary"),
        click("#x", button="back"), {"type": "unheardOf"}, {"type": "keyUp", "key": "a"}, key("Escape"), click(),
    )  # fmt: skip
    assert [next(iter(step)) for step in steps(drafted)] == ["click", "click", "pause", "pause"]
    assert dict(drafted.aside) == {
        "the same done again": 1, "a click of the middle button": 1, "a step of another tool's": 1, "the key Escape": 1,
    }  # fmt: skip
    assert len(drafted.untold) == 2


@pytest.mark.parametrize(
    ("steps_", "said"),
    [
        ('{"type": "navigate", "url": null}', "r.json:1:12: 'url' is nothing (null), and has to be a text"),
        ('{"type": "navigate"}', "r.json:1:12: 'url' is missing in this navigate"),
        ('{"type": "navigate", "url": "nowhere"}', "r.json:1:12: 'nowhere' is not the address of a page"),
        ('{"type": "navigate", "url": "https://["}', "is not the address of a page"),
        ('{"type": null}', "r.json:1:12: this is no step"),
        ('{"type": "click", "selectors": null}', "r.json:1:12: 'selectors' has to be a list"),
        ('{"type": "click", "selectors": [[1]]}', "r.json:1:12: 'selectors' has to be a list"),
        ('{"type": "click", "selectors": [[]]}', "r.json:1:12: 'selectors' has to be a list"),
        ('{"type": "click"}', "r.json:1:12: 'selectors' is missing"),
        ('{"type": "click", "selectors": ["#a"], "target": 3}', "'target' is a number"),
        ('{"type": "click", "selectors": ["#a"], "assertedEvents": [null]}', "'assertedEvents' has to be a list"),
        ('{"type": "change", "selectors": ["#a"], "value": {}}', "'value' is a mapping"),
        ('{"type": "keyDown", "key": []}', "'key' is a list"),
        ('"click"', "r.json:1:12: this is no step"),
        ('{"type": "x", "n": ' + "9" * 5000 + "}", "r.json:1:1: "),
        ('{"type": "x", "n": ' + "[" * 5000 + "]" * 5000 + "}", "r.json:1:1: "),
    ],
)
def test_what_is_wrong_in_a_recording_is_said_at_its_place(steps_: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        recorded_in('{"steps": [' + steps_ + "]}", "r.json")
    assert said in str(caught.value)


def test_all_that_is_wrong_is_said_at_once() -> None:
    text = '{"steps": [\n  {"type": "navigate", "url": 1},\n  {"type": "click", "selectors": 1}\n]}'
    with pytest.raises(UsageError) as caught:
        recorded_in(text, "r.json")
    assert [line.partition(": ")[0] for line in str(caught.value).splitlines()] == ["r.json:2:3", "r.json:3:3"]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"[" * 9_000_000, b"\x00" * 100, b""])
def test_a_file_that_is_no_recording_ends_in_words(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(data)
    done = CliRunner().invoke(cli, ["record", "--from", str(path), "--out", str(tmp_path / "f.yaml")])
    assert isinstance(done.exception, UsageError) and f"{path}:1:1: " in str(done.exception)


RECORDINGS = sorted(CASES.glob("rec-*/recording.json"))
BROKEN: list[object] = [
    None,
    0,
    True,
    "",
    [],
    {},
    "\ud800",
    "https://[",
    "http://a b",
    "https://xn--/",
    "/a/i",
    "any",
    "- x: y",
    "aria/",
]


def damaged(text: str, chance: random.Random) -> str:
    """A recording with something in it cut out, turned into something else, or put where it does not belong."""
    at = chance.randrange(len(text))
    if chance.random() < 0.3:
        return text[:at] + chance.choice(["", "\x00", '"', "}", "1e400"]) + text[at + chance.randrange(40) :]
    data = json.loads(text)
    for _ in range(3):
        step = chance.choice(data["steps"])
        field = chance.choice(list(step) or ["type"])
        step[field] = chance.choice(BROKEN)
        if chance.random() < 0.3:
            del step[field]
    return json.dumps(data)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_recording_ends_in_words_or_in_a_flow_that_loads(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        text = damaged(chance.choice(RECORDINGS).read_text("utf-8"), chance)
        try:
            drafted = draft(recorded_in(text, "r.json"))
        except UsageError as error:
            assert re.match(r"r\.json:\d+:\d+: ", str(error))
        else:
            load(drafted.text, "f.yaml")


def test_the_schema_of_a_recorded_flow_is_there_and_what_was_left_out_is_told(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "flow.yaml"
    out.parent.mkdir()
    recording = CASES / "rec-switch-role" / "recording.json"
    done = CliRunner().invoke(cli, ["record", "--from", str(recording), "--out", str(out)])
    schema = re.match(r"# yaml-language-server: \$schema=(\S+)\n", out.read_text("utf-8"))
    assert schema and (out.parent / schema[1]).is_file()
    assert "2 steps could not be told" in done.output
    assert "a window size" in done.output and "a click into a field" in done.output


def test_deeds_that_were_watched_and_those_of_a_file_go_the_same_way() -> None:
    text = json.dumps({"steps": [{"type": "navigate", "url": SITE}, change("Ann Bee", 'aria/Name[role="textbox"]')]})
    recorded = recorded_in(text, "r.json")
    assert recorded.deeds[0] == RecordedAction("went", SITE)
    assert draft(recorded).text == draft(Recorded(recorded.deeds, recorded.typed)).text
