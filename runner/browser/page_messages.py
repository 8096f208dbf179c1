"""What scripts in pages tell the runner unasked; tests/js makes the scripts' types from it.

watch.js tells that something happened, the engine what arrived at a deed, record.js what a person does while a flow is
recorded. What the engine is asked has engine_messages.py, what the panel says panel_messages.py.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from runner.browser import shapes
from runner.browser.guard import Facts
from runner.flow.model import Pick

CHANGED, ARRIVED, DID = "optoutChanged", "optoutArrived", "optoutDid"  # the bindings that these are told by

# ── watch.js ──


class Changed(TypedDict):
    """page → runner: something on the page may have changed."""

    type: Literal["changed"]


class Acted(TypedDict):
    """page → runner: the person has done something there."""

    type: Literal["acted"]


class Touched(TypedDict):
    """page → runner: a hand on something that can be pressed; `at` is the moment, in ms of the document's clock."""

    type: Literal["touched"]
    at: float


class FormSent(TypedDict):
    """page → runner: a form is being sent by GET, to this address without its query."""

    type: Literal["form"]
    to: str


Noticed = Changed | Acted | Touched | FormSent


# ── the engine, unasked ──


class Arrived(TypedDict):
    """page → runner: an event of a deed of ours, at this moment; `hit` where it met the element it was meant for."""

    type: Literal["arrived"]
    deed: int
    hit: bool
    at: float


class WasThere(TypedDict):
    """page → runner: what should leave in this turn of the person's was there when they did something."""

    type: Literal["there"]
    turn: int
    key: str


class HowItStood(TypedDict):
    """page → runner: how the control of this turn stands now, on (or chosen) or not."""

    type: Literal["stood"]
    turn: int
    stood: bool


Unasked = Arrived | WasThere | HowItStood


# ── record.js ──

Deed = Literal["pressed", "hovered", "sent", "typed", "chose", "turned", "attached"]


class SecretDone(TypedDict):
    """page → runner: something was done in a login, of which nothing is told; `sends` where it sent that."""

    type: Literal["secret"]
    key: str
    url: str
    sends: bool


class DeedDone(TypedDict):
    """page → runner: what was done, on which page, to what; `key` is what may show of it later is told by.

    `option` is what was chosen of a list, `on` how a box stands, `typed` what was written where that is no
    secret, or what files are called, one a line.
    """

    type: Literal["deed"]
    key: str
    url: str
    done: Deed
    pick: Pick
    facts: Facts
    option: Pick | None
    on: bool | None
    typed: str | None


class ShownLater(TypedDict):
    """page → runner: what showed after a press: a change, nothing, or that it opened the window to choose files in."""

    type: Literal["later"]
    key: str
    shown: Literal["changed", "nothing", "files"]


class DoneAside(TypedDict):
    """page → runner: something was done that is no step."""

    type: Literal["aside"]
    what: Literal["a right click", "a click of the middle button", "what was done on a new page before it was watched"]


Did = SecretDone | DeedDone | ShownLater | DoneAside


class GivenWords(TypedDict):
    """runner → page: the words by which record.js knows fields for secrets: a regular expression, and identifiers."""

    secret: str
    idents: list[str]


# ── reading them; all raise NotUnderstood where a text is not exactly one of these messages ──


def understand_noticed(text: str) -> Noticed:
    """What watch.js said."""
    said: Noticed = shapes.message(Noticed, shapes.parsed(text))
    return said


def understand_unasked(text: str) -> Unasked:
    """What the engine said unasked."""
    said: Unasked = shapes.message(Unasked, shapes.parsed(text))
    return said


def understand_did(text: str) -> Did:
    """What record.js said."""
    said: Did = shapes.message(Did, shapes.parsed(text))
    return said
