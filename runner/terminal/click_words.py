"""The words that click says of itself: listed, so that they are in our catalogues, and looked up there.

Click asks gettext's default domain for each of them when it says it. What it says only to somebody who has written a
command wrongly is not among them.
"""

from __future__ import annotations

import gettext

from runner.locale import Message, _, shown

WORDS = (
    _("Usage:"),
    _("Options"),
    _("Commands"),
    _("Positional arguments"),
    _("Show this message and exit."),
    _("Show the version and exit."),
    _("%(prog)s, version %(version)s"),
    _("default: {default}"),
    _("env var: {var}"),
    _("required"),
    _("(dynamic)"),
    _("Error: {message}"),
    _("Error: invalid input"),
    _("Try '{command} {option}' for help."),
    _("Invalid value: {message}"),
    _("Invalid value for {param_hint}: {message}"),
    _("Missing argument"),
    _("Missing option"),
    _("Missing parameter"),
    _("Missing {param_type}"),
    _("Missing parameter: {param_name}"),
    _("Missing command."),
    _("Choose from:\n\t{choices}"),
    _("No such option {name!r}."),
    _("No such command {name!r}."),
    _("Option {name!r} does not take a value."),
    _("Argument {name!r} takes {nargs} values."),
    _("{value!r} is not a valid {number_type}."),
    _("{value} is not in the range {range}."),
    _("{value!r} is not a valid boolean. Recognized values: {states}"),
    _("{name} {filename!r} does not exist."),
    _("{name} {filename!r} is a file."),
    _("{name} {filename!r} is a directory."),
    _("{name} {filename!r} is not readable."),
    _("{name} {filename!r} is not writable."),
    _("{name} {filename!r} is not executable."),
    _("Could not open file {filename!r}: {message}"),
    _("unknown error"),
    _("file"),
    _("directory"),
    _("path"),
)


def many(one: str, more: str) -> Message:
    """Of a number that click counts, which fills in what stands in it."""
    return Message(one, plural=more, number=2)


COUNTED = (
    many("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    many("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    many("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    many("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    many("{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."),
)


def speak_for_click() -> None:
    """From now on click's words are looked up in our catalogues: gettext.gettext asks these two of its module."""
    gettext.dgettext = lambda domain, message: shown(Message(message))
    gettext.dngettext = lambda domain, msgid1, msgid2, n: shown(Message(msgid1, plural=msgid2, number=n))
