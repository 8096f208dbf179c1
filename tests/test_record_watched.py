"""What `optout record URL` notices of a person's hands on a page, and what it keeps to itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import yaml
from playwright.async_api import Page, Route

from runner.browser.recording import Recording
from runner.flow.recorded_action import Recorded
from runner.practice.server import PracticeSite
from runner.session.recorder import Draft, draft
from tests.conftest import Start

CASES = Path(__file__).parent / "cases"
SITE = "https://watched.example/settings"
Do = Callable[[Page], Awaitable[Any]]


class Watch:
    """One recording over all tests of this file; `of` gives what was done in one of them."""

    def __init__(self, page: Page, recording: Recording) -> None:
        self.page = page
        self.recording = recording

    async def of(self, html: str, *acts: Do) -> Draft:
        """The flow of these acts on a page; each of them has been heard, with what showed a moment later."""
        await self.page.unroute_all()

        async def answer(route: Route) -> None:
            await route.fulfill(
                body=f"<!doctype html><title>A page</title>{html}", content_type="text/html; charset=utf-8"
            )

        await self.page.route("https://watched.example/**", answer)
        before = self.recording.recorded
        await self.page.goto(SITE)
        for act in acts:
            await act(self.page)
        await self.page.evaluate("new Promise((done) => setTimeout(done, 800))")  # longer than what shows later takes
        after = self.recording.recorded
        return draft(
            Recorded(
                after.deeds[len(before.deeds) :], after.typed[len(before.typed) :], after.aside[len(before.aside) :]
            )
        )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def watch(start: Start) -> AsyncIterator[Watch]:
    async with start("--accept-lang=en") as browser:
        recording = Recording()
        recording.attach(browser.context)
        await recording.settle()
        yield Watch(browser.context.pages[0], recording)


def steps(made: Draft) -> list[Any]:
    return list(yaml.safe_load(made.text)["steps"][1:])


def press(name: str) -> Do:
    return lambda page: page.get_by_text(name, exact=True).click()


def write(label: str, text: str) -> Do:
    async def act(page: Page) -> None:
        await page.get_by_label(label, exact=True).press_sequentially(text)
        await page.keyboard.press("Tab")

    return act


pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


@pytest.mark.core
async def test_a_pin_pad_is_a_login(watch: Watch) -> None:
    html = (CASES / "pin-pad-recorded" / "page.html").read_text("utf-8") + '<a href="#x">Privacy</a>'
    made = await watch.of(html, *(press(digit) for digit in "4711"), press("Privacy"))
    assert [next(iter(step)) for step in steps(made)] == ["pause", "click"]
    assert steps(made)[0]["pause"]["for"] == "login"
    assert not {"0", "1", "4", "7"} & set(made.text.partition("steps:")[2].replace("'", " ").split())


async def test_boxes_for_one_digit_each_are_a_login_and_not_read(watch: Watch) -> None:
    boxes = "".join(f'<input aria-label="Box {at}" style="width: 30px">' for at in range(6))
    made = await watch.of(f"<p>We sent you something</p>{boxes}", *(write(f"Box {at}", "7") for at in range(6)))
    assert [step["pause"]["for"] for step in steps(made)] == ["login"]
    assert "7" not in watch.recording.recorded.typed


@pytest.mark.core
@pytest.mark.parametrize(
    "field",
    [
        '<label>Your PIN <input></label>', '<input aria-label="Your PIN" type="text">',
        '<label>Your PIN <input type="password"></label>', '<label>Your PIN<input name="securityCode"></label>',
        '<label>Your PIN <input style="-webkit-text-security: disc"></label>',
        '<label>Your PIN <input autocomplete="cc-number"></label>',
    ],
)  # fmt: skip
async def test_a_field_for_a_secret_is_not_read(watch: Watch, field: str) -> None:
    made = await watch.of(field, write("Your PIN", "secret-canary"))
    assert [step["pause"]["for"] for step in steps(made)] == ["login"]
    assert "secret-canary" not in watch.recording.recorded.typed


@pytest.mark.core
async def test_what_was_typed_and_became_a_chip_or_a_name_is_kept_out(watch: Watch) -> None:
    html = """<label>Invite code <input id="c"></label><div id="chips"></div><script>
      c.addEventListener('change', () => {
        const chip = document.createElement('button');
        chip.type = 'button'; chip.id = 'chip'; chip.textContent = c.value + ' ×';
        chips.append(chip);
      });
    </script>"""
    made = await watch.of(html, write("Invite code", "Plum-Zebra"), lambda page: page.locator("#chip").click())
    assert "plum" not in made.text.lower() and "zebra" not in made.text.lower()
    assert steps(made)[0] == {"fill": {"field": "Invite code", "with": "me.invite_code"}}


async def test_a_switch_says_where_it_was_put_and_a_box_that_was_unticked_is_the_persons(watch: Watch) -> None:
    html = """<div role="switch" tabindex="0" aria-checked="true" id="s">Train on my data</div>
      <form><label><input type="checkbox" checked> Newsletter</label><button>Send</button></form><script>
      s.addEventListener('click', () => setTimeout(() => s.setAttribute('aria-checked', 'false'), 100));
    </script>"""
    made = await watch.of(html, press("Train on my data"), press("Newsletter"))
    assert steps(made) == [
        {"pause": {"for": "switch", "control": {"switch": "Train on my data"}, "want": "off"}},
        {"pause": {"for": "review", "say": "Untick “Newsletter”, then press Continue."}},
    ]


async def test_a_press_that_leads_nowhere_and_changes_something_is_the_persons(watch: Watch) -> None:
    html = """<button type="button" id="b">Personalisation: active</button><button type="button" id="m">More</button>
      <div id="more" hidden><a href="#a">One thing</a></div><script>
      b.addEventListener('click', () => { b.textContent = 'Personalisation: paused'; });
      m.addEventListener('click', () => { m.textContent = 'Less'; more.hidden = false; });
    </script>"""
    made = await watch.of(html, press("Personalisation: active"), press("More"))
    assert [next(iter(step)) for step in steps(made)] == ["pause", "click"]
    assert "“Personalisation: active”" in steps(made)[0]["pause"]["say"] and len(made.untold) == 1


async def test_right_clicks_and_clicks_on_nothing_are_counted(watch: Watch) -> None:
    html = "<p id=p>Just a text</p><a href='#x'>Privacy</a>"
    made = await watch.of(
        html, lambda page: page.locator("a").click(button="right"), press("Just a text"), press("Privacy")
    )
    assert steps(made) == [{"click": "Privacy"}]
    assert made.aside["a right click"] == 1 and made.aside["a click on what is nothing to press"] == 1


async def test_a_thing_that_only_a_script_knows_is_pressed(watch: Watch) -> None:
    html = """<div><span id="s">Open the panel</span></div><script>
      s.addEventListener('click', () => { document.body.append('Here it is'); });
    </script>"""
    made = await watch.of(html, press("Open the panel"))
    assert steps(made) == [{"click": "Open the panel"}]


async def test_a_page_that_takes_long_to_come_was_led_to_by_the_press(watch: Watch) -> None:
    html = """<a href="#" id="a">Privacy</a><script>
      a.addEventListener('click', (event) => {
        event.preventDefault(); const from = Date.now(); while (Date.now() < from + 5000) {} location.href = '/next';
      });
    </script>"""

    async def slow(page: Page) -> None:
        await page.locator("#a").click()
        await page.wait_for_url("**/next")

    assert steps(await watch.of(html, slow)) == [{"click": "Privacy"}]


async def test_things_without_a_name_are_told_apart(watch: Watch) -> None:
    html = """<style>i {{ cursor: pointer; padding: 9px }}</style><div><i onclick="1"></i><i onclick="2"></i></div>"""

    async def both(page: Page) -> None:
        await page.locator("i").nth(0).click(position={"x": 3, "y": 3})
        await page.locator("i").nth(1).click(position={"x": 3, "y": 3})

    found = steps(await watch.of(html.replace("{{", "{").replace("}}", "}"), both))
    assert len(found) == 2 and found[0] != found[1] and "*" not in str(found)


async def test_what_was_done_before_it_was_watched_is_told(start: Start) -> None:
    """A person who presses in a new window before the script is in it; a page nobody touched tells nothing."""
    async with start("--accept-lang=en") as browser:
        pressed, untouched = browser.context.pages[0], await browser.context.new_page()
        for page in (pressed, untouched):
            await page.route("https://watched.example/**", lambda route: route.fulfill(body="<button>Privacy</button>"))
            await page.goto(SITE)
        await pressed.bring_to_front()
        await pressed.mouse.click(20, 20)
        recording = Recording()
        recording.attach(browser.context)
        await recording.settle()
        await pressed.evaluate("1")  # answered after what the script said
        assert recording.recorded.aside == ("what was done on a new page before it was watched",)


@pytest.mark.parametrize(
    "script",
    [
        "s.addEventListener('pointerdown', () => s.setAttribute('aria-checked', 'false'));",
        "s.addEventListener('click', () => setTimeout(() => s.setAttribute('aria-checked', 'false'), 1500));",
        "s.addEventListener('click', () => { s.outerHTML = s.outerHTML.replace('true', 'false'); });",
    ],
    ids=["as the mouse goes down", "long after", "made anew"],
)
async def test_a_switch_is_put_where_it_was_not_whenever_its_page_shows_that(watch: Watch, script: str) -> None:
    html = f'<div role="switch" tabindex="0" aria-checked="true" id="s">Train on my data</div><script>{script}</script>'
    made = await watch.of(html, press("Train on my data"))
    assert steps(made) == [{"pause": {"for": "switch", "control": {"switch": "Train on my data"}, "want": "off"}}]


@pytest.mark.parametrize(
    ("role", "word", "want"),
    [("menuitemcheckbox", "menuitem", "off"), ("menuitemradio", "menuitem", "on"), ("radio", "radio", "on")],
)
async def test_a_switch_of_another_kind_is_found_by_its_kind(watch: Watch, role: str, word: str, want: str) -> None:
    on = "true" if want == "off" else "false"
    html = f'<div role="{role}" tabindex="0" aria-checked="{on}">Use my posts</div>'
    made = await watch.of(html, press("Use my posts"))
    assert steps(made) == [{"pause": {"for": "switch", "control": {word: "Use my posts"}, "want": want}}]


@pytest.mark.parametrize(
    "html",
    [
        """<section><p>Training is <b id=s>active</b></p><button type="button" id="b">Change</button></section><script>
        b.addEventListener('click', () => { s.textContent = 'paused'; });</script>""",
        """<button type="button" id="b">Change</button><div role="status" id="s"></div><script>
        const said = () => { s.textContent = 'Your choice is noted'; };
        b.addEventListener('click', () => setTimeout(said, 900));</script>""",
    ],
    ids=["a word beside it", "said aloud"],
)
async def test_a_press_that_changes_what_the_page_says_is_the_persons(watch: Watch, html: str) -> None:
    async def seen(page: Page) -> None:
        await page.get_by_text("paused").or_(page.get_by_text("Your choice is noted")).wait_for()

    made = await watch.of(html, press("Change"), seen)
    assert [next(iter(step)) for step in steps(made)] == ["pause"] and len(made.untold) == 1


@pytest.mark.parametrize("label", ["Next", "About your data"])
async def test_a_press_that_shows_the_next_page_or_more_is_a_press(watch: Watch, label: str) -> None:
    html = f"""<div><button type="button" id="b">{label}</button><span id="n">1 of 3</span></div>
      <p id="p" hidden>Safe.</p><script>b.addEventListener('click', () => {{ p.hidden = false;
        if (b.textContent === 'Next') n.textContent = '2 of 3'; }});</script>"""
    assert steps(await watch.of(html, press(label))) == [{"click": label}]


@pytest.mark.parametrize(
    "opener", ["<label for=f>Attach it</label>", "<button type=button onclick='f.click()'>Attach it</button>"]
)
async def test_what_opens_the_window_of_files_is_no_step(watch: Watch, tmp_path: Path, opener: str) -> None:
    proof = tmp_path / "proof.png"
    proof.write_bytes(b"a picture")

    async def attach(page: Page) -> None:
        async with page.expect_file_chooser() as chosen:
            await page.get_by_text("Attach it").click()
        await (await chosen.value).set_files(proof)

    made = await watch.of(f"{opener}<input type=file id=f style='opacity: 0'>", attach)
    assert [step["pause"]["for"] for step in steps(made)] == ["attach"]


async def test_a_press_before_a_field_for_files_was_pressed_stays(watch: Watch, tmp_path: Path) -> None:
    proof = tmp_path / "proof.png"
    proof.write_bytes(b"a picture")
    html = """<button type="button" onclick="d.hidden = false">Show the form</button>
      <p id="d" hidden><label>Proof <input type="file"></label></p>"""

    async def attach(page: Page) -> None:
        async with page.expect_file_chooser() as chosen:
            await page.locator("input").click()
        await (await chosen.value).set_files(proof)

    made = await watch.of(html, press("Show the form"), attach)
    assert [next(iter(step)) for step in steps(made)] == ["click", "pause"]


async def test_what_is_set_without_typing_and_several_of_a_list_are_the_persons(watch: Watch) -> None:
    html = """<label>Amount <input type="range" id="r"></label>
      <label>Topics <select multiple id="t"><option>Posts</option><option>Chats</option></select></label>"""

    async def several(page: Page) -> None:
        await page.get_by_text("Posts").click()
        await page.get_by_text("Chats").click(modifiers=["Control"])

    made = await watch.of(html, lambda page: page.locator("#r").click(position={"x": 4, "y": 8}), several)
    says = [step["pause"]["say"] for step in steps(made)[:1]]
    assert says == ["Choose in “Amount” what fits you, then press Continue."]
    assert steps(made)[-1]["pause"]["for"] == "review"


async def test_a_code_that_was_sent_to_the_person_is_a_secret(watch: Watch) -> None:
    made = await watch.of("<label>Code <input></label>", write("Code", "482911"))
    assert [step["pause"]["for"] for step in steps(made)] == ["login"]
    assert "482911" not in watch.recording.recorded.typed


@pytest.mark.parametrize(
    ("html", "right"),
    [
        ('<div role="switch" tabindex="0" aria-checked="true" id="it">Train on my data</div>',
         {"pause": {"for": "switch", "control": {"switch": "Train on my data"}, "want": "off"}}),
        ('<div role="menuitem" tabindex="0" id="it">Your data</div>', {"click": "Your data"}),
        ('<ul role="listbox" tabindex="0" id="it" aria-activedescendant="o"><li role="option" id="o">Europe</li></ul>',
         {"choose": {"option": "Europe"}}),
        ('<button type="button" id="it">Your data</button>', {"click": "Your data"}),
    ],
)  # fmt: skip
async def test_what_is_pressed_by_a_key_is_told_once(watch: Watch, html: str, right: dict[str, Any]) -> None:
    script = "<script>it.addEventListener('keydown', () => { document.body.append('Pressed'); });</script>"

    async def key(page: Page) -> None:
        await page.locator("#it").focus()
        await page.keyboard.press("Enter")

    made = await watch.of(html + script, key)
    assert steps(made) == [right]
    assert "the same done again" not in made.aside


async def test_a_page_after_another_was_watched_from_its_beginning(watch: Watch) -> None:
    async def on(page: Page) -> None:
        await page.get_by_text("Privacy").click()
        await page.wait_for_url("**/next")

    made = await watch.of("<a href='/next'>Privacy</a>", on)
    assert "what was done on a new page before it was watched" not in made.aside


IN_SHADOW = """<x-h></x-h><script>
  document.querySelector('x-h').attachShadow({mode: 'open'}).innerHTML = `<style>ul { display: none }
    nav:hover ul { display: block }</style><nav><button type="button" aria-haspopup="true">Account</button>
    <ul><li><a href="#a">Privacy</a></li></ul></nav><a href="#b">Help</a>`;
</script>"""


@pytest.mark.parametrize(("name", "right"), [("Privacy", [{"hover": "Account"}, {"click": "Privacy"}]),
                                             ("Help", [{"click": "Help"}])])  # fmt: skip
async def test_hovering_counts_in_shadow_roots_only_where_it_unfolds(watch: Watch, name: str, right: list[Any]) -> None:
    over: Do = lambda page: page.get_by_role("button", name="Account").hover()  # noqa: E731
    assert steps(await watch.of(IN_SHADOW, over, press(name))) == right


async def test_the_address_that_was_asked_for_is_opened_and_not_the_way_in_it_led_to(start: Start) -> None:
    with PracticeSite() as site:
        async with start(f"--host-resolver-rules={site.host_rules}", "--accept-lang=en") as browser:
            page, asked = browser.context.pages[0], "http://larkspur.localhost/settings"
            recording = Recording(begins=asked)
            recording.attach(browser.context)
            await recording.settle()
            await page.goto(asked)
            assert "/login" in page.url
            await page.evaluate("1")
            assert [(deed.done, deed.url) for deed in recording.recorded.deeds] == [("went", asked)]
