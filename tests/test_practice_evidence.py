"""The whole way in a real browser, played by the scripted person: ask the AI, keep its answer with a name blacked out,
attach it, send, read back; and what is on disk afterwards, told by the other commands.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runner.practice import server
from runner.terminal.cli import cli
from tests.png import read_png

pytestmark = [pytest.mark.browser, pytest.mark.core]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def received() -> list[str]:
    return []


@pytest.fixture(scope="module")
def walked(home: Path, received: list[str], screen: str | None) -> Iterator[list[dict[str, object]]]:
    """The events of one practice walk."""
    environment = {"OPTOUT_HOME": str(home), **({"DISPLAY": screen} if screen else {})}
    noted = server.PracticeSite.note

    def note(self: server.PracticeSite, submission: server.Submission) -> None:
        received.extend(submission.fields)
        noted(self, submission)

    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.setattr(server.PracticeSite, "note", note)
        result = CliRunner().invoke(cli, ["practice", "--hands-free", "--events", str(home / "events.jsonl")])
        assert result.exit_code == 0, result.output
        yield [json.loads(line) for line in (home / "events.jsonl").read_text("utf-8").splitlines()]


def optout(*args: str) -> Result:
    result = CliRunner().invoke(cli, args)
    assert result.exit_code == 0, result.output
    return result


def picture(walked: list[dict[str, object]]) -> Path:
    (captured,) = [event for event in walked if event["event"] == "captured"]
    return Path(str(captured["path"]))


def test_it_ends_sent_and_confirmed(walked: list[dict[str, object]]) -> None:
    assert (walked[-1]["outcome"], walked[-1]["confirmed"]) == ("sent", True)


def test_the_picture_is_private_and_its_record_beside_it(walked: list[dict[str, object]]) -> None:
    kept = picture(walked)
    assert [stat.S_IMODE(one.stat().st_mode) for one in (kept, kept.with_suffix(".json"), kept.parent)] == [
        0o600,
        0o600,
        0o700,
    ]
    record = json.loads(kept.with_suffix(".json").read_text("utf-8"))
    assert record["url"] == "http://larkspur.localhost/chat"
    assert (record["flow"], record["step"], record["title"]) == ("practice", 6, "Ask Lark | Larkspur")
    assert record["taken"].endswith("+00:00")


def test_the_name_is_gone_from_the_picture(walked: list[dict[str, object]]) -> None:
    png = read_png(picture(walked).read_bytes())
    assert set(png.kinds) == {b"IHDR", b"IDAT", b"IEND"}
    run = (b"\0\0\0" + b"\xff" * (png.channels - 3)) * 40
    black = [(row.find(run), y) for y, row in enumerate(png.rows) if run in row]
    assert len(black) > 10, "no black box is on the picture"
    top, bottom = black[0][1], black[-1][1]
    assert bottom - top < 40
    left = black[0][0] // png.channels
    assert all(set(png.within(left, y, 40, 1)) == {(0, 0, 0)} for y in range(top, bottom))


def test_the_form_had_the_picture(walked: list[dict[str, object]], received: list[str]) -> None:
    attach = [event for event in walked if event.get("kind") == "attach"]
    assert [event["event"] for event in attach] == [
        "step_started", "target_found", "person_asked", "person_answered", "step_done",
    ]  # fmt: skip
    assert attach[-1]["note"] == "answer.png in “Attach a file (optional)”"
    assert "proof" in received


def test_status_report_receipt_and_verify_tell_of_it(walked: list[dict[str, object]], home: Path) -> None:
    (request,) = json.loads(optout("status", "--practice", "--format", "json").output)["requests"]
    assert (request["id"], request["practice"], request["status"]) == ("larkspur-1", True, "confirmed")
    report = Path(optout("report").output.strip()).read_text("utf-8")
    assert "larkspur-1" in report and "data:image/png" in report
    receipt = home / "receipt.zip"
    optout("receipt", "larkspur-1", "--out", str(receipt))
    assert optout("verify", str(receipt)).exit_code == 0
    changed = bytearray(receipt.read_bytes())
    changed[changed.find(b"IDAT") + 40] ^= 1
    receipt.write_bytes(changed)
    assert CliRunner().invoke(cli, ["verify", str(receipt)]).exit_code != 0
