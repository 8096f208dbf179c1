"""What a recorder would have written down while somebody walked the way: each act of a walk, by its selectors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from playwright.async_api import ElementHandle, Error, Frame

from runner import events
from runner.browser import picks, targets
from runner.flow.model import Pick, Target

from .person import WatchedDriver

Word = Literal["open", "press", "choose", "fill", "turn"]


@dataclass(frozen=True)
class Act:
    """One thing done: opening an address, a press, a choice, a text, or the person's turn at a pause (`value`).

    `codegen` is the selector that Playwright's code generator writes for the thing, `recorded` those of Chrome's
    recorder, best first. `within` is the route it belongs to.
    """

    word: Word
    value: str = ""
    within: str = ""
    pick: Pick = field(default_factory=Pick)
    label: str = ""
    codegen: str = ""
    recorded: tuple[tuple[str, ...], ...] = ()


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
        self._within, self._turn = "", ""
        self._now: tuple[Word, str] | None = None

    def hear(self, event: events.Event) -> None:
        """Which route it is; the person's turns; and that a route which led nowhere would not have been recorded."""
        if isinstance(event, events.StepStarted):
            self._within = event.within
        if isinstance(event, events.PersonAsked) and event.for_ not in ("missing", "agree", "elsewhere"):
            self.acts.append(Act("turn", event.for_, event.within))
        if isinstance(event, events.StepDone) and event.kind == "reach":
            self.acts = [act for act in self.acts if act.within in ("", event.note)]
            self.acts = [
                Act(act.word, act.value, "", act.pick, act.label, act.codegen, act.recorded) for act in self.acts
            ]

    async def open(self, url: str) -> None:
        """As ever."""
        await super().open(url)
        self.acts.append(Act("open", url, self._within))

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

    async def _tell_found(self, found: targets.Found, handle: ElementHandle) -> None:
        if self._now is not None:
            (word, value), self._now = self._now, None
            pick = await picks.of(handle)
            codegen, recorded = await _selectors(found.frame, handle, pick)
            self.acts.append(Act(word, value, self._within, pick, found.label, codegen, recorded))
        await super()._tell_found(found, handle)


async def _selectors(frame: Frame, handle: ElementHandle, pick: Pick) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """How the two recorders would name this element."""
    try:
        locator = await frame.locator(f"xpath={pick.path}").normalize()
        told = await handle.evaluate(_RECORDED)
    except Error:
        return "", ()  # the things of a changed page are not what was recorded
    found = [f"aria/{pick.name}" if pick.name else "", told["css"], f"xpath/{told['xpath']}", f"pierce/{told['css']}"]
    texts = [f"text/{told['text']}"] if told["text"] else []
    return str(locator._impl_obj._selector), tuple((one,) for one in (*found, *texts) if one)
