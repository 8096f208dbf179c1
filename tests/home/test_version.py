"""Which Optout it is stands on every page, and where to look for another: nothing looks by itself."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest

from tests.home.conftest import Visitor


@pytest.mark.parametrize("address", ["/services", "/requests", "/flows", "/settings", "/help"])
async def test_every_page_says_which_version_it_is(visitor: Visitor, address: str) -> None:
    (foot,) = re.findall(r"<footer.*?</footer>", await visitor.get(address), re.DOTALL)
    assert f'<a href="/help#version">Optout {version("optout-walk")}</a>' in foot


async def test_the_help_says_where_to_look_for_another(visitor: Visitor) -> None:
    page = await visitor.get("/help")
    assert f'<h2 id="version">Which Optout is this?</h2>\n<p>Version {version("optout-walk")}. It does not look' in page
    assert "look where you got this one" in page
