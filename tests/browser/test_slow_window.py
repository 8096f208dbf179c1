"""A window that a press has opened is waited for, however long it takes to come: what is next is looked for in it."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from runner import events
from runner.browser.driver import PageDriver
from runner.browser.panel import Panel
from runner.browser.waiting import Pace
from runner.flow.load import load
from runner.session.engine import Engine
from runner.session.person import Together

from ..busy import page, site
from ..conftest import Start

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
ONWARD = "<button type=button onclick=\"told('{}')\">Onward</button>"
WAYS = {
    "a link": "<a href=/window.html target=_blank>Portal</a>",
    "a link that stays its opener": "<a href=/window.html target=_blank rel=opener>Portal</a>",
    "a script": "<button type=button onclick=\"window.open('/window.html')\">Portal</button>",
    "a script, small": "<button type=button onclick=\"open('/window.html', '', 'width=300')\">Portal</button>",
}


class Late(dict[str, str]):
    """Pages of which the window's comes only once the walk has had time to go on without it."""

    def get(self, path: str, default: str = "") -> str:  # type: ignore[override]
        if path == "/window.html":
            threading.Event().wait(2)
        return super().get(path, default)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(start: Start) -> AsyncIterator[PageDriver]:
    async with start() as browser, Panel() as panel:
        await panel.attach(browser.context)
        yield PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0, timeout=3))


@pytest.mark.core(cases=1)
@pytest.mark.parametrize("way", WAYS)
async def test_what_comes_next_is_pressed_in_the_window(stage: PageDriver, way: str) -> None:
    pages = Late({"/page.html": page(WAYS[way] + ONWARD.format("old")), "/window.html": page(ONWARD.format("new"))})
    with site(pages) as there:
        text = (
            f"{{title: T, service: S, hosts: [localhost], steps: [{{open: '{there.address()}'}}, "
            "{click: Portal}, {click: {button: Onward}}]}"
        )
        file, heard = load(text, "window.yaml"), list[events.Event]()
        engine = Engine(file, stage, Together([]), [heard.append])
        stage.take(file.flow, engine)
        await engine.run()
        assert there.told == {"new": 1}, [event.as_json() for event in heard]
        await (await stage.tabs.present()).close()
