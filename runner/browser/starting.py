"""Makes a profile ready for a browser that is about to start on it, driven or not: the same for both."""

from __future__ import annotations

import shutil
from pathlib import Path

from runner.browser.settings_file import part, read_settings, write_settings
from runner.browser.signal import set_signal
from runner.browser.switches import Launch
from runner.errors import BrowserError
from runner.locale import _

_LIKE_LAST_TIME = 1  # “continue where you left off”, the one setting with which Chromium keeps session cookies


def make_ready(spec: Launch) -> None:
    """Sets what a profile needs that no browser has open, and makes it; BrowserError where it cannot be written."""
    try:
        spec.profile.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BrowserError(
            _("the profile {profile} cannot be made: {error}.", profile=spec.profile, error=error.strerror)
        ) from error
    keep_logins(spec.profile)
    set_signal(spec.browser, spec.profile, spec.signal)


def keep_logins(profile: Path) -> None:
    """Has the next browser on this profile keep the logins of the last, those by a session cookie too, and no tab.

    Why: a login made without automation has to be there when the driven browser comes back, and the other way round.
    The setting would bring the last tabs back as well, and load them before anybody has asked for it; so what Chromium
    has noted of tabs goes. A file that is damaged stays as it is. Raises BrowserError where it cannot be written.
    """
    shutil.rmtree(profile / "Default" / "Sessions", ignore_errors=True)
    path = profile / "Default" / "Preferences"
    try:
        kept = read_settings(path)
        if kept is not None:
            changed = kept | {"session": {**part(kept, "session"), "restore_on_startup": _LIKE_LAST_TIME}}
            if changed != kept:
                write_settings(path, changed)
    except OSError as error:
        raise BrowserError(
            _("the profile {profile} cannot be written: {error}.", profile=profile, error=error.strerror)
        ) from error
