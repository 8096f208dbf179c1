"""The examples for those who check night after night: they parse, name what there is, and the issues come and go."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from runner.app.region import region
from runner.records.checks import CheckedFlow, merged
from runner.session.causes import CAUSES
from runner.terminal.cli import cli

NIGHTLY = Path(__file__).parents[2] / "examples" / "nightly"
GITHUB = yaml.safe_load((NIGHTLY / "github.yml").read_text("utf-8"))
KUBERNETES = yaml.safe_load((NIGHTLY / "kubernetes.yaml").read_text("utf-8"))
POD = KUBERNETES["spec"]["jobTemplate"]["spec"]["template"]["spec"]


def scripts() -> list[str]:
    """Every script of both."""
    steps = [step for job in GITHUB["jobs"].values() for step in job["steps"]]
    return [str(step["run"]) for step in steps if "run" in step] + [str(POD["containers"][0]["args"][0])]


def test_the_workflow_has_parts_and_countries_and_tells_even_where_one_failed() -> None:
    matrix = GITHUB["jobs"]["check"]["strategy"]["matrix"]
    assert matrix["part"] == [1, 2, 3, 4]
    assert all(len(region(country).codes) == 1 for country in matrix["country"])
    assert GITHUB["jobs"]["check"]["strategy"]["fail-fast"] is False
    tell = GITHUB["jobs"]["tell"]
    assert (tell["needs"], tell["if"]) == ("check", "always()")
    assert GITHUB["permissions"] == {"contents": "read"}
    assert tell["permissions"] == {"contents": "read", "issues": "write", "actions": "read"}


def test_the_indexed_job_has_the_same_parts() -> None:
    job = KUBERNETES["spec"]["jobTemplate"]["spec"]
    assert (KUBERNETES["kind"], job["completionMode"], job["completions"]) == ("CronJob", "Indexed", 4)
    assert "$((JOB_COMPLETION_INDEX + 1))/4" in POD["containers"][0]["args"][0]
    claims = {volume["name"] for volume in POD["volumes"]}
    assert {mount["name"] for mount in POD["containers"][0]["volumeMounts"]} == claims
    server = POD["initContainers"][0]
    assert server["command"][server["command"].index("--host") + 1] == "127.0.0.1"
    address = next(one["value"] for one in POD["containers"][0]["env"] if one["name"] == "OPTOUT_CONNECT")
    assert address == f"ws://127.0.0.1:{server['command'][-1]}/"


def test_the_version_of_the_server_is_the_one_we_ask_for() -> None:
    project = (NIGHTLY.parents[1] / "pyproject.toml").read_text("utf-8")
    wanted = re.search(r'"playwright>=([\d.]+)', project)
    server = POD["initContainers"][0]
    assert wanted
    assert f":v{wanted[1]}." in server["image"]
    assert any(word.startswith(f"playwright@{wanted[1]}.") for word in server["command"])


def commands() -> list[list[str]]:
    """What scripts call of ours, in words; values of the workflow and the shell stand for themselves."""
    found = []
    for script in scripts():
        whole = re.sub(r"\$\{\{.*?\}\}|\$\(\(.*?\)\)", "1", script).replace("\\\n", " ")
        for line in whole.splitlines():
            if re.match(r"\s*optout ", line):
                words = shlex.split(re.split(r"\s>\s|\|\|", line)[0])
                found.append(words[1:])
    return found


def test_what_they_call_is_there() -> None:
    assert {words[0] for words in commands()} == {"check", "merge"}
    for words in commands():
        command = cli.commands[words[0]]
        options = {name for one in command.params if isinstance(one, click.Option) for name in one.opts}
        assert {word for word in words if word.startswith("--")} <= options, words


@pytest.mark.parametrize("script", scripts(), ids=range(len(scripts())))
def test_the_shell_understands_them(script: str) -> None:
    plain = re.sub(r"\$\{\{.*?\}\}", "1", script)
    said = subprocess.run(["bash", "-n"], input=plain, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


# -- issues -------------------------------------------------------------------------------------------------------

GH = """#!{python}
import json, pathlib, sys
state = pathlib.Path({state!r})
issues = json.loads(state.read_text())
words = sys.argv[1:]
given = lambda name: [words[at + 1] for at, word in enumerate(words) if word == name]
with state.with_name("calls").open("a") as calls:
    calls.write(json.dumps(words) + "\\n")
if words[:2] == ["issue", "list"]:
    wanted = given("--label")[0]
    print(json.dumps([one for one in issues if one["open"] and wanted in [mark["name"] for mark in one["labels"]]]))
elif words[:2] == ["issue", "create"]:
    labels = [dict(name=name) for name in given("--label")]
    text = sys.stdin.read()
    issues.append(dict(number=len(issues) + 1, title=given("--title")[0], labels=labels, open=True, said=[text]))
else:
    if words[0] == "issue":
        one = issues[int(words[2]) - 1]
        if words[1] == "edit":
            left = [mark for mark in one["labels"] if mark["name"] not in given("--remove-label")]
            one["labels"] = left + [dict(name=name) for name in given("--add-label")]
        elif words[1] == "comment":
            one["said"].append(sys.stdin.read())
        elif words[1] == "close":
            one["open"] = False
            one["said"] += given("--comment")
state.write_text(json.dumps(issues))
"""


class Repository:
    """One with issues, by a `gh` of our own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.state = folder, folder / "issues.json"
        self.state.write_text("[]")
        program = folder / "bin" / "gh"
        program.parent.mkdir()
        program.write_text(GH.format(python=sys.executable, state=str(self.state)))
        program.chmod(0o755)

    def night(self, *seen: CheckedFlow) -> list[dict[str, Any]]:
        path = self.folder / "checks.json"
        path.write_text(merged(seen, None, "2026-11-29T02:00:00Z").as_json(), "utf-8")
        env = {**os.environ, "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}"}
        subprocess.run([sys.executable, str(NIGHTLY / "issues.py"), str(path)], env=env, check=True)
        return list(json.loads(self.state.read_text()))


def seen(region: str, state: str, cause: str = "", note: str = "") -> CheckedFlow:
    at = "2026-11-29T02:00:00Z"
    return CheckedFlow("a-flow", "A – object", region, state, cause, 2, note, "", at)  # type: ignore[arg-type]


@pytest.mark.slow
def test_an_issue_opens_changes_and_closes(tmp_path: Path) -> None:
    there = Repository(tmp_path)
    (one,) = there.night(seen("DE", "broken", "gone", "```\n@everyone <script>"), seen("US", "works"))
    assert one["title"] == "a-flow: no longer as the flow says"
    assert [mark["name"] for mark in one["labels"]] == ["broken-flow", "gone"]
    assert "The page is gone. Step 2, seen from DE" in one["said"][0]
    assert "'''\n  @everyone" in one["said"][0]  # in code, where it calls nobody
    assert there.night(seen("DE", "broken", "gone"), seen("US", "works")) == [one]
    (one,) = there.night(seen("DE", "broken", "login_wall"), seen("US", "broken", "gone"))
    assert {mark["name"] for mark in one["labels"]} == {"broken-flow", "gone", "login-wall"}
    assert len(one["said"]) == 2
    (one,) = there.night(seen("DE", "works"), seen("US", "broken", "gone"))
    assert one["open"] and {mark["name"] for mark in one["labels"]} == {"broken-flow", "gone"}
    (one,) = there.night(seen("DE", "works"), seen("US", "unknown"))
    assert one["open"]  # nobody has seen it from there
    (one,) = there.night(seen("DE", "works"), seen("US", "works"))
    assert not one["open"]
    assert one["said"][-1] == "It works again, seen from DE, US, on 2026-11-29T02:00:00Z."
    assert len(there.night(seen("DE", "broken", "moved"))) == 2


def test_it_knows_every_cause() -> None:
    text = (NIGHTLY / "issues.py").read_text("utf-8")
    assert all(f'"{cause}": ' in text for cause in CAUSES)
