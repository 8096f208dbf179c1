"""A flow file out of what was recorded: its draft, a name no file has yet, and its schema for an editor."""

from __future__ import annotations

import os
from collections.abc import Container
from itertools import chain, count
from pathlib import Path

from runner.app.places import flow_folders
from runner.errors import FlowError, Problem, UsageError
from runner.flow.load import load
from runner.flow.own import Own
from runner.flow.recorded_action import Recorded
from runner.locale import _, many
from runner.session.devtools import recorded_in
from runner.session.recorder import Draft, draft
from runner.session.recording_file import MOST_BYTES

_SCHEMA = "flow.schema.json"


def keep(recorded: Recorded, title: str, own: Own, out: Path | None, source: str) -> tuple[Draft, Path]:
    """Writes a flow of what was recorded, to `out` or a name made of its site's; the draft, and where it is.

    `own` is kept out of it; `source` is where the recording comes from, for what is said of it. Raises UsageError
    where no flow can be made of it, or it cannot be written.
    """
    path = out or free_file(Path(), named_after(draft(recorded, title, own), source))
    made = draft(recorded, title, own, schema_from(path))
    _write(made.text, path)
    return made, path


def how_often(what: str, count: int) -> str:
    """Something of a recording, and how often it was, where that is more than once."""
    return many("{what} ({count} time)", "{what} ({count} times)", count, what=what) if count > 1 else what


def recorded_in_file(path: Path) -> Recorded:
    """What a recording exported by Chrome's DevTools tells; raises UsageError where the file is none."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise UsageError(str(Problem(str(path), 1, 1, _("this is too large for a recording"))))
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {reason}", path=path, reason=error.strerror)) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise UsageError(str(Problem(str(path), line, column, _("this is not text (UTF-8)")))) from error
    return recorded_in(text, str(path))


def named_after(made: Draft, source: str) -> str:
    """A name for the flow, made of its site's; raises UsageError where it would be no flow."""
    try:
        flow = load(made.text, "recorded.yaml").flow
    except FlowError as error:
        raise UsageError(
            str(Problem(source, 1, 1, _("no flow can be made of this: {why}", why=error.problems[0].message)))
        ) from None
    return flow.hosts[0].replace(".", "-").replace(":", "-")


def free_file(folder: Path, name: str, taken: Container[str] = ()) -> Path:
    """The file of a flow of that name, or one with a number where there is one already, or the name is `taken`."""
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(path for one in names if one not in taken and not (path := folder / f"{one}.yaml").exists())


def schema_from(path: Path) -> str:
    """The flows' schema as an editor finds it from a file: by its relative path, or else by its address."""
    schema = next((one for folder in flow_folders() if (one := folder / _SCHEMA).is_file()), None)
    if schema is None:
        return _SCHEMA
    try:
        relative = Path(os.path.relpath(schema, path.resolve().parent)).as_posix()
    except ValueError:  # another drive of Windows
        return schema.as_uri()
    return schema.as_uri() if any(map(str.isspace, relative)) else relative


def _write(text: str, path: Path) -> None:
    """The flow on disk, at a new name: an existing file is never written over."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(
            _("{path} is there already; give another name with {option}", path=path, option="--out")
        ) from None
    except OSError as error:
        raise UsageError(_("{path} cannot be written: {reason}", path=path, reason=error.strerror)) from error
