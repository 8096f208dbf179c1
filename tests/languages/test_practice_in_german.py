"""The whole way in German by the real command, on a terminal of 60 columns: all of it done, nothing said in English.

Once as the system says so, and once where the system says nothing and the person does.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.languages import collected

pytestmark = pytest.mark.browser
_VALUE = re.compile(r"\{\w+\}")
_LEAST = 4  # words, from which on an English sentence is none of another language, and no command


@pytest.fixture(scope="module", params=[("de_DE.UTF-8", ()), ("C", ("--lang", "de"))], ids=["the system's", "LANG=C"])
def said(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, screen: str | None) -> str:
    """All that the command says, its lines as one."""
    home = tmp_path_factory.mktemp("home")
    told = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    system, asked = request.param
    told |= {"OPTOUT_HOME": str(home), "LANG": system, "COLUMNS": "60", "PYTHONIOENCODING": "utf-8"}
    told |= {"DISPLAY": screen} if screen else {}
    words = [sys.executable, "-m", "runner", "practice", "--hands-free", *asked]
    ran = subprocess.run(words, env=told, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    pages = list(home.glob("runs/*/run.html"))
    assert [page.read_text("utf-8").count('<html lang="de"') for page in pages] == [1]
    return " ".join((ran.stdout + ran.stderr).split())


def test_it_is_done_and_said_in_german(said: str) -> None:
    assert "Dein Antrag wurde abgeschickt. Nachgeprüft und bestätigt." in said
    assert "Du bist dran: Schick es ab" in said


def test_nothing_of_ours_is_said_in_english(said: str) -> None:
    """Neither a sentence of the program nor one of the flow; what a page calls its things stays as it is."""
    german = {str(one.id) for one in collected.read(collected.code_path("de"), "de") if one.string == one.id}
    english = [
        part.strip()
        for template in (collected.of_the_code(), collected.of_the_flows())
        for one in template
        if one.id and (one.context is None or one.context.startswith("practice:"))
        for sentence in ([one.id] if isinstance(one.id, str) else one.id)
        if sentence not in german
        for part in _VALUE.split(sentence)
        if len(part.split()) >= _LEAST
    ]
    assert len(english) > 1_000
    assert [part for part in english if " ".join(part.split()) in said] == []
