"""The first questions, one a page, each of which may be skipped; and all settings on one page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from runner.app.answers import statements_about
from runner.app.own_browser import browser_in_use, notes_on_browser
from runner.app.settings_file import Setting, Value, change_settings
from runner.app.speaking import speak
from runner.errors import BrowserError, Problem, ProblemsError, UsageError
from runner.exchange import PageRequest, PageResponse
from runner.home.context import HomeContext
from runner.locale import _, joined, languages
from runner.locale.names import OWN_NAMES, own_name, place
from runner.locale.phrase import semicolons
from runner.records.countries import countries

STEPS: Sequence[tuple[str, str]] = (
    ("language", _("Which language do you read?")),
    ("country", _("Where do you live?")),
    ("services", _("Which of these do you use?")),
    ("me", _("Your name and mail address, for forms")),
)
# Of the services there are flows for, those with the most people first, by what they say of themselves; then by name.
_MOST_USED = (
    "Facebook", "WhatsApp", "Instagram", "Google", "YouTube", "TikTok", "ChatGPT", "Gemini", "LinkedIn", "Snapchat",
    "Reddit", "Pinterest", "X", "Microsoft", "Amazon", "Claude", "Meta AI",
)  # fmt: skip
_KEY = re.compile(r"[a-z][a-z0-9_]{0,40}")
_BROWSERS = ("auto", "chrome", "edge", "brave", "chromium")


@dataclass(frozen=True)
class ServiceTile:
    """A service to choose: its name, the flows there are for it here, and whether it is chosen."""

    name: str
    flows: tuple[str, ...]
    is_chosen: bool


class StartPages:
    """First questions and settings."""

    def __init__(self, context: HomeContext) -> None:
        self._home = context

    def start(self, request: PageRequest, step: str = "") -> PageResponse:
        """A question; without one, what this is about."""
        names = [name for name, __ in STEPS]
        at = names.index(step) if step in names else -1
        config = self._home.config
        return self._home.page(
            request,
            "start",
            current="/settings",
            step=step if step in (*names, "done") else "",
            heading=dict(STEPS).get(step, ""),
            place=at + 1,
            of=len(STEPS),
            next=[*names, "done"][at + 1],
            config=config,
            languages=_to_choose(config.language),
            countries=sorted(one.names[0] for code, one in countries().items() if "-" not in code),
            tiles=self.tiles() if step == "services" else [],
            quiet=statements_about("") if step == "services" else [],
        )

    def answer(self, request: PageRequest, step: str) -> PageResponse:
        """Writes an answer into the settings, and goes on to the next question."""
        values: dict[Setting, Value] = {}
        if step == "services":
            wanted = set(request.several("service"))
            flows = [flow for tile in self.tiles() if tile.name in wanted for flow in tile.flows]
            values["run",] = tuple(flows)
        elif step in ("language", "country", "me"):
            values = _from(request)
        self._write(values)
        names = [name for name, __ in STEPS]
        after = [*names, "done"][names.index(step) + 1] if step in names else "done"
        return self._home.done(f"/start/{after}")

    def tiles(self) -> list[ServiceTile]:
        """The services with flows that are offered here, most used first."""
        found: dict[str, list[str]] = {}
        for offer in self._home.offers():
            if offer.place != "elsewhere" and not offer.heading.problem:
                found.setdefault(offer.heading.service, []).append(offer.heading.id)
        chosen = set(self._home.config.run)
        order = {name: number for number, name in enumerate(_MOST_USED)}
        names = sorted(found, key=lambda name: (order.get(name, len(order)), name.casefold()))
        return [ServiceTile(name, tuple(sorted(found[name])), bool(chosen & {*found[name]})) for name in names]

    def settings(self, request: PageRequest) -> PageResponse:
        """All settings."""
        config = self._home.config
        try:
            found = browser_in_use(config)
        except BrowserError as error:
            found = str(error)
        more = {key: value for key, value in config.me.items() if key not in ("name", "email", "country")}
        titles = {one.heading.id: one.heading.title for one in self._home.offers()}
        return self._home.page(
            request,
            "settings",
            current="/settings",
            config=config,
            languages=_to_choose(config.language),
            browsers=_BROWSERS if config.browser.use in _BROWSERS else (*_BROWSERS, config.browser.use),
            more=more,
            found=found,
            file=self._home.settings_file,
            folder=self._home.folder,
            chosen=semicolons(*(titles.get(flow, flow) for flow in config.run)),
        )

    def change(self, request: PageRequest) -> PageResponse:
        """Writes what was changed."""
        self._write(_from(request))
        return self._home.done(
            "/settings", _("Written to your settings. What opens the browser holds from its next start.")
        )

    async def signal(self, request: PageRequest) -> PageResponse:
        """Asks the browser whether it sends the opt-out signal, and says what else there is to know of it."""
        said = notes_on_browser(self._home.config, await self._home.sends_signal())
        return self._home.done("/settings", joined(*said))

    def _write(self, values: dict[Setting, Value]) -> None:
        if not values:
            return
        try:
            now = change_settings(self._home.settings_file, values)
        except ProblemsError as error:
            said = semicolons(*map(_with_hint, error.problems))
            raise UsageError(_("that was not written: {problems}", problems=said)) from error
        # What else stands in the file is not taken over: in a folder that may be anybody's, it was not agreed to.
        changed = {setting[0]: getattr(now, setting[0]) for setting in values}
        self._home.config = self._home.config.model_copy(update=changed)
        if "language" in changed:
            speak(self._home.config.language)
        self._home.changes.tell()


def _from(request: PageRequest) -> dict[Setting, Value]:
    """The settings of a form: fields are called as the settings are, such as `me.name`."""
    values: dict[Setting, Value] = {}
    for name, given in request.form.items():
        text = given[0].strip()
        setting = tuple(name.split("."))
        if name in ("pace", "timeout"):
            values[setting] = _number(text)
        elif name == "browser.headless":
            values[setting] = text == "yes"
        elif name in ("run", "browser.args"):
            values[setting] = tuple(line.strip() for line in given[0].splitlines() if line.strip())
        elif name in ("language", "browser.use", "browser.connect", "browser.opt_out_signal") or (
            setting[0] == "me" and len(setting) == 2
        ):
            values[setting] = text
    if key := request.one("new.key").strip():
        if not _KEY.fullmatch(key):
            raise UsageError(
                _("“{key}” is no name for a value: use small letters, digits and _, such as user_name", key=key)
            )
        values["me", key] = request.one("new.value").strip()
    return values


def _number(text: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        raise UsageError(_("“{text}” is no number of seconds", text=text)) from None
    return int(number) if number == int(number) else number


def _with_hint(problem: Problem) -> str:
    """What is wrong, and what helps."""
    if not problem.hint:
        return problem.message
    return _("{problem} ({hint})", problem=problem.message, hint=problem.hint)


def _to_choose(chosen: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The languages in groups with what stands above each: those of Optout, then others that pages are asked for in.

    The one that holds is among them.
    """
    ours = languages()
    others = [code for code in OWN_NAMES if code not in ours]
    if chosen not in ("auto", *OWN_NAMES, *ours):
        others.append(chosen)
    return [
        ("", [("auto", _("As this computer has it"))]),
        (_("Optout speaks these"), [(code, own_name(code)) for code in sorted(ours, key=place)]),
        (_("Optout stays English, pages are in these"), [(code, own_name(code)) for code in others]),
    ]
