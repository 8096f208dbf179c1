"""Which extra switches a person's settings may give the browser: those of a list, and why of the others not.

Chromium has some two thousand, and new ones with every version; many of them start programs, pass on what is typed, or
take down the walls between pages. What is not known to be harmless is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from runner.errors import UsageError
from runner.locale import _, per_front

# How the window looks and speaks, what it draws with, and less of what goes on behind it.
_LISTED = """
accept-lang lang window-size window-position start-maximized start-fullscreen
force-device-scale-factor high-dpi-support force-dark-mode force-high-contrast force-prefers-reduced-motion
force-renderer-accessibility force-caret-browsing force-color-profile hide-scrollbars touch-events disable-pinch
enable-smooth-scrolling disable-smooth-scrolling font-render-hinting disable-font-subpixel-positioning
disable-lcd-text mute-audio autoplay-policy
ozone-platform ozone-platform-hint enable-wayland-ime wayland-text-input-version gtk-version
disable-gpu disable-gpu-compositing disable-gpu-rasterization disable-software-rasterizer
disable-accelerated-2d-canvas use-gl use-angle in-process-gpu disable-dev-shm-usage
disable-background-networking disable-component-update disable-sync disable-notifications disable-extensions
no-first-run no-default-browser-check no-pings no-proxy-server
remote-debugging-port
"""
_HARMLESS = frozenset(_LISTED.split())
# Why others are refused, by what their names have in them; what is not named here is not known to be harmless.
_WHY = (
    (
        "user-data-dir|profile-directory|guest|incognito",
        _("Optout has a profile of its own, in which you stay logged in"),
    ),
    (
        "(dis|en)able-blink-features|disable-infobars|enable-automation|test-type",
        _("Optout does not hide that it drives the browser"),
    ),
    (
        ".*proxy.*|winhttp.*",
        _("all you do would go by way of somebody else; the proxy of your system holds without it"),
    ),
    (
        ".*host-(resolver-)?rules|dns-.*",
        _("the name of a site would lead to another computer; only this one (127.0.0.1) may be named"),
    ),
    (
        ".*certificate.*|.*insecure.*|.*ssl.*|.*tls.*",
        _("the browser would no longer know whether a site is the one it says"),
    ),
    (".*-cmd-prefix|.*-launcher|.*-path|.*utility-.*|single-process|.*zygote.*", _("it starts another program")),
    ("load-.*|.*extension.*|.*native-messaging.*|.*component.*", _("it puts a program into the browser")),
    (".*sandbox.*|js-flags", _("it takes down the wall between web pages and this computer")),
    (
        "disable-web-security|.*isolation.*|.*site-per-process.*|.*-features|.*origin.*|allow-.*",
        _("it takes down the walls between web pages"),
    ),
    (
        "remote-.*|.*debug.*|.*devtools.*|.*inspect.*",
        _("it lets other programs steer this browser; of these only --remote-debugging-port may be, and it is told"),
    ),
    (".*log.*|.*trace.*|.*dump.*|.*crash.*|.*record.*|.*net-.*", _("it writes down or sends away what you do")),
    ("password-store|use-mock-keychain|.*cookie.*", _("your logins would lie where Optout does not look after them")),
    ("app|app-id|kiosk.*|headless.*", _("Optout could not lead you in such a window")),
)
_UNKNOWN = _("it is not among the switches that are known to be harmless")
_LOOPBACK = r"(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\])(?::\d{1,5})?"
_RULE = re.compile(rf"\s*(?:MAP\s+\S+\s+(?:{_LOOPBACK}|~NOTFOUND)|EXCLUDE\s+\S+)\s*", re.IGNORECASE)
_NOT_FREED = re.compile(rf"\s*(?:MAP\s.*|EXCLUDE\s+{_LOOPBACK}\s*)", re.IGNORECASE)
_HERE = "host-resolver-rules"
_ONE_KEY = "ignore-certificate-errors-spki-list"


def refuse(given: Sequence[str]) -> None:
    """Raises UsageError for the first switch of the settings that is not allowed, with why."""
    rules = [switch for switch in given if _name(switch) == _HERE]  # of several, the browser takes the last
    rehearsed = bool(rules) and all(_stays_here(switch, everything=True) for switch in rules)
    for switch in given:
        if not switch.startswith("--"):
            raise UsageError(
                per_front(
                    _("browser.args takes switches, which begin with --, not {switch}", switch=repr(switch)),
                    _("switches for the browser begin with two hyphens, not so: {switch}", switch=repr(switch)),
                )
            )
        name = _name(switch)
        if name in _HARMLESS or _stays_here(switch) or (rehearsed and name == _ONE_KEY):
            continue
        why = next((why for names, why in _WHY if re.fullmatch(names, name)), _UNKNOWN)
        raise UsageError(
            per_front(
                _(
                    "browser.args may not hold {switch}: {why}; take it out of your settings",
                    switch=repr(switch),
                    why=why,
                ),
                _(
                    "the browser may not get the switch {switch}: {why}; take it out under Settings",
                    switch=repr(switch),
                    why=why,
                ),
            )
        )


def led_here(given: Sequence[str]) -> bool:
    """Whether these lead sites' names to this very computer, as those do who rehearse a flow on pages of their own."""
    return any(_stays_here(switch) for switch in given)


def _stays_here(switch: str, everything: bool = False) -> bool:
    """Whether a switch leads names to this computer and nowhere else; `everything`: every name there is."""
    if _name(switch) != _HERE:
        return False
    rules = switch.partition("=")[2].split(",")
    if not all(_RULE.fullmatch(rule) for rule in rules):
        return False
    all_names = any(re.match(r"\s*MAP\s+\*\s", rule, re.IGNORECASE) for rule in rules)
    return not everything or (all_names and all(map(_NOT_FREED.fullmatch, rules)))


def _name(switch: str) -> str:
    return switch.removeprefix("--").partition("=")[0].casefold()
