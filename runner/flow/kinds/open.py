"""`open`: goes to a page."""

from __future__ import annotations

from pydantic import Field

from runner.flow.driver import LookingDriver
from runner.flow.results import Done, Result
from runner.flow.step import Leading, Text


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
        return "Open this page:"

    def __str__(self) -> str:
        return f"Open {self.url.removeprefix('https://')}"
