"""Changes single settings in the person's file, and leaves all else of it to the byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from runner.app.repairs import rewrite
from runner.browser.allowed import refuse
from runner.config import Config, load_config, read_config
from runner.errors import RepairError
from runner.flow.splice import Document, written
from runner.locale import _, per_front
from runner.records.files import write_private

Setting = tuple[str, ...]  # such as ("me", "country"); one or two words
Value = str | float | bool | Sequence[str]


def change_settings(path: Path, values: Mapping[Setting, Value]) -> Config:
    """Writes these settings and gives what the file says then; what is so already is left as it is written.

    Raises ConfigError where a value is not one the setting can have, UsageError for a switch that the browser may not
    get, RepairError where the file cannot be changed without touching more of it; then it is as it was.
    """
    before = path.read_bytes().decode("utf-8") if path.exists() else ""
    text = before
    for setting, value in values.items():
        text = _changed(text, setting, list(value) if isinstance(value, tuple) else value)
    refuse(load_config(text.removeprefix("\ufeff"), str(path)).browser.args)  # raises before anything is written
    if text != before:
        if path.exists():
            rewrite(path, text)
        else:
            write_private(path, text.encode("utf-8"))
    return read_config(path)[0] if path.exists() else Config()


def _changed(text: str, setting: Setting, value: Any) -> str:
    if not _has_content(text):
        return f"{text}{_lines(setting, value)}"
    document = Document(text)
    if _known(document.data, setting) == value:
        return text
    wanted = _with(document.data, setting, value)
    for made in (_replaced, _added_inside, _added_below):
        new = made(document, setting, value)
        if new is not None and Document(new).data == wanted:
            return f"{text[: len(text) - len(document.text)]}{new}"
    name = ".".join(setting)
    raise RepairError(
        per_front(
            _("{setting} cannot be changed without touching more of the settings; do it in the file", setting=name),
            _("one of these cannot be changed without touching more of the file it stands in; change it there by hand"),
        )
    )


def _replaced(document: Document, setting: Setting, value: Any) -> str | None:
    """The value that stands there is another one."""
    try:
        node = document.slot(setting).node
    except RepairError:
        return None
    end = document.end(node)
    lead = "" if end > node.start else " "
    return f"{document.text[: node.start]}{lead}{written(value)}{document.text[max(end, node.start) :]}"


def _added_inside(document: Document, setting: Setting, value: Any) -> str | None:
    """A line more at the end of a group that is there."""
    try:
        group = document.slot(setting[:-1]).node if len(setting) > 1 else None
    except RepairError:
        return None
    if group is None:
        return None
    if not group.pairs or document.is_flow(group):
        data = {**(group.data() or {}), setting[-1]: value}
        return _replaced(document, setting[:-1], data)
    column = document.column(group.pairs[0][0].start)
    at = document.line_end(document.end(group.pairs[-1][1]))
    lead = "" if document.text[:at].endswith("\n") else document.newline
    line = f"{' ' * column}{setting[-1]}: {written(value)}{document.newline}"
    return f"{document.text[:at]}{lead}{line}{document.text[at:]}"


def _added_below(document: Document, setting: Setting, value: Any) -> str:
    """New lines at the end of the file."""
    lead = "" if not document.text or document.text.endswith("\n") else document.newline
    return f"{document.text}{lead}{_lines(setting, value)}"


def _lines(setting: Setting, value: Any) -> str:
    if len(setting) == 1:
        return f"{setting[0]}: {written(value)}\n"
    return f"{setting[0]}:\n  {setting[1]}: {written(value)}\n"


def _has_content(text: str) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in text.removeprefix("\ufeff").split("\n"))


def _known(data: Any, setting: Setting) -> Any:
    for word in setting:
        data = data.get(word) if isinstance(data, dict) else None
    return data


def _with(data: Any, setting: Setting, value: Any) -> Any:
    inside = dict(data or {})
    inside[setting[0]] = value if len(setting) == 1 else _with(inside.get(setting[0]), setting[1:], value)
    return inside
