"""What a recorder would have written down while somebody walked the way: each act of a walk, by its selectors."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from playwright.async_api import Error

from runner import events
from runner.browser import picks, targets
from runner.browser.asking import Element
from runner.flow.model import Pick, Target

from .person import WatchedDriver

Word = Literal["open", "press", "choose", "fill", "turn"]


@dataclass(frozen=True)
class Act:
    """One thing done: opening an address, a press, a choice, a text, or the person's turn at a pause (`value`).

    `codegen` is the selector that Playwright's code generator writes for the thing, `recorded` those of Chrome's
    recorder, best first. `within` is the route it belongs to, `here` the address of the page it was done on.
    `entry` is what a page calls the entry of a list that was chosen, to itself.
    """

    word: Word
    value: str = ""
    within: str = ""
    pick: Pick = field(default_factory=Pick)
    label: str = ""
    codegen: str = ""
    recorded: tuple[tuple[str, ...], ...] = ()
    here: str = ""
    entry: str = ""


_ENTRY = "(el, label) => [...(el.options || [])].find((one) => one.label === label)?.value || ''"
# What Chrome's recorder writes beside the name and text of a thing: a short CSS path, and an XPath.
_RECORDED = """(el) => {
  const quoted = (text) => JSON.stringify(text);
  const css = [];
  for (let one = el; one && one !== document.documentElement; one = one.parentElement) {
    if (one.id) { css.unshift(`#${CSS.escape(one.id)}`); break; }
    const same = [...(one.parentElement?.children || [])].filter((other) => other.localName === one.localName);
    css.unshift(same.length > 1 ? `${one.localName}:nth-of-type(${same.indexOf(one) + 1})` : one.localName);
  }
  const steps = [];
  let start = '/';
  for (let one = el; one; one = one.parentElement) {
    if (one.id) { start = `//*[@id=${quoted(one.id)}]`; break; }
    const same = [...(one.parentElement?.children || [])].filter((other) => other.localName === one.localName);
    steps.unshift(same.length > 1 ? `${one.localName}[${same.indexOf(one) + 1}]` : one.localName);
  }
  const xpath = start === '/' ? `/${steps.join('/')}` : [start, ...steps].join('/');
  const text = (el.innerText || '').replace(/\\s+/g, ' ').trim();
  return { css: css.join(' > '), xpath, text: text.length < 60 ? text : '' };
}"""


class Recorder(WatchedDriver):
    """The runner's hands, with a recorder listening."""

    def __init__(self, *parts: object) -> None:
        super().__init__(*parts)  # type: ignore[arg-type]
        self.acts: list[Act] = []
        self._within = ""
        self._now: tuple[Word, str] | None = None
        self._ringed: Act | None = None

    def hear(self, event: events.Event) -> None:
        """Which route it is; the person's turns; and that a route which led nowhere would not have been recorded."""
        if isinstance(event, events.StepStarted):
            self._within = event.within
        if isinstance(event, events.PersonAsked) and event.for_ not in ("missing", "agree", "elsewhere"):
            self.acts.append(Act("turn", event.for_, event.within, here=self.here))
        if isinstance(event, events.InterruptionPressed) and self._ringed:
            self.acts.append(replace(self._ringed, label=event.label, within=self._within))
        if isinstance(event, events.StepDone) and event.kind == "reach":
            self.acts = [act for act in self.acts if act.within in ("", event.note)]
            self.acts = [replace(act, within="") for act in self.acts]

    async def open(self, url: str) -> None:
        """As ever."""
        await super().open(url)
        self.acts.append(Act("open", url, self._within, here=self.here))

    async def press(self, target: Target, timeout: float | None = None) -> str:
        """As ever."""
        self._now = ("press", "")
        return await super().press(target, timeout)

    async def choose(self, target: Target, options: tuple[str, ...] = (), timeout: float | None = None) -> str:
        """As ever."""
        self._now = ("choose", options[0] if options else "")
        return await super().choose(target, options, timeout)

    async def fill(self, target: Target, text: str, timeout: float | None = None) -> str:
        """As ever."""
        self._now = ("fill", text)
        return await super().fill(target, text, timeout)

    async def _ring(self, element: Element | None) -> None:
        if element is not None:  # what says no in a box is ringed as well, and told of only once it has gone
            self._ringed = await self._act("press", element)
        await super()._ring(element)

    async def _tell_found(self, found: targets.Found, pick: Pick) -> None:
        if self._now is not None:
            (word, value), self._now = self._now, None
            act = await self._act(word, found.element)
            entry = await (await found.element.handle()).evaluate(_ENTRY, value)
            self.acts.append(replace(act, value=value, entry=entry, within=self._within, label=found.label))
        await super()._tell_found(found, pick)

    async def _act(self, word: Word, element: Element) -> Act:
        pick = await picks.of(element)
        codegen, recorded = await _selectors(element, pick)
        return Act(word, pick=pick, codegen=codegen, recorded=recorded, here=self.here)


async def _selectors(element: Element, pick: Pick) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """How the two recorders would name this element."""
    try:
        locator = await element.frame.locator(f"xpath={pick.path}").normalize()
        told = await (await element.handle()).evaluate(_RECORDED)
    except Error:
        return "", ()  # the things of a changed page are not what was recorded
    found = [f"aria/{pick.name}" if pick.name else "", told["css"], f"xpath/{told['xpath']}", f"pierce/{told['css']}"]
    texts = [f"text/{told['text']}"] if told["text"] else []
    return str(locator._impl_obj._selector), tuple((one,) for one in (*found, *texts) if one)
