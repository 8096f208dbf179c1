"""Which files are checked, and what comes of it in the forms that people and build servers read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from runner.app.host_turns import shard
from runner.app.junit import JunitCase, as_junit
from runner.app.places import flow_path, in_library, library
from runner.app.region import Region
from runner.app.region import region as region_of
from runner.errors import Problem, ProblemsError, RecordsError, UsageError
from runner.flow.check import check
from runner.flow.load import FlowFile, load_file
from runner.locale import _
from runner.records.checks import Checks, merged, read_checks, read_visits
from runner.session.causes import CAUSES
from runner.session.visitor import FlowVisit

CHECKS = "checks"


@dataclass(frozen=True)
class Wanted:
    """Which flows: of these paths, or of the library; a part of them; those offered in a region."""

    paths: Sequence[Path] = ()
    shard: tuple[int, int] | None = None
    region: str | None = None

    @property
    def place(self) -> str:
        """The region as results tell it: a country by its code. Raises UsageError where there is none such."""
        if not self.region:
            return ""
        known = region_of(self.region)
        return next(iter(known.codes)) if len(known.codes) == 1 else self.region.strip().upper()


def files_of(wanted: Wanted) -> list[Path]:
    """The files that are named; raises UsageError for what is none."""
    if not wanted.paths:
        return list(library().values())
    found: list[Path] = []
    for path in wanted.paths:
        if path.is_dir():
            inside = sorted(one for one in path.glob("*.yaml") if one.is_file())
            if not inside:
                raise UsageError(_("there is no flow file (*.yaml) in the folder {path}", path=path))
            found += inside
        else:
            found.append(flow_path(str(path)))
    return found


def problems_in(path: Path, today: date) -> list[Problem]:
    """Every problem of one file."""
    return _read(path, today)[1]


def problems_of(wanted: Wanted, today: date) -> list[tuple[Path, list[Problem]]]:
    """Every problem of each file; one that cannot be read is in every region, and in the first part."""
    if wanted.shard is None:  # each by itself, so that no more than one is kept
        known = region_of(wanted.region) if wanted.region else None
        read = ((path, *_read(path, today)) for path in files_of(wanted))
        return [(path, problems) for path, file, problems in read if file is None or _is_offered(file, known)]
    all_read = [(path, *_read(path, today)) for path in files_of(wanted)]
    chosen = {id(file) for file in part([file for _, file, _ in all_read if file], wanted)}
    first = wanted.shard[0] == 1
    return [(path, problems) for path, file, problems in all_read if (id(file) in chosen if file else first)]


def _read(path: Path, today: date) -> tuple[FlowFile | None, list[Problem]]:
    """A flow, None where it is none, and what is wrong with it."""
    try:
        file = load_file(path)
        return file, check(file, in_library(path), today)
    except ProblemsError as error:
        return None, error.problems


def to_visit(wanted: Wanted) -> list[FlowFile]:
    """The flows to visit, without the practice flow unless it alone is named; raises FlowError where one is wrong."""
    paths = files_of(wanted)
    return part([load_file(path) for path in paths if path.stem != "practice" or len(paths) == 1], wanted)


def part(files: Sequence[FlowFile], wanted: Wanted) -> list[FlowFile]:
    """Of these flows the part that is wanted, and offered in the region that is wanted."""
    known = region_of(wanted.region) if wanted.region else None
    offered = [file for file in files if _is_offered(file, known)]
    return shard(offered, *wanted.shard) if wanted.shard else offered


def _is_offered(file: FlowFile, where: Region | None) -> bool:
    return where is None or where.has(file.flow.offered_in)


def junit_of_files(found: Sequence[tuple[Path, list[Problem]]]) -> str:
    """A test for each file, which fails where it has an error."""
    cases = []
    for path, problems in found:
        errors = [str(problem) for problem in problems if problem.severity == "error"]
        case = JunitCase("optout.check", path.stem)
        cases.append(replace(case, outcome="failed", kind="error", said="\n".join(errors)) if errors else case)
    return as_junit("optout check", cases)


def junit_of_visits(visits: Sequence[FlowVisit]) -> str:
    """A test for each flow, which fails, with the cause as its type, where the site is not as the flow says."""
    return as_junit("optout check --live", [_case(visit) for visit in visits])


def _case(visit: FlowVisit) -> JunitCase:
    group = f"optout.live.{visit.region}" if visit.region else "optout.live"
    if visit.unvisited:
        return JunitCase(group, visit.flow, outcome="skipped", said=visit.ended)
    if not visit.drifted:
        return JunitCase(group, visit.flow, visit.seconds)
    said = f"{CAUSES[visit.cause]} ({visit.ended})\n{visit.as_text()}"
    return JunitCase(group, visit.flow, visit.seconds, "failed", visit.cause, said)


def merge_results(results: Sequence[Path], since: Path | None, out: Path, now: datetime) -> Checks:
    """Puts results together, and writes them as JSON and as a page into a folder.

    Raises UsageError where a file is no such result, RecordsError where nothing can be written. Where there is no file
    `since`, it is the first time.
    """
    last = read_checks(since) if since and since.exists() else None
    visits = [visit for path in results for visit in read_visits(path)]
    checks = merged(visits, last, f"{now:%Y-%m-%dT%H:%M:%SZ}")
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{CHECKS}.json").write_text(checks.as_json(), "utf-8")
        (out / f"{CHECKS}.html").write_text(checks.as_page(CAUSES), "utf-8")
    except OSError as error:
        raise RecordsError(_("{path} cannot be written: {reason}", path=out, reason=error.strerror)) from error
    return checks
