"""Opens the profile without automation for a login: at the sites, beside a page of ours that says what to do."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

from runner.browser.launch import Session
from runner.browser.step_aside import ByHand
from runner.flow.driver import HandWindow, LoginPage
from runner.flow.hosts import host_of
from runner.flow.login_refusals import refusal_of
from runner.locale import _, per_front
from runner.records.page import write_page

_CLOSE = per_front(
    _("Close the whole window. Pressing Enter in the terminal closes it too."),
    _("Close the whole window."),
)
_CLOSE_MAC = per_front(
    _("Close the whole window (on a Mac: ⌘Q). Pressing Enter in the terminal closes it too."),
    _("Close the whole window (on a Mac: ⌘Q)."),
)


def by_hand(browser: Session, home: Path) -> ByHand | None:
    """How to do that with this browser; None where nobody would see its window."""

    @contextlib.asynccontextmanager
    async def opened(logins: Sequence[LoginPage]) -> AsyncIterator[HandWindow]:
        with page_of_ours(home, logins) as page:
            urls = [one.url for one in logins]
            # One login is in front, since that is what they came for; of several, the list of them.
            async with browser.by_hand([*urls, page.as_uri()] if len(urls) == 1 else [page.as_uri(), *urls]) as window:
                yield window

    return opened if browser.launcher.has_window else None


@contextlib.contextmanager
def page_of_ours(home: Path, logins: Sequence[LoginPage]) -> Iterator[Path]:
    """The page, as a file for the length of the block; raises RecordsError where it cannot be written."""
    known = [refusal_of([host_of(one.url)]) for one in logins]
    path = home / "runs" / "log-in.html"
    write_page(
        "login.html.jinja",
        path,
        pages=logins,
        refusals=list({one.name: one for one in known if one}.values()),
        close=_CLOSE_MAC if sys.platform == "darwin" else _CLOSE,
    )
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
