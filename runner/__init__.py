"""Optout: walks with a person to the page where they can refuse AI training on their data.

What other programs may use is what `__all__` names; everything else may change with any version. A front end is a
`Person` that is asked and a listener that is told: see `run`.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing's own would cost the command's help half of its time
if TYPE_CHECKING:
    from runner import errors, events
    from runner.app.batch import FlowResult
    from runner.app.flow_files import load_flow
    from runner.app.run import Plan, run
    from runner.config import Config
    from runner.events import Question, Reply
    from runner.session.person import Person

__all__ = ["Config", "FlowResult", "Person", "Plan", "Question", "Reply", "errors", "events", "load_flow", "run"]

_FROM = {
    "Config": "runner.config",
    "FlowResult": "runner.app.batch",
    "Person": "runner.session.person",
    "Plan": "runner.app.run",
    "Question": "runner.events",
    "Reply": "runner.events",
    "load_flow": "runner.app.flow_files",
    "run": "runner.app.run",
}


def __getattr__(name: str) -> object:
    """Imports what is asked for only then: the command's help must not wait for a browser's driver."""
    from importlib import import_module

    if name in ("errors", "events"):
        return import_module(f"runner.{name}")
    if name not in _FROM:
        raise AttributeError(f"module 'runner' has no attribute '{name}'")
    found: object = getattr(import_module(_FROM[name]), name)
    return found
