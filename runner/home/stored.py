"""What is kept on this computer, part by part with its size, and its end; and the help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from runner.app.shortcut import Desk, add_shortcut, remove_shortcut
from runner.app.stored_data import (
    MEANING,
    PARTS,
    Belonging,
    belongings,
    forget,
    forget_profiles_later,
    in_words,
    profiles_go,
)
from runner.app.upstream_patch import accounts
from runner.errors import UsageError
from runner.exchange import PageRequest, PageResponse
from runner.home.context import HomeContext
from runner.locale import _

ALL = "all"


@dataclass(frozen=True)
class StoredPart:
    """A part of what is kept: its word, what it is, how much."""

    name: str
    meaning: str
    size: str
    is_there: bool


class StoredPages:
    """What is kept, and the help."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context

    def stored(self, request: PageRequest) -> PageResponse:
        """What there is."""
        parts = []
        for name in PARTS:
            mine = belongings(self._home.folder, [name])
            parts.append(StoredPart(name, MEANING[name], in_words(sum(one.size for one in mine)), bool(mine)))
        return self._home.page(
            request,
            "stored",
            current="/settings",
            parts=parts,
            accounts=[(name, in_words(_size(self._home.folder, name))) for name in accounts(self._home.folder)],
            folder=self._home.folder,
            at_end=profiles_go(self._home.folder),
        )

    def sure(self, request: PageRequest, part: str) -> PageResponse:
        """Asks before a part is removed."""
        if part == ALL:
            return self._sure(
                request,
                part,
                _("all of this, the browser's profile with its logins too"),
                belongings(self._home.folder),
            )
        those = belongings(self._home.folder, [_known(part)])
        return self._home.page(
            request,
            "sure",
            current="/settings",
            part=part,
            meaning=MEANING[part],
            size=in_words(sum(one.size for one in those)),
            deed=_("Log out everywhere") if part == "profile" else _("Remove it"),
            asks=_("Log out everywhere?") if part == "profile" else _("Remove it?"),
        )

    def sure_of_account(self, request: PageRequest, account: str) -> PageResponse:
        """Asks before the browser's profile of a second account is removed."""
        those = self._of_account(account)
        return self._sure(request, f"account/{quote(account, safe='')}", _whose(account), those)

    def forget_account(self, request: PageRequest, account: str) -> PageResponse:
        """Removes the browser's profile of a second account, with its logins."""
        those = self._of_account(account)
        self._refuse_under_way()
        forget(self._home.folder, those, held=self._home.folder.absolute() / "profile")
        self._home.changes.tell()
        return self._home.done("/stored", _("Removed: {what}.", what=_whose(account)))

    def _of_account(self, account: str) -> list[Belonging]:
        if account not in accounts(self._home.folder):
            raise UsageError(_("there is no browser’s profile of an account called “{account}”", account=account))
        return belongings(self._home.folder, ["profile"], account)

    def _sure(self, request: PageRequest, part: str, meaning: str, those: Sequence[Belonging]) -> PageResponse:
        size = in_words(sum(one.size for one in those))
        asks, deed = _("Remove it?"), _("Remove it")
        return self._home.page(
            request, "sure", current="/settings", part=part, meaning=meaning, size=size, deed=deed, asks=asks
        )

    def _refuse_under_way(self) -> None:
        if self._home.walks.is_under_way:
            raise UsageError(
                _("something is under way: let it come to its end, or stop it, before you remove what it uses")
            )

    async def _forget_all(self) -> PageResponse:
        """Removes all parts: the profile, which is in use, once the window is closed."""
        folder = self._home.folder
        forget_profiles_later(folder)
        forget(
            folder, belongings(folder, [one for one in PARTS if one != "profile"]), held=folder.absolute() / "profile"
        )
        await self._home.log_out()
        self._home.changes.tell()
        return self._home.done(
            "/stored",
            _("Removed, and you are logged out everywhere. The browser's profile goes when you close this window."),
        )

    async def forget(self, request: PageRequest, part: str) -> PageResponse:
        """Removes a part; the profile, which is in use, once the window is closed."""
        self._refuse_under_way()
        if part == ALL:
            return await self._forget_all()
        if _known(part) == "profile":
            forget_profiles_later(self._home.folder)
            await self._home.log_out()
            return self._home.done(
                "/stored", _("You are logged out everywhere. The rest of the profile goes when you close this window.")
            )
        those = belongings(self._home.folder, [part])
        forget(self._home.folder, those, held=self._home.folder.absolute() / "profile")
        self._home.changes.tell()
        return self._home.done("/stored", _("Removed: {what}.", what=MEANING[part]))

    def shortcut(self, request: PageRequest) -> PageResponse:
        """Puts an icon into the system's menu and on the desktop, or takes it away."""
        if request.one("what") == "remove":
            found = remove_shortcut(Desk())
            return self._home.done(
                "/help", _("Removed: {what}.", what=_listed(found)) if found else _("There was none.")
            )
        return self._home.done("/help", _("Put there: {what}.", what=_listed(add_shortcut(Desk()))))

    def help(self, request: PageRequest) -> PageResponse:
        """How it works, and where things are."""
        return self._home.page(request, "help", current="/help", folder=self._home.folder, commands=_commands())


@cache
def _commands() -> str:
    return files("runner").joinpath("help.txt").read_text("utf-8")


def _listed(paths: Sequence[Path]) -> str:
    return ", ".join(map(str, paths))


def _size(folder: Path, account: str) -> int:
    return sum(one.size for one in belongings(folder, ["profile"], account))


def _whose(account: str) -> str:
    return _("the browser's profile of the account “{account}”, with its logins", account=account)


def _known(part: str) -> str:
    if part not in PARTS:
        raise UsageError(_("there is no part called “{part}” of what is kept", part=part))
    return part
