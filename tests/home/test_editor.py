"""The editor without a browser: what is on its page, what is wrong at which line, saving to the byte with undo."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from runner.app import editing
from runner.app.bench_state import BenchState, Suggestion
from runner.app.editing import Editing
from runner.app.places import shipped_folder
from runner.app.repairs import rewrite
from runner.flow.load import load_file
from runner.home.context import HomeContext
from runner.records.files import write_private
from tests.home.conftest import Visitor
from tests.home.test_flows import MOVED, moved

__all__ = ["moved"]


@pytest.fixture
def flow(folder: Path) -> Path:
    path = folder / "flows" / "mine.yaml"
    write_private(path, MOVED.encode())
    return path


def field(page: str) -> str:
    """What stands in the text field, as a browser gives it back."""
    found = re.search(r"<textarea id=\"text\"[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def problems(page: str) -> list[str]:
    """What is wrong, each with its line."""
    found = re.findall(r'data-column="\d+">(Line \d+)</a>: ([^<]*)', page)
    return [html.unescape(f"{line}: {said.strip()}") for line, said in found]


@pytest.mark.slow
async def test_steps_in_plain_words_beside_the_file(visitor: Visitor) -> None:
    page = await visitor.get("/flows/facebook-objection/edit")
    text = (shipped_folder() / "facebook-objection.yaml").read_text("utf-8")
    assert field(page) == text
    said, login = html.unescape(page), text.splitlines().index("  - pause:") + 1
    for one in (
        "Log in to Facebook as you always do",
        "The privacy policy",
        "Press “Right to object”",
        f"line {login}",
    ):
        assert one in said, one
    assert "There is no flow nothing" in await visitor.get("/flows/nothing/edit", 404)


@pytest.mark.slow
async def test_every_problem_stands_at_its_line_while_one_types(visitor: Visitor, flow: Path) -> None:
    wrong = MOVED.replace("click:", "clik:").replace("hosts:", "host:")
    page = await visitor.post("/flows/mine/edit/typed", text=wrong, live="1")
    assert problems(page) == [
        "Line 1: 'hosts' is missing here",
        "Line 4: nothing here is called 'host'",
        "Line 7: no step is called 'clik'",
    ]
    assert 'class="error"><i>  - clik: {link: Old menu}</i>' in page
    assert "as it could last be read" in page, "the steps stay to be seen"
    assert "Press “Old menu”" in html.unescape(page)
    assert flow.read_text("utf-8") == MOVED, "nothing is written by typing"
    assert "clik" in field(await visitor.get("/flows/mine/edit")), "what was typed is there again"


@pytest.mark.slow
async def test_what_was_typed_outlives_the_program(visitor: Visitor, flow: Path) -> None:
    await visitor.post("/flows/mine/edit/typed", text=MOVED + "# more\n", live="1")
    first = visitor.context
    again = Visitor(HomeContext(first.folder, first.settings_file, first.config))
    assert field(await again.get("/flows/mine/edit")) == MOVED + "# more\n"
    page = await again.post("/flows/mine/edit", do="discard")
    assert field(page) == MOVED
    assert not (flow.parent / "editing" / "mine.json").exists()


@pytest.mark.slow
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
async def test_saved_to_the_byte_and_taken_back(visitor: Visitor, flow: Path, ends: str) -> None:
    before = ("\ufeff" + MOVED.replace("A menu", "A menu\u200f").replace("\n", ends)).encode()
    flow.write_bytes(before)
    page = await visitor.get("/flows/mine/edit")
    typed = field(page).replace("Old menu", "New menu").replace("\n", "\r\n")  # as a browser sends it
    page = await visitor.post("/flows/mine/edit", do="save", text=typed)
    assert f"Saved to {flow}." in html.unescape(page)
    after = before.replace(b"Old menu", b"New menu")
    assert flow.read_bytes() == after
    assert "Undo the last save" in page
    page = await visitor.post("/flows/mine/edit", do="undo", text=field(page))
    assert flow.read_bytes() == before
    await visitor.post("/flows/mine/edit", do="redo", text=field(page))
    assert flow.read_bytes() == after


class CutOff(BaseException):
    """The end of the program."""


@pytest.mark.slow
@pytest.mark.parametrize("is_written", [True, False])
async def test_who_was_cut_off_while_saving_goes_on_from_what_the_file_is(
    visitor: Visitor, flow: Path, monkeypatch: pytest.MonkeyPatch, is_written: bool
) -> None:
    def dies(path: Path, text: str) -> None:
        if is_written:
            rewrite(path, text)
        raise CutOff

    new = MOVED.replace("Old menu", "New menu")
    with monkeypatch.context() as patch, pytest.raises(CutOff):
        patch.setattr(editing, "rewrite", dies)
        await visitor.post("/flows/mine/edit", do="save", text=new)
    first = visitor.context
    again = Visitor(HomeContext(first.folder, first.settings_file, first.config))
    page = await again.get("/flows/mine/edit")
    assert field(page) == new
    assert ("Undo the last save" in page) is is_written, "there is one save at most to be undone"
    await again.post("/flows/mine/edit", do="undo" if is_written else "save", text=field(page))
    assert flow.read_text("utf-8") == (MOVED if is_written else new)


@pytest.mark.slow
async def test_a_shipped_flow_is_copied_when_it_is_first_saved(visitor: Visitor, folder: Path) -> None:
    shipped = shipped_folder() / "x-grok.yaml"
    before = shipped.read_bytes()
    page = await visitor.get("/flows/x-grok/edit")
    page = await visitor.post("/flows/x-grok/edit", do="save", text="# mine\n" + field(page))
    own = folder / "flows" / "x-grok.yaml"
    assert own.read_bytes() == b"# mine\n" + before
    assert shipped.read_bytes() == before
    assert "a copy of your own" in page
    assert (folder / "flows" / "mended-from" / "x-grok.json").is_file(), "a newer one can be put together with it"
    await visitor.post("/flows/x-grok/edit", do="undo", text=field(page))
    assert not own.exists(), "nothing of theirs is left in it"


async def test_a_file_that_has_changed_meanwhile_is_not_written_over(visitor: Visitor, flow: Path) -> None:
    await visitor.post("/flows/mine/edit/typed", text=MOVED + "# mine\n", live="1")
    flow.write_text(MOVED + "# theirs\n", "utf-8")
    assert "has changed meanwhile" in await visitor.post("/flows/mine/edit", 422, do="save", text=MOVED + "# mine\n")
    assert flow.read_text("utf-8").endswith("# theirs\n")
    assert "Save mine over it" in await visitor.get("/flows/mine/edit")
    await visitor.post("/flows/mine/edit", do="anyway", text=MOVED + "# mine\n")
    assert flow.read_text("utf-8").endswith("# mine\n")
    await visitor.post("/flows/mine/edit", do="undo", text=MOVED + "# mine\n")
    assert flow.read_text("utf-8").endswith("# theirs\n"), "what was written over is what undo brings back"


async def test_a_file_that_others_wrote_is_shown_as_it_is_now(visitor: Visitor, flow: Path) -> None:
    await visitor.get("/flows/mine/edit")
    flow.write_text(MOVED + "# theirs\n", "utf-8")
    assert field(await visitor.get("/flows/mine/edit")).endswith("# theirs\n")


async def test_a_flow_that_cannot_be_walked_is_saved_and_says_so(visitor: Visitor, flow: Path) -> None:
    page = await visitor.post("/flows/mine/edit", do="save", text=MOVED.replace("click:", "clik:"))
    assert "It cannot be walked while it has 1 problem." in page
    assert "clik" in field(await visitor.get("/flows/mine")), "its page is where it is mended"


async def test_words_come_from_the_schema(visitor: Visitor, flow: Path) -> None:
    text = "title: “😀”\nsteps:\n  - pa"
    page = await visitor.post("/flows/mine/edit/words", text=text, caret=str(len(text) + 1))  # 😀 counts twice
    assert 'data-text="pause: "' in page
    assert f'data-start="{len(text) - 1}"' in page
    page = await visitor.post(
        "/flows/mine/edit/words", text=(text := "steps:\n  - pause: {for: lo"), caret=str(len(text))
    )
    assert re.findall(r'data-text="([^"]*)"', page) == ["login"]


@pytest.mark.slow
@pytest.mark.usefixtures("moved")
async def test_a_change_that_waits_is_edited_at_its_place(visitor: Visitor, folder: Path) -> None:
    page = await visitor.get("/flows/moved")
    found = re.search(r'href="(/flows/moved/edit\?line=\d+)">Edit it', page)
    assert found
    page = await visitor.get(found[1])
    assert 'value="1" checked' in page, "the step that the change is about is chosen"
    key = re.search(r'value="(repair \w+)"', page)
    assert key
    page = await visitor.post("/flows/moved/edit", do=key[1], text=field(page))
    assert "New <b>menu</b>" in field(page)
    assert "New <b>menu</b>" not in (folder / "flows" / "moved.yaml").read_text("utf-8"), "not saved yet"
    await visitor.post("/flows/moved/edit", do="save", text=field(page))
    assert "New <b>menu</b>" in (folder / "flows" / "moved.yaml").read_text("utf-8")
    assert load_file(folder / "flows" / "moved.yaml").flow.steps


async def test_what_is_not_there_to_be_done_is_not_done(visitor: Visitor, flow: Path) -> None:
    assert "nothing like that" in await visitor.post("/flows/mine/edit", 404, do="burn", text=MOVED)
    assert flow.read_text("utf-8") == MOVED


# -- against the page beside, without one -----------------------------------------------------------------------------

MENDED = MOVED.replace("Old menu", "New menu")


def suggested(visitor: Visitor) -> Suggestion:
    """Something was pointed at."""
    found = Suggestion("It is called “New menu” now.", MOVED, MENDED, "-Old menu\n+New menu\n")
    visitor.context.bench.state = BenchState(
        "mine", at=("steps", 1, "click"), suggestion=found, called="<b>New</b>", is_fine=False
    )
    return found


@pytest.mark.slow
@pytest.mark.usefixtures("flow")
async def test_one_thing_is_done_at_a_time_and_the_page_shows_it(visitor: Visitor) -> None:
    page = await visitor.post("/flows/mine/edit", do="try 1", text=MOVED)
    assert "Trying it in the page beside" in page
    assert visitor.context.walks.now
    assert visitor.context.walks.now.path == "/flows/mine/edit"
    assert 'value="1" checked' in page
    assert "Something else is under way" in await visitor.post("/flows/mine/edit", do="point 1", text=MOVED)
    assert 'href="/flows/mine/edit">Show it' in await visitor.get("/services")
    await visitor.post("/flows/mine/edit", do="stop", text=MOVED)
    assert visitor.context.walks.now.exit.pressed()


@pytest.mark.usefixtures("flow")
async def test_no_step_of_a_flow_with_problems_is_tried(visitor: Visitor) -> None:
    for wrong in (MOVED.replace("click:", "clik:"), MOVED.replace("Old menu", "Delete my account")):
        assert "Mend the problems" in await visitor.post("/flows/mine/edit", 422, do="try 0", text=wrong)
        assert not visitor.context.walks.is_under_way
    assert "not there any more" in await visitor.post("/flows/mine/edit", 422, do="try 99", text=MOVED)


async def test_only_the_suggestion_that_was_shown_is_written(visitor: Visitor, flow: Path) -> None:
    key = suggested(visitor).key
    page = await visitor.get("/flows/mine/edit")
    assert f'value="use {key}"' in page
    assert "&lt;b&gt;New&lt;/b&gt;" in page, "what a page calls its things is shown as text"
    assert "has changed since" in await visitor.post("/flows/mine/edit", 422, do=f"use {key}", text=MOVED + "# more\n")
    assert "has changed since" in await visitor.post("/flows/mine/edit", 422, do="use 0", text=MOVED)
    assert flow.read_text("utf-8") == MOVED
    said = await visitor.post("/flows/mine/edit", do=f"use {key}", text=MOVED)
    assert f"Written to {flow}" in html.unescape(said)
    assert flow.read_text("utf-8") == MENDED
    assert "Write it into the flow" not in said


async def test_a_suggestion_can_be_left(visitor: Visitor, flow: Path) -> None:
    suggested(visitor)
    assert "Write it into the flow" not in await visitor.post("/flows/mine/edit", do="leave", text=MOVED)
    assert flow.read_text("utf-8") == MOVED


@pytest.mark.slow
async def test_a_file_given_by_its_path_is_written_where_it_is(visitor: Visitor, tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "kept" / "x-grok.yaml"  # a keeper's own working copy of a flow that is shipped as well
    write_private(path, MOVED.encode())
    visitor.context.editing = Editing({"x-grok": path})
    page = await visitor.post("/flows/x-grok/edit", do="save", text=MENDED)
    assert f"Saved to {path}." in html.unescape(page)
    assert path.read_text("utf-8") == MENDED
    assert not (folder / "flows" / "x-grok.yaml").exists()
