"""What our HTML pages share: one look, everything escaped, nothing loaded. The templates lie beside this module."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import jinja2
from jinja2.filters import do_mark_safe

from runner.locale import (
    Language,
    Message,
    Moment,
    Text,
    _,
    day_of,
    in_context,
    is_at_home,
    joined,
    language,
    many,
    per_front,
    stored,
)
from runner.locale.bidi import in_order
from runner.locale.phrase import begun, whole
from runner.looks import tokens
from runner.records.files import write_private
from runner.records.phrases import day


def render_page(template: str, spoken: Language | None = None, **values: object) -> str:
    """A page as text: one file that holds all it shows, in a language or, where none is given, in the person's."""
    return _environment().get_template(template).render(values, spoken=spoken or language())


def write_page(template: str, path: Path, **values: object) -> Path:
    """Writes a page that only its owner can read, in their language; raises RecordsError where the disk refuses."""
    write_private(path, render_page(template, language(), **values).encode("utf-8"))
    return path


def picture(path: Path) -> str:
    """A picture as an address that holds all of it."""
    return "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode("ascii")


def moment(when: datetime) -> str:
    """A moment as people write it, in UTC."""
    return Moment(when)


def stamp(text: str) -> str:
    """A moment as checks write it (`2026-11-29T02:10:00Z`), in words; of what is none, itself."""
    try:
        return moment(datetime.fromisoformat(text))
    except ValueError:
        return text


_FORMS: Mapping[str, Callable[[str], str]] = {"sentence": whole, "capital": begun}


@jinja2.pass_context
def translated(context: jinja2.runtime.Context, text: str, form: str = "") -> str:
    """A text in the page's language, and in a `form`; what that language lacks stays English, and says so."""
    spoken: Language = context["spoken"]
    text = text if isinstance(text, Text) else stored(text)
    said = _FORMS[form](shown_in(text, spoken)) if form else shown_in(text, spoken)
    if spoken.code == ENGLISH or not _is_english(text, spoken):
        return _ordered(said, spoken)
    way = ' dir="ltr"' if spoken.right_to_left else ""
    return do_mark_safe(f'<span lang="en"{way}>') + said + do_mark_safe("</span>")  # which escapes the text


def _is_english(text: Text, spoken: Language) -> bool:
    """Whether a language has no words of its own for a text."""
    if isinstance(text, Message):
        return spoken.sentence(text) == Language().sentence(text)
    return shown_in(text, spoken) == text


@jinja2.pass_context
def _as_sentence(context: jinja2.runtime.Context, text: str) -> str:
    return whole(shown_in(text, context["spoken"]))


def shown_in(text: str, spoken: Language) -> str:
    """A text as a language says it."""
    return text.in_language(spoken) if isinstance(text, Text) else text


ENGLISH = "en"
_LANGUAGES = {
    "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano", "nl": "Nederlands",
    "pt": "Português", "pt-BR": "Português (Brasil)", "pl": "Polski", "sv": "Svenska", "da": "Dansk", "fi": "Suomi",
    "cs": "Čeština", "el": "Ελληνικά", "hu": "Magyar", "ro": "Română", "tr": "Türkçe", "uk": "Українська",
    "ja": "日本語", "ko": "한국어", "zh": "中文",
}  # fmt: skip


def language_name(code: str) -> str:
    """What a language calls itself; its code where that is not known here."""
    return _LANGUAGES.get(code, code)


@jinja2.pass_context
def _said(context: jinja2.runtime.Context, value: object) -> object:
    """What is put into a page, in the page's language, and in the order in which that is read."""
    spoken: Language = context["spoken"]
    return _ordered(shown_in(value, spoken), spoken) if isinstance(value, Text) else value


@jinja2.pass_context
def _exactly(context: jinja2.runtime.Context, text: str) -> str:
    """A text to copy, in the page's language: to the character."""
    return shown_in(text, context["spoken"])


def _ordered(said: str, spoken: Language) -> str:
    return in_order(said) if spoken.right_to_left else said


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: files("runner.records").joinpath(name).read_text("utf-8")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_said,
    )
    environment.globals |= {"_": _, "many": many, "in_context": in_context, "joined": joined, "per_front": per_front}
    environment.globals["is_at_home"] = is_at_home
    environment.globals["tokens"] = tokens()
    environment.filters |= {
        "picture": picture,
        "moment": moment,
        "day": day,
        "day_of": day_of,
        "exactly": _exactly,
        "stamp": stamp,
        "sentence": _as_sentence,
        "t": translated,
        "language_name": language_name,
        "stored": stored,
    }
    return environment
