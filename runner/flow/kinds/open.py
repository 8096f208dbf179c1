"""`open`: goes to a page."""

from __future__ import annotations

from pydantic import Field

from runner.flow.driver import LookingDriver
from runner.flow.results import Done, Result
from runner.flow.step import Leading, Text
from runner.locale import _


class Open(Leading):
    """Goes to a page: `open: https://example.com/settings`. Only pages of the flow's `hosts`."""

    word = "open"
    main = "url"
    texts = ("url",)
    comes_to_a_page = True
    url: Text = Field(description="the address of the page, on one of the flow's hosts")

    async def run(self, driver: LookingDriver) -> Result:
        await driver.open(self.url)
        return Done()

    @property
    def opens(self) -> str:
        return self.url

    def instruction(self) -> str:
        return _("Open this page:")

    def narrated(self) -> str:
        return _("I open {address}", address=self._short)

    def __str__(self) -> str:
        return _("Open {address}", address=self._short)

    @property
    def _short(self) -> str:
        return self.url.removeprefix("https://")
