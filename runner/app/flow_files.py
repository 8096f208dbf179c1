"""Flow files by their id or path, and whether they may be walked."""

from __future__ import annotations

from runner.app.places import flow_path
from runner.errors import FlowError
from runner.flow.check import forbidden
from runner.flow.load import FlowFile, load_file


def load_flow(flow: str) -> FlowFile:
    """A flow by its id or path; raises UsageError where there is none, FlowError where it is wrong."""
    return load_file(flow_path(flow))


def flow_to_walk(flow: str) -> FlowFile:
    """The same, where nothing in it is forbidden; raises FlowError, as `check` would tell it, where it is."""
    file = load_flow(flow)
    if problems := list(forbidden(file)):
        raise FlowError(problems)
    return file
