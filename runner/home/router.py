"""From an address to the function that answers it. What goes wrong in a way a person can act on becomes a page."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from urllib.parse import unquote

from runner.errors import RunnerError
from runner.exchange import PageRequest, PageResponse
from runner.locale import _, at_home
from runner.locale.phrase import sentence

Answered = PageResponse | Awaitable[PageResponse]
PageFunction = Callable[..., Answered]  # is given the request, then what stands in the address's `*`, one after another


class NoSuchPage(Exception):
    """There is no page of that address, or not any more; `said` tells the person."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class Router:
    """The pages there are; `failed` makes a page of what went wrong, with its status."""

    def __init__(self, failed: Callable[[int, str], PageResponse]) -> None:
        self._failed = failed
        self._pages: dict[tuple[str, tuple[str, ...]], PageFunction] = {}

    def get(self, path: str, page: PageFunction) -> None:
        """A page; a `*` in the path stands for one part of the address."""
        self._pages["GET", _parts(path)] = page

    def post(self, path: str, deed: PageFunction) -> None:
        """Something that can be done; it answers with where to go from there."""
        self._pages["POST", _parts(path)] = deed

    async def answer(self, request: PageRequest) -> PageResponse:
        """The response to a request, in words for somebody who has no terminal."""
        with at_home():
            return await self._answer(request)

    async def _answer(self, request: PageRequest) -> PageResponse:
        page, found = self._find(request)
        if page is None:
            return self._failed(404, _("There is no such page."))
        try:
            answered = page(request, *found)
            return await answered if inspect.isawaitable(answered) else answered
        except NoSuchPage as error:
            return self._failed(404, error.said)
        except RunnerError as error:
            return self._failed(422, sentence(str(error)))

    def _find(self, request: PageRequest) -> tuple[PageFunction | None, list[str]]:
        parts = _parts(request.path)
        for (method, pattern), page in self._pages.items():
            if method == request.method and len(pattern) == len(parts):
                pairs = list(zip(pattern, parts, strict=True))
                if all(wanted in ("*", given) for wanted, given in pairs):
                    return page, [unquote(given) for wanted, given in pairs if wanted == "*"]
        return None, []


def _parts(path: str) -> tuple[str, ...]:
    return tuple(path.strip("/").split("/"))
