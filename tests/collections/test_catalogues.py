"""The catalogues of a collection: its own flows are shown in them, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from runner.app.flow_files import load_flow
from runner.app.places import collections_folder
from runner.app.speaking import speak, speaking
from runner.errors import UsageError
from runner.flow.texts import in_each_language
from runner.locale import shown
from tests import test_cli
from tests.collections.keeping import Forger, folder_at, key_at, zip_at
from tests.test_cli import Run

run = test_cli.run
OURS = "Larkspur – practise objecting to AI training"
GERMAN = f"""\
msgctxt "acme.photos: title"
msgid "Photos – keep yours out of AI training"
msgstr "Photos – kein KI-Training mit deinen"

msgid "{OURS}"
msgstr "Eine Fälschung"

msgctxt "practice: title"
msgid "{OURS}"
msgstr "Noch eine Fälschung"
"""


@pytest.fixture
def here(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a collection that has a German catalogue, and a key beside it."""
    there = tmp_path / "there"
    there.mkdir()
    monkeypatch.chdir(there)
    folder_at(there / "acme").joinpath("locale", "de.po").write_text(GERMAN, "utf-8")
    key_at(there / "key.pem")
    return there


def add(run: Run) -> None:
    assert run("flows", "pack", "acme", "--key", "key.pem").code == 0
    assert run("flows", "add", "acme-1.zip", "--trust").code == 0


@pytest.mark.slow
def test_a_flow_of_a_collection_is_shown_in_its_catalogue(here: Path, run: Run) -> None:
    add(run)
    title = load_flow("acme.photos").flow.title
    speak("de-AT")
    assert shown(title) == "Photos – kein KI-Training mit deinen"
    speak("fr")  # which it does not have
    assert shown(title) == title == "Photos – keep yours out of AI training"
    assert "kein KI-Training" in run("list", "--lang", "de").out


@pytest.mark.slow
def test_it_says_nothing_in_place_of_ours(here: Path, run: Run) -> None:
    """Not in a language that ours has, nor in one of which that text of ours is missing."""
    add(run)
    speak("de")
    assert "Fälschung" not in shown(load_flow("practice").flow.title)
    ours = load_flow("practice").flow
    assert "Fälschung" not in " ".join(in_each_language(ours.title).values())
    # Nor of a text that no catalogue of ours has.
    assert speaking("de").catalogues["flows"].pgettext("practice: covers", f"{OURS}, anew") == f"{OURS}, anew"


def test_one_that_changes_is_read_again_and_one_that_cannot_be_read_is_as_none(here: Path, run: Run) -> None:
    add(run)
    title = load_flow("acme.photos").flow.title
    speak("de")
    assert shown(title).endswith("mit deinen")
    kept = collections_folder() / "acme" / "locale" / "de.po"
    kept.write_text(GERMAN.replace("mit deinen", "mit euren"), "utf-8")
    assert shown(title).endswith("mit euren")
    kept.write_text("msgid oh no\n", "utf-8")
    assert shown(title) == title


def test_one_that_cannot_be_read_goes_into_no_bundle(here: Path, run: Run) -> None:
    (here / "acme" / "locale" / "de.po").write_text(f"{GERMAN}\nmsgid oh no\n", "utf-8")
    ran = run("flows", "pack", "acme", "--key", "key.pem")
    assert ran.code != 0
    assert "de.po:12:1: this is no line of a gettext catalogue" in ran.err


def test_nor_comes_in_with_one(here: Path, run: Run) -> None:
    forger = Forger(key_at(here / "other.pem"))
    forger.files["locale/de.po"] = b'msgid "a"\nmsgstr b\n'
    bundle = zip_at(here / "b.zip", forger.parts())
    ran = run("flows", "add", str(bundle), "--trust")
    assert ran.code != 0
    assert "locale/de.po:2:1" in ran.err
    with pytest.raises(UsageError):
        load_flow("acme.photos")
