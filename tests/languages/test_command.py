"""`optout` in German, as a program: by --lang, by settings, by the system; and English where nothing asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.languages.catalogue import USAGE, Sources, sources_in_german

pytestmark = pytest.mark.slow  # each starts a program
GERMAN, ENGLISH = "Du hast noch keine Sammlung.", "You have added no collection yet."


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    return sources_in_german(tmp_path_factory.mktemp("german"))


@pytest.fixture
def german(copy: Sources, tmp_path: Path) -> Sources:
    """The sources with folders of a person's own that are empty."""
    return Sources(copy.folder, tmp_path)


@pytest.mark.parametrize("words", [("--lang", "de", "flows"), ("flows", "--lang", "de"), ("flows", "--lang=de-AT")])
def test_the_flag_is_taken_before_the_command_and_after_it(german: Sources, words: tuple[str, ...]) -> None:
    ran = german.run(*words)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(GERMAN)


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"LANG": "de_DE.UTF-8"}, GERMAN),
        ({"LANGUAGE": "de:fr", "LANG": "en_US.UTF-8"}, GERMAN),
        ({"LC_ALL": "de_AT.UTF-8", "LANG": "en_US.UTF-8"}, GERMAN),
        ({"LANG": "C"}, ENGLISH),
        ({"LANG": "C.UTF-8"}, ENGLISH),
        ({"LANG": "xx_XX.UTF-8"}, ENGLISH),
        ({}, ENGLISH),
    ],
    ids=str,
)
def test_the_system_is_asked_where_nothing_else_says_so(
    german: Sources, environment: dict[str, str], says: str
) -> None:
    assert german.run("flows", **environment).stdout.startswith(says)


def test_settings_come_before_the_system_and_the_flag_before_them(german: Sources) -> None:
    german.settings("pace: 1\nlanguage: de  # as I like it\n")
    assert german.run("flows", LANG="C").stdout.startswith(GERMAN)
    assert german.run("flows", "--lang", "en", LANG="de_DE.UTF-8").stdout.startswith(ENGLISH)
    german.settings("language: en\n")
    assert german.run("flows", LANG="de_DE.UTF-8").stdout.startswith(ENGLISH)
    german.settings("language: auto\n")
    assert german.run("flows", LANG="de_DE.UTF-8").stdout.startswith(GERMAN)


def test_settings_that_are_named_are_those_that_count(german: Sources) -> None:
    german.settings("language: en\n")
    named = german.around / "mine.yaml"
    named.write_text("language: de\n", "utf-8")
    ran = german.run("audit", "--config", str(named), "--help")
    assert ran.stdout.startswith(USAGE)


def test_what_lies_in_the_working_folder_chooses_no_language_unasked(german: Sources) -> None:
    here = german.around / "here"
    here.mkdir()
    (here / "config.yaml").write_text("language: de\n", "utf-8")
    code = f"import os; from runner.terminal.cli import main; os.chdir({str(here)!r}); main(['flows'])"
    assert german.python("-c", code, LANG="C").stdout.startswith(ENGLISH)
    assert german.python("-c", code, LANG="de_DE").stdout.startswith(GERMAN)


def test_settings_of_the_working_folder_hold_once_they_are_agreed_to(german: Sources) -> None:
    here = german.around / "here"
    here.mkdir()
    (here / "config.yaml").write_text("language: de\n", "utf-8")
    code = f"import os, sys; from runner.terminal.cli import main; os.chdir({str(here)!r}); main(sys.argv[1:])"
    walk = ("-c", code, "audit", "no-such-flow")
    assert "\nError: there is no flow" in german.python(*walk, LANG="C").stderr
    assert german.python(*walk, "--trust", LANG="C").stderr.startswith("Fehler: there is no flow")
    assert german.python(*walk, LANG="C").stderr.startswith("Fehler: ")
    assert german.python(*walk, "--lang", "en", LANG="C").stderr.startswith("Error: ")


def test_an_unknown_language_is_an_error_that_names_those_there_are(german: Sources) -> None:
    for words in (("--lang", "tlh", "list"), ("list", "--lang", "tlh"), ("--help", "--lang", "tlh")):
        ran = german.run(*words, LANG="C")
        assert (ran.returncode, ran.stdout) == (2, "")
        assert "Error: Optout does not speak 'tlh'. It speaks: de, en." in ran.stderr
    ran = german.run("list", "--lang", "tlh", LANG="de_DE.UTF-8")
    assert "Fehler: 'tlh' spricht Optout nicht, nur de, en." in ran.stderr
    assert "Der Schalter '--lang' braucht ein Wort." in german.run("list", "--lang", LANG="de_DE").stderr


def test_click_says_its_own_words_in_german_too(german: Sources) -> None:
    ran = german.run("list", "--no-such", "--lang", "de")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "Aufruf: optout list [OPTIONS] [NAME...]\nMehr sagt „optout list --help“.\n\n"
        "Fehler: Den Schalter '--no-such' gibt es nicht.\n"
    )
    assert "'yaml' ist keines von 'text', 'json'." in german.run("list", "--format", "yaml", "--lang", "de").stderr
    missing = german.run("show", "--lang", "de").stderr
    assert "Fehler: Es fehlt 'FLOW'." in missing
    assert missing.endswith("`optout list` zeigt, welche Abläufe es gibt.\n")


def test_a_command_says_what_it_does_in_german_on_sixty_columns(german: Sources) -> None:
    for command in ((), ("audit",)):
        ran = german.run(*command, "--help", "--lang", "de", COLUMNS="60")
        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout.startswith(USAGE)
        assert "\nSchalter:\n" in ran.stdout
        assert "Zeigt diese Hilfe." in ran.stdout
        assert max(map(len, ran.stdout.splitlines())) <= 60
    assert "Sieht nach, wie alles steht, und ändert nichts." in ran.stdout
    assert "Wie es ausgegeben wird." in ran.stdout


def test_texts_of_flows_are_in_the_language_as_well(german: Sources) -> None:
    code = (
        "from runner.terminal.cli import cli\n"
        "cli.make_context('optout', ['flows', '--lang', 'de'])\n"
        "from runner.app.flow_files import load_flow\n"
        "from runner.locale import shown\n"
        "print(shown(load_flow('practice').flow.title))\n"
    )
    ran = german.python("-c", code)
    assert (ran.stdout, ran.stderr) == ("Eine Übung\n", "")


def test_a_language_has_its_help_in_a_file_and_answers_from_it(copy: Sources, tmp_path: Path) -> None:
    """Written as `make generated` does; what is answered from it needs neither click nor a catalogue."""
    german = Sources(copy.folder, tmp_path)
    kept = copy.folder / "runner" / "locale" / "de" / "help.txt"
    try:
        assert german.python("-m", "runner.terminal.help_files").returncode == 0
        said = kept.read_text("utf-8")
        assert said.startswith("Aufruf: optout [OPTIONS] [COMMAND] [ARGS]...\n\n  Geht mit dir zu der Seite")
        assert "  audit     Sieht nach, wie alles steht, und ändert nichts.\n" in said
        assert max(map(len, said.splitlines())) <= 78
        watch = (
            "import sys; sys.argv[1:] = {}; from runner.__main__ import main; main(); assert 'click' not in sys.modules"
        )
        for words, environment in ((["--help", "--lang", "de"], {}), (["--lang=de", "-h"], {}), ([], {"LANG": "de"})):
            ran = german.python("-c", watch.format(words), **environment)
            assert (ran.returncode, ran.stdout) == (0, said), ran.stderr
        english = (copy.folder / "runner" / "help.txt").read_text("utf-8")
        assert german.run("--help").stdout == english
        german.settings("language: de\n")
        assert german.run("help").stdout == said
        assert german.run("--help", "--lang", "en").stdout == english
    finally:
        kept.unlink(missing_ok=True)
