"""The whole way of practice in a language two fifths longer than English, and in Arabic: nothing of the panel is cut.

It is walked hands-free in windows of two sizes, and measured in each state the panel takes. That nothing is covered
that has to be pressed, the walk shows by itself: the hands press only what the panel does not lie over.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
import pytest_asyncio

from runner.app.batch import FlowResult
from runner.app.places import shipped_folder
from runner.app.rehearsal import rehearsal
from runner.app.run import run
from runner.browser import display
from runner.config import Config
from runner.events import Event
from runner.locale import Language, Text, catalogues
from runner.locale.names import OWN_NAMES
from runner.practice.part import ME
from tests.conftest import unavailable
from tests.few import nth
from tests.languages.pseudo import plain_words, pseudo
from tests.panel_measured import Measured, measured

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
CASES = [("qps", (1024, 600)), ("qps", (1366, 768)), ("ar", (1366, 768)), ("ar", (1024, 600))]
LANGUAGES = [word for name in OWN_NAMES.values() for word in plain_words(name)]  # which call themselves so in each
# Our name, that of a picture, and of who practises.
VALUES = {"Optout", "answer", "png", *ME["name"].split(), *LANGUAGES}
_NAMES = re.compile(r"“[^“”]*”|«[^«»]*»|\S*/\S*")  # what the page calls things; an address, and where a file is


@dataclass(frozen=True)
class Walked:
    """What came of a walk, and what was seen of the panel in it."""

    language: Language
    size: tuple[int, int]
    came: list[FlowResult]
    heard: list[Event]
    panel: Measured

    @property
    def names(self) -> set[str]:
        """Words that are the page's: what it calls what was found, pressed and filled in."""
        said = [getattr(event, name, "") for event in self.heard for name in ("label", "note")]
        return {word.lower() for one in said if not isinstance(one, Text) for word in plain_words(one)}


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=nth(CASES, 2), ids=str)
async def walked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Walked]:
    """A practice walk on a screen that the window fills."""
    code, (width, height) = request.param
    if not display.available():
        unavailable("no Xvfb to make a screen of that size")
    language = pseudo() if code == "qps" else catalogues.find(code, shipped_folder() / "locale")
    with pytest.MonkeyPatch.context() as patch, measured() as panel:
        patch.setenv("OPTOUT_HOME", str(tmp_path_factory.mktemp("home")))
        patch.delenv("DISPLAY", raising=False)
        patch.delenv("WAYLAND_DISPLAY", raising=False)
        patch.setattr(display, "_HOLD", display._HOLD.replace("1280x900", f"{width}x{height}"))
        patch.setattr(catalogues, "_current", language)
        with rehearsal(Config(pace=0.05), hands_free=True) as plan:
            window = (f"--window-size={width},{height}", "--window-position=0,0")
            heard: list[Event] = []
            wide = replace(plan, pictures=False, args=(*plan.args, *window))
            came = await run(wide, listeners=[heard.append])
        yield Walked(language, (width, height), came, heard, panel)


async def test_nothing_is_cut_on_the_whole_way(walked: Walked) -> None:
    assert [(one.end, one.basis) for one in walked.came] == [("sent", "read_back")]
    assert not walked.panel.cut, walked.panel.told()


async def test_every_state_was_measured(walked: Walked) -> None:
    """As a card and folded, with each question of the way, the picture among them; in a window of that size."""
    panel = walked.panel
    assert panel.states == {"working", "waiting", "ended"}
    assert panel.abouts == {"", "login", "review", "capture", "picture", "attach", "submit", "switch"}
    assert {"card of 364", "card of 300", "strip of 640", "strip of 220", "pill of 0"} <= panel.shapes
    assert all(walked.size[0] - 16 < width <= walked.size[0] for width, _ in panel.windows)
    assert all(height < walked.size[1] for _, height in panel.windows)
    assert panel.directions == {"rtl" if walked.language.right_to_left else "ltr"}


async def test_what_was_measured_is_in_that_language(walked: Walked) -> None:
    """Nothing is said in English."""
    texts, known = walked.panel.texts, walked.names | {one.lower() for one in VALUES}
    assert len(texts) > 50
    english = {one: {word.lower() for word in plain_words(_NAMES.sub("", one))} - known for one in texts}
    assert {one: words for one, words in english.items() if words} == {}
