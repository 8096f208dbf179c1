"""The manual page, made of what the commands say of themselves; so it is never older than they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from installers.project import COMMAND, SUMMARY, epoch, version
from runner.terminal.cli import cli

_EXITS = {
    0: "It ended as it should.",
    1: "You stopped it.",
    2: "A file or the command line is not as it should be.",
    3: "There is no browser, or no screen for it.",
    4: "Nobody was there, and it lost its way.",
    5: "Records cannot be written.",
}
_FILES = {
    "~/.local/share/optout": "What Optout keeps of yours: its browser's profile, your requests, and their pictures.",
    "~/.config/optout/config.yaml": "Your settings. Nothing has to be there.",
}


_SIGNS = {"\\": r"\e", "-": r"\-", "`": r"\(ga", "'": r"\(cq", "~": r"\(ti"}


def manual() -> str:
    """The page optout(1), in the language of man pages."""
    day = datetime.fromtimestamp(epoch(), UTC).date().isoformat()
    lines = [
        f'.TH {COMMAND.upper()} 1 "{day}" "Optout {version()}" "User Commands"',
        *(".SH NAME", rf"{COMMAND} \- {_text(SUMMARY[0].lower() + SUMMARY[1:])}"),
        *(".SH SYNOPSIS", rf".B {COMMAND}", r"[\fIOPTIONS\fR] [\fICOMMAND\fR] [\fIARGUMENTS\fR]"),
        *(".SH DESCRIPTION", *_paragraphs(cli.help or "")),
        *(".SH COMMANDS", *_commands(cli, COMMAND)),
        *(".SH FILES", *_listed(_FILES)),
        *(".SH ENVIRONMENT", *_listed({"OPTOUT_HOME": "Another folder for what Optout keeps."})),
        *(".SH EXIT STATUS", *_listed({str(code): says for code, says in _EXITS.items()})),
    ]
    return "\n".join(lines) + "\n"


def _commands(group: click.Group, before: str) -> Iterator[str]:
    for word, command in sorted(group.commands.items()):
        name = f"{before} {word}"
        usage = " ".join(command.collect_usage_pieces(click.Context(command)))
        yield from (f".SS {_text(f'{name} {usage}')}", *_paragraphs(command.help or ""))
        for option in command.params:
            if isinstance(option, click.Option) and option.help:
                told = option.get_help_record(click.Context(command)) or ("", "")
                yield from (".TP", rf"\fB{_text(told[0])}\fR", _text(told[1]))
        if isinstance(command, click.Group):
            yield from _commands(command, name)


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text.replace("\b", "").strip())):
        yield from ([".PP"] if number else [])
        yield _text(" ".join(paragraph.split()))


def _listed(told: dict[str, str]) -> Iterator[str]:
    for name, says in told.items():
        yield from (".TP", rf"\fB{_text(name)}\fR", _text(says))


def _text(text: str) -> str:
    """Words as they are: what troff would take for its own is escaped."""
    safe = (
        text.replace("\\", r"\e").replace("-", r"\-").replace("`", r"\(ga").replace("'", r"\(cq").replace("~", r"\(ti")
    )
    return rf"\&{safe}" if safe.startswith(".") else safe
