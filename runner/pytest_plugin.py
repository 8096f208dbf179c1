"""A plugin for pytest: `pytest --optout flows/` collects flow files as tests; with `--optout-live` each is visited too.

pytest-xdist spreads them over cores and hosts. No site is asked by two workers of one computer at once: flows of one
site are of one group, and a lock that workers share holds whatever way they are spread.

Nothing of Optout is imported until the option is given: pytest loads the plugins of all that is installed.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from runner.app.pytest_visits import Visits
    from runner.flow.load import FlowFile

_FLOW = re.compile(r"^(?:steps|hosts|covers)\s*:", re.MULTILINE)  # what a flow file has, and other YAML has not
_VISITS = pytest.StashKey["Visits"]()


class NotAsItSays(Exception):
    """What a test of a flow fails with: told as it is, without a traceback."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options."""
    group = parser.getgroup("optout", "flows of Optout as tests")
    group.addoption("--optout", action="store_true", help="collect flow files (*.yaml) as tests")
    group.addoption("--optout-live", action="store_true", help="visit the public part of each on the real sites too")
    group.addoption("--optout-region", metavar="PLACE", default="", help="only what is offered there: EU, a country")
    group.addoption("--optout-every", metavar="SECONDS", type=float, help="between two pages of one site (2)")
    group.addoption("--optout-connect", metavar="ADDRESS", default="", help="a browser that runs elsewhere")
    group.addoption("--optout-config", metavar="FILE", default="", help="settings, as `optout check --config`")


def pytest_configure(config: pytest.Config) -> None:
    """Spreads flows of one site to one worker, where somebody has said how many workers and not how."""
    if config.getoption("--optout-live") and getattr(config.option, "dist", "no") == "load":
        config.option.dist = "loadgroup"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Closes the browser."""
    if visits := config.stash.get(_VISITS, None):
        visits.close()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.File | None:
    """A flow file, where flows are asked for."""
    config = parent.config
    asked = config.getoption("--optout") or config.getoption("--optout-live")
    if not asked or file_path.suffix != ".yaml" or not _is_flow(file_path):
        return None
    return FlowTests.from_parent(parent, path=file_path)


def _is_flow(path: Path) -> bool:
    try:
        return bool(_FLOW.search(path.read_text("utf-8", "replace")))
    except OSError:
        return True  # and its test says so


class FlowTests(pytest.File):
    """The tests of one flow file."""

    def collect(self) -> Iterable[pytest.Item]:
        """Its check; with --optout-live also its visit, where there is a flow to walk."""
        yield FileTest.from_parent(self, name="check")
        if self.config.getoption("--optout-live") and (file := _loaded(self.path)):
            yield VisitTest.from_parent(self, name="live", file=file)


def _loaded(path: Path) -> FlowFile | None:
    from runner.errors import ProblemsError
    from runner.flow.load import load_file

    try:
        return load_file(path)
    except ProblemsError:
        return None


class _FlowTest(pytest.Item):
    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What is wrong, in words; of anything else, where in the code it happened."""
        if isinstance(excinfo.value, NotAsItSays):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the flow is."""
        return self.path, 0, f"{self.path.stem} {self.name}"


class FileTest(_FlowTest):
    """Fails where `optout check` finds an error; warnings are told as pytest's."""

    def runtest(self) -> None:
        """Reads the file."""
        from runner.app.checking import problems_in
        from runner.plain import plain

        problems = problems_in(self.path, date.today())
        errors = [plain(str(problem)) for problem in problems if problem.severity == "error"]
        for problem in problems:
            if problem.severity != "error":
                self.add_report_section("call", "optout", plain(str(problem)))
        if errors:
            raise NotAsItSays("\n".join(errors))


class VisitTest(_FlowTest):
    """Fails where the site is no longer as the flow says."""

    def __init__(self, *, file: FlowFile, **given: Any) -> None:
        super().__init__(**given)
        self.file = file
        if self.config.pluginmanager.hasplugin("xdist"):
            from runner.app.host_turns import sites_of

            self.add_marker(pytest.mark.xdist_group(min(sites_of(file))))

    def runtest(self) -> None:
        """Visits the flow's public part."""
        from runner.plain import plain

        visit = _visits(self.config).visit(self.file)
        if isinstance(visit, str):
            pytest.skip(visit)
        self.user_properties += [("optout_cause", visit.cause), ("optout_region", visit.region)]
        if visit.drifted or visit.no_browser:
            raise NotAsItSays(plain(visit.as_text()))
        if visit.unvisited:
            pytest.skip(plain(visit.ended))
        self.add_report_section("call", "optout", plain(visit.as_text()))


def _visits(config: pytest.Config) -> Visits:
    """Who visits, for all tests of this process."""
    if _VISITS not in config.stash:
        from runner.app.live_check import EVERY
        from runner.app.pytest_visits import Visits

        option, given = config.option, config.option.optout_every
        # All workers of a run have this number, and nobody else can know it.
        run = getattr(config, "workerinput", {}).get("testrunuid", "")
        shared = Path(tempfile.gettempdir()) / f"optout-sites-{run}" if run else None
        settings = Path(option.optout_config) if option.optout_config else None
        every = EVERY if given is None else given
        config.stash[_VISITS] = Visits(settings, option.optout_connect, option.optout_region, every, shared)
    return config.stash[_VISITS]
