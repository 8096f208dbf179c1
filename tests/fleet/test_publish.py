"""`optout publish`: a site to read without a script, in each language there is, with feeds; what is others' stays."""

from __future__ import annotations

import json
import re
import uuid
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.async_api import Page

from runner.app.publish import Edition, publish
from runner.errors import FlowError, UsageError
from runner.flow import catalogue
from runner.flow.catalogue import read_catalogue
from runner.records.checks import CheckedFlow, merged
from tests.conftest import Start, unavailable
from tests.home.test_access import AXE, RUN
from tests.languages.quoting import quoting
from tests.test_cli import Run, run  # noqa: F401 - the fixture that calls the program

ATOM = "{http://www.w3.org/2005/Atom}"
HEAD = """collection: acme
title: Opt-outs <for> people at Acme
kept_by: Acme e.V. & friends
page: https://acme.example/optout
version: 1
date: 2026-11-29
"""
FLOW = """title: Photos – keep <b>yours</b> out of training
service: Acme & Photos
covers: "All you upload. <script>alert(1)</script>"
offered_in: [EU, UK]
hosts: [photos.example]
checked: {date: 2026-11-20, how: live, by: 4, in: [DE, FR]}
sources:
  - https://photos.example/help – what it covers, 2026-11-01
news:
  - {date: 2026-10-02, say: The switch has moved., reopens: true}
  - {date: 2026-11-03, say: "Chats are <covered> now."}
steps:
  - open: https://photos.example/settings
  - pause: {for: login, say: Log in., until: {visible: {button: Account}}}
  - click: Privacy
  - pause: {for: switch, control: {switch: Train on my photos}, want: off}
"""
PO = """msgid ""
msgstr "Language: de"

msgid "Photos – keep <b>yours</b> out of training"
msgstr "Fotos – <i>Ihre</i> nicht zum Trainieren"

# of the checklist
msgid "What it covers"
msgstr "Was es "
"abdeckt"

#, fuzzy
msgid "Log in."
msgstr "Nicht dies."
"""


def collection(folder: Path) -> Path:
    """A collection's folder, with a second flow that has no translation."""
    (folder / "flows").mkdir(parents=True)
    (folder / "locale").mkdir()
    (folder / "collection.yaml").write_text(HEAD, "utf-8")
    (folder / "flows" / "acme.photos.yaml").write_text(FLOW, "utf-8")
    other = FLOW.replace("Photos – keep <b>yours</b> out", "Chats – keep yours out").replace("news:", "x-news:")
    other = re.sub(r"x-news:\n(  - .*\n){2}", "", other)
    (folder / "flows" / "acme.chats.yaml").write_text(other, "utf-8")
    (folder / "locale" / "de.po").write_text(PO, "utf-8")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published one, of a collection that was checked twice."""
    acme = collection(tmp_path / "acme")
    first, second = "2026-11-27T02:00:00Z", "2026-11-28T02:00:00Z"
    fine = CheckedFlow("acme.photos", "Photos", "DE", "works", at=first)
    gone = CheckedFlow("acme.photos", "Photos", "DE", "broken", "gone", 1, "<i>no such page</i>", "", second)
    elsewhere = CheckedFlow("another", "Another", "DE", "broken", "gone", at=second)
    checks = merged([gone, elsewhere], merged([fine], None, first), second)
    path = tmp_path / "checks.json"
    path.write_text(checks.as_json(), "utf-8")
    publish(Edition([acme], url="https://acme.example/optout", checks=path), tmp_path / "site")
    return tmp_path / "site"


class Reader(HTMLParser):
    """Reads a page as strictly as its grammar allows: every element closed in order, every id once."""

    VOID = frozenset({"meta", "link", "input", "img", "br", "base"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.tags: Counter[str] = Counter()
        self.feed(text)
        self.close()
        assert self.open == []
        assert all(count == 1 for count in self.ids.values())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        assert len(given) == len(attrs), f"<{tag}> says something twice"
        self.tags[tag] += 1
        self.ids.update([given["id"]] if "id" in given else [])
        if tag in ("a", "link"):
            self.links.append(given["href"])
        self.loads += [given[name] for name in ("src", "srcset", "data") if name in given]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def pages(site: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), path.read_text("utf-8")


@pytest.mark.slow
def test_there_is_a_guide_for_each_flow_and_language(site: Path) -> None:
    assert [name for name, _ in pages(site)] == [
        "de/acme.photos.html",
        "de/embed/acme.photos.html",
        "de/index.html",
        "en/acme.chats.html",
        "en/acme.photos.html",
        "en/embed/acme.chats.html",
        "en/embed/acme.photos.html",
        "index.html",
    ]


@pytest.mark.slow
def test_every_page_is_whole_loads_nothing_and_leads_somewhere(site: Path) -> None:
    for name, text in pages(site):
        read = Reader(text)
        assert text.startswith("<!doctype html>\n<html lang=")
        assert (read.tags["script"], read.tags["title"], read.tags["h1"], read.loads) == (0, 1, 1, []), name
        assert "default-src 'none'" in text
        for link in read.links:
            if not link.startswith("https://"):
                assert (site / urljoin(name, link)).is_file(), f"{name}: {link}"


@pytest.mark.slow
def test_a_guide_says_what_show_says_with_its_date_and_keeper(site: Path) -> None:
    text = (site / "en" / "acme.photos.html").read_text("utf-8")
    for told in (
        "Photos – keep &lt;b&gt;yours&lt;/b&gt; out of training",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "Acme e.V. &amp; friends",
        '<time datetime="2026-11-20">20 Nov 2026</time>, walked by 4 people, in DE and FR',
        "<dt>Offered</dt><dd>in EU, UK</dd>",
        "Train on my photos",
        "This way may no longer work as it is written here (DE).",
        "The page is gone.",
        "Chats are &lt;covered&gt; now.",
    ):
        assert told in text, told
    assert "<script" not in text and "<b>yours" not in text


@pytest.mark.slow
def test_a_catalogue_may_tell_by_places_and_what_it_lacks_of_ours_is_as_optout_says_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `flows/locale/de.po` does, whose texts stand each under its flow and place."""
    acme = collection(tmp_path / "acme")
    by_place = """
msgctxt "acme.chats: title"
msgid "Chats – keep yours out of training"
msgstr "Plaudereien – heraus damit"

msgctxt "acme.photos: title"
msgid "Chats – keep yours out of training"
msgstr "Das ist ein anderer Ablauf"

msgctxt "acme.chats: pause.say"
msgid "Log in."
msgstr "Melde dich an."
"""
    path = acme / "locale" / "de.po"
    path.write_text(PO + by_place, "utf-8")
    monkeypatch.setattr(catalogue, "find", quoting)
    publish(Edition([acme]), tmp_path / "site")
    text = (tmp_path / "site" / "de" / "acme.chats.html").read_text("utf-8")
    assert "<h1>Plaudereien – heraus damit</h1>" in text
    assert "Melde dich an." in text
    assert "<dt>Was es abdeckt</dt>" in text  # the collection's own word for it comes before Optout's
    assert "«All guides»" in text
    assert '<span lang="en">All you upload.' in text
    assert "ein anderer Ablauf" not in text


@pytest.mark.slow
def test_a_translation_is_used_and_what_it_lacks_is_marked_as_english(site: Path) -> None:
    text = (site / "de" / "acme.photos.html").read_text("utf-8")
    assert '<html lang="de">' in text
    assert "<h1>Fotos – &lt;i&gt;Ihre&lt;/i&gt; nicht zum Trainieren</h1>" in text
    assert "<dt>Was es abdeckt</dt>" in text
    assert '<span lang="en">Log in.' in text and "Nicht dies" not in text
    assert "Fotos" in (site / "de" / "index.html").read_text("utf-8")
    assert "Chats" not in (site / "de" / "index.html").read_text("utf-8")


@pytest.mark.slow
def test_the_one_for_a_frame_leads_out_of_it(site: Path) -> None:
    text = (site / "en" / "embed" / "acme.photos.html").read_text("utf-8")
    assert '<base target="_blank">' in text
    assert "https://acme.example/optout/en/acme.photos.html" in text
    assert "iframe" not in text
    to_copy = '&lt;iframe src="https://acme.example/optout/en/embed/acme.photos.html" title="Photos'
    assert to_copy in (site / "en" / "acme.photos.html").read_text("utf-8")


def entries(site: Path, name: str) -> list[tuple[str, str]]:
    root = ET.parse(site / name).getroot()
    assert root.tag == f"{ATOM}feed"
    for part in (root, *root.iter(f"{ATOM}entry")):
        for word in ("id", "title", "updated"):
            assert part.findtext(f"{ATOM}{word}"), word
        assert uuid.UUID((part.findtext(f"{ATOM}id") or "").removeprefix("urn:uuid:"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", part.findtext(f"{ATOM}updated") or "")
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Acme e.V. & friends"
    links = [one.get("href") or "" for one in root.iter(f"{ATOM}link")]
    assert all(link.startswith("https://acme.example/optout/") for link in links)
    assert all((site / link.removeprefix("https://acme.example/optout/")).is_file() for link in links)
    return [
        (one.findtext(f"{ATOM}updated") or "", one.findtext(f"{ATOM}title") or "") for one in root.iter(f"{ATOM}entry")
    ]


@pytest.mark.slow
def test_the_feeds(site: Path) -> None:
    assert entries(site, "news.xml") == [
        ("2026-11-03T00:00:00Z", "Acme & Photos: Chats are <covered> now."),
        ("2026-10-02T00:00:00Z", "Acme & Photos: The switch has moved."),
    ]
    assert entries(site, "checks.xml") == [("2026-11-28T02:00:00Z", "Photos (DE): no longer as its flow says")]


@pytest.mark.slow
def test_the_same_flows_make_the_same_bytes_and_what_has_gone_goes(site: Path, tmp_path: Path) -> None:
    edition = Edition([tmp_path / "acme"], url="https://acme.example/optout", checks=tmp_path / "checks.json")
    before = dict(pages(site)) | {name: (site / name).read_text("utf-8") for name in ("news.xml", "checks.xml")}
    (site / "CNAME").write_text("acme.example")
    publish(edition, site)
    assert dict(pages(site)) | {name: (site / name).read_text("utf-8") for name in ("news.xml", "checks.xml")} == before
    (tmp_path / "acme" / "flows" / "acme.chats.yaml").unlink()
    publish(Edition([tmp_path / "acme"]), site)
    assert not (site / "en" / "acme.chats.html").exists() and not (site / "checks.xml").exists()
    assert (site / "CNAME").read_text() == "acme.example"


@pytest.mark.slow
def test_a_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    acme, others = collection(tmp_path / "acme"), tmp_path / "others"
    others.mkdir()
    (others / "index.html").write_text("mine")
    with pytest.raises(UsageError, match="holds something else"):
        publish(Edition([acme]), others)
    assert [path.name for path in others.iterdir()] == ["index.html"]
    outside = tmp_path / "outside.html"
    outside.write_text("mine")
    (others / "index.html").unlink()
    (others / ".optout-site.json").write_text(json.dumps(["../outside.html", str(outside), 7, "en"]))
    publish(Edition([acme]), others)
    assert outside.read_text() == "mine"


def test_what_is_wrong_is_said_before_anything_is_written(tmp_path: Path) -> None:
    acme = collection(tmp_path / "acme")
    with pytest.raises(UsageError, match="--url"):
        publish(Edition([acme], url="acme.example"), tmp_path / "site")
    (acme / "locale" / "de.po").write_text('msgid "a"\nmsgstr b\n')
    with pytest.raises(FlowError, match=r"de\.po:2:1: this is no line of a gettext catalogue"):
        publish(Edition([acme]), tmp_path / "site")
    (acme / "flows" / "acme.photos.yaml").write_text("title: T\n")
    with pytest.raises(FlowError, match=r"acme\.photos\.yaml"):
        publish(Edition([acme]), tmp_path / "site")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("text", ['msgid "a\n', '"a"\n', 'msgid "a" "b" + 1\n', "msgid __import__('os')\n", "\udcff"])
def test_a_catalogue_that_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "de.po"
    path.write_text(text, "utf-8", errors="surrogateescape")
    with pytest.raises(FlowError, match=r"de\.po:1:1"):
        read_catalogue(path)


@pytest.mark.whole
@pytest.mark.slow
def test_the_whole_library(run: Run) -> None:  # noqa: F811
    ran = run("publish", "site")
    assert ran.code == 0, ran.err
    assert re.fullmatch(r"\d+ guides, an overview and feeds: site/index.html\n", ran.out)
    for _, text in pages(Path("site")):
        Reader(text)
    assert "the people who make Optout" in Path("site/en/claude-training.html").read_text("utf-8")
    assert not Path("site/en/practice.html").exists()
    assert len(ET.parse("site/news.xml").getroot().findall(f"{ATOM}entry")) > 0


@pytest.mark.core(cases=1)
@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_axe_finds_nothing_and_nothing_is_cut(site: Path, start: Start, theme: str) -> None:
    if not AXE.is_file():
        unavailable("axe-core is not there: `make check` gets it where there is npm.")
    script = AXE.read_text("utf-8")
    async with start() as browser:
        page: Page = browser.context.pages[0]
        await page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        for name, _ in pages(site):
            for width in (320, 1366):
                await page.set_viewport_size({"width": width, "height": 700})
                await page.goto((site / name).as_uri())
                assert await page.evaluate("document.documentElement.scrollWidth") <= width, name
            await page.evaluate(script)
            assert await page.evaluate(RUN) == [], name
