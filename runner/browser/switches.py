"""What a browser is started with, by Playwright and by hand alike, so that both read the same logins."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from runner.browser import allowed
from runner.browser.find import Browser
from runner.browser.profile import ANOTHER
from runner.browser.signal import Signal
from runner.browser.window import HEADLESS
from runner.errors import BrowserError
from runner.locale import _, per_front


@dataclass(frozen=True)
class Launch:
    """How to start the browser: `display` is the screen (`:N`) when it is not the one of the environment.

    `args` are the person's switches, and judged; `own` are those of the code itself. `signal` is whether the browser's
    own setting for the opt-out signal is put on, off, or left as it is. `doing` is what is told to another Optout that
    wants the same profile.
    """

    browser: Browser
    profile: Path
    headless: bool = False
    args: tuple[str, ...] = ()
    language: str = "auto"
    display: str | None = None
    own: tuple[str, ...] = ()
    signal: Signal = "auto"
    patience: float = 5.0  # seconds it gets to close by itself before it is ended by force
    doing: str = ANOTHER

    @property
    def own_switch(self) -> str:
        """What tells this browser's process from every other."""
        return f"--user-data-dir={self.profile}"


def is_root() -> bool:
    """Whether we are root on Linux, where Chromium's sandbox cannot work."""
    return sys.platform.startswith("linux") and os.geteuid() == 0


def sandbox_note(root: bool | None = None) -> str | None:
    """What a person should know before they log in as root; None where the sandbox is on."""
    if not (is_root() if root is None else root):
        return None
    return _(
        "You are root, so the browser runs without its sandbox, the wall between web pages and this machine. "
        "Fine for practice; for your real accounts run Optout as an ordinary user."
    )


def debugging_note(spec: Launch) -> str | None:
    """What a person should know who opens a debugging port; None where they do not."""
    if not any(switch.startswith("--remote-debugging") for switch in spec.args):
        return None
    return per_front(
        _("browser.args opens a debugging port: every program on this machine can steer this browser while it runs."),
        _(
            "A switch for the browser, under Settings, opens a debugging port: every program on this machine can steer"
            " this browser while it runs."
        ),
    )


def here_note(spec: Launch) -> str | None:
    """What a person should know whose settings lead sites' names to their own computer; None where they do not."""
    if not allowed.led_here(spec.args):
        return None
    return per_front(
        _("browser.args leads the names of sites to this computer: what you see are not the real sites."),
        _(
            "A switch for the browser, under Settings, leads the names of sites to this computer: what you see are not"
            " the real sites."
        ),
    )


def environment(spec: Launch) -> dict[str, str]:
    """The environment the browser gets: ours, with its own screen and language."""
    env = dict(os.environ)
    if spec.display:
        env.pop("WAYLAND_DISPLAY", None)
        env["DISPLAY"] = spec.display
    if spec.language != "auto":
        env["LANGUAGE"] = spec.language.replace("-", "_")  # Linux has no ear for --lang
    return env


def switches(spec: Launch) -> list[str]:
    """The switches of ours, then those of the config; UsageError for one that is not allowed."""
    allowed.refuse(spec.args)
    _refuse_hidden_snap(spec)
    return [
        # Cookies are readable for the same user only because the profile folder is. The system's key store would
        # ask for its password in mid-run, and on a machine without one every login would be lost. By hand and
        # driven must agree, or each cannot read the logins of the other; Playwright has these two by default.
        "--password-store=basic",
        "--use-mock-keychain",
        "--no-first-run",
        "--no-default-browser-check",
        "--hide-crash-restore-bubble",  # after a crash: it lies over the page, and restoring sends forms again
        *_language(spec.language),
        *_size(spec),
        *spec.own,
        *spec.args,
    ]


def _language(language: str) -> list[str]:
    """The language asked for, of pages and of the window.

    Why not Playwright's `locale`: it pretends page by page, and a window opened by hand would speak another language.
    """
    if language == "auto":
        return []
    short = language.partition("-")[0]
    wanted = language if short == language else f"{language},{short}"
    return [f"--accept-lang={wanted}", f"--lang={language}"]


def _size(spec: Launch) -> list[str]:
    """The window's size where nobody sees it; Chromium's own would show every page in its design for telephones."""
    return ["--window-size={},{}".format(*HEADLESS)] if spec.headless else []


def _refuse_hidden_snap(spec: Launch) -> None:
    hidden = any(part.startswith(".") for part in spec.profile.parts) or spec.profile.is_relative_to("/tmp")
    if spec.browser.is_snap and hidden:
        raise BrowserError(
            per_front(
                _(
                    "{browser} is a snap and may not use {profile}: set OPTOUT_HOME to a folder in plain sight, "
                    "such as {folder}, or use another browser.",
                    browser=spec.browser,
                    profile=spec.profile,
                    folder=Path.home() / "optout",
                ),
                _(
                    "{browser} is a snap and may not use {profile}; choose another browser under Settings.",
                    browser=spec.browser,
                    profile=spec.profile,
                ),
            )
        )
