"""The language that is wanted, as it is found before anything is imported."""

from __future__ import annotations

from pathlib import Path

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from runner.preferred import apart, in_settings, nearest, settings_folder, wanted


@pytest.mark.parametrize(
    ("words", "rest", "code"),
    [
        (["--lang", "de", "list"], ["list"], "de"),
        (["list", "--lang", "de", "meta"], ["list", "meta"], "de"),
        (["list", "--lang=pt-BR"], ["list"], "pt-BR"),
        (["--lang", "de", "list", "--lang=fr"], ["list"], "fr"),
        (["list", "--", "--lang", "de"], ["list", "--", "--lang", "de"], None),
        (["--lang", "de", "list", "--", "x"], ["list", "--", "x"], "de"),
        (["list", "--lang"], ["list", "--lang"], None),
        (["--lang", "--lang", "de"], ["--lang"], "de"),
        (["list", "--lang="], ["list"], ""),
        (["list", "--language", "de"], ["list", "--language", "de"], None),
        ([], [], None),
    ],
    ids=str,
)
def test_the_flag_is_taken_out_wherever_it_stands(words: list[str], rest: list[str], code: str | None) -> None:
    assert apart(words) == (rest, code)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("de", "de"), ("DE", "de"), ("de_AT.UTF-8@euro", "de"), ("pt_BR", "pt-BR"), ("pt-br", "pt-BR"), ("pt_PT", "pt"),
        ("fr", None), ("", None), ("d", None),
    ],
)  # fmt: skip
def test_a_language_is_known_with_or_without_its_country(code: str, found: str | None) -> None:
    assert nearest(code, ("de", "en", "pt", "pt-BR")) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("language: de\n", "de"), ("pace: 1\nlanguage:   'pt-BR'  # mine\n", "pt-BR"), ('language: "fr"', "fr"),
        ("language: auto\n", "auto"), ("me:\n  language: de\n", "auto"), ("# language: de\n", "auto"),
        ("language: ../../de\n", "auto"), ("language:\n", "auto"), ("language: [de]\n", "auto"), ("", "auto"),
    ],
    ids=repr,
)  # fmt: skip
def test_one_line_of_the_settings_is_looked_at(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "optout" / "config.yaml"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    assert in_settings([], {"XDG_CONFIG_HOME": str(tmp_path)}, "linux") == said
    assert in_settings(["run", "--config", str(path)], {}, "linux") == said
    assert in_settings(["run", f"--config={path}"], {}, "linux") == said


def test_settings_that_cannot_be_read_say_nothing(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").write_bytes(b"\xff\xfe\x00language: de")
    for path in (tmp_path, tmp_path / "none.yaml", tmp_path / "odd.yaml", "a\0b"):
        assert in_settings(["--config", str(path)]) == "auto"


def test_the_folder_is_the_one_that_settings_are_read_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for given in ("", str(tmp_path / "elsewhere")):
        monkeypatch.setenv("XDG_CONFIG_HOME", given)
        environment = {"XDG_CONFIG_HOME": given}
        assert settings_folder(environment, "linux") == Unix("optout", appauthor=False).user_config_dir
        assert settings_folder(environment, "darwin") == MacOS("optout", appauthor=False).user_config_dir
    local = str(tmp_path / "AppData" / "Local")
    assert Path(settings_folder({"LOCALAPPDATA": local}, "win32")) == Path(local, "optout")


def test_settings_win_over_the_system_unless_they_leave_it_to_it() -> None:
    assert wanted("fr", {"LANG": "de_DE.UTF-8"}) == "fr"
    assert wanted("auto", {"LANG": "de_DE.UTF-8"}) == "de_DE.UTF-8"
    assert wanted("auto", {"LC_ALL": "C", "LANG": "de_DE.UTF-8"}) == "en"
