"""Files made to hurt: each is refused with Problems at its place, in half a second and 200 MB, never with a traceback.

The shapes below each took seconds, or hundreds of megabytes, before something limited them. `make fuzz` looks for more.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runner.errors import FlowError, did_you_mean
from runner.flow.load import load, read_text
from runner.flow.source import MAX_BYTES

from .. import memory
from ..fuzz.files import judge, words

ROOT = Path(__file__).parents[2]
HEAD = "title: t\nservice: s\nhosts: [a.example]\nsteps:\n"
MOST = 200  # megabytes


def many(count: int, one: str) -> str:
    return ",".join(one.replace("#", str(at)) for at in range(count))


SHAPES = {
    "65,000 list items": f"[{many(65_000, 'a')}]",
    "200 KB of a quote": 'title: "' + "a" * 200_000,
    "anchors": "x:\n" + "".join(f"- &a{at} b\n" for at in range(11_000)),
    "a quote without end": 'title: "' + "a b\n " * 25_000,
    "a text without end": f"title: {'a ' * 65_000}\n",
    "keys": "".join(f"k{at}: 1\n" for at in range(13_000)),
    "thousands of words that are none": f"{HEAD}  - click: {{{many(3_900, 'x#: a')}}}\n",
    "thousands of steps that are none": HEAD + "  - clik: 1\n" * 1_300,
    "thousands of conditions that are none": f"{HEAD}  - expect: {{any: [{many(1_300, '{visibl: y}')}]}}\n",
    "thousands of needs": HEAD.replace("steps", f"needs: {{{many(1_500, 'a#: x')}}}\nsteps")
    + "  - open: https://a.example/{b}{c}{d}\n" * 300,
    "one need, asked again and again": HEAD + "  - open: https://a.example/" + "{b}" * 2_700 + "\n",
    "thousands of hosts": HEAD.replace("a.example", many(2_000, "a#.example"))
    + "  - open: https://a1.example/\n" * 600,
    "thousands of strange addresses": HEAD.replace("a.example", many(2_000, "a#.example"))
    + "  - open: https://b.example/\n" * 600,
    "one step, repeated by aliases": f"x: &a {{click: [b, c, d]}}\n{HEAD}  - {'{a: [' + many(3_000, '*a') + ']}'}\n",
    "steps that are all one alias": HEAD.replace("steps:\n", f"x: &a {{clik: b}}\nsteps: [{many(3_900, '*a')}]\n"),
    "addresses of dots": HEAD + f"  - mail: {{to: 'a@{'a.' * 4_000} ', subject: s, body: b}}\n" * 15,
    "a host of umlauts": HEAD.replace("a.example", "ä" * 8_000),
    "names to look words up in": HEAD + "".join(f"  - click: {'close ' * 160}\n" for _ in "x" * 125),
    "patterns to be compiled": HEAD + "".join(f"  - click: /{at}{'(x?){20}' * 120}/\n" for at in range(125)),
    "a number of 8,000 digits": HEAD + f"  - click: {{link: a}}\n    timeout: {'9' * 8_000}\n",
    "empty lines": "\n" * 130_000,
    "documents": "---\n" * 32_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SHAPES)
def test_what_is_made_to_be_slow_is_not(name: str) -> None:
    judge(SHAPES[name].encode())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the most memory a process had")
def test_no_shape_needs_much_memory() -> None:
    """In a process of their own, for the most this one ever had is that of other tests."""
    code = "from tests.flow import test_hostile_files as here; here.judge_all()"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert float(told.stdout) < MOST


def judge_all() -> None:
    """Judges every shape, and prints the most memory this process had, in megabytes."""
    for shape in SHAPES.values():
        judge(shape.encode())
    sys.stdout.write(str(memory.peak()))


FILES = [path.read_bytes() for path in sorted(ROOT.glob("flows/*.yaml"))]
PIECES = [word.encode() for word in words()]


@st.composite
def mutants(draw: st.DrawFn) -> bytes:
    """A shipped file with a few pieces cut out, put in and doubled."""
    text = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 6))):
        at, length = draw(st.integers(0, len(text))), draw(st.integers(0, 60))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8), st.just(text[at : at + length] * 3)))
        text = text[:at] + piece + text[at + length * draw(st.integers(0, 1)) :]
    return text


@pytest.mark.slow
@given(mutants())
@settings(max_examples=120, deadline=None)
def test_a_damaged_file_has_problems_or_loads(data: bytes) -> None:
    judge(data)


@pytest.mark.slow
@given(st.recursive(st.sampled_from(PIECES) | st.binary(max_size=12), lambda inner: st.lists(inner).map(b" ".join)))
@settings(max_examples=120, deadline=None)
def test_any_bytes_have_problems_or_load(data: bytes) -> None:
    judge(HEAD.encode() + data)
    judge(data)


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 1024**3)  # sparse: it takes no room on the disk
    with pytest.raises(FlowError, match=r"huge\.yaml:1:1: the file is over 128 KiB"):
        read_text(path)
    path.write_bytes(b"\xef\xbb\xbf" + b"#" * MAX_BYTES)
    assert len(read_text(path)) == MAX_BYTES


def test_a_hint_is_short_however_many_words_there_are() -> None:
    hint = did_you_mean("x" * 100_000, [f"word{at}" for at in range(100_000)])
    assert hint.endswith(" and 99960 more") and len(hint) < 500


@pytest.mark.parametrize("text", ["\x1b[2J\x1b]0;owned\x07", "\u202egnirts", "\x9b31m", "a\rb", "\x08" * 20])
def test_a_problem_shows_no_escapes_of_the_file(text: str) -> None:
    from runner.plain import plain

    with pytest.raises(FlowError) as caught:
        load(HEAD + f"  - click: {{lnik: {text!r}}}\n    {text}: x\n", "f.yaml")
    assert not set(plain(str(caught.value))) & set("\x1b\x07\x08\r\x9b\u202e")
