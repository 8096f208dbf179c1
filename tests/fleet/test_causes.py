"""Why something is not as a flow says, by how the page came."""

from __future__ import annotations

import pytest

from runner.session.causes import CAUSES, Arrival, Cause, cause_of

HERE = "https://a.example/settings"


@pytest.mark.parametrize(
    ("cause", "arrival"),
    [
        ("gone", Arrival(HERE, HERE, 404)),
        ("gone", Arrival(HERE, HERE, 410)),
        ("refused", Arrival(HERE, HERE, 403)),
        ("refused", Arrival(HERE, HERE, 429)),
        ("refused", Arrival(HERE, "https://a.example/login", 401)),
        ("fault", Arrival(HERE, HERE, 500)),
        ("timed_out", Arrival(HERE, HERE, 504)),
        ("timed_out", Arrival(HERE, "chrome-error://chromewebdata/", 0, failed=True, too_late=True)),
        ("unreachable", Arrival(HERE, "chrome-error://chromewebdata/", 0, failed=True)),
        ("login_wall", Arrival(HERE, HERE, 200, wants_login=True)),
        ("login_wall", Arrival(HERE, "https://a.example/accounts/login/?next=/settings", 200)),
        ("login_wall", Arrival(HERE, "https://login.b.example/", 200)),
        ("login_wall", Arrival(HERE, "https://accounts.b.example/v3/signin/identifier", 200)),
        ("moved", Arrival(HERE, "https://a.example/", 200)),
        ("moved", Arrival(HERE, "https://b.example/settings", 200)),
        ("missing", Arrival(HERE, "https://www.a.example/settings/?lang=en", 200)),
        ("missing", Arrival(HERE, "https://a.example/", 200, presses=True)),
        ("missing", Arrival("https://a.example/login-help", "https://a.example/login-help", 200)),
        ("missing", Arrival("https://a.example/author", "https://a.example/author", 200)),
    ],
)
def test_each_cause_by_its_sign(cause: Cause, arrival: Arrival) -> None:
    assert cause_of(arrival) == cause


def test_what_resembles_it_is_another_name_unless_the_page_itself_is_wrong() -> None:
    assert cause_of(Arrival(HERE, HERE, 200), resembles=True) == "renamed"
    assert cause_of(Arrival(HERE, "https://a.example/", 200), resembles=True) == "renamed"
    assert cause_of(Arrival(HERE, HERE, 404), resembles=True) == "gone"


def test_every_cause_has_words() -> None:
    assert set(CAUSES) == set(Cause.__args__)  # type: ignore[attr-defined]
