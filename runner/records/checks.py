"""What live checks came to: the visits of many shards and countries put together, and what has changed since the last.

A visit is plain data, as `check --live --format json` prints it. What was not looked at this time keeps what was known
of it, and says so: silence of a shard is no news.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from runner.errors import UsageError
from runner.locale import Text, _, per_front
from runner.records.page import render_page

FORMAT = 1
MOST_HISTORY = 500  # changes that are kept, newest first
MAX_BYTES = 64 << 20

State = Literal["works", "broken", "unknown"]
Kind = Literal["broke", "works_again", "other_cause"]
KINDS: Mapping[str, Text] = {
    "broke": _("no longer as its flow says"),
    "works_again": _("works again"),
    "other_cause": _("still not as its flow says, for another reason"),
}


@dataclass(frozen=True)
class CheckedFlow:
    """How one flow stands, seen from one region.

    `cause`, `step` and `note` say what is wrong where it is broken, `since` from when on it is as it is. `is_fresh` is
    false where it was not looked at this time, and `ended` says why. `at` is when it was last seen.
    """

    flow: str
    title: str
    region: str = ""
    state: State = "unknown"
    cause: str = ""
    step: int = 0
    note: str = ""
    ended: str = ""
    at: str = ""
    since: str = ""
    tries: int = 1
    is_fresh: bool = True


@dataclass(frozen=True)
class Change:
    """What is other than the last time, of one flow seen from one region."""

    at: str
    flow: str
    title: str
    region: str
    change: Kind
    cause: str = ""
    was: str = ""
    note: str = ""

    @property
    def in_words(self) -> Text:
        """The change in words."""
        return KINDS[self.change]

    def __str__(self) -> str:
        """The change in words."""
        return self.in_words


@dataclass(frozen=True)
class Checks:
    """All that was checked, at `made`, and what has changed since the checks of `last`; `history` has older changes."""

    made: str
    last: str
    flows: tuple[CheckedFlow, ...]
    changes: tuple[Change, ...]
    history: tuple[Change, ...]

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions it was seen from."""
        return tuple(sorted({one.region for one in self.flows}))

    def count(self, state: State, fresh: bool | None = None) -> int:
        """How many stand so."""
        return sum(one.state == state and fresh in (None, one.is_fresh) for one in self.flows)

    def as_json(self) -> str:
        """For programs, and for the next time."""
        told = {
            "format": FORMAT,
            "made": self.made,
            "last": self.last,
            "counts": {state: self.count(state) for state in ("works", "broken", "unknown")},
            "not_seen_this_time": sum(not one.is_fresh for one in self.flows),
            "flows": [asdict(one) for one in self.flows],
            "changes": [asdict(one) for one in self.changes],
            "history": [asdict(one) for one in self.history],
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    def as_page(self, causes: Mapping[str, str]) -> str:
        """As one HTML page; `causes` are the words for each cause."""
        rows: dict[str, dict[str, CheckedFlow]] = {}
        for one in self.flows:
            rows.setdefault(one.flow, {})[one.region] = one
        ordered = sorted(rows.values(), key=lambda row: not any(one.state == "broken" for one in row.values()))
        return render_page("checks.html.jinja", checks=self, rows=ordered, causes=causes)


def read_visits(path: Path) -> list[CheckedFlow]:
    """The visits of a file that `check --live --format json` has written; raises UsageError where it is none."""
    data = _read(path)
    if not isinstance(data, list):
        raise _no_visits(path)
    try:
        return [_of_visit(one) for one in data]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _no_visits(path) from error


def _no_visits(path: Path) -> UsageError:
    command = "optout check --live --format json"
    return UsageError(
        per_front(
            _("{file} is not what `{command}` prints", file=path, command=command),
            _("{file} holds no result of a check against the pages of today", file=path),
        )
    )


def read_checks(path: Path) -> Checks:
    """What was put together before; raises UsageError where it is none, or of a newer form."""
    data = _read(path)
    try:
        if data["format"] != FORMAT:
            raise UsageError(_("{file} was written by another version of Optout", file=path))
        flows = tuple(CheckedFlow(**one) for one in data["flows"])
        changes, history = (tuple(Change(**one) for one in data[part]) for part in ("changes", "history"))
        return Checks(str(data["made"]), str(data["last"]), flows, changes, history)
    except (KeyError, TypeError) as error:
        raise UsageError(
            per_front(
                _("{file} is not what `{command}` writes", file=path, command="optout merge"),
                _("{file} holds no results that were put together", file=path),
            )
        ) from error


def merged(visits: Iterable[CheckedFlow], last: Checks | None, made: str) -> Checks:
    """All visits together; of two of one flow from one region the later counts. `made` is now, in UTC."""
    latest: dict[tuple[str, str], CheckedFlow] = {}
    for one in visits:
        key = (one.flow, one.region)
        if key not in latest or latest[key].at <= one.at:
            latest[key] = one
    before = {(one.flow, one.region): one for one in last.flows} if last else {}
    flows = [_after(latest.get(key), before.get(key)) for key in sorted({*latest, *before})]
    changes = [change for one in flows if (change := _changed(before.get((one.flow, one.region)), one))]
    history = [*changes, *(last.history if last else ())][:MOST_HISTORY]
    return Checks(made, last.made if last else "", tuple(flows), tuple(changes), tuple(history))


# As it is kept in the file, and so in English there.
_NOT_LOOKED_AT = _("not looked at this time")


def _after(now: CheckedFlow | None, before: CheckedFlow | None) -> CheckedFlow:
    """How a flow stands, by what was seen now and before, one of which there is."""
    if now and now.state != "unknown":
        same = before is not None and (before.state, before.cause) == (now.state, now.cause)
        return replace(now, since=before.since if same and before else now.at)
    why = now.ended if now else str(_NOT_LOOKED_AT)
    if before:
        return replace(before, ended=why, is_fresh=False)
    assert now is not None
    return replace(now, is_fresh=False)


def _changed(before: CheckedFlow | None, now: CheckedFlow) -> Change | None:
    if not now.is_fresh or now.state == "unknown":
        return None
    was = before.state if before else "unknown"
    kind: Kind
    if now.state == "broken" and was != "broken":
        kind = "broke"
    elif now.state == "works" and was == "broken":
        kind = "works_again"
    elif now.state == "broken" and before and before.cause != now.cause:
        kind = "other_cause"
    else:
        return None
    was_cause = before.cause if before else ""
    return Change(now.at, now.flow, now.title, now.region, kind, now.cause, was_cause, now.note)


def _of_visit(visit: Any) -> CheckedFlow:
    wrong = next((step for step in visit["steps"] if step.get("cause")), None) if visit["drift"] else None
    state: State = "broken" if visit["drift"] else "works" if visit.get("visited", True) else "unknown"
    return CheckedFlow(
        flow=str(visit["flow"]),
        title=str(visit["title"]),
        region=str(visit.get("region", "")),
        state=state,
        cause=str(visit.get("cause", "")),
        step=int(wrong["step"]) if wrong else 0,
        note=str(wrong["note"]) if wrong else "",
        ended=str(visit["ended"]),
        at=str(visit.get("at", "")),
        tries=int(visit.get("tries", 1)),
    )


def _read(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            text = file.read(MAX_BYTES + 1)
        if len(text) > MAX_BYTES:
            raise UsageError(_("{file} is over {size} MiB", file=path, size=MAX_BYTES >> 20))
        return json.loads(text)
    except OSError as error:
        raise UsageError(_("{file} cannot be read: {why}", file=path, why=error.strerror)) from error
    except (ValueError, RecursionError) as error:
        raise UsageError(_("{file} is no JSON: it may have been cut off", file=path)) from error
