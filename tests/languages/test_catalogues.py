"""Each catalogue there is: the same placeholders, all plural forms, nothing of HTML that is not meant, up to date."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from runner.locale import Language, Message, catalogues
from tests.languages import __main__ as making
from tests.languages import collected
from tests.languages.catalogue_checks import catalogues as all_catalogues
from tests.languages.catalogue_checks import faults


@pytest.mark.slow
def test_every_catalogue_is_as_it_has_to_be() -> None:
    found = {str(path): wrong for path, language, new in all_catalogues() if (wrong := faults(path, language, new))}
    assert found == {}


@pytest.mark.slow
def test_what_there_is_to_translate_can_be_collected() -> None:
    """Each sentence whole: one that is empty, or begins or ends with a space, was glued to another."""
    for template in (collected.of_the_code(), collected.of_the_flows()):
        told = [one for one in template if one.id]
        assert len(told) > 100
        for message in told:
            for english in [message.id] if isinstance(message.id, str) else message.id:
                assert english.strip() == english != "", f"{english!r} in {message.locations}"


# -- the checks themselves, on catalogues made for them ---------------------------------------------------------


def template() -> Catalog:
    made = Catalog(fuzzy=False)
    made.add("It is on {page}.", locations=[("a.py", 0)])
    made.add(("{count} picture of {day}", "{count} pictures of {day}"), locations=[("a.py", 0)])
    made.add("Write {en: …}.", locations=[("b.py", 0)])
    made.add("Open", context="button", locations=[("b.py", 0)])
    made.add("Terms & conditions", locations=[("b.py", 0)])
    return made


GOOD: dict[object, str | tuple[str, ...]] = {
    "It is on {page}.": "Jest na {page}.",
    ("{count} picture of {day}", "{count} pictures of {day}"): ("obraz z {day}", "{count} a {day}", "{count} b {day}"),
    "Write {en: …}.": "Napisz {en: …}.",
    "Open": "Otwórz",
    "Terms & conditions": "Warunki & zasady",
}


def catalogue(path: Path, **changed: str | tuple[str, ...]) -> Path:
    """A Polish catalogue that is whole, but for what is changed in it, by the beginning of its English."""
    made = collected.brought_up_to_date(path, "pl", template())
    for message in made:
        if message.id:
            begins = message.id if isinstance(message.id, str) else message.id[0]
            other = next((said for start, said in changed.items() if begins.startswith(start)), None)
            message.string = other or GOOD[message.id]
    path.write_bytes(collected.written(made))
    return path


def test_a_whole_catalogue_has_no_fault(tmp_path: Path) -> None:
    assert faults(catalogue(tmp_path / "pl.po"), "pl", template()) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"It": "Jest na {strona}."}, "'It is on {page}.' has {page}, and its translation has {strona}"),
        ({"It": "Jest tam."}, "has {page}, and its translation has no placeholder"),
        ({"It": "Jest na {page}, {0}."}, "the braces of 'Jest na {page}, {0}.' mean something"),
        ({"It": "Jest na {page}, {."}, "the braces of 'Jest na {page}, {.' mean something"),
        ({"It": "Jest na <b>{page}</b>."}, "has a < that 'It is on {page}.' has not"),
        ({"Open": "Otwórz & zamknij"}, "has a & that 'Open' has not"),
        ({"{count}": ("{count} a {day}", "{count} b {day}")}, "has 2 plural forms of 3"),
        ({"{count}": ("{count} a {day}", "{count} b {day}", "")}, "has 2 plural forms of 3"),
        ({"{count}": ("{count} a {day}", "{count} b", "{count} c {day}")}, "has {count}, {day}, and its translation"),
    ],
)
def test_each_fault_is_told(tmp_path: Path, changed: dict[str, str | tuple[str, ...]], told: str) -> None:
    found = faults(catalogue(tmp_path / "pl.po", **changed), "pl", template())
    assert len(found) == 1
    assert told in found[0]


def test_what_is_not_translated_yet_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "pl.po"
    path.write_bytes(collected.written(collected.brought_up_to_date(path, "pl", template())))
    assert faults(path, "pl", template()) == []


def test_one_that_is_not_up_to_date_is_told(tmp_path: Path) -> None:
    path = catalogue(tmp_path / "pl.po")
    newer = template()
    newer.add("One more.", locations=[("c.py", 0)])
    assert faults(path, "pl", newer) == ["it is not up to date: run `make languages`"]
    older = path.read_text("utf-8") + '\n#: c.py\nmsgid "Gone."\nmsgstr "Nie ma."\n'
    path.write_text(older, "utf-8")
    assert faults(path, "pl", template()) == ["it is not up to date: run `make languages`"]


def test_an_entry_without_a_text_is_told(tmp_path: Path) -> None:
    path = catalogue(tmp_path / "pl.po")
    path.write_text(path.read_text("utf-8") + '\n#: c.py\nmsgctxt "x"\nmsgid ""\nmsgstr "Nic."\n', "utf-8")
    assert "an entry has no text to translate" in faults(path, "pl", template())


def test_a_plural_not_translated_yet_stays_english_in_a_language_of_six_forms(tmp_path: Path) -> None:
    arabic = Catalog(locale="ar", fuzzy=False)
    arabic.add(("{count} login", "{count} logins"), ("", "", "", "", "", ""))
    arabic.add(("{count} menu", "{count} menus"), ("لا شيء", "واحدة", "اثنتان", "قليل", "كثير", "غير ذلك"))
    tmp_path.joinpath("optout.po").write_bytes(collected.written(arabic))
    read = catalogues.read(tmp_path / "optout")
    assert read
    assert [read.ngettext("{count} login", "{count} logins", n) for n in (1, 3)] == ["{count} login", "{count} logins"]
    assert [read.ngettext("{count} menu", "{count} menus", n) for n in (0, 1, 3)] == ["لا شيء", "واحدة", "قليل"]


def test_what_is_missing_or_fuzzy_is_said_in_english(tmp_path: Path) -> None:
    made = collected.brought_up_to_date(tmp_path / "pl.po", "pl", template())
    told = {"Open": "Otwórz", "Terms & conditions": "Warunki & zasady"}
    for message in made:
        message.string = told.get(str(message.id), "") if isinstance(message.id, str) else ("", "", "")
    made.get("Terms & conditions").flags.add("fuzzy")  # type: ignore[union-attr]
    (tmp_path / "pl.po").write_bytes(collected.written(made))
    for domain in ("optout", "flows"):
        compiled = catalogues.read(tmp_path / "pl")
        assert compiled
        compiled.add_fallback(catalogues.NoCatalogue())
        polish = Language("pl", {domain: compiled})
        asked = {"Open": "button", "Terms & conditions": "", "Write {en: …}.": "", "Nothing of it": ""}
        said = [Message(id, context=context, domain=domain).in_language(polish) for id, context in asked.items()]
        assert said == ["Otwórz", "Terms & conditions", "Write {en: …}.", "Nothing of it"]


def test_make_languages_prints_what_is_missing_by_language_and_flow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    flows = Catalog(fuzzy=False)
    for place in ("photos: title", "photos: covers", "texts: title"):
        flows.add(f"What {place} says", context=place)
    (tmp_path / "code").mkdir()
    (tmp_path / "flows").mkdir()
    both = {
        "code": (template, lambda language: tmp_path / "code" / f"{language}.po"),
        "flows": (lambda: flows, lambda language: tmp_path / "flows" / f"{language}.po"),
    }
    monkeypatch.setattr(making, "BOTH", both)
    monkeypatch.setattr(collected, "LANGUAGES", ("pl", "fr"))
    catalogue(tmp_path / "code" / "pl.po")
    told = collected.brought_up_to_date(tmp_path / "flows" / "pl.po", "pl", flows)
    for message in told:
        message.string = "po polsku" if message.id else ""
    told.get("What texts: title says", "texts: title").flags.add("fuzzy")  # type: ignore[union-attr]
    (tmp_path / "flows" / "pl.po").write_bytes(collected.written(told))
    making.main([])
    assert capsys.readouterr().out.splitlines() == [
        "pl: 0 sentences and 1 texts of flows are missing",
        "    texts: 1",
        "fr: 5 sentences and 3 texts of flows are missing",
        "    photos: 2",
        "    texts: 1",
    ]
