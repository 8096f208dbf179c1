"""A checklist in its three forms: what strangers wrote stays text, links are links, boxes can be tapped."""

from __future__ import annotations

from xml.etree import ElementTree

from runner.records.sheet import Sheet, Source, Task, Way, as_markdown, as_page, as_text

NASTY = '<script>alert("x")</script> & *bold* [a](b)'
SHEET = Sheet(
    title="Example – object",
    facts=(("What it covers", NASTY),),
    tasks=(
        Task("Open this page:", link="https://a.example/settings?a=1&b=2"),
        Task(
            "Go there.",
            ways=(
                Way(
                    (Task("Press “AI”."), Task("Only where you see “Yes”:", ways=(Way((Task("Press “Yes”."),)),))),
                    "the menu",
                ),
                Way((Task("Open this page:", link="https://a.example/ai"),), "the address"),
            ),
        ),
        Task("Send it yourself.", copy="I object.\nThank you."),
    ),
    checked="Checked on 2026-11-24: held against its sources.",
    sources=(Source("https://a.example/help", "the company's help, October 2026"), Source("https://b.example/")),
)


def page() -> ElementTree.Element:
    """The page's body, read as XML but for what HTML leaves open."""
    body = as_page(SHEET).partition("<body>")[2].partition("</body>")[0]
    closed = body.replace('type="checkbox">', 'type="checkbox"/>')
    return ElementTree.fromstring(f"<body>{closed}</body>")


def test_text() -> None:
    assert as_text(SHEET).splitlines()[7:] == [
        "[ ] 1. Open this page:",
        "       https://a.example/settings?a=1&b=2",
        "[ ] 2. Go there.",
        "       1. By way of the menu:",
        "         - Press “AI”.",
        "         - Only where you see “Yes”:",
        "             - Press “Yes”.",
        "       2. By way of the address:",
        "         - Open this page:",
        "           https://a.example/ai",
        "[ ] 3. Send it yourself.",
        "       Text to copy:",
        "         I object.",
        "         Thank you.",
        "",
        "Sources:",
        "  the company's help, October 2026",
        "  https://a.example/help",
        "  https://b.example/",
    ]


def test_markdown() -> None:
    text = as_markdown(SHEET)
    assert "- [ ] **1.** Open this page:\n  <https://a.example/settings?a=1&b=2>" in text
    assert "  - 1\\. By way of the menu:\n    - [ ] Press “AI”." in text
    assert "  > I object.  \n  > Thank you.  \n" in text
    assert "- [the company's help, October 2026](<https://a.example/help>)" in text
    assert "\\<script\\>" in text
    assert "<script>" not in text
    assert "\\*bold\\* \\[a\\](b)" in text


def test_the_page_has_a_box_for_everything_there_is_to_do() -> None:
    labels = ["".join(label.itertext()).strip() for label in page().iter("label")]
    assert labels == [
        "1. Open this page:", "2. Go there.", "Press “AI”.", "Only where you see “Yes”:", "Press “Yes”.",
        "Open this page:", "3. Send it yourself.",
    ]  # fmt: skip
    assert all(label.find("input") is not None for label in page().iter("label"))


def test_the_page_leads_where_it_says_and_nowhere_else() -> None:
    links = [link.get("href") for link in page().iter("a")]
    assert links == [
        "https://a.example/settings?a=1&b=2", "https://a.example/ai", "https://a.example/help", "https://b.example/",
    ]  # fmt: skip


def test_the_page_loads_and_runs_nothing() -> None:
    text = as_page(SHEET)
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "src=" not in text
    assert "default-src 'none'" in text
