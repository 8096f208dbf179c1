"""Why something is not as a flow says, by how the page came."""

from __future__ import annotations

import pytest

from runner.session.causes import CAUSES, Cause, PageMet, cause_of

HERE = "https://a.example/settings"


@pytest.mark.parametrize(
    ("cause", "arrival"),
    [
        ("gone", PageMet(HERE, HERE, 404)),
        ("gone", PageMet(HERE, HERE, 410)),
        ("refused", PageMet(HERE, HERE, 403)),
        ("refused", PageMet(HERE, HERE, 429)),
        ("refused", PageMet(HERE, "https://a.example/login", 401)),
        ("fault", PageMet(HERE, HERE, 500)),
        ("timed_out", PageMet(HERE, HERE, 504)),
        ("timed_out", PageMet(HERE, "chrome-error://chromewebdata/", 0, failed=True, too_late=True)),
        ("unreachable", PageMet(HERE, "chrome-error://chromewebdata/", 0, failed=True)),
        ("login_wall", PageMet(HERE, HERE, 200, wants_login=True)),
        ("login_wall", PageMet(HERE, "https://a.example/accounts/login/?next=/settings", 200)),
        ("login_wall", PageMet(HERE, "https://login.b.example/", 200)),
        ("login_wall", PageMet(HERE, "https://accounts.b.example/v3/signin/identifier", 200)),
        ("moved", PageMet(HERE, "https://a.example/", 200)),
        ("moved", PageMet(HERE, "https://b.example/settings", 200)),
        ("missing", PageMet(HERE, "https://www.a.example/settings/?lang=en", 200)),
        ("missing", PageMet(HERE, "https://a.example/", 200, presses=True)),
        ("missing", PageMet("https://a.example/login-help", "https://a.example/login-help", 200)),
        ("missing", PageMet("https://a.example/author", "https://a.example/author", 200)),
    ],
)
def test_each_cause_by_its_sign(cause: Cause, arrival: PageMet) -> None:
    assert cause_of(arrival) == cause


def test_what_resembles_it_is_another_name_unless_the_page_itself_is_wrong() -> None:
    assert cause_of(PageMet(HERE, HERE, 200), resembles=True) == "renamed"
    assert cause_of(PageMet(HERE, "https://a.example/", 200), resembles=True) == "renamed"
    assert cause_of(PageMet(HERE, HERE, 404), resembles=True) == "gone"


def test_every_cause_has_words() -> None:
    assert set(CAUSES) == set(Cause.__args__)  # type: ignore[attr-defined]
