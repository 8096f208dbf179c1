"""A recording of Chrome's DevTools Recorder as Deeds: the same list that watching a person gives.

Only translates. What becomes of a deed, and what of it may be written down, is recorder.py's.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from runner.errors import Problem, UsageError
from runner.flow import words
from runner.flow.model import Pick, fold
from runner.flow.recorded_action import Recorded, RecordedAction
from runner.locale import _
from runner.session.recording_file import RecordedStep, is_address, steps_of
from runner.session.selectors import FoundBySelector, found_by

_FIELDS = ("textbox", "searchbox", "spinbutton")
_LISTS = ("combobox", "listbox")
_TURNS = ("switch", "checkbox", "menuitemcheckbox", "menuitemradio")
_FEW_BOXES = 3
_HELD = ("Control", "Meta", "Alt")
# Keys that are pressed within a text without ending it.
_WITHIN_TEXT = ("Shift", "CapsLock", "AltGraph", "ArrowLeft", "ArrowRight", "Home", "End", "Delete")
_BOXES = ("switch", "checkbox", "radio")
_SET = ("range", "color")  # types of fields in which nothing is typed
_LIST_IDS = re.compile(r"^(?:ddl|cbo|cmb)[_-]?|select|dropdown|combo", re.IGNORECASE)
# A value that nobody types: what an option of a list is worth to the page.
_OPTIONS_VALUE = re.compile(
    r"[A-Z]{2,3}|\d{1,3}|[a-z]{2}(?:[-_][A-Za-z]{2})?|[a-z0-9]+(?:_[a-z0-9]+)+|[A-Z0-9]+(?:_[A-Z0-9]+)+"
    r"|true|false|null|none|on|off|"
)
_ASIDE = {
    "setViewport": _("a window size"),
    "emulateNetworkConditions": _("a network speed"),
    "scroll": _("scrolling"),
    "waitForElement": _("a wait"),
    "waitForExpression": _("a wait"),
    "close": _("a closed tab"),
    "keyUp": "",  # its keyDown is told
}


def recorded_in(text: str, path: str) -> Recorded:
    """What a recording holds; raises UsageError where it is none, or opens no page."""
    steps = steps_of(text, path)
    reading = _Reading()
    for step in steps:
        reading.take(step)
    reading.end_of_typing()
    recorded = reading.recorded()
    if not any(deed.done == "went" for deed in recorded.deeds):
        line, column = (steps[0].line, steps[0].column) if steps else (1, 1)
        hint = _("go to the page in the tab you record, and begin the recording there")
        raise UsageError(str(Problem(path, line, column, _("this recording opens no page; {hint}", hint=hint))))
    return recorded


@dataclass
class _Told:
    """A deed with the selectors of its thing, by which others of the same thing are known."""

    deed: RecordedAction
    selectors: frozenset[str] = frozenset()
    into: bool = False  # a change of a field: a click on it before or after is part of that
    short: bool = False  # a change to a single letter or digit


@dataclass
class _Reading:
    """The state of going through a recording: which page each of its tabs is on, and which keys are held."""

    told: list[_Told] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)
    keys: str = ""
    is_elsewhere: bool = False  # the focus, since something was last changed

    def take(self, step: RecordedStep) -> None:
        """One step more."""
        if step.kind == "change" and self.keys:  # by the first of them there was nothing in the field yet, as in a date
            self.typed.append(self.keys)
            self.keys = ""
        elif step.kind not in ("keyDown", "keyUp"):
            self.end_of_typing()
        does = {
            "navigate": self._navigate, "click": self._click, "doubleClick": self._doubleClick, "hover": self._hover,
            "change": self._change, "keyDown": self._keyDown, "keyUp": self._keyUp,
        }.get(step.kind, self._other)  # fmt: skip
        url, many = self._page_of(step), len(self.told)
        does(step, url)
        self._led(step, url, len(self.told) > many)

    def recorded(self) -> Recorded:
        """All that was read, clicks into fields aside: typing there tells of them."""
        changed = [one for one in self.told if one.into]
        kept: list[_Told] = []
        for one in self.told:
            if not one.into and one.deed.done in ("pressed", "turned") and any(_is_same(one, it) for it in changed):
                self.aside.append(_("a click into a field"))
                continue
            if kept and (_opened_the_files(kept[-1], one) or _is_label_of(kept[-1], one)):
                kept.pop()
                self.aside.append(_("a click into a field"))
            kept.append(one)
        return Recorded(tuple(_with_boxes_as_secrets(kept)), tuple(self.typed), tuple(self.aside))

    def end_of_typing(self) -> None:
        """Keys that were pressed one after another are a text; where it went to is where was clicked last."""
        text, self.keys = self.keys, ""
        if not text:
            return
        self.typed.append(text)
        last = self.told[-1] if self.told else None
        if last and last.into and not self.is_elsewhere:
            return  # more into the same field, or letters that look for an option in a list
        named = last.deed.pick.name if last and last.deed.pick and last.deed.pick.tag == "input" else ""
        is_in_field = bool(named) and not self.is_elsewhere and not words.is_code(named, text)
        if (
            text.isdigit() and len(text) <= 8 and not is_in_field
        ):  # a PIN or a code; nobody types a field full of digits without a field
            self._tell(RecordedAction("secret", last.deed.url if last else ""))
        elif last and last.deed.done in ("pressed", "turned") and last.deed.pick:
            self.told.append(replace(last, deed=_typed(last.deed), into=True))
        else:
            self._tell(
                RecordedAction(
                    "unclear", last.deed.url if last else "", why=_("the recording does not say where was typed")
                )
            )

    def _page_of(self, step: RecordedStep) -> str:
        """The page a step was done on: that of a popup is its target."""
        target = step.text("target") or "main"
        return self.pages.setdefault(target, target if _is_web(target) else "")

    def _led(self, step: RecordedStep, url: str, is_told: bool) -> None:
        leads = step.leads
        if not _is_web(leads) or step.kind == "navigate":
            return
        if not _is_web(url):  # from a page of the browser itself: that is as good as an address typed in
            self._tell(RecordedAction("went", leads))
        elif is_told:
            self.told[-1].deed = replace(self.told[-1].deed, led=leads)
        self.pages[step.text("target") or "main"] = leads

    def _tell(self, deed: RecordedAction, step: RecordedStep | None = None, into: bool = False) -> None:
        if deed.done != "went" and not _is_web(deed.url):
            self.aside.append(_("something done before a page was open"))
            return
        selectors = frozenset(chain[-1] for chain in step.chains) if step else frozenset()
        self.told.append(_Told(deed, selectors, into))

    def _navigate(self, step: RecordedStep, _url: str) -> None:
        url = step.text("url")
        # It may have led on, such as to the way in.
        self.pages[step.text("target") or "main"] = step.leads if _is_web(url) and _is_web(step.leads) else url
        if _is_web(url):
            self._tell(RecordedAction("went", url))
        else:
            self.aside.append(_("a page of the browser itself"))

    def _click(self, step: RecordedStep, url: str) -> None:
        found, button = found_by(step.chains), step.text("button") or "primary"
        self.is_elsewhere = False
        if button == "secondary":
            self.aside.append(_("a right click"))
        elif button in ("back", "forward"):
            self._tell(
                RecordedAction(
                    "unclear",
                    url,
                    why=(
                        _("the mouse's back button was pressed")
                        if button == "back"
                        else _("the mouse's forward button was pressed")
                    ),
                )
            )
        elif button == "auxiliary" and found.pick.role != "link":
            self.aside.append(_("a click of the middle button"))
        else:
            self._tell(_clicked(found, url), step)

    def _doubleClick(self, step: RecordedStep, url: str) -> None:
        self.aside.append(_("the second click of a double click"))
        self._click(step, url)

    def _hover(self, step: RecordedStep, url: str) -> None:
        found = found_by(step.chains)
        self._tell(
            _on(RecordedAction("hovered", url), found, _("the recording does not say what the pointer was moved over")),
            step,
        )

    def _change(self, step: RecordedStep, url: str) -> None:
        value = step.text("value")
        deed = _changed(found_by(step.chains, of_field=True), value, url)
        self.typed += _names_of_file(value) if deed.done == "attached" else [value]
        self.is_elsewhere = False
        self._tell(deed, step, into=True)
        if self.told:
            self.told[-1].short = len(value) == 1

    def _keyUp(self, step: RecordedStep, _url: str) -> None:
        self.held.discard(step.text("key"))

    def _keyDown(self, step: RecordedStep, url: str) -> None:
        key = step.text("key")
        if key in _HELD:
            self.held.add(key)
        if len(key) == 1 and not self.held and (self.keys or key != " "):
            self.keys += key
            return
        if self.keys and not self.held and (key == "Backspace" or key in _WITHIN_TEXT):
            self.keys = self.keys[:-1] if key == "Backspace" else self.keys
            return
        self.end_of_typing()
        self.is_elsewhere = self.is_elsewhere or key in ("Tab", "Enter", "Escape")
        if key in ("Enter", " ") and not self.held:
            self._pressed_key(key, url)
        else:
            self.aside.append(_("the key {key}", key=key) if len(key) > 1 else _("a key"))

    def _pressed_key(self, key: str, url: str) -> None:
        """Enter in a field sends what it is in; anything else by keys is on what has the focus, which is not told."""
        last = self.told[-1] if self.told else None
        if key == "Enter" and last and last.into and last.deed.url == url and last.deed.done in ("typed", "secret"):
            typed_into = _as_field(last.deed.pick) if last.deed.pick and last.deed.done == "typed" else None
            self._tell(RecordedAction("sent", url, typed_into))
        else:
            enter = _("Enter was pressed, and the recording does not say on what")
            space = _("the space bar was pressed, and the recording does not say on what")
            self._tell(RecordedAction("unclear", url, why=enter if key == "Enter" else space))

    def _other(self, step: RecordedStep, _url: str) -> None:
        said = _ASIDE.get(step.kind, _("a step of another tool's"))
        self.aside += [said] if said else []


def _names_of_file(value: str) -> list[str]:
    """What the file is called that was chosen, and without its ending where that is no word like any other."""
    name = re.split(r"[\\/]", value)[-1]
    stem = name.rpartition(".")[0]
    return [name, stem] if re.search(r"\w[\W_\d]\w", stem) else [name]


def _clicked(found: FoundBySelector, url: str) -> RecordedAction:
    pick = found.pick
    name = pick.name or pick.text
    unknown = _("the recording does not say what was pressed")
    if pick.kind == "file":
        return _on(RecordedAction("attached", url), found, unknown)
    # A label, or a field in which nothing is typed then, is a box or a round choice; how it stands is not told.
    is_box = pick.tag in ("label", "input") and not (pick.role or pick.kind or words.sends(name) or words.goes_on(name))
    if pick.role in _TURNS or is_box or words.is_state(name):
        return _on(RecordedAction("turned", url), found, unknown)
    if pick.role in ("radio", "option"):
        return _on(RecordedAction("chose", url, on=True), found, unknown)
    if pick.role in _FIELDS and words.sends(name):  # “Message to send”: the field is clicked into
        return _on(RecordedAction("turned", url), found, unknown)
    leads = pick.role in ("link", "tab", *_FIELDS)
    sends = words.never(name) or (not leads and words.sends(name)) or pick.kind in ("submit", "image")
    return _on(RecordedAction("sent" if sends else "pressed", url), found, unknown)


def _changed(found: FoundBySelector, value: str, url: str) -> RecordedAction:
    pick = found.pick
    secret = words.secret(pick.name) or any(map(words.secret_identifier, (pick.id, pick.name_attribute)))
    if secret or pick.kind == "password" or words.is_code(pick.name, value):
        return RecordedAction("secret", url, pick)
    if "\\fakepath\\" in value.lower() or pick.kind == "file":
        # Chromium adds to the name of such a field what is in it.
        name = re.sub(rf"\s*:\s*{re.escape(_names_of_file(value)[0])}$|\s*:\s*\d+ \w+$", "", pick.name)
        return replace(RecordedAction("attached", url), pick=pick.model_copy(update={"name": name}), css=found.css)
    if pick.role in _BOXES or pick.kind in _BOXES:
        is_one_of_several = "radio" in (pick.role, pick.kind)
        return RecordedAction(
            "chose" if is_one_of_several else "turned", url, pick, on=is_one_of_several or None, css=found.css
        )
    by_looks = _OPTIONS_VALUE.fullmatch(value) or _LIST_IDS.search(pick.id) or _LIST_IDS.search(pick.name_attribute)
    if pick.role in (*_LISTS, "slider") or pick.kind in _SET or (pick.role not in _FIELDS and by_looks):
        pick = pick.model_copy(update={"role": "combobox"})
        return RecordedAction("chose", url, pick, css=found.css)
    return RecordedAction("typed", url, pick, css=found.css)


def _on(deed: RecordedAction, found: FoundBySelector, unknown: str) -> RecordedAction:
    if found.pick == Pick() and not found.css:
        return RecordedAction("unclear", deed.url, why=unknown)
    return replace(deed, pick=found.pick, css=found.css)


def _as_field(pick: Pick) -> Pick:
    """What was typed into is a field, also where the recording does not tell its role."""
    return pick.model_copy(update={"role": pick.role or "textbox"})


def _typed(deed: RecordedAction) -> RecordedAction:
    return replace(deed, done="typed", led="")


def _with_boxes_as_secrets(told: Sequence[_Told]) -> Iterator[RecordedAction]:
    """The deeds; boxes for one letter each, filled in one after another, are for a code."""
    for short, group in itertools.groupby(told, lambda one: (one.short, one.deed.url) if one.short else ()):
        boxes = list(group)
        is_code = bool(short) and len(boxes) >= _FEW_BOXES
        yield from (RecordedAction("secret", one.deed.url, one.deed.pick) if is_code else one.deed for one in boxes)


def _is_same(one: _Told, other: _Told) -> bool:
    """Whether both were done to one thing, or one to the label of the other."""
    if one.deed.url != other.deed.url:
        return False
    label, labelled = one.deed.pick, other.deed.pick
    if label and labelled and label.tag == "label" and (said := fold(label.name or label.text)):
        return said == fold(labelled.name) or bool(one.selectors & other.selectors)
    return bool(one.selectors & other.selectors)


def _is_label_of(label: _Told, control: _Told) -> bool:
    """Whether a press of a label is told, and then the control that it is of, which the browser presses for it."""
    is_label = label.deed.done == "turned" and label.deed.pick is not None and label.deed.pick.tag == "label"
    return is_label and control.deed.done in ("turned", "chose") and _is_same(label, control)


def _opened_the_files(pressed: _Told, attached: _Told) -> bool:
    """Whether a press only opened the window in which a file is chosen: the field itself was not pressed for that."""
    if attached.deed.done != "attached" or not attached.into or pressed.deed.url != attached.deed.url:
        return False
    name = (pressed.deed.pick.name or pressed.deed.pick.text) if pressed.deed.pick else ""
    return pressed.deed.done in ("pressed", "sent") and not pressed.deed.led and not words.goes_on(name)


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://")) and is_address(url)
