"""The person's own flows: mended beside the shipped ones, kept through an upgrade, put together with a newer one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from runner.app.consents import Agreements
from runner.app.deciding import offer_merge
from runner.app.front_end import FrontEnd
from runner.app.own_flows import OwnFlows
from runner.app.places import shipped_flows
from runner.app.rehearsal import rehearsal
from runner.app.repairs import Mending
from runner.config import load_config
from runner.errors import RepairError
from runner.flow.load import load_file
from runner.flow.model import Pick
from runner.session.repair import learnt
from runner.testing import ScriptedPerson
from tests.test_cli import Run

ROOT = Path(__file__).parents[1]
FLOW = """\
title: t
service: s
hosts: [example.com]
steps:
  - click: Settings # the wheel
  - click: Account
  - click: {link: {en: Privacy, de: Datenschutz}}
"""
MENDED = FLOW.replace("{en: Privacy,", "{en: [Privacy & safety, Privacy],")
NEWER = FLOW.replace("title: t", "title: T").replace("Settings # the wheel", "Settings")
CONTRARY = NEWER.replace("{en: Privacy,", "{en: Your data,")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "home"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "home"


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A flow inside an installed package, where nobody should write."""
    path = tmp_path / "package" / "flows" / "known.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(FLOW, "utf-8")
    return path


@pytest.fixture
def mended(home: Path, shipped: Path) -> Path:
    """The person's copy of it, after a repair."""
    mending = Mending(home, shipped.parent)
    pick = Pick(role="link", name="Privacy & safety", language="en")
    mending.lessons.add(learnt(load_file(shipped), ("steps", 2, "click"), "renamed", pick, "2026-11-30"))
    Agreements(home).add(load_file(shipped), date(2026, 11, 28))
    mending.apply(mending.proposals("known")[0])
    return home / "flows" / "known.yaml"


def own(home: Path, shipped: Path) -> OwnFlows:
    return OwnFlows(home / "flows", {"known": shipped})


def test_a_shipped_flow_is_mended_beside_itself_and_agreed_to(home: Path, shipped: Path, mended: Path) -> None:
    assert shipped.read_text("utf-8") == FLOW
    assert mended.read_text("utf-8") == MENDED
    assert mended.stat().st_mode & 0o077 == 0
    assert Agreements(home).has(load_file(mended).digest)
    found = Mending(home, shipped.parent).done("known")
    assert found and (found.path, found.before, found.after) == (str(mended), FLOW, MENDED)
    assert own(home, shipped).newer("known") is None


async def test_a_newer_one_is_put_together_with_it_to_the_byte(home: Path, shipped: Path, mended: Path) -> None:
    shipped.write_text(NEWER, "utf-8")
    there, mending = own(home, shipped), Mending(home, shipped.parent)
    found = there.newer("known")
    assert found and not found.merged.conflicts
    person = ScriptedPerson("skip", "yes")
    assert not await offer_merge(found, there, mending, FrontEnd([person]))
    assert mended.read_text("utf-8") == MENDED
    assert await offer_merge(found, there, mending, FrontEnd([person]))
    assert mended.read_text("utf-8") == NEWER.replace("{en: Privacy,", "{en: [Privacy & safety, Privacy],")
    assert Agreements(home).has(load_file(mended).digest)
    assert there.newer("known") is None
    done = mending.done("known")
    assert done and done.before == NEWER, "the patch for the keeper is about the newer one"


@pytest.mark.parametrize(("choice", "line"), [("yes", "{en: [Privacy & safety, Privacy],"), ("no", "{en: Your data,")])
async def test_where_they_contradict_each_other_the_person_says_whose(
    home: Path, shipped: Path, mended: Path, choice: str, line: str
) -> None:
    shipped.write_text(CONTRARY, "utf-8")
    there = own(home, shipped)
    found = there.newer("known")
    assert found and found.merged.conflicts == 1
    person = ScriptedPerson(choice)
    assert await offer_merge(found, there, Mending(home), FrontEnd([person]))
    assert "contradict each other in 1 place" in person.asked[0].say
    if choice == "no":  # nothing of the person's is left in it
        assert not mended.exists() and there.newer("known") is None
    else:
        assert mended.read_text("utf-8") == CONTRARY.replace("{en: Your data,", line)


async def test_what_makes_no_flow_together_is_not_written(home: Path, shipped: Path, mended: Path) -> None:
    shipped.write_text(NEWER.replace("service: s", "servise: s"), "utf-8")
    there = own(home, shipped)
    found = there.newer("known")
    assert found
    with pytest.raises(RepairError, match="make no flow together"):
        await offer_merge(found, there, Mending(home), FrontEnd([ScriptedPerson("yes")]))
    assert mended.read_text("utf-8") == MENDED


async def test_what_has_changed_meanwhile_is_not_written_over(home: Path, shipped: Path, mended: Path) -> None:
    shipped.write_text(NEWER, "utf-8")
    there = own(home, shipped)
    found = there.newer("known")
    assert found
    mended.write_text(f"{MENDED}# mine\n", "utf-8")
    with pytest.raises(RepairError, match="has changed meanwhile"):
        await offer_merge(found, there, Mending(home), FrontEnd([ScriptedPerson("yes")]))


def test_a_file_of_that_name_is_not_written_over(home: Path, shipped: Path) -> None:
    (home / "flows").mkdir(parents=True, mode=0o700)
    (home / "flows" / "known.yaml").write_text("mine", "utf-8")
    with pytest.raises(RepairError, match="is there already"):
        own(home, shipped).keep_mended("known", FLOW, MENDED)
    assert (home / "flows" / "known.yaml").read_text("utf-8") == "mine"


async def test_a_merge_agrees_to_nothing_that_nobody_has_agreed_to(home: Path, shipped: Path, mended: Path) -> None:
    mended.write_text(MENDED.replace("hosts: [example.com]", "hosts: [example.com, evil.example]"), "utf-8")
    shipped.write_text(NEWER, "utf-8")
    there = own(home, shipped)
    found = there.newer("known")
    assert found and await offer_merge(found, there, Mending(home, shipped.parent), FrontEnd([ScriptedPerson("yes")]))
    assert "evil.example" in mended.read_text("utf-8")
    assert not Agreements(home).has(load_file(mended).digest)


async def test_what_was_learnt_goes_with_the_file_that_is_walked(home: Path, shipped: Path, mended: Path) -> None:
    mending = Mending(home, shipped.parent)
    pick = Pick(role="link", name="Preferences", language="en")
    mending.lessons.add(learnt(load_file(mended), ("steps", 0, "click"), "renamed", pick, "2026-11-30"))
    shipped.write_text(MENDED, "utf-8")  # the newer one has the same repair
    there = own(home, shipped)
    found = there.newer("known")
    assert found and await offer_merge(found, there, mending, FrontEnd([ScriptedPerson("yes")]))
    assert not mended.exists()
    (left,) = mending.proposals("known")
    assert left.lesson.path == str(shipped) and "Preferences" in left.after


def test_practice_is_the_shipped_one(home: Path) -> None:
    (home / "flows").mkdir(parents=True, mode=0o700)
    (home / "flows" / "practice.yaml").write_text(FLOW, "utf-8")
    with rehearsal(load_config("", "config.yaml")) as plan:
        assert plan.files[0].path == str(shipped_flows()["practice"])


def test_a_home_of_others_keeps_nobody_from_reading_flows(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    home.chmod(0o777)
    assert Run(capsys)("show", "x-grok").code == 0


def test_lists_and_runs_say_that_a_newer_one_has_come(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, text = Run(capsys), shipped_flows()["x-grok"].read_text("utf-8")
    older = text.replace("title:", "# older\ntitle:", 1)
    OwnFlows(home / "flows", {}).keep_mended("x-grok", older, f"{older}# mine\n")
    assert "yours; a newer one has come with Optout: `optout repair x-grok` puts the two together" in run("list").out
    said = run("repair", "x-grok").out
    assert "was made from an earlier x-grok, and a newer one has come with Optout" in said
    ran = run("run", "x-grok")
    assert "a newer one has come with Optout" in ran.out
    assert "is not one of the flows that come with Optout; agree to it with --trust" in ran.err
    OwnFlows(home / "flows", {}).forget("x-grok")
    assert "yours" not in run("list", "x").out


def test_an_own_flow_comes_first_and_is_marked(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(capsys)
    (home / "flows").mkdir(parents=True, mode=0o700)
    (home / "flows" / "x-grok.yaml").write_text(FLOW.replace("title: t", "title: Mine"), "utf-8")
    (home / "flows" / "alone.yaml").write_text(FLOW.replace("title: t", "title: Alone"), "utf-8")
    said = run("list").out
    assert "Mine\n" in said and "yours, in place of the one that comes with Optout" in said
    assert "Alone\n" in said
    assert run("run", "alone").code == 2, "nobody has agreed to it"


@pytest.mark.slow
def test_a_strangers_folder_beside_the_package_is_nothing_of_ours(tmp_path: Path) -> None:
    site = tmp_path / "site-packages"
    shutil.copytree(ROOT / "runner", site / "runner", ignore=shutil.ignore_patterns("__pycache__", "practice"))
    (site / "flows").mkdir()
    (site / "flows" / "stranger.yaml").write_text(FLOW, "utf-8")
    where = {**os.environ, "PYTHONPATH": str(site), "OPTOUT_HOME": str(tmp_path / "home")}
    listed = [sys.executable, "-m", "runner", "list"]
    ran = subprocess.run(listed, cwd=tmp_path, env=where, capture_output=True, text=True, check=True)
    assert "stranger" not in ran.stdout
    (site / "runner" / "flows").mkdir()
    (site / "runner" / "flows" / "ours.yaml").write_text(FLOW, "utf-8")
    ran = subprocess.run(listed, cwd=tmp_path, env=where, capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("ours") and "stranger" not in ran.stdout
