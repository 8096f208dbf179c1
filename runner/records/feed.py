"""Feeds in the Atom format (RFC 4287), which readers of news ask for. Knows no flow."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE = uuid.UUID(
    "6f0d9d5e-93c5-4a6f-9f0e-3f5a4b1c7d21"
)  # of names that are ours, so that an id is the same each time


@dataclass(frozen=True)
class FeedEntry:
    """One piece of news: `key` tells it from every other, `at` is its day or moment, `page` where there is more."""

    key: str
    title: str
    at: str
    text: str
    page: str


@dataclass(frozen=True)
class Feed:
    """A feed: `url` is where the site will stand (empty where nobody has said), `path` its own place in it."""

    path: str
    title: str
    author: str
    entries: Sequence[FeedEntry]
    url: str = ""
    updated: str = ""

    def as_xml(self) -> str:
        """The feed as text, its newest entry first."""
        ET.register_namespace("", _ATOM)
        root = ET.Element(_name("feed"))
        _add(root, "id", _id(f"{self.url} {self.path} {self.title}"))
        _add(root, "title", self.title)
        entries = sorted(self.entries, key=lambda entry: (entry.at, entry.key), reverse=True)
        _add(root, "updated", _moment(max([self.updated, *(entry.at for entry in entries)], default="")))
        _add(ET.SubElement(root, _name("author")), "name", self.author)
        ET.SubElement(root, _name("link"), rel="self", href=f"{self.url}{self.path}")
        ET.SubElement(root, _name("link"), rel="alternate", type="text/html", href=f"{self.url}index.html")
        for entry in entries:
            self._entry(ET.SubElement(root, _name("entry")), entry)
        ET.indent(root)
        return f"<?xml version='1.0' encoding='utf-8'?>\n{ET.tostring(root, encoding='unicode')}\n"

    def _entry(self, told: ET.Element, entry: FeedEntry) -> None:
        _add(told, "id", _id(entry.key))
        _add(told, "title", entry.title)
        _add(told, "updated", _moment(entry.at))
        ET.SubElement(told, _name("link"), rel="alternate", type="text/html", href=f"{self.url}{entry.page}")
        _add(told, "content", entry.text).set("type", "text")


def _name(word: str) -> str:
    return f"{{{_ATOM}}}{word}"


def _add(parent: ET.Element, word: str, text: str) -> ET.Element:
    one = ET.SubElement(parent, _name(word))
    one.text = _NO_XML.sub("", text)
    return one


def _id(key: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_SPACE, key)}"


def _moment(at: str) -> str:
    """A day as its first moment, in UTC; a moment as it is."""
    return at if "T" in at else f"{at or '1970-01-01'}T00:00:00Z"
