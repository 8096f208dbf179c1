"""What is ringed where a step's thing has another name, or the page another language."""

from __future__ import annotations

from runner.flow.model import Pick
from runner.session.drift.suggesting import suggested


def links(*names: str, role: str = "link") -> list[Pick]:
    return [
        Pick(
            tag="a" if role == "link" else role,
            role=role,
            name=name,
            text=name,
            href=f"/{at}" if role == "link" else "",
            language="de",
            path=f"/html[1]/{role}[{at}]",
        )
        for at, name in enumerate(names)
    ]


def wanted(name: str, role: str = "link") -> list[Pick]:
    return [Pick(role=role, name=name, text=name)]


GERMAN = links("Konto", "Einstellungen zum Datenschutz", "Datenschutzerklärung", "Hilfe", "Übersicht", "Abmelden")


def test_what_says_the_same_in_the_language_of_the_page_is_ringed() -> None:
    assert suggested(None, wanted("Privacy settings"), GERMAN, "de") == GERMAN[1]
    assert suggested(None, wanted("Log out"), GERMAN, "de") == GERMAN[5]


def test_what_says_something_else_is_not() -> None:
    assert suggested(None, wanted("Password"), GERMAN, "de") is None
    assert suggested(None, wanted("Privacy"), GERMAN, "de") is None


def test_nothing_is_ringed_where_two_things_say_it() -> None:
    twice = [*GERMAN, GERMAN[0].model_copy(update={"href": "/elsewhere", "path": "/html[1]/a[9]"})]
    assert suggested(None, wanted("Account"), twice, "de") is None
    same = [*GERMAN, GERMAN[0].model_copy(update={"path": "/html[1]/a[9]"})]
    assert suggested(None, wanted("Account"), same, "de") == GERMAN[0]


def test_of_two_things_that_say_it_the_one_of_that_role_is_ringed() -> None:
    there = [*GERMAN, *links("Konto", role="button")]
    assert suggested(None, wanted("Account", "button"), there, "de") == there[-1]
    assert suggested(None, wanted("Account"), there, "de") == there[0]


def test_a_name_of_the_flow_in_the_language_of_the_page_counts_as_before() -> None:
    named = [Pick(role="link", name="Datenschutzerklärung", text="Datenschutzerklärung", language="de")]
    assert suggested(None, named, GERMAN, "de") == GERMAN[2]


def test_what_was_seen_before_is_known_by_where_it_leads() -> None:
    kept = Pick(tag="a", role="link", name="Bin", text="Bin", href="/3", language="en", path="/html[1]/link[3]")
    assert suggested(kept, wanted("Bin"), GERMAN, "de") == GERMAN[3]


def test_on_a_page_in_english_looks_decide() -> None:
    english = [one.model_copy(update={"language": "en"}) for one in links("Account", "Privacy & safety", "Log out")]
    assert suggested(None, wanted("Log-out"), english, "en") == english[2]
    assert suggested(None, wanted("Datenschutz"), english, "en") is None
