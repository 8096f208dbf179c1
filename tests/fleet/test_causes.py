"""Why something is not as a flow says, by how the page came."""

from __future__ import annotations

import pytest

from runner.session.causes import CAUSES, Cause, Sight, cause_of

HERE = "https://a.example/settings"


@pytest.mark.parametrize(
    ("cause", "sight"),
    [
        ("gone", Sight(HERE, HERE, 404)),
        ("gone", Sight(HERE, HERE, 410)),
        ("refused", Sight(HERE, HERE, 403)),
        ("refused", Sight(HERE, HERE, 429)),
        ("refused", Sight(HERE, "https://a.example/login", 401)),
        ("fault", Sight(HERE, HERE, 500)),
        ("timed_out", Sight(HERE, HERE, 504)),
        ("timed_out", Sight(HERE, "chrome-error://chromewebdata/", 0, failed=True, too_late=True)),
        ("unreachable", Sight(HERE, "chrome-error://chromewebdata/", 0, failed=True)),
        ("login_wall", Sight(HERE, HERE, 200, wants_login=True)),
        ("login_wall", Sight(HERE, "https://a.example/accounts/login/?next=/settings", 200)),
        ("login_wall", Sight(HERE, "https://login.b.example/", 200)),
        ("login_wall", Sight(HERE, "https://accounts.b.example/v3/signin/identifier", 200)),
        ("moved", Sight(HERE, "https://a.example/", 200)),
        ("moved", Sight(HERE, "https://b.example/settings", 200)),
        ("missing", Sight(HERE, "https://www.a.example/settings/?lang=en", 200)),
        ("missing", Sight(HERE, "https://a.example/", 200, presses=True)),
        ("missing", Sight("https://a.example/login-help", "https://a.example/login-help", 200)),
        ("missing", Sight("https://a.example/author", "https://a.example/author", 200)),
    ],
)
def test_each_cause_by_its_sign(cause: Cause, sight: Sight) -> None:
    assert cause_of(sight) == cause


def test_what_resembles_it_is_another_name_unless_the_page_itself_is_wrong() -> None:
    assert cause_of(Sight(HERE, HERE, 200), resembles=True) == "renamed"
    assert cause_of(Sight(HERE, "https://a.example/", 200), resembles=True) == "renamed"
    assert cause_of(Sight(HERE, HERE, 404), resembles=True) == "gone"


def test_every_cause_has_words() -> None:
    assert set(CAUSES) == set(Cause.__args__)  # type: ignore[attr-defined]
