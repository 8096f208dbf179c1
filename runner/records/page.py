"""What our HTML pages share: one look, everything escaped, nothing loaded. The templates lie beside this module."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import jinja2
from jinja2.filters import do_mark_safe

from runner.locale import Text, _, in_context, language, many, shown
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


def stamp(text: str) -> str:
    """A moment as checks write it (`2026-11-29T02:10:00Z`), in words; of what is none, itself."""
    try:
        return moment(datetime.fromisoformat(text))
    except ValueError:
        return text


def sentence(text: str) -> str:
    """A text that begins with a capital letter and ends with a full stop."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}" if text else ""


@jinja2.pass_context
def translated(context: jinja2.runtime.Context, text: str) -> str:
    """A text in the page's language, by the `catalogue` the page is given; what that lacks stays English, and says so.

    A page without one is in English altogether.
    """
    catalogue = context.get("catalogue")
    if not catalogue:
        return text
    found = catalogue.get(text)
    return found or do_mark_safe('<span lang="en">') + text + do_mark_safe("</span>")  # which escapes the text


_LANGUAGES = {
    "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano", "nl": "Nederlands",
    "pt": "Português", "pt-BR": "Português (Brasil)", "pl": "Polski", "sv": "Svenska", "da": "Dansk", "fi": "Suomi",
    "cs": "Čeština", "el": "Ελληνικά", "hu": "Magyar", "ro": "Română", "tr": "Türkçe", "uk": "Українська",
    "ja": "日本語", "ko": "한국어", "zh": "中文",
}  # fmt: skip


def language_name(code: str) -> str:
    """What a language calls itself; its code where that is not known here."""
    return _LANGUAGES.get(code, code)


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: files("runner.records").joinpath(name).read_text("utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: shown(value) if isinstance(value, Text) else value,
    )
    environment.globals |= {"_": _, "many": many, "in_context": in_context, "language": language}
    environment.globals["tokens"] = tokens()
    environment.filters |= {
        "picture": picture,
        "moment": moment,
        "day": day,
        "stamp": stamp,
        "sentence": sentence,
        "t": translated,
        "language_name": language_name,
    }
    return environment
