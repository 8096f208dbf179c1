"""The language that Optout speaks in a terminal: chosen before anything is said, for commands, their help, and click.

By `--lang`, before the command or after it; else by the settings; else by the system.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from runner.locale import Message, _, language, languages, shown, use
from runner.locale.phrase import commas
from runner.preferred import ENGLISH, OPTION, apart, in_settings, nearest, wanted
from runner.terminal.click_words import speak_for_click

_ASKED = "runner.terminal.speaking.asked"  # in click's own notes of a call: whether --lang was said
_PARAGRAPHS = re.compile(r"\n\s*\n")
_english: dict[click.Command | click.Option, str] = {}  # the help of each, as it is written in the code


class SpeakingGroup(click.Group):
    """A group that first of all chooses the language, by `--lang` wherever it stands."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Takes `--lang CODE` out of the whole command line; UsageError where that is no language of ours."""
        rest, asked = apart(args)
        ctx.meta[_ASKED] = asked is not None
        known = nearest(asked, languages()) if asked is not None else None
        _speak(known or wanted(in_settings(args)))
        put_help_into_words(self)
        if asked is not None and known is None:
            raise click.UsageError(shown(_unknown(asked)), ctx)
        if rest and rest[-1] == OPTION:  # its code is missing, which click says best where it knows the option
            rest = [OPTION]
        return super().parse_args(ctx, rest)


def follow(settings: str) -> None:
    """Speaks as the settings say that were read now, unless the command line has said otherwise."""
    context = click.get_current_context(silent=True)
    if context is not None and context.meta.get(_ASKED) is False:
        _speak(wanted(settings))


def _speak(code: str) -> None:
    speak_for_click()
    if nearest(code, languages()) in (None, ENGLISH):
        use(ENGLISH)
        return
    from runner.app.speaking import speak

    speak(code)


def _unknown(code: str) -> Message:
    there = commas(*languages())
    return _("Optout does not speak {code!r}. It speaks: {languages}.", code=code, languages=there)


# -- help -------------------------------------------------------------------------------------------------------------


def paragraphs(command: click.Command) -> Iterator[str]:
    """What a command, and each below it, says of itself: a paragraph at a time, each on one line."""
    for one in _with_help(command):
        if isinstance(one, click.Command):
            yield from _split(_english.get(one) or one.help or "")


def put_help_into_words(command: click.Command) -> None:
    """The help of a command, of its options and of all below it, in the person's language."""
    if language().code == ENGLISH and not _english:
        return
    for one in _with_help(command):
        english = _english.setdefault(one, one.help or "")
        one.help = english if language().code == ENGLISH else "\n\n".join(map(_said, _split(english)))


def _with_help(command: click.Command) -> Iterator[click.Command | click.Option]:
    if command.help:
        yield command
    yield from (one for one in command.params if isinstance(one, click.Option) and one.help)
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _with_help(below)


def _split(text: str) -> list[str]:
    return [" ".join(one.split()) for one in _PARAGRAPHS.split(text.strip())]


def _said(paragraph: str) -> str:
    return shown(Message(paragraph))
