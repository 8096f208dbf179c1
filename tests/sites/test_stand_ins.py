"""The server of the stand-ins: real names over TLS, walls, variants, what is counted. And its data: the cases."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from runner.flow.load import load_file, walk

from .case import Case, all_cases
from .serve import StandIn, Submission, all_sites

FLOWS = Path(__file__).parents[2] / "flows"
FORM_2025 = "https://www.facebook.com/help/contact/712876720715583"
SUBMIT = "https://www.facebook.com/ajax/help/contact/submit/page"


def fetch(site: StandIn, url: str, cookie: str = "", **fields: str) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers of an address, asked of the stand-in under the address's own name."""
    parts = urlsplit(url)
    plain = socket.create_connection(("127.0.0.1", site.port))
    asks = http.client.HTTPConnection(parts.netloc)  # over a socket of our own; the other kind loads all authorities
    with site.client_context().wrap_socket(plain, server_hostname=parts.hostname) as asks.sock:
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        asks.request("POST" if fields else "GET", path, urlencode(fields) if fields else None, headers)
        answer = asks.getresponse()
        return answer.status, answer.read().decode(), dict(answer.getheaders())


@pytest.fixture
def site() -> Iterator[StandIn]:
    with StandIn() as running:
        yield running


def test_every_host_has_one_stand_in() -> None:
    """Else one hides the other's pages, and flows wait before the wrong ones."""
    hosts = [host for site in all_sites() for host in site.hosts]
    assert sorted(hosts) == sorted(set(hosts))


@pytest.mark.parametrize("host", [host for site in all_sites() for host in site.hosts])
def test_every_host_answers_under_its_own_name(site: StandIn, host: str) -> None:
    assert fetch(site, f"https://{host}/privacy/genai/")[0] in (200, 303, 404)


def test_other_names_are_not_certified(site: StandIn) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        fetch(site, "https://example.com/")


def test_a_page_nobody_wrote_is_a_stray(site: StandIn) -> None:
    assert fetch(site, "https://www.facebook.com/marketplace")[0] == 404
    assert site.strays == ["www.facebook.com/marketplace"]


def test_the_wall_comes_first_and_sends_back(site: StandIn) -> None:
    site.variant = "logged_out"
    status, _, headers = fetch(site, FORM_2025)
    assert status == 303
    _, wall, _ = fetch(site, f"https://www.facebook.com{headers['Location']}")
    assert 'type="password"' in wall
    assert "Decline optional cookies" in wall
    _, _, after = fetch(site, "https://www.facebook.com/login/", next=FORM_2025, email="a@b.example", **{"pass": "x"})
    assert after["Location"] == FORM_2025
    assert "Your email address" in fetch(site, FORM_2025, cookie=after["Set-Cookie"].split(";")[0])[1]
    assert site.submissions == []
    assert [login.fields for login in site.logins] == [("next", "email", "pass")]


def test_a_wall_in_place_asks_for_both_at_the_pages_own_address(site: StandIn) -> None:
    site.variant, here = "logged_out email_first in_place", "https://discord.com/channels/@me"
    assert 'type="email"' in fetch(site, here)[1]
    asked = fetch(site, "https://discord.com/login", next=here, email="a@b.example")[2]["Location"]
    named = fetch(site, asked)[2]
    assert named["Location"] == here
    assert 'type="password"' in fetch(site, here, cookie=named["Set-Cookie"].split(";")[0])[1]
    entered = fetch(site, fetch(site, "https://discord.com/login", next=here, **{"pass": "x"})[2]["Location"])[2]
    assert "Settings" in fetch(site, here, cookie=entered["Set-Cookie"].split(";")[0])[1]


@pytest.mark.parametrize(
    ("variant", "address", "shows"),
    [
        ("", FORM_2025, "Your email address"),
        ("us", FORM_2025, "available right now"),
        ("none", FORM_2025, "available right now"),
        ("prefilled", FORM_2025, "ada.account@example.org"),
        ("only_old_form", FORM_2025, "available right now"),
        ("only_old_form", "https://help.instagram.com/contact/233964459562201", "Country of residence"),
        ("only_privacy_center", "https://www.facebook.com/privacy/center/", ">object</a>"),
        ("only_topic", "https://www.facebook.com/privacy/guide/genai", "Submit an objection request"),
        (
            "only_policy",
            "https://privacycenter.instagram.com/policy/?subpage=7.subpage.11-ObjectYouHaveThe",
            "object</a>",
        ),
        ("us", "https://www.facebook.com/help/contact/510058597920541", "available right now"),
        ("us", "https://www.facebook.com/help/contact/1266025207620918", "I have a concern"),
        ("new_trio", "https://www.facebook.com/help/contact/510058597920541", "a different objection"),
    ],
)
def test_variants(site: StandIn, variant: str, address: str, shows: str) -> None:
    site.variant = variant
    assert shows in fetch(site, address)[1]


def test_the_article_tells_regions_apart(site: StandIn) -> None:
    address = "https://privacycenter.instagram.com/privacy/genai/"
    assert "Your right to object" in fetch(site, address)[1]
    site.variant = "us"
    assert "Your right to object" not in fetch(site, address)[1]


def test_languages(site: StandIn) -> None:
    site.language = "de"
    assert "zu widersprechen</a>" in fetch(site, "https://www.facebook.com/privacy/center/")[1]


def test_unknown_words_are_refused(site: StandIn) -> None:
    with pytest.raises(ValueError, match="only_odl_form"):
        site.variant = "only_odl_form"


def test_a_submission_is_noted_without_its_values(site: StandIn) -> None:
    _, text, _ = fetch(site, SUBMIT, support_form_id="712876720715583", email="ada@example.org", objection_reason="")
    assert "received your objection" in text
    fields = ("support_form_id", "email", "objection_reason")
    assert site.submissions == [Submission("www.facebook.com", "/ajax/help/contact/submit/page", fields)]
    assert "ada@example.org" not in repr(site.submissions)


def test_the_older_form_wants_a_code_and_a_hundred_characters(site: StandIn) -> None:
    form = {"support_form_id": "6359191084165019", "objection_reason": "Because."}
    assert "one-time-code" in fetch(site, SUBMIT, **form)[1]
    assert "at least 100 characters" in fetch(site, SUBMIT, code="1", **form)[1]
    assert "under review" in fetch(site, SUBMIT, code="1", **form | {"objection_reason": "x" * 100})[1]


def test_the_third_party_form_refuses_without_a_choice_or_proof(site: StandIn) -> None:
    site.variant = "us"
    form = {"support_form_id": "1266025207620918", "email": "ada@example.org"}
    assert fetch(site, SUBMIT, **form)[0] == 422
    assert "proof" in fetch(site, SUBMIT, request_type="concern", **form)[1]
    assert "one-time-code" in fetch(site, SUBMIT, request_type="concern", screenshot="a.png", **form)[1]


def test_what_comes_from_outside_is_escaped(site: StandIn) -> None:
    site.variant = "logged_out"
    text = fetch(site, "https://www.facebook.com/login/?next=%22%3E%3Cscript%3E")[1]
    assert '"><script>' not in text


@pytest.mark.parametrize("service", all_sites(), ids=lambda service: service.folder.name)
def test_pages_ask_nothing_of_the_outside(service: Any) -> None:
    for file in service.folder.glob("*.html"):
        assert not re.search(r"<(script|link|img|iframe)|@import|url\(", file.read_text(encoding="utf-8")), file.name


@pytest.mark.slow
@pytest.mark.parametrize("flow", sorted({case.flow for case in all_cases()}))
def test_cases_fit_their_flow_and_site(flow: str) -> None:
    words = {step.word for _, step in walk(load_file(FLOWS / f"{flow}.yaml").flow.steps)}
    elsewhere = "mail" in words or "open" not in words  # in a mail program, an app: no page to send anything
    for case in [case for case in all_cases() if case.flow == flow]:
        assert StandIn(case.variant, case.language).variant == " ".join(sorted(case.variant.split())), case
        turns = {turn.split()[0] for turn in case.actions_by_pause}
        assert turns <= {"login", "submit", "switch", "attach", "review"}, case
        if case.outcome in ("already_out", "not_offered", "stopped"):
            assert case.sends == 0, case
        elif case.outcome:
            assert (case.sends > 0) != elsewhere, case


def test_cases_have_names_of_their_own() -> None:
    names = [str(case) for case in all_cases()]
    assert len(names) == len(set(names))


@pytest.mark.slow
def test_every_login_is_walked_in_two_steps_as_well() -> None:
    """The email address on one page, the password on the next: neither may pass for a page of those who are in."""
    walked = {case.flow for case in all_cases() if "email_first" in case.variant.split() and _logs_in(case)}
    with_login = {file.stem for file in FLOWS.glob("*.yaml") if _asks_for_a_login(file)}
    assert with_login - walked == {"practice"}  # its site is no stand-in, but a part of the runner


def _logs_in(case: Case) -> bool:
    return any(turn.split()[0] == "login" for turn in case.actions_by_pause)


def _asks_for_a_login(file: Path) -> bool:
    return any(step.about == "login" for _, step in walk(load_file(file).flow.steps))


# --- in a browser --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no Chromium found")
    with sync_api.sync_playwright() as playwright:
        yield lambda site: playwright.chromium.launch(executable_path=path, args=site.chromium_args)


@pytest.mark.core
@pytest.mark.browser
def test_chromium_takes_every_name_here_and_trusts_only_this_key(chromium: Any, site: StandIn) -> None:
    with chromium(site) as browser:
        page = browser.new_page()
        page.goto("https://www.facebook.com/")
        page.get_by_role("button", name="Your profile").click()
        page.get_by_text("Settings & privacy").click()
        page.get_by_text("Privacy Center").click()
        page.get_by_role("link", name="object", exact=True).click()
        page.get_by_label("Your email address").wait_for()
        assert page.url == FORM_2025
        page.goto("https://nobody.example/")
        assert page.get_by_role("heading").inner_text() == "No stand-in"
    assert "nobody.example" in site.elsewhere
    assert site.submissions == []


@pytest.mark.browser
def test_chromium_refuses_another_key(chromium: Any, site: StandIn) -> None:
    host_rules = [arg for arg in site.chromium_args if not arg.startswith("--ignore")]
    stranger = type("Stranger", (), {"chromium_args": host_rules})
    with chromium(stranger) as browser:
        page = browser.new_page()
        with pytest.raises(Exception, match="ERR_CERT"):
            page.goto("https://www.facebook.com/")


@pytest.mark.browser
def test_fields_come_late_and_radios_flip_back(chromium: Any, site: StandIn) -> None:
    with chromium(site) as browser:
        page = browser.new_page()
        page.goto("https://www.facebook.com/help/contact/510058597920541")
        choice = page.get_by_role("radio", name="object to or restrict")
        choice.check()
        page.wait_for_timeout(700)
        assert not page.get_by_label("Email address").is_visible()
        page.get_by_label("Email address").fill("ada@example.org")
        page.wait_for_timeout(400)
        assert not choice.is_checked()
        choice.check()
        page.get_by_label("Full name").evaluate("field => field.value = 'Ada'")
        page.get_by_role("button", name="Submit").click()
        page.get_by_label("Code").wait_for()
    assert [sent.host for sent in site.submissions] == ["www.facebook.com"]
    assert "screenshot" in site.submissions[0].fields


@pytest.mark.browser
def test_the_cookie_banner_covers_the_wall_until_it_is_answered(chromium: Any, site: StandIn) -> None:
    site.variant = "logged_out"
    with chromium(site) as browser:
        page = browser.new_page()
        page.goto("https://www.instagram.com/")
        page.get_by_role("button", name="Decline optional cookies").click()
        page.reload()
        assert page.get_by_role("dialog").count() == 0
        page.get_by_label("Email address or mobile number").fill("ada@example.org")
        page.get_by_label("Password").fill("correct horse")
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("link", name="Messages").wait_for()
    assert len(site.logins) == 1
