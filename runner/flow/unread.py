"""What is said of a text that a YAML parser has refused: the slip in it, or the parser's reason in our own words."""

from __future__ import annotations

import yaml

from runner.flow.inline import Slip
from runner.flow.slips import find_slip
from runner.locale import _

_LARGE = 16 * 1024  # characters; the parser in Python takes a second for ten times as many
# What parsers say, by the beginning of it, and what that means to the one who wrote the file.
_REASONS = {
    "mapping values are not": (_("a colon stands where no word can have a value"), _("put the text in quotes")),
    "could not find expected ':'": (
        _("a colon is missing in this line or in the one before"),
        _("write `word: value`"),
    ),
    "block sequence entries": (_("a dash does not belong here"), _("let the list begin in the line below its word")),
    "found character": (_("a text does not begin with this character"), _("put the text in quotes")),
    "found undefined": (
        _("a text with & or * in front stands in quotes"),
        _("'*' and '&' have a meaning of their own in YAML"),
    ),
    "found unexpected end of stream": (_("the file ends in the middle of a text in quotes"), _("close the quotes")),
    "found unexpected document": (
        _("--- begins a second file in the middle of a text"),
        _("close the quotes before it"),
    ),
    "found unknown escape": (_("a backslash in double quotes has a meaning of its own"), _("use single quotes")),
    "found duplicate": (_("this stands here twice"), _("leave one of them out")),
    "expected a comment or a line break": (
        _("nothing may stand in the line of a | or >"),
        _("begin the text in the next line"),
    ),
    "did not find expected comment": (
        _("nothing may stand in the line of a | or >"),
        _("begin the text in the next line"),
    ),
}
_NO_REASON = (
    _("this line does not fit what stands before it"),
    _("look for a missing quote, bracket, comma or indentation"),
)


def unread(text: str, error: yaml.MarkedYAMLError) -> Slip:
    """Where a refused text is wrong, what is wrong there, and what to write instead."""
    slip = find_slip(text)
    if slip and slip.line <= _place(error)[0] + 1:
        return slip
    error = _by_python(text) or error  # so that two computers say the same
    said = str(error.problem or error.context or "")
    message, hint = next((told for begins, told in _REASONS.items() if said.startswith(begins)), _NO_REASON)
    return Slip(*_place(error), message, hint)


def _place(error: yaml.MarkedYAMLError) -> tuple[int, int]:
    mark = error.problem_mark or error.context_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _by_python(text: str) -> yaml.MarkedYAMLError | None:
    """What PyYAML's own parser says of a small text."""
    try:
        if len(text) <= _LARGE:
            for _ in yaml.parse(text, Loader=yaml.SafeLoader):
                pass
    except yaml.MarkedYAMLError as error:
        return error
    except yaml.YAMLError:
        return None
    return None
