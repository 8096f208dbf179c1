"""What all tests share: the browser of this machine, started as a run starts it, and a screen for windows.

Only pytest-playwright's options are used (`--headed`, `--slowmo`, through `browser_type_launch_args`); its `page` and
`browser` run a loop of their own, in which pytest-asyncio's cannot.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from runner.browser import targets
from runner.browser.display import available, display_problem, virtual_display
from runner.browser.find import Browser, find
from runner.browser.launch import Session, browser_session
from runner.browser.profile import profile_folder
from runner.browser.switches import Launch
from runner.commands.options import QUIET
from runner.errors import BrowserError
from runner.practice.server import PracticeSite, Submission

from . import forms

SENDING_TESTS = ("test_practice_site", "test_stand_ins")  # they send forms themselves; no runner is there to do it

Start = Callable[..., AbstractAsyncContextManager[Session]]


if os.environ.get("CI"):  # the same examples each time, whatever the load; chance is for those who watch it
    settings.register_profile("ci", derandomize=True, deadline=None)
    settings.load_profile("ci")


def unavailable(why: str) -> None:
    """Skips here; in CI nothing is skipped."""
    if os.environ.get("CI"):
        pytest.fail(f"{why} In CI nothing is skipped.", pytrace=False)
    pytest.skip(why)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without a browser the tests that drive one are left out, and say so."""
    if item.get_closest_marker("browser"):
        try:
            find()
        except BrowserError as error:
            unavailable(f"No browser to drive: {error}")


@pytest.fixture(scope="session", autouse=True)
def _practice_site_tells() -> Iterator[None]:
    """The practice site is the tool's own and knows nothing of tests: what it notes is told to `forms` as well."""
    with pytest.MonkeyPatch.context() as patch:
        noted = PracticeSite.note

        def note(site: PracticeSite, submission: Submission) -> None:
            forms.note(submission.fields, submission.path)
            noted(site, submission)

        patch.setattr(PracticeSite, "note", note)
        yield


@pytest.fixture(autouse=True)
def _the_runner_sends_nothing(request: pytest.FixtureRequest) -> Iterator[None]:
    """Promise 1, in every test there is: no form reaches a server that no test person has signed."""
    sends_itself = request.module.__name__.rpartition(".")[2] in SENDING_TESTS
    forms.unsigned.clear()
    forms.arrived["owed"] = 0
    before = forms.arrived["hand"]
    yield
    request.node.user_properties.append(("forms by hand", forms.arrived["hand"] - before))
    if not sends_itself:
        request.node.user_properties.append(("forms by nobody", len(forms.unsigned)))
        assert not forms.unsigned, f"the runner sent a form: {forms.unsigned}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line on promise 1."""
    counts: Counter[str] = Counter()
    for report in (one for reports in terminalreporter.stats.values() for one in reports):
        if getattr(report, "when", "") == "teardown":
            counts.update(dict(report.user_properties))
    hand, nobody = counts["forms by hand"], counts["forms by nobody"]
    terminalreporter.write_line(
        f"forms that reached a server: {hand} by the hand of a test person, {nobody} by the runner"
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--every-crash` is `make crash`."""
    parser.addoption("--every-crash", action="store_true", help="kill runner and browser at every step and pause")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of the many moments to crash at, `make test` takes a few."""
    if not config.getoption("--every-crash"):
        items[:] = [item for item in items if not item.get_closest_marker("every_crash")]


@pytest.fixture(scope="session")
def found_browser() -> Browser:
    """The browser a run would take."""
    return find()


@pytest.fixture(scope="session")
def screen() -> Iterator[str | None]:
    """The screen for windows: a virtual one of our own as `:N`, or None for the one that is there."""
    if display_problem() is None:
        yield None
    elif available():
        with virtual_display() as number:
            yield number
    else:
        unavailable("No screen for a window, and no Xvfb to make one.")


@pytest.fixture(scope="session")
def headless(browser_type_launch_args: dict[str, Any]) -> bool:
    """False with `pytest --headed`."""
    return bool(browser_type_launch_args.get("headless", True))


@pytest.fixture(scope="session")
def start(
    request: pytest.FixtureRequest,
    found_browser: Browser,
    headless: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> Start:
    """Starts the browser as a run does, on a profile of its own, with these switches: `async with start(...)`."""
    display = None if headless else request.getfixturevalue("screen")

    def starts(*args: str, home: Path | None = None) -> AbstractAsyncContextManager[Session]:
        profile = profile_folder(home or tmp_path_factory.mktemp("home"))
        spec = Launch(found_browser, profile, headless, (*QUIET, *args), display=display)
        return browser_session(spec, targets.register)

    return starts
