"""What all tests share: the browser of this machine, started as a run starts it, and a screen for windows.

Only pytest-playwright's options are used (`--headed`, `--slowmo`, through `browser_type_launch_args`); its `page` and
`browser` run a loop of their own, in which pytest-asyncio's cannot.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, ExitStack
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import settings
from playwright.async_api import expect

from runner.app.rehearsal import QUIET
from runner.browser import asking
from runner.browser.display import available, display_problem, virtual_display
from runner.browser.find import Browser, find
from runner.browser.launch import Session, browser_session
from runner.browser.profile import profile_folder
from runner.browser.switches import Launch
from runner.errors import BrowserError
from runner.locale import use
from runner.practice.server import PracticeSite, Submission

from . import forms, patience
from .busy import busy_machine
from .core import beyond_core, beyond_quick, is_beyond_quick

SENDING_TESTS = ("test_practice_site", "test_stand_ins")  # they send forms themselves; no runner is there to do it

HANGS = 10 * 60  # seconds; the longest on record took five minutes, on a machine with eight busy loops beside it

os.environ["LANGUAGE"] = "en_US"  # tests read English, whatever the language of whoever runs them

_beside = ExitStack()  # what goes on beside the tests
Start = Callable[..., AbstractAsyncContextManager[Session]]


# No deadlines, whatever the load. In CI the same examples each time; chance is for those who watch it.
settings.register_profile("ours", derandomize=bool(os.environ.get("CI")), deadline=None)
settings.load_profile("ours")


def unavailable(why: str) -> NoReturn:
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
def _each_begins_in_english() -> Iterator[None]:
    """A process speaks one language at a time; one that a test has chosen is none for the next."""
    yield
    use("en")


@pytest.fixture(autouse=True)
def _nothing_hangs_for_ever() -> Iterator[None]:
    """A test that waits for what never comes fails in the end, so that the others are heard of; no limit of a test.

    Said again each minute, since what cleans up after it may hang as well. Where that does not help, pytest itself
    ends the process (`faulthandler_timeout` in pyproject.toml) and xdist goes on with another one.
    """
    if not hasattr(signal, "SIGALRM"):  # Windows
        yield
        return

    def hangs(*_: object) -> None:
        raise AssertionError(f"it has hung for {HANGS // 60} minutes")

    before = signal.signal(signal.SIGALRM, hangs)
    signal.setitimer(signal.ITIMER_REAL, HANGS, 60)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


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


class _FailuresAtOnce:
    """Tells a failure as it comes: a run that is cut off has no summary."""

    def __init__(self, terminal: pytest.TerminalReporter) -> None:
        self._terminal = terminal

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One line a failure: which test, and what it says."""
        if report.failed:
            said = next((line[1:] for line in report.longreprtext.splitlines() if line.startswith("E ")), "")
            self._terminal.ensure_newline()
            self._terminal.write_line(f"FAILED {report.nodeid} ({report.when}): {said.strip()}")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Failures are told, and the machine is kept busy, by the one process that all others work for."""
    if terminal := session.config.pluginmanager.get_plugin("terminalreporter"):
        session.config.pluginmanager.register(_FailuresAtOnce(terminal))
        _beside.enter_context(busy_machine(session.config.getoption("--loops")))


def pytest_sessionfinish() -> None:
    """The busy loops end with the tests."""
    _beside.close()


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
    """`--core` is `make test`, `--quick`, `--every` and `--loops` are `make quick`, `make every` and `make busy`;
    `--patience` is for machines slower than their load tells.
    """
    parser.addoption(
        "--core",
        action="store_true",
        help="of the tests with a browser run the core, as make test does",
    )
    parser.addoption("--quick", action="store_true", help="of what needs no browser and is not slow the first cases")
    parser.addoption("--every", action="store_true", help="run every one of the many tests that are alike")
    parser.addoption("--loops", type=int, default=0, help="so many busy loops beside the tests")
    parser.addoption("--patience", type=float, help="seconds of a quiet machine to wait for what does not come")


def pytest_configure(config: pytest.Config) -> None:
    """The one knob for waiting; Ctrl-C reaches the programs that tests start; who ends the run is still told of it.

    A shell starts what runs in the background with SIGINT ignored, and so are all that come from it.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # pytest's summary, as after Ctrl-C
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.getoption("--patience"):
        patience.seconds = config.getoption("--patience")
    expect.set_options(timeout=patience.seconds * 1000)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """To read what --quick leaves out would take as long as to run the rest."""
    if not config.getoption("--quick") or collection_path.suffix != ".py":
        return None
    return is_beyond_quick(collection_path.read_text("utf-8")) or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of many tests that are alike a few are taken (`tests/few.py`); with --core or --quick fewer (`tests/core.py`)."""
    if not config.getoption("--every"):
        _leave_out(config, items, [item for item in items if item.get_closest_marker("every")])
        if config.getoption("--core"):
            _leave_out(config, items, beyond_core(items))
    if config.getoption("--quick"):
        _leave_out(config, items, beyond_quick(items))


def _leave_out(config: pytest.Config, items: list[pytest.Item], left_out: list[pytest.Item]) -> None:
    config.hook.pytest_deselected(items=left_out)
    gone = {id(item) for item in left_out}
    items[:] = [item for item in items if id(item) not in gone]


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
        spec = Launch(found_browser, profile, headless, display=display, own=(*QUIET, *args))
        return browser_session(spec, asking.register)

    return starts
