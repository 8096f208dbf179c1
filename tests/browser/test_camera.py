"""Pictures in a real Chromium: how large, what is covered in them, when there is none; files into a form's field."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route

from runner.browser import camera
from runner.browser.driver import PageDriver
from runner.browser.launch import Session
from runner.browser.panel import Panel
from runner.browser.waiting import Pace
from runner.errors import Elsewhere, Refused, TargetNotFound
from runner.events import Question
from runner.flow.driver import Seen
from runner.flow.load import load
from runner.flow.model import Target, widen_target
from runner.records.evidence import EvidenceFolder, EvidenceRecord
from tests.png import Png, read_png

from ..conftest import Start
from .test_panel import Asking

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
HOME = "http://a.localhost"
FLOW = "title: T\nservice: S\nhosts: [a.localhost, c.localhost]\nsteps: [{open: http://a.localhost/}]\n"
LOUD = (1, 200, 100)  # a colour that nothing else has
PAGE = """<!doctype html><title>A page</title><style>html {{ background: #fff }} body {{ margin: 0 }}
  .loud {{ background: rgb(1 200 100); color: rgb(1 200 100); border: 0 }}</style>{}"""


class Nobody:
    """A watcher who does not mind."""

    async def found(self, seen: Seen) -> None: ...

    async def declined(self, label: str) -> None: ...

    async def moved(self, host: str) -> None: ...
    async def script_sent(self, host: str, method: str) -> None: ...

    async def noted(self, text: str) -> None: ...

    async def held_up(self, why: str) -> None: ...


class Stage:
    """A driver on pages made for one test each."""

    def __init__(self, browser: Session, panel: Panel) -> None:
        self.browser, self.panel = browser, panel
        self.driver = PageDriver(browser.context, panel, browser.relaunch, Pace(ring=0, timeout=2))
        self.driver.take(load(FLOW, "t.yaml").flow, Nobody())
        self.bodies: dict[str, str] = {}

    async def route(self) -> None:
        async def answer(route: Route) -> None:
            body = self.bodies.get(route.request.url, PAGE.format("<p>Empty"))
            await route.fulfill(body=body, content_type="text/html; charset=utf-8")

        await self.browser.context.route("**/*", answer)

    async def show(self, body: str, **others: str) -> Page:
        """Opens a page of this body; `others` are documents at other addresses, for frames."""
        self.bodies = {f"{HOME}/": PAGE.format(body), **others}
        await self.driver.open(f"{HOME}/")
        return await self.driver.tabs.present()

    async def picture(self, of: object = "page") -> Png:
        wanted = of if of in ("page", "window") else Target.model_validate(widen_target(of))
        return read_png((await self.driver.capture(wanted)).png)  # type: ignore[arg-type]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(start: Start) -> AsyncIterator[Stage]:
    async with start("--window-size=700,500") as browser, Panel() as panel:
        await panel.attach(browser.context)
        stage = Stage(browser, panel)
        await stage.route()
        yield stage


@pytest.fixture(autouse=True)
def no_veil_is_left(stage: Stage) -> Iterator[None]:
    yield
    assert not stage.panel._veiled


def has_loud(png: Png) -> bool:
    return any(bytes(LOUD) in row for row in png.rows)


# ── How large ────────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_whole_page_the_window_or_one_thing(stage: Stage) -> None:
    page = await stage.show("<h1>Top</h1><p class=loud style='position:absolute;top:2000px;width:90px;height:33px'>Low")
    inner = await page.evaluate("[innerWidth, innerHeight, document.documentElement.scrollHeight]")
    whole, window, thing = await stage.picture(), await stage.picture("window"), await stage.picture({"text": "Low"})
    assert whole.height == inner[2] > 2000 > window.height == inner[1]
    assert abs(window.width - inner[0]) <= 20  # a scrollbar
    assert (thing.width, thing.height) == (90, 33)
    assert all(abs(a - b) <= 2 for pixel in thing.within(0, 0, 90, 33) for a, b in zip(pixel, LOUD, strict=True))
    assert has_loud(whole) and not has_loud(await _at_top(stage, page))


async def _at_top(stage: Stage, page: Page) -> Png:
    await page.evaluate("scrollTo(0, 0)")
    return await stage.picture("window")


async def test_a_page_without_end_is_cut(stage: Stage) -> None:
    await stage.show("<div style='height:40000px'></div>")
    assert (await stage.picture()).height == camera.TALLEST


async def test_a_picture_knows_its_page(stage: Stage) -> None:
    await stage.show("<p>Here")
    taken = await stage.driver.capture("window")
    assert (taken.url, taken.title) == (f"{HOME}/", "A page")


async def test_the_panel_is_in_no_evidence_but_in_the_storyboard(stage: Stage) -> None:
    page = await stage.show("<p>Here")
    await page.emulate_media(reduced_motion="reduce")  # or the panel fades in
    async with Asking(stage.panel, Question("review", "Well?", ("continue",))):
        evidence, snapshot = await stage.picture("window"), read_png(await stage.driver.picture() or b"")
    teal = bytes((11, 110, 102))
    assert any(teal in row for row in snapshot.rows)
    assert not any(teal in row for row in evidence.rows)


# ── What is covered ──────────────────────────────────────────────────────────────────────────────────────────────────

CLOSED = """<script>document.querySelector('my-p').attachShadow({{mode: 'closed'}}).innerHTML =
    `<style>input {{ background: rgb(1 200 100) }}</style>{}`</script>"""
STYLED = "<style>input, textarea { background: rgb(1 200 100); color: rgb(1 200 100) }</style>"
SECRETS = {
    "a card by its token": "<input class=loud autocomplete=cc-number value=4111>",
    "a code by its label": "<label>Security code <input class=loud value=123></label>",
    "a password": "<input class=loud type=password value=secret>",
    "a masked field": "<input class=loud style='-webkit-text-security: disc' value=secret>",
    "a field in a shadow root": """<div><template shadowrootmode=open><style>input { background: rgb(1 200 100) }
        </style><input type=password></template></div>""",
    "boxes for one letter each": "<input class=loud maxlength=1 value=4>" * 6,
    "narrow boxes for one letter each": "<input class=loud style='width:30px' value=4>" * 4,
    "a code by its whole label": "<label>Code <input class=loud value=424242></label>",
    "an account": "<label>Account number <input class=loud value=1>",
    "a passport": "<label>Passport number <input class=loud value=1>",
    "an ID": "<input class=loud aria-label='ID number' value=1>",
    "social security": "<input class=loud name=socialSecurity value=1>",
    "a passport in another language": "<label>Reisepassnummer <input class=loud value=1>",
    "a field in a closed root": f"<my-p></my-p>{CLOSED.format('<label>One-time code <input value=424242></label>')}",
    "a plain field in a closed root": f"<my-p></my-p>{CLOSED.format('<input value=1>')}",
    "a list of a card": "<select class=loud autocomplete=cc-exp-month><option>12</select>",
    "a closed root of the parser's": f"<div><template shadowrootmode=closed>{STYLED}<input></template></div>",
    "a closed root in an open one": f"""<div><template shadowrootmode=open><p><template shadowrootmode=closed>{STYLED}
        <textarea>secret</textarea></template></p></template></div>""",
    "a field that is put into a closed root": """<my-p><input class=loud value=1></my-p><script>
        document.querySelector('my-p').attachShadow({mode: 'closed'}).innerHTML = 'One-time code <slot></slot>'
        </script>""",
    "a code by what stands before it": "<div><p>Enter the code</p><input class=loud value=424242></div>",
    "a code by what stands before it, with a hint in it": "<div><b>Code</b></div><input class=loud placeholder=000>",
    "a passport in a table": "<table><tr><td>Passport no<td><input class=loud value=1></table>",
    "wide boxes that take one sign each": "<input class=loud style='width:90px' pattern='[0-9]{1}' value=4>" * 4,
}


@pytest.mark.core(cases=5)
@pytest.mark.parametrize("name", SECRETS)
async def test_fields_for_secrets_are_covered(stage: Stage, name: str) -> None:
    await stage.show(f"<p>Before{SECRETS[name]}<p>After")
    snapshot = await stage.driver.picture()
    assert snapshot is not None
    assert not has_loud(read_png(snapshot))


async def test_nothing_is_laid_over_the_page_itself(stage: Stage) -> None:
    """What is would stay there, when the run ends at that moment."""
    page = await stage.show("<input type=password class=loud value=secret>")
    await page.evaluate("""() => { window.laid = []; new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const node of addedNodes)
          if (!node.matches?.('[data-optout]')) laid.push(node.localName) })
        .observe(document, { childList: true, subtree: true }) }""")
    png = await stage.driver.picture()
    assert png
    assert not has_loud(read_png(png))
    assert await page.evaluate("laid") == []


async def test_other_fields_are_not_covered(stage: Stage) -> None:
    await stage.show("<label>Your town <input class=loud value=Exampleton></label>")
    assert has_loud(await stage.picture("window"))
    for plain in ("Postal code", "Discount code", "Country code", "Your message", "Day", "Phone number"):
        await stage.show(f"<label>{plain} <input class=loud value=Exampleton></label>")
        assert has_loud(await stage.picture("window")), plain
    await stage.show("<input class=loud maxlength=1 value=4>" * 3)
    assert has_loud(await stage.picture("window"))
    for before in ("Your town", "We never ask for your password here, nor for a code, and nobody else does. " * 2):
        await stage.show(f"<p>{before}</p><input class=loud value=Exampleton>")
        assert has_loud(await stage.picture("window")), before
    await stage.show("<p>Code</p><label>Town <input></label><p>Town</p><input class=loud value=Exampleton>")
    assert has_loud(await stage.picture("window")), "what stands before another field is said of that one"


async def test_secrets_in_frames_and_pages_of_other_sites_are_covered(stage: Stage) -> None:
    other, own = "http://b.localhost/x", f"{HOME}/inner"
    inner = PAGE.format("<p>Own<input class=loud type=password>")
    await stage.show(
        f"<iframe src={own}></iframe><iframe src={other}></iframe>",
        **{own: inner, other: PAGE.format("<p class=loud>x")},
    )
    page = await stage.driver.tabs.present()
    await page.frames[2].wait_for_selector("p")
    snapshot = await stage.driver.picture()
    assert snapshot is not None
    assert not has_loud(read_png(snapshot))


async def test_a_closed_root_in_a_frame_that_is_a_page_of_its_own_is_covered(stage: Stage) -> None:
    other = "http://c.localhost/x"
    frame = f"<iframe src={other} style='padding: 60px 0 0 80px; border: 9px solid' width=300 height=200></iframe>"
    inner = f"<div><template shadowrootmode=closed>{STYLED}<input></template></div>"
    page = await stage.show(frame, **{other: PAGE.format(inner)})
    assert has_loud(read_png(await page.screenshot()))
    snapshot = await stage.driver.picture()
    assert snapshot is not None
    assert not has_loud(read_png(snapshot))


async def test_a_field_that_comes_while_the_picture_is_taken_is_covered(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await stage.show("<p>Waiting")
    shoot, shots = camera._shoot, 0

    async def late(*given: object) -> bytes:
        nonlocal shots
        shots += 1
        if shots == 1:
            await page.evaluate("document.body.innerHTML = `<input class=loud autocomplete=cc-number>`")
        return await shoot(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(camera, "_shoot", late)
    snapshot = await stage.driver.picture()
    assert shots == 2
    assert snapshot is not None
    assert not has_loud(read_png(snapshot))


# ── When there is none ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.core
@pytest.mark.parametrize(
    "body",
    [
        "<input type=password>",
        "<input autocomplete=one-time-code>",
        "<label>Six-digit code <input></label>",
        "<input maxlength=1>" * 6,
        f"<my-p></my-p>{CLOSED.format('<label>One-time code <input value=424242></label>')}",
        f"<my-p></my-p>{CLOSED.format('<label for=a>Passwort</label><p><input id=a value=424242>')}",
    ],
)
async def test_no_picture_of_a_page_that_asks_for_a_secret(stage: Stage, body: str) -> None:
    await stage.show(f"<p>Log in{body}")
    with pytest.raises(Refused, match="so no picture is taken of it"):
        await stage.driver.capture("page")
    await stage.show(f"<p>Later<div hidden>{body}</div>")
    assert (await stage.picture("window")).height


async def test_no_picture_during_a_login(stage: Stage) -> None:
    await stage.show("<p>Anything")
    with stage.driver.private():
        with pytest.raises(Refused, match="while you log in"):
            await stage.driver.capture("window")
        assert await stage.driver.picture() is None


async def test_no_picture_on_another_site(stage: Stage) -> None:
    page = await stage.show("<p>Here")
    await page.goto("http://b.localhost/")
    with pytest.raises(Elsewhere):
        await stage.driver.capture("window")
    assert await stage.driver.picture() is None


async def test_a_thing_that_is_not_there_is_missing(stage: Stage) -> None:
    await stage.show("<p>Here")
    with pytest.raises(TargetNotFound):
        await stage.driver.capture(Target(text="Nowhere"), 0.3)


# ── Blacking out ─────────────────────────────────────────────────────────────────────────────────────────────────────

NOISE = "".join(
    f"<i style='position:absolute;left:{x}px;top:{y}px;width:9px;height:9px;background:rgb({x * 3 % 206 + 50} "
    f"{y * 5 % 206 + 50} {(x + y) % 206 + 50})'></i>"
    for x in range(0, 240, 8)
    for y in range(0, 160, 8)
)
BOX = (37, 41, 83, 59)
_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.core
async def test_nothing_is_left_under_what_is_blacked_out(stage: Stage, tmp_path: Path) -> None:
    await stage.show(NOISE)
    taken = await stage.driver.capture("window")
    painted = await stage.driver.black_out(taken.png, [BOX, (200, 100, 5000, 20)])
    record = EvidenceRecord(name="answer", flow="f", step=1, url=taken.url, title=taken.title, taken=_NOON)
    kept = EvidenceFolder(tmp_path).keep(painted, record).read_bytes()
    before, after = read_png(taken.png), read_png(kept)

    assert {kind for kind in after.kinds} == {b"IHDR", b"IDAT", b"IEND"}
    assert after.rest == b""
    assert (after.width, after.height) == (before.width, before.height)
    assert (0, 0, 0) not in set(before.within(*BOX))
    assert set(after.within(*BOX)) == {(0, 0, 0)}
    left, top, width, height = BOX
    if after.channels == 4:
        assert {row[3::4] for row in after.rows} == {b"\xff" * after.width}
    for y in range(before.height):  # all else is as it was, to the pixel
        for x in (0, left - 1, left + width, before.width - 1):
            if not (top <= y < top + height and left <= x < left + width) and not (100 <= y < 120 and x >= 200):
                assert after.pixel(x, y) == before.pixel(x, y), (x, y)
    hidden = [
        before.rows[y][left * before.channels : (left + width) * before.channels] for y in range(top, top + height)
    ]
    assert not [row for row in hidden if any(row in found for found in after.rows)]


async def test_a_picture_that_is_none_is_not_painted(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    await stage.show("<p>Here")
    with pytest.raises(Refused, match="cannot be blacked out"):
        await stage.driver.black_out(b"\x89PNG but not really a picture at all", [BOX])


# ── Attaching ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def proof(tmp_path: Path) -> list[Path]:
    files = [tmp_path / "answer.png", tmp_path / "more.png"]
    for file in files:
        file.write_bytes(b"a picture")
    return files


FIELDS = {
    "plain": "<label for=f>Proof</label><input id=f type=file>",
    "several": "<label for=f>Proof</label><input id=f type=file multiple accept='.pdf, image/*'>",
    "behind a label": "<label style='background:#ccc'>Proof<input type=file style='display:none' id=f></label>",
}


@pytest.mark.core(cases=1)
@pytest.mark.parametrize("name", FIELDS)
async def test_a_file_field_gets_the_picture(stage: Stage, proof: list[Path], name: str) -> None:
    page = await stage.show(f"<form>{FIELDS[name]}</form>")
    files = proof if name == "several" else proof[:1]
    assert await stage.driver.attach(_field(name), files)
    assert await page.evaluate("[...document.querySelector('#f').files].map((one) => one.name)") == [
        file.name for file in files
    ]


def _field(name: str) -> Target:
    return Target.model_validate(widen_target("Proof" if name == "behind a label" else {"field": "Proof"}))


REFUSED = {
    "no plain file field": "<label>Proof <input></label>",
    "may send the file": "<label>Proof <input type=file onchange='this.form.submit()'></label>",
    "tried to send something": """<form><label>Proof <input type=file id=f></label></form><script>
        const f = document.querySelector('#f'); f.addEventListener('change', () => f.form.requestSubmit())</script>""",
    "does not take answer.png": "<label>Proof <input type=file accept=.pdf></label>",
    "takes one file": "<label>Proof <input type=file></label>",
}


@pytest.mark.parametrize("why", REFUSED)
async def test_what_is_no_field_for_it_is_left_to_the_person(stage: Stage, proof: list[Path], why: str) -> None:
    page = await stage.show(REFUSED[why])
    files = proof if why == "takes one file" else proof[:1]
    with pytest.raises(Refused, match=why):
        await stage.driver.attach(Target(field="Proof"), files)
    assert page.url == f"{HOME}/"


async def test_a_page_that_takes_the_file_away_again_is_noticed(stage: Stage, proof: list[Path]) -> None:
    await stage.show("""<label>Proof <input type=file id=f></label><script>
        const f = document.querySelector('#f');
        f.addEventListener('change', () => setTimeout(() => { f.value = '' }, 100))</script>""")
    assert not await stage.driver.attach(Target(field="Proof"), proof[:1])
