"""Every kind of step, a file each: its fields, what it does, its manual, and all that others ask of it.

A kind is found here by being here. Nobody else names one: what has to be known of a step is asked of the step itself
(step.py has the questions and the usual answers). It does what it does to the page through the driver and says with
its result what is to come next; asking the person, choosing routes and ending are the engine's.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from importlib import import_module

from runner.flow.kinds.click import pressing
from runner.flow.kinds.registry import KINDS, Steps, parse_step
from runner.flow.kinds.when import optional
from runner.flow.step import Step

__all__ = ["KINDS", "Steps", "optional", "parse_step", "pressing"]


def _found() -> Iterable[type[Step]]:
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda one: one.name):
        inside = vars(import_module(f"{__name__}.{module.name}")).values()
        yield from (one for one in inside if isinstance(one, type) and issubclass(one, Step) and hasattr(one, "word"))


KINDS.update({kind.word: kind for kind in _found()})
for _kind in KINDS.values():
    _kind.model_rebuild()
