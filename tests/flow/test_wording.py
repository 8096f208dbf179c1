"""What only machines can read is told in words, or not at all."""

from __future__ import annotations

import re

import pytest

from runner.flow.load import load, walk
from runner.flow.model import Condition, Target, widen_target
from runner.flow.step import NEED
from runner.flow.wording import UNNAMED, of_css, spoken
from tests.test_flows import FLOWS

MACHINE = re.compile(r"[\\^$|\[\]{}]|\.\*|\.\+|\(\?|:nth|^“[.#]")


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (r"\b(object|restrict)\b.*third part(y|ies)", "object … third party"),
        (r"don.t allow (this|that)$", "don’t allow this"),
        (r"^https:\/\/account\.adobe\.com\/", "https://account.adobe.com/"),
        (r"(?i)log ?in", "log in"),
        (r"[Ss]ettings", "Settings"),
        (r"\d+|Save", "Save"),
        (r"^\d+$", ""),
        (r".*", ""),
        (r"^[A-Z]{2}\d+", ""),
        (r"^(?!.*no).*$", ""),
        (r"^https:..example[0-9]+", "https: … example"),
        (r"Save it.", "Save it"),
    ],
)
def test_an_expression_is_said_by_its_words(pattern: str, said: str) -> None:
    assert spoken(pattern) == said


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ('input[type="password"]', "the password field"),
        ('button[aria-label="Settings"]', "“Settings”"),
        ("header > button.cog:nth-child(2)", "the button"),
        ('input[name="email"], input[type="email"]', "the field"),
        ('a[href="/a b/"]', "the link"),
        ('[role="switch"]', "the switch"),
        ('a:has(> img[alt="Our company"])', "“Our company”"),
        ('[data-testid="x"]', UNNAMED),
        (".x1i10hfl", UNNAMED),
        ("#p", UNNAMED),
    ],
)
def test_a_selector_is_said_by_what_it_asks_for(css: str, said: str) -> None:
    assert of_css(css) == said


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("Settings", "“Settings”"),
        ({"named": ["/^x{2}$/", "Settings"]}, "“Settings”"),
        ({"any": [{"css": "a.b > i"}, {"button": "Settings"}]}, "“Settings”"),
        ({"css": "a.b > i"}, UNNAMED),
        ({"css": "i > button", "within": {"row": "Mail"}}, "the button in “Mail” (row)"),
        ({"switch": "any", "beside": "Usage data"}, "a switch beside “Usage data”"),
        ({"href": r"/^\/[a-z]{2}\/\d+$/"}, "a link"),
        ({"radio": r"/I (do )?object/"}, "“I do object” (radio)"),
        ({"button": r"/^\W+$/"}, "a button"),
    ],
)
def test_a_target_is_said_by_what_can_be_read(raw: object, said: str) -> None:
    assert str(Target.model_validate(widen_target(raw))) == said


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"visible": {"css": ".x"}}, f"{UNNAMED} is there"),
        ({"url": r"/^\d+$/"}, "the address is the right one"),
        ({"all": [{"gone": {"css": "input[type=password]"}}, {"url": "a.example/x"}]},
         "the password field is gone and the address has “a.example/x”"),
    ],
)  # fmt: skip
def test_a_condition_is_said_likewise(raw: object, said: str) -> None:
    assert str(Condition.model_validate(raw)) == said


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_no_step_of_ours_is_told_as_a_machine_reads_it(path: object) -> None:
    flow = load(path.read_text("utf-8"), str(path)).flow  # type: ignore[attr-defined]
    assert [str(step) for _, step in walk(flow.steps) if MACHINE.search(NEED.sub("", str(step)))] == []
