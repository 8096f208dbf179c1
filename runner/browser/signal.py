"""The opt-out signal (Global Privacy Control) of the browser: its own setting in the profile, and whether it is sent.

Only the browser's own setting is used. Where it has none, nothing stands in for it: a header or a property put there
by us would be a trick (promise 6), and a site that answers to it would have answered to us and not to a browser.

Which setting that is: Brave's is a preference, on from the first (github.com/brave/brave-core,
components/global_privacy_control/pref_names.h). Chromium's is `chrome://flags/#enable-global-privacy-control`, kept in
`Local State`; tried on 29 November 2026 with Debian's: 156 sends the signal with it, 150 knows no such thing and
forgets it. Whether a browser has it is therefore never taken from its version: it is asked what it sends.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from playwright.async_api import BrowserContext
from playwright.async_api import Error as PlaywrightError

from runner.browser.find import Browser, version_of
from runner.browser.settings_file import part, read_settings, write_settings
from runner.errors import BrowserError
from runner.locale import _

Signal = Literal["auto", "on", "off"]

_EXPERIMENT = "enable-global-privacy-control"
_ON = f"{_EXPERIMENT}@1"  # the first of its choices after the default: Enabled
_SENT = "navigator.globalPrivacyControl === true"


def set_signal(browser: Browser, profile: Path, signal: Signal) -> None:
    """Puts the browser's own setting into a profile that no browser has open; `auto` leaves it as it is.

    Raises BrowserError where the profile cannot be written.
    """
    if signal == "auto":
        return
    of_brave = browser.name == "brave"
    path = profile / "Default" / "Preferences" if of_brave else profile / "Local State"
    try:
        kept = read_settings(path)
        if kept is None:  # the browser mends it or begins anew; ours then counts from the next start on
            return
        changed = kept | ({"brave": _of_brave(kept, signal)} if of_brave else {"browser": _of_chromium(kept, signal)})
        if changed != kept:
            write_settings(path, changed)
    except OSError as error:
        raise BrowserError(
            _("the profile {profile} cannot be written: {error}.", profile=profile, error=error.strerror)
        ) from error


async def is_sent(context: BrowserContext) -> bool:
    """Whether the browser says of itself that it sends the signal, asked on the page it began with."""
    with suppress(PlaywrightError):
        if context.pages:
            return bool(await context.pages[0].evaluate(_SENT))
    return False


def not_sent(browser: Browser) -> str:
    """What a person should know who asked for the signal, of a browser that does not send it."""
    named = " ".join(filter(None, (browser.title, version_of(browser))))
    return _(
        "The opt-out signal is not sent: {browser} has no such setting, and nothing here stands in for it."
        " Brave has one, and so have newer versions of Chromium.",
        browser=named,
    )


def _of_brave(kept: dict[str, Any], signal: Signal) -> dict[str, Any]:
    return {**part(kept, "brave"), "global_privacy_control_enabled": signal == "on"}


def _of_chromium(kept: dict[str, Any], signal: Signal) -> dict[str, Any]:
    browser = part(kept, "browser")
    chosen = browser.get("enabled_labs_experiments")
    others = [one for one in chosen if not str(one).startswith(f"{_EXPERIMENT}@")] if isinstance(chosen, list) else []
    if signal == "on":
        others = [*others, _ON]
    return {**browser, "enabled_labs_experiments": others} if others or chosen else browser
