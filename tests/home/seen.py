"""What somebody has seen of their settings, and receipts in each state, for the pages that show them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from runner.app.requests import hand_out
from runner.records.ledger import Ledger
from runner.records.request import LookNote, SettingStand
from tests.records.books import Clock, keep, png, sent, walked_flow

ON = LookNote((SettingStand("Use my posts", "on", "reverted"),))
OFF = LookNote((SettingStand("", "off", "confirmed"),))
EMPTY = LookNote(why="The page was empty.")


def look_at_all(folder: Path) -> None:
    """One thing of each state on the card, with a picture of one; and something of another account."""
    picture = folder / "evidence" / "seen" / "read-back.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(png(640, 360))
    clock = Clock()
    clock.on(11, 24)
    with Ledger(folder, clock) as ledger:
        ledger.add_look(walked_flow("claude-training", "Claude"), "reverted", note=ON, picture=picture)
        ledger.add_look(walked_flow("linkedin-objection", "LinkedIn"), "form")
        ledger.add_look(walked_flow("slack-global-models", "Slack"), "not_offered")
        ledger.add_look(
            walked_flow("cursor-privacy-mode", "Cursor"), "unknown", note=LookNote(why="The page was empty.")
        )
        ledger.add_look(walked_flow("x-grok", "X"), "confirmed", note=OFF)
        ledger.add_look(walked_flow("x-grok", "X"), "reverted", "work", note=ON)


def receipts_in(folder: Path, downloads: Path) -> None:
    """A receipt as it was made, one that was changed, a zip that is none, and a file that is no zip."""
    downloads.mkdir(parents=True, exist_ok=True)
    with Ledger(folder, Clock()) as ledger:
        request = sent(ledger, walked_flow("reddit-ask", "Reddit", "Reddit – ask them"), account="proof")
        keep(ledger, request, "form", png(4, 4))
        hand_out(ledger, request, downloads / "good.zip")
    change(downloads / "good.zip", downloads / "changed.zip")
    with zipfile.ZipFile(downloads / "none.zip", "w") as zipped:
        zipped.writestr("holiday.jpg", b"x")
    (downloads / "broken.zip").write_bytes(b"PK no zip")


def change(good: Path, changed: Path) -> None:
    """The same receipt with other words about the request, without its picture, and with a file that was put there."""
    with zipfile.ZipFile(good) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "request.json":
                content = content.replace(b"Reddit", b"Rabbit")
            if not name.endswith(".png"):
                after.writestr(name, content)
        after.writestr("pictures/<b>more</b>.txt", b"more")
