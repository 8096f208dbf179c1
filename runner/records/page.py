"""What our HTML pages share: one look, everything escaped, nothing loaded. The templates lie beside this module."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import jinja2

from runner.looks import tokens
from runner.records.files import write_private
from runner.records.phrases import day


def render_page(template: str, **values: object) -> str:
    """A page as text: one file that holds all it shows."""
    return _environment().get_template(template).render(values)


def write_page(template: str, path: Path, **values: object) -> Path:
    """Writes a page that only its owner can read; raises RecordsError where the disk refuses."""
    write_private(path, render_page(template, **values).encode("utf-8"))
    return path


def picture(path: Path) -> str:
    """A picture as an address that holds all of it."""
    return "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode("ascii")


def moment(when: datetime) -> str:
    """A moment as people write it, in UTC."""
    when = when.astimezone(UTC)
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: files("runner.records").joinpath(name).read_text("utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["tokens"] = tokens()
    environment.filters |= {"picture": picture, "moment": moment, "day": day}
    return environment
