"""Nobody in the home is told a command, or a setting by its key in the file.

What names one is said `per_front`, with words for who has no terminal, and with the page where the same is changed.
"""

from __future__ import annotations

import ast
import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from runner.browser.allowed import refuse
from runner.browser.endpoint import endpoint
from runner.browser.find import Machine, find
from runner.config import BrowserConfig
from runner.errors import RunnerError
from runner.locale import Listed, at_home, is_at_home, joined, per_front, shown, use
from runner.locale.phrase import Built, capital, instead, midway, put_in, sentence
from runner.locale.text import _ as message
from runner.terminal.cli import cli
from tests.home.conftest import Visitor
from tests.home.every_page import every_page
from tests.test_layers import RUNNER, imports

NAMES = "|".join(sorted(cli.commands))
COMMAND = re.compile(rf"\boptout (?:{NAMES})\b|\bin (?:a|the) terminal\b|\{{(?:command|option|fetch)\}}|(?<!\w)--[a-z]")
_KEYS = "|".join(
    (
        rf"browser\.(?:{'|'.join(BrowserConfig.model_fields)})",
        r"me\.[a-z_]+",
        r"(?:run|pace|timeout|headless|connect|opt_out_signal):(?= )",
    )
)
SETTING = re.compile(
    rf"\b(?:{_KEYS})|\bconfig(?:\.example)?\.yaml\b|\{{(?:setting|variable)\}}|\bOPTOUT_HOME\b|xvfb-run"
)
# Pages that have a flow's own text in them, the manuals, or say where the settings' file lies.
_TELLS_OF_THE_FILE = ("/help", "/settings", "POST /settings", "/flows", "POST /flows")
# The same for settings: modules whose words with a key are not for the home.
NO_PAGE_FOR_IT = {
    "app/doctor.py": "the system's own variables, which are settled before there is a home",
    "app/packing.py": "a word of the collection's own file, which no page of the home writes",
    "app/places.py": "where Optout keeps its things, which is settled before there is a home",
    "app/preparing.py": "the flows of the settings, which the home never walks as such",
    "app/settings.py": "what is asked of settings that lie in the working folder, before there is a home",
    "browser/profile.py": "where Optout keeps its things: no page of the home can move them",
}
# Modules that the home uses, of which it does not come to these words; each with the reason.
NEVER_SHOWN = {
    "app/adding.py": "where nobody is there to be asked",
    "app/batch.py": "the summary at a terminal; the home shows what came of each flow",
    "app/deciding.py": "where nobody is there to be asked",
    "app/places.py": "flows named on a command line (one that is gone is said per front), and the folder at the start",
    "app/preparing.py": "where nobody is there to be asked, or flows are taken from the whole library by options",
    "app/recorded_flow.py": "a name that is taken already; the home takes one that is free",
    "app/recheck.py": "where nobody is there to be asked",
    "app/requests.py": "a day alone, which the home never gives",
    "app/selection.py": "flows taken from the whole library by options",
    "app/settings.py": "what a command asks of settings that lie in the working folder, before there is a home",
    "app/vouching.py": "a file for a keeper, which a command writes",
    "browser/allowed.py": "the browser's own switches, which stand in the settings file alone",
    "browser/byhand.py": "the windows of two commands",
    "records/phrases.py": "made into sentences that are said per front",
    "records/receipt.py": "for whoever is handed a receipt",
}


@cache
def used() -> frozenset[Path]:
    """The modules that the home uses, through whatever others."""
    found: set[Path] = set()
    ahead = [path for path in (RUNNER / "home").rglob("*.py")]
    while ahead:
        path = ahead.pop()
        if path in found:
            continue
        found.add(path)
        for name in imports(path):
            parts = name.split(".")
            if parts[0] == "runner":
                where = RUNNER.joinpath(*parts[1:])
                ahead += [one for one in (where.with_suffix(".py"), where / "__init__.py") if one.is_file()]
    return frozenset(found)


def told(path: Path, what: re.Pattern[str] = COMMAND) -> Iterator[str]:
    """The sentences of a module that name a command (or `what`), or have a place for one, not said per front."""
    todo: list[ast.AST] = [ast.parse(path.read_text("utf-8"))]
    while todo:
        match todo.pop():
            case ast.Call(func=ast.Name(id="per_front"), args=[_, home]):
                todo.append(home)
            case ast.Call(func=ast.Name(id="_" | "many" | "in_context"), args=[*says]) as call:
                sentences = [one.value for one in says if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                yield from (one for one in sentences if what.search(one))
                todo += ast.iter_child_nodes(call)
            case node:
                todo += ast.iter_child_nodes(node)


@pytest.mark.slow
def test_what_the_home_may_say_names_no_command() -> None:
    found = {path.relative_to(RUNNER).as_posix(): list(told(path)) for path in used()}
    wrong = {name: sentences for name, sentences in found.items() if bool(sentences) != (name in NEVER_SHOWN)}
    assert wrong == {}


@pytest.mark.slow
def test_what_the_home_may_say_names_no_key_of_the_settings() -> None:
    found = {path.relative_to(RUNNER).as_posix(): list(told(path, SETTING)) for path in used()}
    wrong = {name: sentences for name, sentences in found.items() if bool(sentences) != (name in NO_PAGE_FOR_IT)}
    assert wrong == {}


@pytest.mark.slow
def test_the_reasons_are_of_modules_that_are_there() -> None:
    assert {RUNNER / name for name in (*NEVER_SHOWN, *NO_PAGE_FOR_IT)} <= used()


NOTHING_HERE = Machine("linux", {}, lambda path: False, lambda folder: [], lambda name: None)
ONE_HERE = replace(NOTHING_HERE, is_program=lambda path: path == "/usr/bin/chromium")
WRONG: dict[str, Callable[[], object]] = {
    "no such path": lambda: find("/no/such/browser", NOTHING_HERE),
    "nearly a name": lambda: find("chromee", NOTHING_HERE),
    "another kind": lambda: find("firefox", NOTHING_HERE),
    "another one is there": lambda: find("edge", ONE_HERE),
    "a switch": lambda: refuse(["headless"]),
    "a switch that may not be": lambda: refuse(["--user-data-dir=/tmp/x"]),
    "no address": lambda: endpoint("nowhere"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_the_settings_is_said_by_their_page(name: str) -> None:
    with pytest.raises(RunnerError) as raised:
        WRONG[name]()
    assert SETTING.search(shown(str(raised.value))), "at a terminal the key is what helps"
    with at_home():
        said = shown(str(raised.value))
    assert not SETTING.search(said), said
    assert "Settings" in said or name == "a switch", said


@pytest.mark.parametrize("path", sorted((RUNNER / "home").rglob("*.jinja")), ids=lambda path: path.name)
def test_templates_of_the_home_name_none(path: Path) -> None:
    assert path.name == "help.html.jinja" or not re.search(r"\boptout [a-z]", path.read_text("utf-8"))


@pytest.mark.slow
async def test_no_page_shows_one(
    visitor: Visitor, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_downloads_dir", lambda: str(tmp_path / "Downloads"))
    count = 0
    async for name, page in every_page(visitor, folder, tmp_path):
        count += 1
        words = re.sub(r"<[^>]*>", " ", page)
        found = set(re.findall(rf"\boptout (?:{NAMES})\b", words))
        assert not found or name.startswith("/help"), name
        if not name.startswith(_TELLS_OF_THE_FILE):
            assert not SETTING.search(words), f"{name}: {SETTING.search(words)}"
    assert count > 50


# -- the texts themselves -------------------------------------------------------------------------------------------

BOTH = per_front(message("press Enter"), message("press the button"))


def test_a_text_is_said_for_where_it_is_read() -> None:
    assert (str(BOTH), shown(BOTH)) == ("press Enter", "press Enter")
    with at_home():
        assert (str(BOTH), shown(BOTH)) == ("press Enter", "press the button"), "logs are the same everywhere"
        assert shown(sentence(joined("Now", BOTH))) == "Now press the button."
        assert shown(message("Then {do}", do=BOTH)) == "Then press the button"
        for text in (capital(BOTH), midway(BOTH), instead(message("Or {do}", do=BOTH), BOTH, BOTH), Listed([BOTH])):
            assert text.varies and "press the button" in shown(text).lower()
        assert shown(Built(lambda say: f"{say(BOTH)}!")) == "press the button!"
    assert not is_at_home()


def test_values_are_put_into_both() -> None:
    text = put_in(per_front(message("run {command} for {flow}"), message("press Go for {flow}")), command="x", flow="a")
    with at_home():
        assert (str(text), shown(text)) == ("run x for a", "press Go for a")


def test_it_is_said_in_the_language() -> None:
    use("de")
    both = per_front(message("Nothing more to do."), message("It is not sent yet."))
    at_a_terminal = shown(both)
    with at_home():
        assert shown(both) == shown(message("It is not sent yet.")) != "It is not sent yet."
    assert at_a_terminal == shown(message("Nothing more to do."))


async def test_two_answers_at_once_do_not_end_each_others_home() -> None:
    async def asked(begun: asyncio.Event, ends: asyncio.Event) -> bool:
        with at_home():
            begun.set()
            await ends.wait()
            return is_at_home()

    first, second, ends, later = (asyncio.Event() for _ in range(4))
    async with asyncio.TaskGroup() as tasks:
        one = tasks.create_task(asked(first, ends))
        await first.wait()
        two = tasks.create_task(asked(second, later))
        await second.wait()
        ends.set()
        await one
        assert not is_at_home()
        later.set()
        assert await two
