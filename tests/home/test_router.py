"""From an address to its function; what goes wrong becomes a page."""

from __future__ import annotations

from runner.errors import UsageError
from runner.exchange import PageRequest, PageResponse
from runner.home.router import NoSuchPage, Router


def failed(status: int, said: str) -> PageResponse:
    return PageResponse(status, said.encode())


def shown(*parts: str) -> PageResponse:
    return PageResponse(body="/".join(parts).encode())


async def test_a_star_is_one_part_of_the_address_decoded() -> None:
    router = Router(failed)
    router.get("/requests/*/letter", lambda request, id_: shown(id_, request.one("kind")))
    asked = PageRequest("GET", "/requests/a%2Fb%20c/letter", {"kind": ("complaint",)})
    assert (await router.answer(asked)).body == b"a/b c/complaint"
    assert (await router.answer(PageRequest("GET", "/requests/a/b/letter"))).status == 404


async def test_a_deed_is_no_page() -> None:
    router = Router(failed)
    router.post("/stop", lambda _: shown("stopped"))
    assert (await router.answer(PageRequest("GET", "/stop"))).status == 404
    assert (await router.answer(PageRequest("POST", "/stop"))).body == b"stopped"


async def test_what_a_person_can_act_on_is_said_as_a_sentence() -> None:
    router = Router(failed)

    def page(_: PageRequest) -> PageResponse:
        raise UsageError("there is no such day")

    def gone(_: PageRequest) -> PageResponse:
        raise NoSuchPage("It is gone.")

    router.get("/a", page)
    router.get("/b", gone)
    assert await router.answer(PageRequest("GET", "/a")) == PageResponse(422, b"There is no such day.")
    assert await router.answer(PageRequest("GET", "/b")) == PageResponse(404, b"It is gone.")
