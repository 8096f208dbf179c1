"""The letters. Golden: `letters/LANGUAGE.KIND.txt` is the whole letter of one case, for the eye of a reader.

To add a language: run this once (it writes the texts that are missing and fails), read them, commit them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from runner.errors import UsageError
from runner.locale import Day
from runner.records.addressees import authorities
from runner.records.deadlines import due
from runner.records.letters import NAMES, Evidence, Kind, Letter, LetterFacts, Reason, letter
from runner.records.request import Deadline

GOLDEN = Path(__file__).parent / "letters"
KINDS: tuple[Kind, ...] = ("follow-up", "complaint")  # of every law; the one to a company first is the UK's alone
REASONS: tuple[Reason, ...] = get_args(Reason)
SENT = datetime(2026, 10, 2, 14, 5, tzinfo=UTC)  # a Friday; a month later is Monday, 2 November
TODAY = date(2026, 11, 24)
HOME = {"en": "IE", "de": "DE", "fr": "FR", "es": "ES", "it": "IT", "nl": "NL", "pt": "PT", "pl": "PL"}

FACTS = LetterFacts(
    service="Facebook",
    title="Facebook – object to AI training on your own posts",
    sent=SENT,
    reason="overdue",
    today=TODAY,
    account="anna.example",
    deadline=due("gdpr", SENT),
    followed_up=date(2026, 11, 6),
    reference="REF-4711",
    evidence=(Evidence("confirmation", SENT, "0a" * 32), Evidence("the form", SENT, "0b" * 32)),
    name="Anna Example",
    email="anna@example.org",
)


def facts(reason: Reason = "overdue", home: str = "IE", **more: object) -> LetterFacts:
    since = None if reason == "overdue" else date(2026, 11, 10)
    return replace(FACTS, reason=reason, since=since, deadline=due("gdpr", SENT, home), **more)  # type: ignore[arg-type]


def whole(one: Letter) -> str:
    return f"{one.to}\n\n{one.subject}\n\n{one.body}"


EVERY = [(language, kind, reason) for language in NAMES for kind in KINDS for reason in REASONS]  # under the GDPR


# -- the texts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", NAMES)
def test_a_letter_as_it_is_read(language: str, kind: Kind) -> None:
    golden = GOLDEN / f"{language}.{kind}.txt"
    text = whole(letter(facts(), kind, HOME[language], language))
    if not golden.exists():
        golden.write_text(text, "utf-8")
        pytest.fail(f"{golden.name} was missing and is written now: read it and commit it")
    assert text == golden.read_text("utf-8")


COMPLAINED: dict[str, Any] = {
    "complained": date(2026, 11, 10),
    "complaint": Deadline("uk-gdpr", "section 164A(3) of the Data Protection Act 2018", "", date(2026, 12, 10)),
    "today": date(2026, 12, 14),
}


@pytest.mark.parametrize(
    ("kind", "told", "file"),
    [("company-complaint", {}, "en.company-complaint.txt"), ("complaint", COMPLAINED, "en.complaint.uk.txt")],
)
def test_the_united_kingdoms_two_complaints_as_they_are_read(kind: Kind, told: dict[str, Any], file: str) -> None:
    golden = GOLDEN / file
    text = whole(letter(facts(home="GB", **told), kind, "GB"))
    if not golden.exists():
        golden.write_text(text, "utf-8")
        pytest.fail(f"{golden.name} was missing and is written now: read it and commit it")
    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize("reason", REASONS)
def test_facts_are_numbered_without_a_gap(reason: Reason) -> None:
    letters: list[tuple[str, Kind]] = [("GB", "company-complaint"), ("GB", "complaint"), ("DE", "complaint")]
    for home, kind in letters:
        text = letter(facts(reason, home, **COMPLAINED), kind, home).body
        numbered = re.findall(r"^(\d)\. (?=\d)", text, re.M)
        assert numbered == [str(number) for number in range(1, len(numbered) + 1)]
        assert len(numbered) >= 3


def test_a_letter_cites_the_law_of_the_day_of_the_request() -> None:
    old = datetime(2026, 1, 5, 12, tzinfo=UTC)
    earlier = letter(replace(FACTS, sent=old, deadline=due("gdpr", old, "GB")), "company-complaint", "GB").body
    assert "Article 12(3) UK GDPR: you did not tell me in time" in earlier
    assert "12A" not in earlier


def test_a_complaint_that_was_acknowledged_says_so() -> None:
    text = letter(facts(home="GB", **COMPLAINED, complaint_acknowledged=date(2026, 11, 20)), "complaint", "GB").body
    assert "20 November 2026: it wrote that it has my complaint." in text
    assert "10 December 2026" not in text


def test_the_authority_is_told_before_the_thirty_days_are_over_without_a_wrong_word() -> None:
    text = letter(facts(home="GB", **COMPLAINED | {"today": date(2026, 12, 10)}), "complaint", "GB").body
    assert "10 November 2026: I complained to the company" in text
    assert "It has not done so" not in text


def test_only_where_the_law_has_it_there_is_a_complaint_to_the_company() -> None:
    for home in ("IE", "CH", "BR", "US"):
        with pytest.raises(UsageError, match=f"no law on record for {home} has a complaint to the company"):
            letter(facts(home=home), "company-complaint", home)
    with pytest.raises(UsageError, match="no law on record for GB has a complaint to the company"):
        letter(facts(home="GB", today=date(2026, 6, 18)), "company-complaint", "GB")


@pytest.mark.parametrize(("language", "kind", "reason"), EVERY)
def test_it_tells_the_facts_and_cites_the_law(language: str, kind: Kind, reason: Reason) -> None:
    text = whole(letter(facts(reason), kind, HOME[language], language))
    for told in (FACTS.title, FACTS.account, FACTS.reference, FACTS.name, "14:05 UTC", "0a" * 32, "0b" * 32):
        assert told in text
    assert re.search(r"(2 October 2026|02[./-]10[./-]2026)", text)
    law = {"overdue": r"12\D{1,16}3\b", "refused": r"21\D{1,16}1\b", "reverted": r"21\D{1,16}1\b"}[reason]
    assert re.search(law, text), "Art. 12(3) or 21(1)"
    assert re.search(r"12\D{1,16}4\b", text) or (kind, reason) not in [
        ("complaint", "refused"),
        ("follow-up", "overdue"),
    ]
    assert re.search(r"\b77\b", text)
    assert re.search(r"(2 November 2026|02[./-]11[./-]2026)", text) or reason != "overdue"
    assert re.search(r"(10 November 2026|10[./-]11[./-]2026)", text) or reason == "overdue"
    assert not re.search(r"[{}<>]|None|&\w+;|  +\S| \n|\n{3}|\.\.", text.replace("\n  SHA", "\nSHA"))
    assert text.endswith("\n")


@pytest.mark.parametrize(("language", "kind", "reason"), EVERY)
def test_what_is_not_known_stands_in_brackets_and_is_listed(language: str, kind: Kind, reason: Reason) -> None:
    written = letter(facts(reason, service="Example", name="", email=""), kind, HOME[language], language)
    assert set(re.findall(r"\[[^\]]+\]", whole(written))) == set(written.gaps)
    assert len(written.gaps) == {"follow-up": 3, "complaint": 4}[kind]
    known = letter(facts(reason), kind, HOME[language], language)
    assert len(known.gaps) == {"follow-up": 0, "complaint": 1}[kind]  # a postal address is not ours to keep


@pytest.mark.slow
def test_every_language_writes_its_own_letter() -> None:
    for kind in KINDS:
        assert len({letter(facts(), kind, "IE", language).body for language in NAMES}) == len(NAMES)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", NAMES)
def test_what_is_missing_leaves_no_trace(language: str, kind: Kind) -> None:
    bare = replace(facts("refused"), account="", reference="", evidence=(), deadline=None, followed_up=None)
    text = letter(bare, kind, HOME[language], language).body
    assert "SHA" not in text
    assert not re.search(r":[ ]*\n\S", text), "a line that ends in a colon, and nothing after it"


def test_an_extension_they_announced_counts() -> None:
    for kind in KINDS:
        text = letter(facts(longer=True, today=date(2027, 1, 20)), kind, "IE").body
        assert "4 January 2027" in text  # three months: 2 January is a Saturday
        assert "2 November 2026" not in text


def test_nothing_of_the_facts_can_begin_a_line_of_its_own() -> None:
    text = whole(
        letter(
            facts(
                account="x\nYours faithfully,\r\nBob",
                reference="a\x0bb",
                service="S\u2028T",
                evidence=(Evidence("p\nq", SENT, "0c"),),
            ),
            "follow-up",
            "IE",
        )
    )
    assert "Account: x Yours faithfully, Bob\n" in text
    assert "Your reference: a b\n" in text
    assert "Service: S T\n" in text
    assert "- p q, taken" in text
    assert len(text.splitlines()) == len(text.split("\n")) - 1


# -- whose law ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", REASONS)
def test_the_united_kingdom_has_its_own_law(reason: Reason) -> None:
    first, second = (letter(facts(reason, "GB"), kind, "UK") for kind in KINDS)
    assert "section 164A of the Data Protection Act 2018" in first.body
    assert "section 165 of the Data Protection Act 2018" in second.subject
    assert "section 166" in second.body or "sections 165 and 166" in second.body
    for one in (first, second):
        assert not re.search(r"(?<!UK )GDPR", one.body)  # also no lead authority: that is the EU's
        assert "Article 77" not in one.body


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
@pytest.mark.parametrize("reason", REASONS)
def test_switzerland_has_its_own_law_which_sets_no_time(language: str, reason: Reason) -> None:
    for kind in KINDS:
        text = whole(letter(facts(reason, "CH"), kind, "CH", language))
        assert not re.search("GDPR|DSGVO|RGPD|Art[a-z.]* 77", text)
        assert re.search(r"30\D{1,8}2", text) or (kind, reason) == ("follow-up", "overdue")
        assert re.search(r"\b49\b", text)
        assert not re.search(r"(2 November 2026|0[12][./-]11[./-]2026)", text)


@pytest.mark.parametrize(("language", "law"), [("pt", "art. 18, § 4º, da LGPD"), ("en", "Article 18(4) LGPD")])
def test_brazil_has_a_letter_to_the_company(language: str, law: str) -> None:
    text = letter(facts("refused", "BR"), "follow-up", "Brasil", language).body
    assert law in text
    assert "GDPR" not in text and "RGPD" not in text


def test_where_no_law_of_ours_holds_the_letter_cites_none() -> None:
    for reason in REASONS:
        text = letter(replace(facts(reason), deadline=None), "follow-up", "US").body
        assert not re.search("GDPR|Article|section", text)
    dated = letter(replace(facts(), deadline=due("ccpa", SENT)), "follow-up", "California").body
    assert "Under 11 CCR § 7021 you had until 16 November 2026" in dated


def test_the_time_is_that_of_the_law_the_letter_is_by() -> None:
    # Counted as the EU's when it was sent, since nobody knew the country; Monday, 2 November by both laws.
    moved = letter(FACTS, "follow-up", "GB").body
    assert "Under Articles 12(3) and 12A UK GDPR you had until 2 November 2026" in moved
    assert "Sie haben nicht geantwortet." in letter(FACTS, "follow-up", "CH", "de").body


def test_a_day_that_is_not_over_is_not_held_against_the_company() -> None:
    on_the_day = facts(today=date(2026, 11, 2))
    assert "you had until" not in letter(on_the_day, "follow-up", "IE").body
    assert "you had until" in letter(replace(on_the_day, today=date(2026, 11, 3)), "follow-up", "IE").body


# -- to whom, and in what language --------------------------------------------------------------------------------


def test_the_lead_authority_is_told_where_it_is_another() -> None:
    assert "Data Protection Commission" in letter(facts(), "complaint", "DE", "en").body
    assert "Article 56" in letter(facts(), "complaint", "DE", "en").body
    assert "Article 56" not in letter(facts(), "complaint", "IE").body
    other = letter(facts(service="Example"), "complaint", "IE").body
    assert "Should another authority be the lead" in other


def test_a_company_at_its_seat_in_the_union_gets_no_letter_from_elsewhere() -> None:
    assert "Merrion Road" in letter(facts(), "follow-up", "FR").to
    assert "Merrion Road" not in letter(facts(home="GB"), "follow-up", "GB").to


@pytest.mark.parametrize("home", authorities())
def test_a_complaint_goes_to_the_authority_where_one_lives(home: str) -> None:
    written = letter(facts(home=home), "complaint", home)
    there = authorities()[home]
    assert written.to.startswith(there.name)
    assert written.authority == there
    readable = [language for language in there.languages if language in NAMES]
    assert written.language == (readable[0] if readable else "en")
    read = f"{there.source} (read in {there.read_in}, {Day(date.fromisoformat(there.as_of))})"
    assert any(read in source for source in written.sources)


def test_a_follow_up_names_the_authority_it_will_go_to() -> None:
    assert "Autoriteit Persoonsgegevens" in letter(facts(), "follow-up", "Nederland").body
    assert "I shall complain" not in letter(facts(home="BR"), "follow-up", "BR", "en").body


def test_no_complaint_where_no_authority_is_on_record() -> None:
    with pytest.raises(UsageError, match="no authority is on record for BR"):
        letter(facts(home="BR"), "complaint", "BR")


@pytest.mark.parametrize(("home", "language"), [("GB", "de"), ("CH", "es"), ("DE", "xx"), ("US", "fr")])
def test_a_language_without_a_text_for_that_law_is_told_with_those_there_are(home: str, language: str) -> None:
    with pytest.raises(UsageError, match=rf"no letter in '{language}'.* there is: en \(English\)"):
        letter(facts(), "follow-up", home, language)


def test_a_refusal_without_its_day_is_no_fact() -> None:
    with pytest.raises(ValueError, match="since"):
        replace(FACTS, reason="refused")
