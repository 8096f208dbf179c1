"""What one run has measured, as the tables in the README and as lines for whoever runs it."""

from __future__ import annotations

from collections.abc import Iterator

from .commands import CHECK, HELP, LIST, YAML
from .looks import LARGE, NONE_OF_1, NONE_OF_30, USUAL
from .pages import WAYS
from .results import Results
from .resume import summary
from .tools import FLOOR, OURS, TOOLS
from .turns import Figures, exponent, steepest
from .walks import FIGURES

MARKS = ("<!-- bench: made by `make bench` -->", "<!-- end of bench -->")
_DIGITS = {"s": 1, "MB": 0}


def table(results: Results) -> str:
    """All that was measured, in Markdown."""
    parts = [
        *(_way(results, way) for way in results.walked.figures),
        *_rest(results),
        _missed(results),
        _left_out(results),
        _machine(results),
    ]
    return "\n\n".join(part for part in parts if part)


def _way(results: Results, way: str) -> str:
    """One set of pages: the tools in rows, each figure with its multiple of the plain script's."""
    beside = results.walked.ratios(way)
    head = f"| {WAYS[way].title} | " + " | ".join(f"{name}, {unit}" for name, unit in FIGURES.items()) + " |"
    lines = [head, "| --- |" + " ---: |" * len(FIGURES)]
    for name, figures in results.walked.figures[way].items():
        shown = f"**{name}**" if name == OURS else name
        cells = (_cell(figures, beside[name], what, name == FLOOR) for what in FIGURES)
        lines.append(f"| {shown} | " + " | ".join(cells) + " |")
    lines += [f"| {name} | *left out* |{' |' * (len(FIGURES) - 1)}" for name in _left(results, way)]
    return "\n".join(lines)


def _left(results: Results, way: str) -> list[str]:
    return [
        tool.name for tool in TOOLS if tool.name in results.left_out and tool.name not in results.walked.figures[way]
    ]


def _cell(figures: Figures, beside: Figures, what: str, is_floor: bool) -> str:
    if what not in figures:
        return "–"
    value = f"{figures[what]:.{_DIGITS[FIGURES[what]]}f}"
    return value if is_floor or what not in beside else f"{value} ({beside[what]:.2f} ×)"


def _rest(results: Results) -> Iterator[str]:
    rows = list(_rows(results))
    if rows:
        yield "\n".join(["| also measured | |", "| --- | ---: |", *(f"| {what} | {value} |" for what, value in rows)])


def _rows(results: Results) -> Iterator[tuple[str, str]]:
    for tool, waits in results.resumed.items():
        for kind, one in summary(waits).items():
            by = {"url": "by the address", "element": "by what the page shows", "button": "by the panel's button"}[kind]
            told = f"{one['median']:.0f} ms, at most {one['most']:.0f}" if one["noticed"] else "never"
            yield f"{tool}: goes on after the person, {by}", f"{told}; noticed {one['noticed']:g} of {one['of']:g}"
    if inside := results.inside:
        told = f"{inside[OURS]:.2f} s, plain script {inside[FLOOR]:.2f} s ({inside[OURS] / inside[FLOOR]:.2f} ×)"
        yield "steps on the nine plain pages in a warm browser", told
    if waiting := results.waiting:
        told = f"{waiting['all']:.2f} % of a core, the runner's own part {waiting['runner']:.2f} %"
        yield "a minute of waiting for the person", told
    if results.home:
        yield "`optout home`: from its start until it is seen", f"{results.home['first paint']:.1f} s"
    if quick := results.quick:
        yield "`optout --help`, `optout list`", f"{quick[HELP]:.2f} s, {quick[LIST]:.2f} s"
    if checking := results.checking:
        told = f"{checking[CHECK]:.1f} s; PyYAML's loader in C alone {checking[YAML]:.1f} s"
        yield "`optout check` of 1,000 flows", told
    if usual := results.looks.get(USUAL):
        told = f"{usual[NONE_OF_30]:.1f} ms, {usual[NONE_OF_1]:.1f} ms"
        yield "finding none of 30 names, none of 1, on an ordinary page", told
    for name, curve in results.curves.items():
        (least, quickest), (most, slowest) = min(curve.items()), max(curve.items())
        told = (
            f"{_time(quickest)} to {_time(slowest)}; exponent {exponent(curve):.2f}, at its end {steepest(curve):.2f}"
        )
        yield f"{name}: {least:,} to {most:,}", told
    if large := results.looks.get(LARGE):
        yield f"a look at a page of {LARGE:,} nodes, the slowest kind", f"{max(large.values()):.0f} ms"


def _time(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def _missed(results: Results) -> str:
    """What is aimed at and not reached, each with how far it is."""
    missed = [one for one in results.judged() if not one.holds]
    if not missed:
        return ""
    told = "; ".join(
        f"{'**a limit that held before** ' if one.limit else ''}{one.what} {one.value:.3g}"
        f"{f' {one.unit}' if one.unit else ''} ({one.most:g})"
        for one in missed
    )
    return f"Aimed at and missed, with the most it should be: {told}."


def _left_out(results: Results) -> str:
    notes = [f"{tool.name} {tool.note}." for tool in TOOLS if tool.note and tool.name not in results.left_out]
    left = [f"Left out: {name}, because {why}." for name, why in results.left_out.items()]
    return "\n".join(notes + left)


def _machine(results: Results) -> str:
    machine = results.machine
    if not machine:
        return ""
    return (
        f"Measured on {machine['day']}: {machine['cores']} cores, {machine['browser']}, {machine['rounds']} rounds; "
        f"load {machine['load before']:.1f} before and {machine['load after']:.1f} after."
    )


def verdicts(results: Results) -> list[str]:
    """Every limit and target in a line."""
    return [str(one) for one in results.judged()]
