"""A flow in plain words, as a checklist to follow."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from runner.flow.load import Flow
from runner.flow.step import Step
from runner.flow.steps import Pause, Reach, When

_WIDTH = 88


def checklist(flow: Flow) -> str:
    """The flow's head and its steps as a numbered list, each with a box to tick."""
    lines = [flow.title, "=" * min(len(flow.title), _WIDTH), ""]
    for label, text in (
        ("What it covers", flow.covers),
        ("What it does not", flow.does_not_cover),
        ("What undoes it", flow.undone_by),
        ("Where it is not offered", flow.if_not_offered),
    ):
        if text:
            lines += [*_wrapped(f"{label}: {text}"), ""]
    if flow.checked:
        lines += [
            f"Checked on {flow.checked.date} ({'walked' if flow.checked.how == 'live' else 'from its sources'}).",
            "",
        ]
    for number, step in enumerate(flow.steps, 1):
        lines += _wrapped(f"[ ] {number}. {_sentence(step)}", "       ")
        lines += _parts(step)
    if flow.sources:
        lines += ["", "Sources:", *(f"  {source}" for source in flow.sources)]
    return "\n".join(lines)


def _sentence(step: Step) -> str:
    if isinstance(step, When):
        return f"If {step.sees}:"
    return f"{step}{f' (text to copy: “{step.copy_}”)' if isinstance(step, Pause) and step.copy_ else ''}"


def _parts(step: Step) -> Iterator[str]:
    """The steps inside a step: routes with their names, or the optional part."""
    for place, inner in step.parts().items():
        if isinstance(step, Reach):
            yield from _wrapped(f"by way of {place[-1]}:", "       ", "       ")
        yield from _inner(inner)


def _inner(steps: Sequence[Step]) -> Iterator[str]:
    for step in steps:
        yield from _wrapped(f"- {_sentence(step)}", "           ", "         ")


def _wrapped(text: str, following: str = "", first: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=first, subsequent_indent=following, break_on_hyphens=False)
