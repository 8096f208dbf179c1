"""`optout repair`: what it shows, asks, writes and leaves alone. The flow files are real, in a folder of their own."""

from __future__ import annotations

import os
import pty
import re
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from runner.app.consents import Agreements
from runner.app.repairs import Mending, rewrite
from runner.errors import RepairError
from runner.flow.load import Loc, load_file, read_text
from runner.flow.model import Pick
from runner.flow.own import Own
from runner.session.learned import Way, learnt
from tests.test_cli import Run

FLOW = """\
title: t
service: s
hosts: [example.com]
steps:
  - click: Settings # the wheel
  - click: {link: {en: Privacy, de: Datenschutz}}
  - choose: {option: Germany, from: {combobox: Country}}
  - click: Old stop
"""
FIRST: Loc = ("steps", 0, "click")
SECOND: Loc = ("steps", 1, "click")
LAST: Loc = ("steps", 3, "click")
RENAMED = Pick(role="link", name="Privacy & safety", language="en")
MENDED = FLOW.replace("{en: Privacy,", "{en: [Privacy & safety, Privacy],")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and an empty working folder beside it, which we are in."""
    (tmp_path / "here" / "flows").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "home"


@pytest.fixture
def flow(home: Path) -> Path:
    path = Path("flows/mine.yaml")
    path.write_text(FLOW)
    return path


@pytest.fixture
def mending(home: Path) -> Mending:
    return Mending(home)


@pytest.fixture
def optout(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Calls `optout …` with a pipe for stdin."""
    read, write = os.pipe()
    os.close(write)
    with os.fdopen(read) as pipe:
        monkeypatch.setattr("sys.stdin", pipe)
        yield Run(capsys)


Typed = Callable[[str], Run]


@pytest.fixture
def typed(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    """Calls `optout …` at a terminal at which somebody has typed something."""
    master, slave = pty.openpty()

    def type_(keys: str) -> Run:
        os.write(master, keys.encode())
        return Run(capsys)

    with os.fdopen(slave) as terminal:
        monkeypatch.setattr("sys.stdin", terminal)
        yield type_
    os.close(master)


def learn(mending: Mending, path: Path, loc: Loc = SECOND, way: Way = "renamed", pick: Pick | None = RENAMED) -> None:
    mending.lessons.add(learnt(load_file(path), loc, way, pick, "2026-11-30"))


# -- showing and asking --------------------------------------------------------------------------------------------


def test_where_nothing_was_learnt_it_says_so(optout: Run) -> None:
    assert optout("repair").out == "Nothing was learnt that is not in the flow already.\n"
    ran = optout("repair", "practice")
    assert (ran.code, ran.out) == (0, "Nothing was learnt about practice that is not in the flow already.\n")


def test_an_unknown_flow_is_2(optout: Run) -> None:
    ran = optout("repair", "practise")
    assert (ran.code, "did you mean 'practice'" in ran.err) == (2, True)
    assert optout("repair", "--yes", "--drop").code == 2


def test_without_anybody_there_it_only_shows(optout: Run, mending: Mending, flow: Path) -> None:
    learn(mending, flow)
    ran = optout("repair")
    assert ran.code == 0
    assert ran.out == (
        "\nmine: Step 2 (Press “Privacy”) was found as “Privacy & safety”; that is looked for first from now on.\n"
        "--- flows/mine.yaml\n+++ flows/mine.yaml\n@@ -3,6 +3,6 @@\n"
        " hosts: [example.com]\n steps:\n   - click: Settings # the wheel\n"
        "-  - click: {link: {en: Privacy, de: Datenschutz}}\n"
        "+  - click: {link: {en: [Privacy & safety, Privacy], de: Datenschutz}}\n"
        "   - choose: {option: Germany, from: {combobox: Country}}\n   - click: Old stop\n\n"
    )
    assert "optout repair --yes" in ran.err
    assert flow.read_text() == FLOW


def test_yes_writes_all_of_it_and_the_next_time_there_is_nothing(optout: Run, mending: Mending, flow: Path) -> None:
    learn(mending, flow, FIRST, "inserted", Pick(name="Menu", language="en"))
    learn(mending, flow)
    learn(mending, flow, LAST, "dropped", None)
    ran = optout("repair", "mine", "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert "3 changes written" in ran.out
    wanted = MENDED.replace("  - click: Settings", "  - click: {en: Menu}\n  - click: Settings")
    assert flow.read_text() == wanted.replace("  - click: Old stop\n", "")
    assert "Nothing was learnt" in optout("repair").out


@pytest.mark.parametrize(("keys", "written"), [("y\n", MENDED), ("\n", FLOW), ("k\n", FLOW), ("d\n", FLOW)])
def test_the_person_decides(typed: Typed, mending: Mending, flow: Path, keys: str, written: str) -> None:
    learn(mending, flow)
    assert typed(keys)("repair").code == 0
    assert flow.read_text() == written
    assert bool(mending.lessons.of("mine")) is (keys in ("\n", "k\n"))


def test_the_person_may_type_another_name(typed: Typed, mending: Mending, flow: Path) -> None:
    learn(mending, flow)
    ran = typed("e\nPrivacy: yours\ny\n")("repair")
    assert ran.code == 0
    assert "was found as “Privacy: yours”" in ran.out
    assert flow.read_text() == FLOW.replace("{en: Privacy,", "{en: ['Privacy: yours', Privacy],")


def test_each_change_is_asked_about_on_its_own(typed: Typed, mending: Mending, flow: Path) -> None:
    learn(mending, flow, FIRST, "inserted", Pick(name="Menu"))
    learn(mending, flow)
    learn(mending, flow, LAST, "dropped", None)
    assert typed("y\nk\ny\n")("repair").code == 0
    assert flow.read_text() == FLOW.replace("  - click: S", "  - click: Menu\n  - click: S").replace(
        "  - click: Old stop\n", ""
    )
    assert [one.loc for one in mending.lessons.of("mine")] == [("steps", 2, "click")]
    assert typed("y\n")("repair").code == 0
    assert "[Privacy & safety, Privacy]" in flow.read_text()


def test_what_cannot_be_proposed_says_why_and_can_be_named_or_dropped(
    typed: Typed, mending: Mending, flow: Path
) -> None:
    learn(mending, flow, FIRST, pick=Pick(role="button", name="Submit"))
    ran = typed("e\nAccount\ny\n")("repair")
    assert "Nothing is changed: 'submit' may send something" in ran.out
    assert flow.read_text() == FLOW.replace("click: Settings #", "click: [Account, Settings] #")


def test_ctrl_c_keeps_everything(typed: Typed, mending: Mending, flow: Path) -> None:
    learn(mending, flow)
    ran = typed("\x04")("repair")
    assert (ran.code, flow.read_text()) == (1, FLOW)
    assert mending.lessons.of("mine")


def test_drop_forgets(optout: Run, mending: Mending, flow: Path) -> None:
    learn(mending, flow)
    assert optout("repair", "--drop").out == "Forgot 1 change. The flow files are as they were.\n"
    assert (mending.flows(), flow.read_text()) == ([], FLOW)
    assert optout("repair", "--drop").out == "Nothing was learnt.\n"


def test_a_page_does_nothing_to_the_terminal(optout: Run, mending: Mending, flow: Path) -> None:
    learn(mending, flow, pick=Pick(role="link", name="Privacy \u202etxt.exe\u202c", language="en"))
    learn(mending, flow, FIRST, pick=Pick(name="\x1b[31mred"))
    ran = optout("repair")
    assert "\x1b" not in ran.out + ran.err
    assert "\u202e" not in ran.out + ran.err


# -- writing -------------------------------------------------------------------------------------------------------


def test_the_file_keeps_its_rights_and_a_link_goes_on_leading_to_it(mending: Mending, flow: Path) -> None:
    real = flow.rename("real.yaml")
    flow.symlink_to(real.absolute())
    real.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(real, 1234, 1234)
    owner = real.stat().st_uid
    learn(mending, flow)
    mending.apply(*mending.proposals("mine"))
    assert flow.is_symlink()
    assert (real.read_text(), stat.S_IMODE(real.stat().st_mode), real.stat().st_uid) == (MENDED, 0o640, owner)
    assert sorted(path.name for path in Path().rglob("*")) == ["flows", "mine.yaml", "real.yaml"]


def test_a_read_only_file_is_left_alone_with_what_to_do(optout: Run, mending: Mending, flow: Path) -> None:
    flow.chmod(0o444)
    learn(mending, flow)
    ran = optout("repair", "--yes")
    assert ran.code == 2
    assert ran.err.endswith("read-only; copy it to ./flows/ and repair the copy: `optout repair flows/mine.yaml`\n")
    assert (flow.read_text(), len(mending.lessons.of("mine"))) == (FLOW, 1)


def test_what_was_learnt_is_about_a_copy_too(optout: Run, mending: Mending, flow: Path) -> None:
    original = flow.rename("mine.yaml")
    original.chmod(0o444)
    learn(mending, original)
    Path("flows/mine.yaml").write_bytes(original.read_bytes())
    assert optout("repair", "flows/mine.yaml", "--yes").code == 0
    assert (Path("flows/mine.yaml").read_text(), original.read_text()) == (MENDED, FLOW)


def test_a_file_that_changed_meanwhile_is_not_overwritten(mending: Mending, flow: Path) -> None:
    learn(mending, flow)
    [proposal] = mending.proposals("mine")
    flow.write_text(FLOW + "# mine\n")
    with pytest.raises(RepairError, match="has changed meanwhile"):
        mending.apply(proposal)
    assert (flow.read_text(), len(mending.lessons.of("mine"))) == (FLOW + "# mine\n", 1)


def test_a_file_that_changed_since_is_only_mended_by_hand(typed: Typed, mending: Mending, flow: Path) -> None:
    learn(mending, flow)
    flow.write_text(FLOW + "# mine\n")
    run = typed("y\n")
    ran = run("repair", "--yes")
    assert (ran.code, flow.read_text()) == (0, FLOW + "# mine\n")
    assert "1 change not written" in ran.err
    ran = run("repair")
    assert "has changed since this was learnt, so look closely" in ran.out
    assert flow.read_text() == MENDED + "# mine\n"


def test_a_file_that_is_gone_says_so(optout: Run, mending: Mending, flow: Path) -> None:
    learn(mending, flow)
    flow.unlink()
    ran = optout("repair")
    assert (ran.code, "mine.yaml cannot be read" in ran.out) == (0, True)
    assert optout("repair", "mine", "--drop").code == 0


def test_a_yes_to_the_flow_holds_for_the_mended_one(mending: Mending, flow: Path, home: Path) -> None:
    agreed = Agreements(home)
    agreed.add(load_file(flow), date(2026, 11, 24))
    learn(mending, flow)
    mending.apply(*mending.proposals("mine"))
    assert agreed.has(load_file(flow).digest)


def test_without_one_there_is_none_after_it(mending: Mending, flow: Path, home: Path) -> None:
    learn(mending, flow)
    mending.apply(*mending.proposals("mine"))
    assert not Agreements(home).has(load_file(flow).digest)


def test_what_was_learnt_is_for_its_owner_alone(mending: Mending, flow: Path, home: Path) -> None:
    learn(mending, flow)
    [proposal] = mending.proposals("mine")
    kept = home / "lessons" / "mine.json"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (kept, kept.parent)] == [0o600, 0o700]
    mending.apply(proposal)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (home / "lessons" / "done").iterdir()] == [0o600]


def test_a_folder_that_cannot_be_written_is_a_repair_that_failed(tmp_path: Path) -> None:
    with pytest.raises(RepairError, match="cannot be written"):
        rewrite(tmp_path / "nowhere" / "x.yaml", "")


# -- the patch for the keeper --------------------------------------------------------------------------------------


def applied(patch: str, before: str) -> str:
    """What git makes of it, in a checkout of the keeper's."""
    shutil.rmtree("keeper", ignore_errors=True)
    Path("keeper/flows").mkdir(parents=True)
    Path("keeper/flows/mine.yaml").write_bytes(before.encode())
    git = ["git", "-c", "core.autocrlf=false", "apply", "-"]
    subprocess.run(git, cwd="keeper", input=patch.encode(), check=True, env={"PATH": os.environ["PATH"], "HOME": "/"})
    return Path("keeper/flows/mine.yaml").read_bytes().decode()


@pytest.mark.skipif(not shutil.which("git"), reason="git applies the patch")
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("first_written", [False, True])
def test_git_applies_the_patch(optout: Run, mending: Mending, flow: Path, end: str, first_written: bool) -> None:
    before = FLOW.removesuffix("\n").replace("\n", end)
    flow.write_bytes(before.encode())
    learn(mending, flow)
    learn(mending, flow, LAST, "dropped", None)
    if first_written:
        mending.apply(mending.proposals("mine")[0])
    ran = optout("repair", "--patch")
    assert (ran.code, ran.err) == (0, "")
    wanted = MENDED.replace("  - click: Old stop\n", "").replace("\n", end)
    assert applied(ran.out, before) == wanted
    assert str(Path.cwd()) not in ran.out
    assert not re.search(r"\d{4}-\d\d", ran.out)


def test_after_all_is_written_the_patch_is_still_to_be_had(optout: Run, mending: Mending, flow: Path) -> None:
    learn(mending, flow)
    optout("repair", "--yes")
    assert "+  - click: {link: {en: [Privacy & safety, Privacy]" in optout("repair", "--patch").out
    flow.write_text(flow.read_text() + "# by hand\n")
    ran = optout("repair", "--patch")
    assert (ran.out, ran.err) == ("", "There is nothing to send.\n")


@pytest.mark.parametrize(
    "name",
    [
        "Anna's profile",
        "SCHMIDT",
        "Write to anna.schmidt@example.org",
        "somebody@else.example",
        "by @anna_s",
        "Call +49 (30) 1234567",
        "Customer 1066453",
        "Zweitkonto",
        "Bo Street",
    ],
)
def test_what_is_personal_is_left_out(optout: Run, mending: Mending, flow: Path, home: Path, name: str) -> None:
    Path("config.yaml").write_text("me: {name: Anna Schmidt, email: anna.schmidt@example.org, nick: Bo, country: DE}\n")
    (home / "profile-Zweitkonto").mkdir(parents=True)
    learn(mending, flow)
    learn(mending, flow, FIRST, pick=Pick(name=name))
    ran = optout("repair", "--patch")
    assert ran.code == 0
    assert "[Privacy & safety, Privacy]" in ran.out
    assert name not in ran.out
    assert re.fullmatch(r"Left out, because it has .* in it.*: Step 1 \(Press “Settings”\) .*\.\n", ran.err)
    mending.apply(mending.proposals("mine")[1])
    assert optout("repair", "--patch").out == ""


def test_what_is_not_personal_stays() -> None:
    own = Own(["Anna Schmidt", "DE", "Bo"])
    assert not any(map(own.is_in_name, ["Centro de privacidad", "Bookmarks", "Annapurna", "Q4 2025"]))
    assert not Own([""]).is_in_name("anything")


def test_what_was_learnt_on_another_text_is_not_sent(optout: Run, mending: Mending, flow: Path) -> None:
    learn(mending, flow)
    flow.write_text(FLOW + "# mine\n")
    ran = optout("repair", "--patch")
    assert ran.out == ""
    assert "another text of the file" in ran.err


def test_the_shipped_flows_can_be_repaired(optout: Run, mending: Mending) -> None:
    path = Path(__file__).parents[1] / "flows" / "practice.yaml"
    before = read_text(path)
    learn(mending, path, pick=Pick(role="link", name="Sign in", language="en"))
    out = optout("repair", "practice", "--patch").out
    assert "+  - click: {link: {en: [Sign in, Log in], de: Anmelden}}\n" in out
    assert read_text(path) == before
