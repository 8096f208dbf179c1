"""Whatever an option of these commands does, a page of the home does as well, or it is said why none does."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from runner.app.front_end import FrontEnd
from runner.app.places import shipped_flows
from runner.app.preparing import Wish
from runner.app.recheck import Recheck
from runner.app.run import Plan
from runner.app.watching import Watching
from runner.browser.find import Browser
from runner.config import BrowserConfig, Config
from runner.events import ActionRecorded, FlowFiled
from runner.flow.load import load_file
from runner.home.services import ServicePages
from runner.home.walks import WalkNow
from runner.records.files import write_private
from runner.records.ledger import Ledger
from runner.records.request import RequestRow, Seen
from runner.terminal.cli import cli
from tests.home.conftest import Visitor
from tests.home.test_flows import moved  # noqa: F401 - a fixture
from tests.home.test_requests import books, downloads  # noqa: F401 - fixtures
from tests.home.test_services import own_flow
from tests.home.test_walks import served

PRACTICE = load_file(shipped_flows()["practice"])
REVIEW, LETTER = "/services/review?flow=practice", "/requests/facebook-1/letter"
NO_NAME = "what is saved goes to the Downloads folder, under a name that is free"
ASKED = "it is asked, or shown and then pressed"
THE_SAME = "the home has the settings it was opened with, and changes them"
# A page and what stands on it, or why there is no such thing in the home.
DONE_BY: dict[str, tuple[str, str] | str] = {
    "run FLOW...": ("/services", 'name="flow"'),
    "run --all": ("/services", "/services/review?all=open"),
    "run --services": ("/services", 'name="q"'),
    "run --region": "where one lives is in the settings, and what is offered elsewhere can be chosen as well",
    "run --again": ASKED,
    "run --config": THE_SAME,
    "run --as": (REVIEW, 'name="as"'),
    "run --events": "a file for programs",
    "run --need": ASKED,
    "run --trust": ASKED,
    "run --start-over": ASKED,
    "run --storyboard": (REVIEW, 'name="pictures"'),
    "practice --config": THE_SAME,
    "practice --events": "a file for programs",
    "practice --hands-free": "it plays the person's part, for those who test Optout; the home is there for a person",
    "record URL": ("/record", 'name="url"'),
    "record --from": ("/record", 'action="/record/file"'),
    "record --out": ("/record", 'name="name"'),
    "record --title": ("/record", 'name="title"'),
    "record --config": THE_SAME,
    "record --as": ("/record", 'name="as"'),
    "repair FLOW": ("/flows/moved", 'action="/flows/moved/repair"'),
    "repair --config": THE_SAME,
    "repair --yes": "each change is shown, and written alone",
    "repair --patch": ("/flows/moved", 'action="/flows/moved/patch"'),
    "repair --drop": ("/flows/moved", 'value="drop"'),
    "vouch FLOW": "it stands on the page of a request, once its flow was walked: see test_requests.py",
    "vouch --as": "the request is that account's",
    "vouch --out": NO_NAME,
    "vouch --yes": ASKED,
    "vouch --config": THE_SAME,
    "recheck FLOW...": ("/requests/facebook-switch-1", 'action="/requests/look"'),
    "recheck --config": THE_SAME,
    "recheck --need": ASKED,
    "recheck --no-pictures": ("/requests", 'name="no_pictures"'),
    "letter ID": ("/requests/facebook-1", f'href="{LETTER}"'),
    "letter --follow-up": (LETTER, 'value="follow-up"'),
    "letter --company-complaint": (f"{LETTER}?country=United%20Kingdom", 'value="company-complaint"'),
    "letter --complaint": (LETTER, 'value="complaint"'),
    "letter --country": (LETTER, 'name="country"'),
    "letter --language": (LETTER, 'name="language"'),
    "letter --out": NO_NAME,
    "letter --sent": (LETTER, f'action="{LETTER}/sent"'),
    "letter --config": THE_SAME,
    "browser": ("/settings", "Used now:"),
    "browser --config": THE_SAME,
    "browser --as": "what is kept of another account is among what is kept",
    "browser open": "a walk offers to log in without Optout where a site wants that; the home needs the browser itself",
    "browser open URL": "as above",
    "browser install": "who sees the home has a browser",
    "browser clear": ("/stored/profile", 'action="/stored/profile"'),
    "browser clear --yes": ASKED,
    "forget": ("/stored/all", 'action="/stored/all"'),
    "forget --only": ("/stored", 'href="/stored/records"'),
    "forget --as": ("/stored", 'href="/stored/account/work"'),
    "forget --yes": ASKED,
    "shortcut": ("/help", 'value="add"'),
    "shortcut --remove": ("/help", 'value="remove"'),
}


def told(group: click.Group, before: str = "") -> Iterator[str]:
    """Each of these commands with each thing it takes."""
    for word, command in group.commands.items():
        if (name := f"{before}{word}").split()[0] not in {one.split()[0] for one in DONE_BY}:
            continue
        options = [one.opts[-1] for one in command.params if isinstance(one, click.Option)]
        arguments = [
            one.make_metavar(click.Context(command)) for one in command.params if one.param_type_name == "argument"
        ]
        yield from ([] if options + arguments and name not in DONE_BY else [name])
        yield from (f"{name} {one.strip('[]')}" for one in (*arguments, *options))
        if isinstance(command, click.Group):
            yield from told(command, f"{name} ")


def test_each_option_has_its_place_or_its_reason() -> None:
    assert sorted(told(cli)) == sorted(DONE_BY)


@pytest.mark.slow
async def test_what_is_said_to_be_on_a_page_is_there(
    visitor: Visitor,
    folder: Path,
    books: Ledger,  # noqa: F811 - the fixture
    moved: Path,  # noqa: F811 - the fixture
    downloads: Path,  # noqa: F811 - the fixture
) -> None:
    write_private(folder / "profile" / "Default" / "Preferences", b"{}")
    write_private(folder / "profile-work" / "Default" / "Preferences", b"{}")
    switch = next(row.id for row in books.requests() if row.channel == "switch" and not row.practice)
    missing = []
    for name, (address, stands) in ((name, one) for name, one in DONE_BY.items() if isinstance(one, tuple)):
        page = html.unescape(await visitor.get(address.replace("facebook-switch-1", switch)))
        if stands not in page:
            missing.append(f"{name}: {stands} is not on {address}")
    assert missing == []


# -- what they do -----------------------------------------------------------------------------------------------------


@pytest.mark.slow
async def test_all_that_is_open_can_be_looked_at_together(visitor: Visitor, folder: Path) -> None:
    own_flow(folder, "there", title="Elsewhere", offered="BR")
    page = await visitor.get("/services/review?all=open")
    assert page.count('name="flow"') > 20
    assert 'value="there"' not in page, "what is not offered to them is no part of it"


class Walked(Exception):
    """A walk would begin now."""


async def test_another_account_and_pictures_of_each_step(
    visitor: Visitor, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans: list[Plan] = []

    def walks(plan: Plan, front: FrontEnd) -> None:
        plans.append(plan)
        raise Walked

    monkeypatch.setattr("runner.home.services.Run", walks)
    pages = ServicePages(visitor.context)
    wish = Wish(["practice"], begun=True, account="work", trust=True)
    for pictures in (False, True):
        with pytest.raises(Walked):
            await pages.walk(WalkNow("1 flow"), FrontEnd(), wish, pictures)
    assert [(plan.account, plan.pictures) for plan in plans] == [("work", False), ("work", True)]


def test_where_the_pictures_are_is_told() -> None:
    watching = Watching()
    watching.hear(FlowFiled(flow="a", noted="Noted.", pictures="/runs/a", report="/runs/a/run.html"))
    watching.hear(ActionRecorded(flow="", done="secret", label=""))
    assert watching.said == ["Noted. Pictures of each step: /runs/a/run.html", "a login (not looked at) "]


@pytest.mark.slow
async def test_settings_are_read_back_without_pictures(
    visitor: Visitor,
    books: Ledger,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[bool] = []

    async def recheck(*_: object) -> list[tuple[RequestRow, Seen]]:
        given.append(bool(_[-1]))
        return []

    monkeypatch.setattr("runner.home.requests.recheck", recheck)
    monkeypatch.setattr("runner.home.requests.readable", lambda ledger, flows: [Recheck(books.requests()[0], PRACTICE)])
    async with served(visitor):
        for form in ({}, {"no_pictures": "yes"}):
            await visitor.post("/requests/look", **form)
            await visitor.context.walks.idle()
    assert visitor.context.walks.now
    assert visitor.context.walks.now.failed == ""
    assert given == [True, False]


@pytest.mark.slow
async def test_a_letter_in_another_language_and_by_another_law(
    visitor: Visitor,
    books: Ledger,  # noqa: F811 - the fixture
    downloads: Path,  # noqa: F811 - the fixture
) -> None:
    german = html.unescape(await visitor.get(f"{LETTER}?kind=complaint&language=de"))
    assert "Beschwerde" in german
    assert 'value="de" selected' in german
    austrian = html.unescape(await visitor.get(f"{LETTER}?kind=complaint&language=de&country=Austria"))
    assert "Österreich" in austrian or "Datenschutzbehörde" in austrian
    assert austrian != german
    await visitor.post(f"{LETTER}/save", kind="complaint", language="de", country="Austria")
    (saved,) = downloads.glob("*.txt")
    assert "Datenschutzbehörde" in saved.read_text("utf-8")
    assert "no letter" in await visitor.get(f"{LETTER}?kind=complaint&language=xx", 422)


@pytest.mark.slow
async def test_a_patch_is_shown_and_saved_without_anything_of_the_persons(
    visitor: Visitor,
    moved: Path,  # noqa: F811 - the fixture
    downloads: Path,  # noqa: F811 - the fixture
) -> None:
    page = await visitor.get("/flows/moved")
    found = re.search(r'action="/flows/moved/patch"[^>]*><input type="hidden" name="key" value="(\w+)"', page)
    assert found
    assert "Saved as" in await visitor.post("/flows/moved/patch", key=found[1])
    patch = (downloads / "moved.patch").read_text("utf-8")
    assert patch.startswith("--- a/flows/moved.yaml")
    assert "New <b>menu</b>" in patch
    visitor.context.config = Config(me={"name": "New Menu"})
    assert "look at it again" in await visitor.post("/flows/moved/patch", 422, key=found[1])
    assert "it has something of yours in it" in await visitor.get("/flows/moved")


@pytest.mark.slow
async def test_one_account_is_forgotten_and_all_of_it(visitor: Visitor, folder: Path) -> None:
    for name in ("profile", "profile-work", "profile-practice"):
        write_private(folder / name / "Default" / "Preferences", b"{}")
    write_private(folder / "runs" / "x.txt", b"x")
    page = await visitor.get("/stored")
    assert "practice" not in re.sub(r"<[^>]+>", "", page)
    assert "of the account “work”" in await visitor.get("/stored/account/work")
    assert "Removed: the browser's profile of" in html.unescape(await visitor.post("/stored/account/work"))
    assert not (folder / "profile-work").exists()
    assert (folder / "profile").exists()
    for account in ("work", "practice", "..%2Fconfig"):
        assert "there is no browser’s profile" in (await visitor.post(f"/stored/account/{account}", 422)).replace(
            "T", "t"
        )
    logged_out: list[str] = []

    async def log_out() -> None:
        logged_out.append("everywhere")

    visitor.context.log_out = log_out
    assert "Remove it?" in await visitor.get("/stored/all")
    assert "you are logged out everywhere" in await visitor.post("/stored/all")
    assert logged_out == ["everywhere"]
    assert {path.name for path in folder.iterdir() if path.is_dir()} == {"profile", "profile-practice"}


@pytest.mark.slow
async def test_the_browser_is_asked_about_the_signal(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    async def sends() -> bool:
        return True

    monkeypatch.setattr("runner.app.own_browser.find", lambda use: Browser("chromium", Path("/none"), "here"))
    assert "does not send the opt-out signal" in await visitor.post("/settings/signal")
    visitor.context.sends_signal = sends
    assert "says that it sends the opt-out signal" in await visitor.post("/settings/signal")
    visitor.context.config = Config(browser=BrowserConfig(args=["--remote-debugging-port=0"]))
    said = await visitor.post("/settings/signal")
    assert "opens a debugging port" in said
    assert "browser.args" not in re.sub(r"<[^>]+>", "", said)
