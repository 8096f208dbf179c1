"""The practice site: its pages without a browser, then what its scripts do with one."""

from __future__ import annotations

import re
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from http.cookiejar import CookieJar
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from runner.practice.drift import AI, FORM, KINDS, PRIVACY, WAY
from runner.practice.part import PART
from runner.practice.server import PracticeSite, Submission
from tests.by_hand import LOOK_MS

BROWSER = next((found for name in ("chromium", "google-chrome", "chrome") if (found := shutil.which(name))), None)
PAGES = (
    "/", "/login", "/home", PRIVACY, AI, FORM, "/settings", "/settings/ai", "/help", "/help/centre",
    "/help/centre/about-ais", "/help/search?q=circle", "/about/company", "/nowhere", "/rooms", "/rooms/strict",
    "/rooms/dialog", "/rooms/iframe", "/rooms/iframe/inside", "/rooms/iframe/other", "/rooms/shadow", "/rooms/newtab",
    "/rooms/newtab/opened", "/rooms/fullscreen",
)  # fmt: skip


expect.set_options(timeout=LOOK_MS)


class Reply(NamedTuple):
    status: int
    url: str
    text: str
    headers: Message


class Visitor:
    """A browser without a window: cookies and redirects, nothing more."""

    def __init__(self, site: PracticeSite, language: str = "en") -> None:
        self.root = f"http://127.0.0.1:{site.port}"
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)
        self.opener.addheaders = [("Accept-Language", language)]

    def get(self, address: str, form: dict[str, str] | None = None) -> Reply:
        data = urlencode(form).encode() if form is not None else None
        try:
            with self.opener.open(self.root + address, data) as got:
                return Reply(got.status, got.url.removeprefix(self.root), got.read().decode(), got.headers)
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, address, error.read().decode(), error.headers)

    def log_in(self) -> Visitor:
        self.get("/login", {"username": "robin@example.org", "password": "practice"})
        assert self.get("/login/code", {"code": "123456"}).url == "/home"
        return self


@pytest.fixture(scope="module")
def site() -> Iterator[PracticeSite]:
    with PracticeSite() as site:
        yield site


@pytest.fixture
def stranger(site: PracticeSite) -> Visitor:
    return Visitor(site)


@pytest.fixture
def robin(site: PracticeSite) -> Visitor:
    return Visitor(site).log_in()


# Coming and going


def test_it_closes_cleanly_with_a_connection_left_open() -> None:
    before = set(threading.enumerate())
    with PracticeSite() as site:
        Visitor(site).get("/")
        assert site.requests == 1
        idle = urllib.request.http.client.HTTPConnection("127.0.0.1", site.port)  # type: ignore[attr-defined]
        idle.request("GET", "/help")
        idle.getresponse().read()
    idle.close()
    assert set(threading.enumerate()) <= before


def test_host_rules_lead_both_names_to_the_port(site: PracticeSite) -> None:
    assert site.host_rules == (
        f"MAP larkspur.localhost:80 127.0.0.1:{site.port}, MAP frames.larkspur.localhost:80 127.0.0.1:{site.port}"
    )


@pytest.mark.parametrize("address", ["/home", PRIVACY, AI, FORM, "/settings/ai"])
def test_strangers_are_sent_to_log_in(stranger: Visitor, address: str) -> None:
    assert stranger.get(address).url.startswith(f"/login?next={address}")


def test_login_leads_to_where_one_wanted_to_go(stranger: Visitor) -> None:
    asked = stranger.get("/login?next=/settings/ai", {"username": "robin", "password": "x"})
    assert asked.url == "/login/code?next=/settings/ai"
    assert stranger.get("/login/code?next=/settings/ai", {"code": "123 456"}).url == "/settings/ai"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example/", "/\\evil.example", "%2F%2Fevil.example"]
)
def test_login_leads_nowhere_else(stranger: Visitor, elsewhere: str) -> None:
    stranger.get("/login", {"username": "robin", "password": "x"})
    assert stranger.get(f"/login/code?next={elsewhere}", {"code": "123456"}).url == "/home"


def test_an_empty_password_or_a_short_code_will_not_do(stranger: Visitor) -> None:
    assert "wrong=1" in stranger.get("/login", {"username": "robin", "password": ""}).url
    stranger.get("/login", {"username": "robin", "password": "x"})
    assert "wrong=1" in stranger.get("/login/code", {"code": "12345"}).url


def test_login_says_that_it_is_practice(stranger: Visitor) -> None:
    text = stranger.get("/login").text
    assert "any password will do" in text
    assert 'autocomplete="current-password"' in text


def test_two_browsers_are_two_people(robin: Visitor, stranger: Visitor) -> None:
    assert robin.get("/home").status == 200
    assert stranger.get("/home").url.startswith("/login")


# What is on the pages


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["en", "de"])
def test_pages_load_nothing_from_outside(site: PracticeSite, address: str, language: str) -> None:
    reply = Visitor(site, language).log_in().get(address)
    found = re.findall(r"(?:https?:)?//[\w.-]+", reply.text)
    assert {one.removeprefix("http:") for one in found} <= {"//larkspur.localhost", "//frames.larkspur.localhost"}
    assert " style=" not in reply.text  # the site's own policy forbids it
    if not address.startswith("/rooms"):
        assert f'<html lang="{language}">' in reply.text


def test_assets_load_nothing_from_outside(stranger: Visitor) -> None:
    for name in ("style.css", "site.js"):
        assert "//" not in re.sub(r"^\s*//.*$", "", stranger.get(f"/assets/{name}").text, flags=re.MULTILINE)


def test_language_by_header_and_by_switch(site: PracticeSite) -> None:
    german = Visitor(site, "fr, de;q=0.8, en;q=0.5")
    assert "Anmelden" in german.get("/").text
    assert "Log in" in german.get("/?lang=en").text
    assert "Log in" in german.get("/").text


def test_the_search_is_escaped(stranger: Visitor) -> None:
    text = stranger.get("/help/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in text


def test_the_form_gives_a_reference_and_the_site_keeps_no_value(robin: Visitor, site: PracticeSite) -> None:
    reply = robin.get(FORM, {"aim": "object", "email": "robin@example.org"})
    assert reply.url == f"{FORM}/received"
    assert re.search(r"received your request.*LKS-\d{5}", reply.text, re.DOTALL)
    assert site.submissions[-1] == Submission(FORM, ("aim", "email"))
    assert "practice" not in repr(site.submissions)
    assert "123456" not in repr(site.submissions)
    assert "LKS-48171" in robin.get(PRIVACY).text


def test_us_accounts_are_not_offered_it(robin: Visitor) -> None:
    assert "Your right to object" in robin.get(AI).text
    robin.get("/home?region=us")
    assert "Your right to object" not in robin.get(AI).text
    assert FORM not in robin.get("/help/centre/about-ais").text
    assert 'type="radio"' not in robin.get(FORM).text


def test_settings_are_kept_per_browser(robin: Visitor, site: PracticeSite) -> None:
    assert robin.get("/settings/save", {"setting": "train", "on": "0"}).status == 204
    assert 'data-settles="false"' in robin.get("/settings/ai").text
    assert 'data-settles="true"' in Visitor(site).log_in().get("/settings/ai").text


def test_the_strict_room_is_strict(stranger: Visitor) -> None:
    policy = stranger.get("/rooms/strict").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy


# Drift


def test_switches_stay_until_reset(robin: Visitor) -> None:
    robin.get("/home?drift=renamed,nonsense&delay=50")
    text = robin.get(PRIVACY).text
    assert "Privacy Hub" in text
    assert 'data-late="50"' in text
    text = robin.get(f"{PRIVACY}?reset=1").text
    assert "Privacy Centre" in text
    assert "data-late" not in text


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("address", ["/home", PRIVACY, AI, FORM])
def test_every_kind_of_drift_makes_a_page(robin: Visitor, kind: str, address: str) -> None:
    for _ in range(2):
        reply = robin.get(f"{address}?drift={kind}")
        assert reply.status == (404 if kind == "gone" and address == AI else 200)


def differs(robin: Visitor, kind: str, address: str) -> str:
    plain = robin.get(f"{address}?reset=1").text
    drifted = robin.get(f"{address}?drift={kind}").text
    assert drifted != plain
    return drifted


@pytest.mark.parametrize(
    ("kind", "address", "sign"),
    [
        ("renamed", AI, "Objection request form"),
        ("moved", "/home", "Accounts centre"),
        ("button", AI, f'<button type="button" data-go="{FORM}"'),
        ("button", AI, "Submit an objection request</button>"),
        ("tags", AI, f'<span data-go="{FORM}"'),
        ("iframe", AI, f'<iframe src="{AI}?framed=1"'),
        ("shadow", AI, "data-shadow"),
        ("dialog", FORM, "<dialog"),
        ("newtab", AI, 'target="_blank"'),
        ("banner", "/home", "Save your login info?"),
        ("duplicate", PRIVACY, 'href="/about/lark"'),
        ("slow", AI, 'data-late="3000"'),
        ("language", AI, "Dein Widerspruchsrecht"),
        ("radios", FORM, "data-flips"),
    ],
)
def test_drift_shows(robin: Visitor, kind: str, address: str, sign: str) -> None:
    drifted = re.sub(r' class="[^"]*"', "", differs(robin, kind, address))
    assert re.sub(r' class="[^"]*"', "", sign) in drifted


def test_flat_has_a_level_less(robin: Visitor) -> None:
    assert "Settings &amp; privacy" not in differs(robin, "flat", "/home")


def test_hashed_names_are_new_each_time_and_fit_the_style_sheet(robin: Visitor) -> None:
    first, second = differs(robin, "hashed", FORM), robin.get(FORM).text
    assert 'class="card' not in first
    one = re.search(r'<form class="(\w+)|<form[^>]* class="(\w+)', first)
    assert one
    assert (one[1] or one[2]) not in second
    sheet = re.search(r'href="(/assets/style\.css\?seed=\w+)"', first)
    assert sheet
    assert f".{one[1] or one[2]}" in robin.get(sheet[1]).text
    labels = set(re.findall(r'<label for="(\w+)"', first))
    assert labels
    assert labels <= set(re.findall(r' id="(\w+)"', first))


def test_variants_alternate(robin: Visitor) -> None:
    robin.get("/home?drift=variant")
    seen = ["seed=" in robin.get(AI).text for _ in range(4)]
    assert seen == [False, True, False, True]


def test_the_form_outlives_the_page_that_is_gone(robin: Visitor) -> None:
    robin.get("/home?drift=gone")
    assert robin.get(AI).status == 404
    assert robin.get(FORM).status == 200


def test_every_stop_has_two_names() -> None:
    for stop in WAY.values():
        assert len({*stop.names}) == 2
        assert all(stop.renamed)


def test_the_part_is_in_order() -> None:
    assert [turn.about for turn in PART] == ["login", "review", "agree", "agree", "attach", "submit", "switch"]


# With a browser


@pytest.fixture(scope="module")
def window(site: PracticeSite) -> Iterator[Page]:
    if BROWSER is None:
        pytest.skip("no Chromium is installed here")
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    args = ["--no-sandbox", f"--host-resolver-rules={site.host_rules}", *quiet]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=args)
        page = browser.new_context(locale="en-GB").new_page()
        page.goto(site.url)
        page.get_by_role("button", name="Decline optional cookies").click()
        page.goto(f"{site.url}/login")
        page.get_by_label("Email or username").fill("robin@example.org")
        page.get_by_label("Password").fill("practice")
        page.get_by_role("main").get_by_role("button", name="Log in").click()
        page.get_by_label("Six-digit code").fill("123456")
        page.get_by_role("button", name="Continue").click()
        yield page
        browser.close()


@pytest.mark.browser
def test_the_menu_unfolds_to_the_privacy_centre(window: Page, site: PracticeSite) -> None:
    window.goto(f"{site.url}/home?reset=1")
    expect(window.get_by_role("button", name="Decline optional cookies")).to_have_count(0)
    window.get_by_role("button", name="Your profile").click()
    expect(window.get_by_text("Privacy Centre")).to_be_hidden()
    window.get_by_text("Settings & privacy").first.click()
    window.get_by_text("Privacy Centre").click()
    expect(window).to_have_url(f"{site.url}{PRIVACY}")


@pytest.mark.browser
def test_the_switch_shows_off_first_and_settles(window: Page, site: PracticeSite) -> None:
    window.goto(f"{site.url}/settings/ai?reset=1")
    switch = window.get_by_role("switch", name="Use my posts to train Lark")
    expect(switch).not_to_be_checked()
    expect(switch).to_be_checked()
    switch.click()
    expect(window.get_by_text("Saved", exact=True)).to_be_visible()
    window.reload()
    window.wait_for_timeout(1500)
    expect(switch).not_to_be_checked()


@pytest.mark.browser
def test_the_rest_of_the_form_comes_late(window: Page, site: PracticeSite) -> None:
    window.goto(f"{site.url}{FORM}?reset=1&delay=200")
    email = window.get_by_label("Email address")
    window.get_by_label("I want to object to my information").check()
    assert not email.is_visible()
    expect(email).to_be_visible()


@pytest.mark.browser
def test_radios_flip_back(window: Page, site: PracticeSite) -> None:
    window.goto(f"{site.url}{FORM}?reset=1&drift=radios")
    mine = window.get_by_label("I want to object to my information")
    mine.check()
    window.get_by_label("Country of residence").select_option(label="Germany")
    expect(mine).not_to_be_checked()
    mine.check()
    expect(mine).to_be_checked()


@pytest.mark.core(cases=1)
@pytest.mark.browser
@pytest.mark.parametrize("kind", ["tags", "button", "hashed", "shadow", "iframe", "dialog", "variant", "moved"])
def test_the_way_can_be_walked_by_hand_under_drift(window: Page, site: PracticeSite, kind: str) -> None:
    window.goto(f"{site.url}/home?reset=1&drift={kind}")
    window.get_by_label("Your profile").click()
    window.get_by_text("Settings & privacy").first.click()
    if kind == "moved":
        window.get_by_text("Accounts centre").first.click()
    window.get_by_text("Privacy Centre").first.click()
    window.get_by_text("AI at Larkspur", exact=True).first.click()
    framed = kind == "iframe"
    where = window.frame_locator("iframe") if framed else window
    where.get_by_text("Your right to object").click()
    where.get_by_text("Submit an objection request").click()
    expect(where.get_by_label("I want to object to my information")).to_be_visible()


@pytest.mark.browser
def test_a_new_tab_opens(window: Page, site: PracticeSite) -> None:
    window.goto(f"{site.url}{AI}?reset=1&drift=newtab")
    window.get_by_role("button", name="Your right to object").click()
    with window.expect_popup() as opened:
        window.get_by_role("link", name="Submit an objection request").click()
    expect(opened.value).to_have_url(f"{site.url}{FORM}")
    opened.value.close()


@pytest.mark.browser
def test_the_box_over_the_page_goes_away_for_good(window: Page, site: PracticeSite) -> None:
    window.goto(f"{site.url}/home?reset=1&drift=banner")
    window.get_by_role("button", name="Not now").click()
    window.goto(f"{site.url}{PRIVACY}")
    window.wait_for_timeout(900)
    expect(window.get_by_role("button", name="Not now")).to_have_count(0)


@pytest.mark.browser
def test_rooms_work(window: Page, site: PracticeSite) -> None:
    window.goto(f"{site.url}/rooms/dialog?reset=1")
    window.get_by_role("button", name="Show me").click()
    expect(window.get_by_text("You have looked at it.")).to_be_visible()
    window.goto(f"{site.url}/rooms/shadow")
    window.get_by_role("button", name="Inner button").click()
    expect(window.get_by_text("Inner button was pressed.")).to_be_visible()
    window.goto(f"{site.url}/rooms/iframe")
    other = window.frame_locator("iframe >> nth=1")
    other.get_by_role("button", name="Other-host button").click()
    expect(other.get_by_text("Other-host button was pressed.")).to_be_visible()
    window.goto(f"{site.url}/rooms/fullscreen")
    window.get_by_role("button", name="Fill the screen").click()
    window.wait_for_function("document.fullscreenElement !== null")
