"""The home's actions, each killed with SIGKILL before every call that changes the disk and every statement of SQLite.

As a program of its own, since it forks. After each death every page can be shown, and each of the person's things is as
it was or as the action makes it.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any
from unittest.mock import patch

from runner.app.offers import FlowShelf
from runner.app.own_recording import OwnRecording
from runner.app.settings_file import change_settings
from runner.app.shortcut import Desk
from runner.config import Config, read_config
from runner.errors import RecordsError
from runner.exchange import PageRequest, PageResponse
from runner.flow.load import load_file
from runner.home.context import HomeContext
from runner.home.site import site
from runner.records.files import write_private
from runner.records.ledger import FILE, Ledger
from runner.records.ledger_file import connect
from runner.session.repair import learnt
from runner.session.visitor import FlowVisit
from tests.collections.keeping import Forger, folder_at, key_at, vouched, zip_at
from tests.home.test_flows import MOVED
from tests.home.test_flows import Pick as Looks
from tests.home.test_recording import TOGGLE, WAY
from tests.records.books import Clock, many, sent, walked_flow

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 29)
_CHANGES = ("open", "rename", "replace", "mkdir", "unlink", "remove", "rmdir", "fsync", "chmod")
_MOST = 400  # calls of one action
_SHELF = FlowShelf()  # what comes with Optout is read once
_PAGES = ("/services", "/requests", "/collections", "/settings", "/flows/moved/edit", "/flows/practice/edit")


@dataclass(frozen=True)
class HomeAction:
    """An action by its address and form; `forms` finds out what the form holds on a page, such as a key."""

    path: str
    form: Mapping[str, str] = field(default_factory=dict)
    on: str = ""
    before: Callable[[Path], object] = lambda _: None


def _damaged(folder: Path) -> None:
    (folder / "home" / FILE).write_bytes(b"SQLite format 3\0 and nothing of it")


def _added(folder: Path) -> None:
    from runner.app.adding import look, take

    take(look(folder / "Downloads" / "acme.zip"))


def _half(folder: Path) -> None:
    """A recording was cut off."""
    OwnRecording("", "half", Config()).so_far(WAY)


def _kept(folder: Path) -> None:
    folder_at(folder / "kept")


def _checked(folder: Path) -> None:
    """A check against the pages of today has left its results."""
    seen = [FlowVisit("practice", "Practice", ended="at the end").as_json()]
    (folder / "Downloads" / "seen.json").write_text(json.dumps(seen), "utf-8")


def _shortcut(folder: Path) -> None:
    asyncio.run(answered(folder, "POST", "/shortcut", {"what": "add"}))


def _edited(*what: str) -> Callable[[Path], None]:
    """The flow is typed over in the editor, and then done there what is said."""

    def done(folder: Path) -> None:
        asyncio.run(answered(folder, "POST", f"{_EDITOR}/typed", {"text": _TYPED}))
        for one in what:
            asyncio.run(answered(folder, "POST", _EDITOR, {"do": one}))

    return done


_EDITOR, _TYPED = "/flows/moved/edit", MOVED.replace("Old menu", "Another menu")
ACTIONS = (
    HomeAction("/start/country", {"me.country": "France"}),
    HomeAction("/start/services", {"service": "Pinterest"}),
    HomeAction("/settings", {"pace": "2", "browser.opt_out_signal": "on", "me.name": "Ada"}),
    HomeAction("/requests/facebook-1/note", {"what": "answered", "note": "They agree.", "reference": "#1"}),
    HomeAction("/requests/facebook-1/letter/save", {"kind": "follow-up"}),
    HomeAction("/requests/facebook-1/letter/sent", {"kind": "follow-up"}),
    HomeAction("/requests/facebook-1/receipt"),
    HomeAction("/requests/facebook-1/vouch", on="/requests/facebook-1"),
    HomeAction("/requests/report"),
    HomeAction("/requests/calendar"),
    HomeAction("/card/save"),
    HomeAction("/requests/restore", before=_damaged),
    HomeAction("/flows/moved/repair", {"what": "apply"}, on="/flows/moved"),
    HomeAction("/flows/moved/repair", {"what": "drop"}, on="/flows/moved"),
    HomeAction(f"{_EDITOR}/typed", {"text": _TYPED}),
    HomeAction(_EDITOR, {"do": "save", "text": _TYPED}),
    HomeAction(_EDITOR, {"do": "save"}, before=_edited()),
    HomeAction(_EDITOR, {"do": "undo"}, before=_edited("save")),
    HomeAction(_EDITOR, {"do": "redo"}, before=_edited("save", "undo")),
    HomeAction(_EDITOR, {"do": "discard"}, before=_edited()),
    HomeAction("/flows/practice/edit", {"do": "save", "text": f"{MOVED}# a copy\n"}),
    HomeAction("/collections/add", {"path": "acme.zip"}, on="/collections/look?path=acme.zip"),
    HomeAction("/collections/acme/remove", before=_added),
    HomeAction("/collections/key", {"key": "Downloads/made.key"}),
    HomeAction("/collections/pack", {"key": "keeper.key", "folder": "kept"}, before=_kept),
    HomeAction("/check/merge", {"path": "seen.json"}, before=_checked),
    HomeAction("/flows/practice/sheet", {"what": "page"}),
    HomeAction("/flows/moved/patch", on="/flows/moved"),
    HomeAction("/record/file", {"path": "recording.json", "name": "recorded"}),
    HomeAction("/record/left/half", {"what": "take"}, before=_half),
    HomeAction("/record/left/half", {"what": "drop"}, before=_half),
    HomeAction("/stored/evidence"),
    HomeAction("/stored/account/work"),
    HomeAction("/stored/all"),
    HomeAction("/stored/records"),
    HomeAction("/stored/learnt"),
    HomeAction("/stored/collections", before=_added),
    HomeAction("/stored/profile"),
    HomeAction("/shortcut", {"what": "add"}),
    HomeAction("/shortcut", {"what": "remove"}, before=_shortcut),
)


def killed_action(folder: Path, number: int, step: int = 1) -> dict[str, Any]:
    """Kills one of the actions at each `step`th moment, and gives what was found: see `main`."""
    command = [sys.executable, "-m", "tests.home.killed_home", str(folder), str(number), str(step)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)  # type: ignore[no-any-return]


def main(folder: Path, number: int, step: int) -> dict[str, Any]:
    """How often the action was killed, and what was wrong after that."""
    person, ready, action = folder / "person", folder / "ready", ACTIONS[number]
    prepare(person)
    use(person)
    action.before(person)
    put(person, ready)
    before = seen(person)
    perform(person, action)
    after, wrong, moments = seen(person), list[str](), list[int]()
    if before == after:
        wrong.append(f"{action.path} changes nothing")
    put(ready, person)  # always in the same place, since some of what is kept names its path
    for moment in range(0, _MOST, step):
        if not killed(person, action, moment):
            break
        moments.append(moment)
        wrong += [f"killed before {moment}: {one}" for one in problems(person, before, after)]
        put(ready, person)
    return {"kills": len(moments), "problems": wrong}


def key_of(action: HomeAction, page: str) -> str:
    """What stands for what a page shows in the form of an action."""
    found = re.search(rf'action="{action.path}".*?name="key" value="(\w+)"', page, re.DOTALL)
    assert found, action.path
    return found[1]


def put(there: Path, here: Path) -> None:
    """Makes one folder like another."""
    if here.exists():
        shutil.rmtree(here)
    shutil.copytree(there, here, symlinks=True)


def prepare(folder: Path) -> None:
    """A person's folder with something of everything in it."""
    use(folder)
    home, clock = folder / "home", Clock()
    with Ledger(home, clock) as ledger:
        many(ledger, clock)
        clock.turn(days=1)
        sent(ledger, walked_flow("b-flow", "Two"))  # before it, the copy of that day is made
        vouched(home, ledger.request("facebook-1").flow)
    change_settings(folder / "config.yaml", {("me", "country"): "Germany"})
    write_private(home / "flows" / "moved.yaml", MOVED.encode())
    for profile in ("profile", "profile-work"):
        write_private(home / profile / "Default" / "Preferences", b"{}")
    context = context_of(folder)
    file = load_file(home / "flows" / "moved.yaml")
    pick = Looks(role="link", name="New menu", tag="a")
    context.mending.lessons.add(learnt(file, ("steps", 1, "click"), "renamed", pick, "2026-11-30"))
    (folder / "Downloads").mkdir()
    shutil.copy(TOGGLE, folder / "Downloads" / "recording.json")
    zip_at(folder / "Downloads" / "acme.zip", Forger(key_at(folder / "keeper.key")).parts())


def use(folder: Path) -> None:
    """From now on this is the person's: home, settings, Downloads, menu and desktop."""
    folder.mkdir(exist_ok=True)
    os.chdir(folder)
    os.environ.update(HOME=str(folder), OPTOUT_HOME=str(folder / "home"), XDG_CONFIG_HOME=str(folder / "config"))
    desk = Desk("linux", folder / "menu", folder / "icons", folder / "desktop", ("optout",))
    patch("platformdirs.user_downloads_dir", lambda: str(folder / "Downloads")).start()
    patch("runner.home.stored.Desk", lambda: desk).start()


def context_of(folder: Path) -> HomeContext:
    """The home of that person."""
    path = folder / "config.yaml"
    config = read_config(path)[0] if path.exists() else Config()
    return HomeContext(folder / "home", path, config, look=lambda: TODAY, shelf=_SHELF)


async def answered(folder: Path, method: Any, address: str, form: Mapping[str, str]) -> PageResponse:
    """What the home answers; flows that are many are not read for it."""
    path, _, query = address.partition("?")
    asked = {name: (value,) for name, _, value in (one.partition("=") for one in query.split("&") if one)}
    given = {name: (value,) for name, value in form.items()}
    return await site(context_of(folder)).answer(PageRequest(method, path, asked, given))


def perform(folder: Path, action: HomeAction) -> None:
    """Does it, as a person who looks at the page before."""
    use(folder)
    form = dict(action.form)
    if action.on:
        form["key"] = key_of(action, asyncio.run(answered(folder, "GET", action.on, {})).body.decode())
    response = asyncio.run(answered(folder, "POST", action.path, form))
    assert response.location or action.path.endswith("/typed"), response.body.decode()


def killed(folder: Path, action: HomeAction, at: int) -> bool:
    """Does it in a child that is killed before its `at`th change; whether it came to that."""
    child = os.fork()
    if child == 0:
        try:
            use(folder)
            form = dict(action.form)
            if action.on:
                form["key"] = key_of(action, asyncio.run(answered(folder, "GET", action.on, {})).body.decode())
            _die_before(at)
            asyncio.run(answered(folder, "POST", action.path, form))
            os._exit(0)
        finally:
            os._exit(1)
    _, how = os.waitpid(child, 0)
    assert os.WIFSIGNALED(how) or os.WEXITSTATUS(how) == 0, action.path
    return os.WIFSIGNALED(how)


def _die_before(at: int) -> None:
    left = [at]

    def next_one(*_: object) -> None:
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1

    def dying(call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: Any, **named: Any) -> Any:
            if call is not real_open or _writes(given[1] if len(given) > 1 else 0):
                next_one()
            return call(*given, **named)

        return called

    real_open = os.open

    def traced(*given: Any, **named: Any) -> sqlite3.Connection:
        connection = connect(*given, **named)
        connection.set_trace_callback(lambda said: None if said.lstrip()[:6] in ("SELECT", "PRAGMA") else next_one())
        return connection

    patch("runner.records.ledger.connect", traced).start()
    for name in _CHANGES:
        setattr(os, name, dying(getattr(os, name)))


def _writes(flags: int) -> bool:
    return bool(flags & (os.O_WRONLY | os.O_RDWR))


# -- what is there afterwards -----------------------------------------------------------------------------------------


def seen(folder: Path) -> dict[str, str]:
    """The person's things, each by a name and what it is: a row of the ledger, a file by its content."""
    found = {f"ledger {name}": told for name, told in _rows(folder / "home" / FILE).items()}
    for inside in ("config.yaml", "home", "Downloads", "menu", "icons", "desktop"):
        for path in sorted((folder / inside).rglob("*")) if inside != "config.yaml" else [folder / inside]:
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not _is_of_no_account(path):
                found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return _stamped(found | dict.fromkeys(map(_summed, _texts(folder / "home" / "flows")), "there"))


def _summed(text: str) -> str:
    return f"a flow {hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _texts(flows: Path) -> Iterator[str]:
    """Each flow there is as text: in its file, or with the editor, which keeps what was and what is to be."""
    yield from (path.read_text("utf-8") for path in flows.glob("*.yaml"))
    for path in flows.glob("editing/*.json"):
        kept = json.loads(path.read_bytes())["kept"]
        yield from (kept["base"], kept["text"], *kept["before"], *kept["after"])


def _is_of_no_account(path: Path) -> bool:
    """What is no thing of the person's, or looked at by what it holds: locks, SQLite's own, half of a file, drafts."""
    return (
        path.name.startswith((".profile.lock", ".profile-", "ledger"))
        or path.parent.name == "editing"
        or any(one.endswith((".new", ".old")) for one in path.parts)
    )


def _stamped(found: dict[str, str]) -> dict[str, str]:
    """Files that say when they were made differ each time: that they are there, whole, is what counts."""
    whole = {name for name in found if name.startswith("Downloads/") and not name.endswith(".yaml")}
    return {name: "there" if name in whole else told for name, told in found.items()}


def _rows(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        with Ledger(path.parent, to_read=True) as ledger:
            ledger.verify()
            rows = ledger.requests()
    except RecordsError:
        return {"": "damaged"}
    return {row.id: f"{row.reference} {[(one.what, one.note) for one in row.history]}" for row in rows}


def problems(folder: Path, before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """What is wrong after a kill: a page that fails, or what is then neither as it was nor as it should be."""
    use(folder)
    found = []
    is_damaged = "damaged" in before.get("ledger ", "")
    for page in _PAGES:
        answer = asyncio.run(answered(folder, "GET", page, {}))
        if answer.status != HTTPStatus.OK and not (is_damaged and b"Put the copy back" in answer.body):
            found.append(f"{page} answers {answer.status}")
    now = seen(folder)
    for name in sorted({*before, *after, *now}):
        if now.get(name) not in (before.get(name), after.get(name)):
            found.append(f"{name} is {now.get(name)}, neither {before.get(name)} nor {after.get(name)}")
    return found


if __name__ == "__main__":
    with closing(sys.stdout):
        sys.stdout.write(json.dumps(main(Path(sys.argv[1]), *map(int, sys.argv[2:]))))
