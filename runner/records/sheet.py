"""A checklist as data, and its three forms: text, Markdown, and a page to tap through or to print. Knows no flow."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from runner.locale import _, language, shown
from runner.records.page import render_page

_WIDTH = 88
_TO_COPY, _WHERE_FROM = _("Text to copy:"), _("Where this is from")


@dataclass(frozen=True)
class Task:
    """One thing to do: `link` is the page it opens, `copy` a text to take along, `ways` how to do it, best first."""

    text: str
    link: str = ""
    copy: str = ""
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Way:
    """Several tasks in a row; without a name they are simply parts of the task."""

    tasks: tuple[Task, ...]
    name: str = ""


@dataclass(frozen=True)
class Source:
    """Where something is known from; `note` says what it is and of when."""

    url: str
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """A checklist: what to know before (label and text), what to do, how old it is, where it is from."""

    title: str
    facts: tuple[tuple[str, str], ...]
    tasks: tuple[Task, ...]
    checked: str = ""
    sources: tuple[Source, ...] = ()


def as_page(sheet: Sheet) -> str:
    """The checklist as one HTML page, without a script: boxes to tap, links to follow."""
    return render_page("checklist.html.jinja", language(), sheet=sheet)


def as_text(sheet: Sheet) -> str:
    """For a terminal: eighty-eight columns, a box before each task."""
    lines = [*_wrap(sheet.title), "=" * min(len(shown(sheet.title)), _WIDTH), ""]
    for label, text in sheet.facts:
        lines += [*_wrap(_("{label}: {text}", label=label, text=text)), ""]
    if sheet.checked:
        lines += [*_wrap(sheet.checked), ""]
    for number, task in enumerate(sheet.tasks, 1):
        lines += _task_lines(task, f"[ ] {number}. ", "       ")
    if sheet.sources:
        lines += ["", shown(_("Sources:"))]
        for source in sheet.sources:
            lines += [*_wrap(source.note, "  "), f"  {source.url}"]
    return "\n".join(lines)


def _task_lines(task: Task, first: str, indent: str) -> Iterator[str]:
    yield from _wrap(task.text, first, indent)
    if task.link:
        yield f"{indent}{task.link}"
    if task.copy:
        yield indent + shown(_TO_COPY)
        yield from (line for part in shown(task.copy).splitlines() for line in _wrap(part, f"{indent}  ") or [""])
    for number, way in enumerate(task.ways, 1):
        if way.name:
            yield from _wrap(_("{number}. By way of {name}:", number=number, name=way.name), indent)
        for one in way.tasks:
            yield from _task_lines(one, f"{indent}  - ", f"{indent}    ")


def _wrap(text: str, first: str = "", following: str | None = None) -> list[str]:
    """A text in lines, as the person reads it; words, and addresses, stay whole."""
    text = shown(text)
    after = first if following is None else following
    wrapped = textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=after, break_on_hyphens=False, break_long_words=False
    )
    return wrapped or ([first] if text else [])


def as_markdown(sheet: Sheet) -> str:
    """As Markdown with boxes to tick, for notes and issue trackers."""
    lines = [f"# {_escaped(sheet.title)}", ""]
    for label, text in sheet.facts:
        lines += [f"**{_escaped(label)}:** {_escaped(text)}", ""]
    for number, task in enumerate(sheet.tasks, 1):
        lines += _marked(task, f"- [ ] **{number}.** ", "  ")
    if sheet.sources:
        lines += [
            "",
            f"## {_escaped(_WHERE_FROM)}",
            "",
            *([_escaped(sheet.checked), ""] if sheet.checked else []),
        ]
        lines += [f"- [{_escaped(source.note or source.url)}](<{source.url}>)" for source in sheet.sources]
    return "\n".join(lines)


def _marked(task: Task, first: str, indent: str) -> Iterator[str]:
    yield f"{first}{_escaped(task.text)}"
    if task.link:
        yield f"{indent}<{task.link}>"
    if task.copy:
        lines = shown(task.copy).splitlines()  # two spaces keep the end of a line
        yield from ("", *(f"{indent}> {_escaped(line)}  " if line.strip() else f"{indent}>" for line in lines), "")
    for number, way in enumerate(task.ways, 1):
        if way.name:
            by_way = _("By way of {name}:", name=way.name)
            yield f"{indent}- {number}\\. {_escaped(by_way)}"
        for one in way.tasks:
            deeper = indent + "  " if way.name else indent
            yield from _marked(one, f"{deeper}- [ ] ", f"{deeper}  ")


def _escaped(text: str) -> str:
    """A text, as the person reads it, in which Markdown, and HTML in it, see nothing of theirs."""
    return re.sub(r"([\\`*_{}\[\]<>#|~&])", r"\\\1", " ".join(shown(text).split()))
