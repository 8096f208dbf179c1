"""The commands: what they print and how they exit. No browser."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from runner.app.places import library
from runner.terminal import cli

FLOW = """title: A flow
service: Example
hosts: [example.com]
steps:
  - open: https://example.com/
"""


@dataclass
class Ran:
    """How a command went."""

    code: int
    out: str
    err: str


class Run:
    """Calls `optout …` in this process, as `main` does."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Ran:
        with pytest.raises(SystemExit) as ended:
            cli.main([str(one) for one in arguments])
        assert isinstance(ended.value.code, int)
        said = self._capsys.readouterr()
        assert "Traceback" not in said.err
        return Ran(ended.value.code, said.out, said.err)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """In an empty folder, with an empty home, no screen, and a pipe for stdin."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    read, write = os.pipe()
    os.close(write)
    with os.fdopen(read) as pipe:
        monkeypatch.setattr("sys.stdin", pipe)
        yield Run(capsys)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A file that can be started and counts as a browser by its name."""
    path = tmp_path / "chromium"
    path.write_text("#!/bin/sh\nexit 1\n")
    path.chmod(0o755)
    return path


def config(**browser: object) -> Path:
    """The settings in the person's own folder for them."""
    path = Path(os.environ["XDG_CONFIG_HOME"], "optout", "config.yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"browser": browser}))
    return path


# -- exit codes ---------------------------------------------------------------------------------------------------


def test_a_bad_file_is_2_with_every_problem(run: Run) -> None:
    Path("bad.yaml").write_text(FLOW.replace("open:", "opne:").replace("service", "servise"))
    ran = run("run", "bad.yaml", "--trust")
    assert ran.code == 2
    assert re.search(r"^bad.yaml:2:1: .*did you mean 'service'", ran.err, re.MULTILINE)
    assert re.search(r"^bad.yaml:5:5: .*did you mean 'open'", ran.err, re.MULTILINE)
    assert "Error" not in ran.err


@pytest.mark.parametrize("command", ["run", "show"])
def test_an_unknown_flow_is_2_with_the_likeliest(run: Run, command: str) -> None:
    ran = run(command, "practise")
    assert ran.code == 2
    assert "there is no flow called 'practise' (did you mean 'practice'?)" in ran.err


@pytest.mark.parametrize("command", [["show"], ["run"], ["audit"], ["check"], ["repair"], ["recheck"]])
@pytest.mark.parametrize(
    ("flow", "likeliest"),
    [
        ("facebok", "'facebook-objection'"),
        ("linkedin", "'linkedin-objection' or 'linkedin-training'"),
        ("grok", "'grok-app' or 'x-grok'"),
        ("facebook_objection", "'facebook-objection'"),
        ("chatgpt-traning.yaml", "'chatgpt-training'"),
    ],
)
def test_a_flow_that_is_nearly_named_is_suggested(run: Run, command: list[str], flow: str, likeliest: str) -> None:
    ran = run(*command, flow)
    assert ran.code == 2
    assert f"did you mean {likeliest}" in ran.err


@pytest.mark.parametrize(
    "flow", ["chatgpt-training", "chatgpt-training.yaml", "chatgpt-training.yml", "ChatGPT-Training"]
)
def test_a_flow_is_known_with_its_files_ending(run: Run, flow: str) -> None:
    assert run("show", flow).out.startswith("ChatGPT – ")
    assert run("check", flow).code == 0


def test_a_file_that_is_here_comes_before_the_flow_of_its_name(run: Run) -> None:
    Path("chatgpt-training.yaml").write_text(FLOW)
    assert run("show", "chatgpt-training.yaml").out.startswith("A flow")
    assert run("show", "chatgpt-training").out.startswith("ChatGPT – ")


def test_a_folder_is_no_flow(run: Run) -> None:
    Path("mine").mkdir()
    assert "mine is a folder" in run("run", "mine").err
    assert "`x-grok`, without a folder" in run("run", "mine/x-grok.yaml").err


def test_without_words_and_without_a_screen_it_is_the_help(run: Run) -> None:
    ran = run()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == run("--help").out


def test_a_missing_argument_says_where_to_find_one(run: Run) -> None:
    assert "`optout list` shows" in run("show").err
    assert "`optout status` shows" in run("letter").err
    assert "optout receipt" in run("verify").err


def test_a_folder_without_flows_is_not_the_library(run: Run) -> None:
    Path("mine").mkdir()
    ran = run("check", "mine")
    assert (ran.code, ran.out, ran.err) == (2, "", "Error: there is no flow file (*.yaml) in the folder mine\n")


def test_a_home_that_is_a_file_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a-file").write_text("")
    monkeypatch.setenv("OPTOUT_HOME", "a-file")
    for command in ("status", "forget", "browser", "repair"):
        ran = run(command)
        assert (ran.code, "a-file, which is no folder; set it to one" in ran.err) == (2, True)


def test_a_home_that_cannot_be_made_says_how_to_have_another(
    run: Run, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a-file").write_text("")
    config(use=str(program))
    monkeypatch.setenv("OPTOUT_HOME", "a-file/home")
    ran = run("run", "practice")
    assert ran.code == 5
    assert "OPTOUT_HOME names another folder" in ran.err


@pytest.mark.parametrize("name", ["firefox", "Safari", "/usr/bin/firefox"])
def test_a_browser_that_cannot_be_walked_with_is_said(run: Run, name: str) -> None:
    config(use=name)
    ran = run("browser")
    assert ran.code == 3
    assert "cannot be used: Optout walks with Chrome, Edge, Brave or Chromium" in ran.err


def test_a_flow_of_the_settings_that_is_none_is_said_to_be_there(run: Run) -> None:
    Path("config.yaml").write_text("run: [facebok]\n")
    assert "under run: in your settings: there is no flow called 'facebok'" in run("run").err


def test_an_address_without_https_is_meant_with_it(run: Run) -> None:
    assert "did you mean https://a.example?" in run("record", "a.example").err


def test_a_file_that_is_there_is_said_before_the_walk(run: Run) -> None:
    Path("mine.yaml").write_text(FLOW)
    assert "mine.yaml is there already" in run("record", "https://a.example", "--out", "mine.yaml").err


def test_a_day_is_written_in_one_way(run: Run) -> None:
    assert "such as 2026-11-28" in run("status", "x-1", "--answered", "--on", "28.11.2026").err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("title: A\n".encode("utf-16"), "mine.yaml:1:1: this is not UTF-8 text (byte 1) (save it as UTF-8"),
        ("title: A\nservice: caf\u00e9\n".encode("latin-1"), "mine.yaml:2:13: this is not UTF-8 text (byte 22) (save"),
        (b"\x89PNG\0\0", "mine.yaml:1:1: this is not UTF-8 text (byte 1) (it is no text file)"),
    ],
)
def test_a_file_of_another_encoding_is_said_where(run: Run, content: bytes, said: str) -> None:
    Path("mine.yaml").write_bytes(content)
    assert said in run("check", "mine.yaml").out


@pytest.mark.parametrize(
    "arguments", [["run"], ["run", "practice", "--nonsense"], ["nonsense"], ["list", "--format", "x"]]
)
def test_wrong_usage_is_2(run: Run, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.err
    assert not ran.out


def test_a_file_that_is_not_there_is_2(run: Run) -> None:
    assert run("run", "nowhere.yaml").err == "Error: there is no file nowhere.yaml\n"
    assert run("list", "--config", "x").code == 2
    assert "there is no file x" in run("run", "practice", "--config", "x").err


def test_a_file_from_elsewhere_is_shown_and_not_walked_in_a_pipe(run: Run) -> None:
    Path("mine.yaml").write_text(FLOW.replace("A flow", r'"A \e[2Jflow"'))
    ran = run("run", "mine.yaml")
    assert ran.code == 2
    assert "--trust" in ran.err
    assert "example.com" in ran.out
    assert "\x1b" not in ran.out + ran.err


def test_trust_agrees_beforehand_once_for_each_content(run: Run, program: Path) -> None:
    Path("mine.yaml").write_text(FLOW)
    config(use=str(program))
    assert run("run", "mine.yaml", "--trust").code == 3  # as far as the screen
    assert run("run", "mine.yaml").code == 3
    Path("mine.yaml").write_text(FLOW.replace("[example.com]", "[example.com, evil.example]") + "  - click: More\n")
    ran = run("run", "mine.yaml")
    assert ran.code == 2
    assert "mine.yaml has changed since you agreed to it" in ran.out
    assert "acts on:      + evil.example" in ran.out and "+ Press “More”" in ran.out
    assert "- Open" not in ran.out


def test_a_flow_of_the_working_folder_is_from_elsewhere(run: Run) -> None:
    Path("flows").mkdir()
    Path("flows/mine.yaml").write_text(FLOW)
    assert "--trust" in run("run", "mine").err


@pytest.mark.skipif(os.name != "posix" or os.uname().sysname != "Linux", reason="other systems always have a screen")
def test_no_screen_is_3_with_what_to_do(run: Run, program: Path) -> None:
    config(use=str(program))
    ran = run("run", "practice")
    assert ran.code == 3
    assert "xvfb-run" in ran.err


@pytest.mark.slow
def test_no_browser_is_3(run: Run, tmp_path: Path) -> None:
    config(use=str(tmp_path / "nowhere"), headless=True)
    for command in (["run", "practice"], ["browser"], ["practice"]):
        ran = run(*command)
        assert ran.code == 3
        assert str(tmp_path / "nowhere") in ran.err


@pytest.mark.slow
def test_records_that_cannot_be_written_are_5(run: Run, program: Path) -> None:
    config(use=str(program), headless=True)
    ran = run("run", "practice", "--events", "nowhere/log")
    assert ran.code == 5
    assert "nowhere/log cannot be written" in ran.err


def test_a_bad_config_is_2_at_its_place(run: Run) -> None:
    Path("config.yaml").write_text("pase: 1\ntimeout: soon\n")
    ran = run("run", "practice")
    assert ran.code == 2
    assert "config.yaml:1:1: " in ran.err
    assert "did you mean 'pace'" in ran.err
    assert "config.yaml:2:10: " in ran.err


def test_a_missing_need_is_asked_for_by_name(run: Run) -> None:
    Path("mine.yaml").write_text(FLOW + "needs: {blog: The name of your blog}\n")
    ran = run("run", "mine.yaml", "--trust")
    assert (ran.code, "--need blog=" in ran.err) == (2, True)
    assert "KEY=VALUE" in run("run", "mine.yaml", "--trust", "--need", "blog").err


def test_stopped_is_1(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("runner.app.places.library", interrupted)
    ran = run("list")
    assert (ran.code, ran.out, ran.err.strip()) == (1, "", "Stopped.")


# -- list, show ---------------------------------------------------------------------------------------------------


def test_help_and_version(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda _: "1.2.3")  # also where Optout is not installed
    ran = run("--help")
    assert ran.code == 0
    for command in ("run", "practice", "list", "show", "check", "browser"):
        assert re.search(rf"^  {command}\b", ran.out, re.MULTILINE)
    assert "1.2.3" in run("--version").out


def test_list(run: Run) -> None:
    ran = run("list")
    assert ran.code == 0
    for flow in library():
        assert re.search(rf"^{flow}\s+\S", ran.out, re.MULTILINE)


def test_list_as_json(run: Run) -> None:
    flows = json.loads(run("list", "--format", "json").out)
    assert {flow["id"] for flow in flows if not flow["nothing_to_do"]} == set(library())
    practice = next(flow for flow in flows if flow["id"] == "practice")
    assert practice["service"] == "Larkspur"
    assert practice["offered_in"] == ["everywhere"]
    assert practice["how"] == "live"


@pytest.mark.parametrize(
    ("language", "day"), [("en", "3 Nov 2020"), ("de", "3. November 2020"), ("ar", "3 نوفمبر 2020")]
)
def test_days_are_written_as_people_do_and_for_machines_as_files_have_them(run: Run, language: str, day: str) -> None:
    Path("flows").mkdir()
    head = "checked: {date: 2020-11-03, how: live}\noffered_in: everywhere\nsteps:"
    Path("flows/old.yaml").write_text(FLOW.replace("steps:", head), "utf-8")
    said = run("--lang", language, "list").out
    assert day in said and not re.search(r"\b\d{4}-\d\d-\d\d\b", said)
    assert day in run("--lang", language, "check", "flows/old.yaml").out
    listed = json.loads(run("--lang", language, "list", "--format", "json").out)
    assert [one["checked"] for one in listed if one["id"] == "old"] == ["2020-11-03"]


def test_what_a_file_says_does_nothing_to_the_terminal_as_json_either(run: Run) -> None:
    Path("flows").mkdir()
    title = "Turn \u009b2J round \u202e this"
    Path("flows/odd.yaml").write_text(FLOW.replace("A flow", json.dumps(title)), "utf-8")
    out = run("list", "--format", "json").out
    assert not set("\u009b\u202e") & set(out)
    assert [flow["title"] for flow in json.loads(out) if flow["id"] == "odd"] == [title]


def test_list_goes_on_past_a_broken_file(run: Run) -> None:
    Path("flows").mkdir()
    Path("flows/broken.yaml").write_text("title: [\n")
    ran = run("list")
    assert ran.code == 0
    assert re.search(r"^broken +.*broken.yaml:\d+:\d+: ", ran.out, re.MULTILINE)
    assert "practice " in ran.out


def test_list_of_what_nobody_has_checked_for_long(run: Run) -> None:
    Path("flows").mkdir()
    Path("flows/old.yaml").write_text(FLOW.replace("steps:", "checked: {date: 2020-01-01, how: live}\nsteps:"))
    Path("flows/never.yaml").write_text(FLOW)
    Path("flows/new.yaml").write_text(FLOW.replace("steps:", "checked: {date: 2099-01-01, how: live}\nsteps:"))
    found = {flow["id"] for flow in json.loads(run("list", "--stale", "--format", "json").out)}
    assert {"old", "never"} <= found
    assert "new" not in found


@pytest.mark.parametrize(
    ("form", "sign"), [("text", "[ ] 1. "), ("markdown", "- [ ] **1.** "), ("html", "<!doctype html>")]
)
def test_show_in_its_forms(run: Run, form: str, sign: str) -> None:
    ran = run("show", "practice", "--format", form)
    assert ran.code == 0
    assert sign in ran.out


@pytest.mark.parametrize("flow", ["practice", "facebook-objection"])
def test_show_is_a_checklist(run: Run, flow: str) -> None:
    ran = run("show", flow)
    assert ran.code == 0
    assert len(re.findall(r"^ *(?:\[ \]|\d+\.)", ran.out, re.MULTILINE)) > 3


# -- check --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_library_has_no_errors(run: Run) -> None:
    ran = run("check")
    assert ran.code == 0, ran.out
    assert ", 0 errors" in ran.out


def test_a_warning_is_no_error(run: Run) -> None:
    Path("old.yaml").write_text(FLOW.replace("steps:", "checked: {date: 2020-01-01, how: live}\nsteps:"))
    ran = run("check", "old.yaml")
    assert ran.code == 0
    assert re.search(r"^old.yaml:4:17: warning: this was checked on 1 Jan 2020, ", ran.out, re.MULTILINE)


@pytest.fixture
def problems() -> Path:
    Path("sub").mkdir()
    Path("sub/a.yaml").write_text(FLOW)
    Path("sub/b.yaml").write_text(FLOW.replace("open:", "opne:"))
    return Path("sub")


def test_check_prints_file_line_column(run: Run, problems: Path) -> None:
    ran = run("check", problems)
    assert ran.code == 2
    assert "sub/b.yaml:5:5: " in ran.out
    assert "sub/a.yaml:1:1: warning: " in ran.out
    assert "2 files, 1 error," in ran.err
    assert run("check", problems / "a.yaml").code == 0


def test_check_as_json(run: Run, problems: Path) -> None:
    ran = run("check", problems, "--format", "json")
    assert ran.code == 2
    found = json.loads(ran.out)
    error = next(problem for problem in found if problem["severity"] == "error")
    assert (error["path"], error["line"], error["column"]) == ("sub/b.yaml", 5, 5)
    assert "opne" in error["message"]
    assert "open" in error["hint"]


def test_check_for_github(run: Run, problems: Path) -> None:
    ran = run("check", problems, "--format", "github")
    assert ran.code == 2
    lines = ran.out.splitlines()
    assert any(line.startswith("::error file=sub/b.yaml,line=5,col=5::") for line in lines)
    assert all(line.startswith(("::error ", "::warning ")) for line in lines)


def test_check_says_which_file_is_not_there(run: Run) -> None:
    assert "there is no file nowhere.yaml" in run("check", "nowhere.yaml").err


# -- browser ------------------------------------------------------------------------------------------------------


def test_browser_says_what_would_be_used(run: Run, program: Path, tmp_path: Path) -> None:
    config(use=str(program))
    ran = run("browser", "--as", "second")
    assert ran.code == 0
    assert str(program) in ran.out
    assert str(tmp_path / "home") in ran.out
    assert "second" in ran.out


@pytest.mark.parametrize(
    ("signal", "said"),
    [
        ("auto", "GPC:      left as the browser has it (browser.opt_out_signal in the settings)"),
        ("off", "GPC:      put off"),
        ("on", "GPC:      asked for; whether it is sent could not be seen: "),
    ],
)
def test_browser_says_of_the_opt_out_signal_only_what_it_has_seen(
    run: Run, program: Path, tmp_path: Path, signal: str, said: str
) -> None:
    config(use=str(program), opt_out_signal=signal)
    ran = run("browser")
    assert (ran.code, "Traceback" in ran.err) == (0, False)
    assert said in ran.out
    assert [path.name for path in (tmp_path / "home").glob("profile-*")] == [], "nothing of the look is left"


def test_browser_clear_asks_first(run: Run, tmp_path: Path) -> None:
    assert run("browser", "clear").code == 1
    assert run("browser", "clear", "--yes").code == 0


def test_edit_says_what_it_lacks(run: Run) -> None:
    ran = run("edit", "x-gork")
    assert ran.code == 2
    assert "did you mean 'x-grok'" in ran.err
    assert run("edit", "x-grok").code == 3, "there is no screen"
