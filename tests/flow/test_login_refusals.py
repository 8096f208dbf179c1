"""The sites on record that refuse a login in a driven browser: known by address, and whose flows need them."""

from __future__ import annotations

import pytest

from runner.app.places import shipped_flows
from runner.flow.load import load_file
from runner.flow.login_refusals import login_refusals, refusal_at, refusal_of


@pytest.mark.parametrize(
    ("url", "refuses"),
    [
        ("https://accounts.google.com/v3/signin/rejected?rrk=46&continue=https%3A%2F%2Fmyactivity.google.com", True),
        ("https://accounts.google.com/signin/rejected", True),
        ("https://accounts.google.com/v3/signin/rejected/", True),
        ("https://accounts.google.com/v3/signin/rejectedly", False),
        ("https://accounts.google.com/v3/signin/identifier", False),
        ("http://accounts.google.com/v3/signin/rejected", False),
        ("https://accounts.google.com.evil.example/v3/signin/rejected", False),
        ("https://evil.example/?https://accounts.google.com/v3/signin/rejected", False),
        ("https://[broken", False),
        ("about:blank", False),
    ],
)
def test_a_refusal_is_known_by_the_address_alone(url: str, refuses: bool) -> None:
    assert (refusal_at(url) is not None) is refuses


@pytest.mark.slow
def test_whose_login_a_flow_needs() -> None:
    known = refusal_of(["studio.youtube.com"])
    assert known is not None and known.name == "Google"
    assert refusal_of(["notgoogle.com"]) is None
    those = {name for name, path in shipped_flows().items() if refusal_of(load_file(path).flow.hosts)}
    assert those == {
        "gemini-activity",
        "gmail-smart-features",
        "google-search-services-history",
        "google-web-and-app-activity",
        "youtube-third-party-training",
    }


def test_each_has_sources_and_its_words_in_more_than_one_language() -> None:
    for one in login_refusals():
        assert one.sources and {"en", "de"} <= {*one.says}
