"""Every form that reaches a server of the tests, and by whose hand: promise 1 over the whole suite.

A test person signs the form they are about to send, with a hidden field. What arrives without a signature from a
browser that the runner drives, nobody but the runner can have sent; conftest.py fails the test it arrives in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from playwright.async_api import Locator

MARK = "by-hand"
_SIGN = """(thing, mark) => {
  const form = thing.form ?? thing.closest('form');
  if (form && !form.querySelector(`[name=${mark}]`)) {
    form.append(Object.assign(document.createElement('input'), {type: 'hidden', name: mark, value: 'yes'}));
  }
  const turns = '[role=switch], [role=checkbox], [role=radio], [type=checkbox], [type=radio], select';
  return !form || thing.matches(turns) || thing.closest('[data-saves], [data-then], [data-sets]') !== null;
}"""

arrived: Counter[str] = Counter()
unsigned: list[str] = []


async def sign(thing: Locator) -> None:
    """The person puts their name to the form of the thing they press; outside one, to one message of its script."""
    if await thing.evaluate(_SIGN, MARK):
        arrived["owed"] += 1


def note(fields: Iterable[str], address: str) -> None:
    """A server tells of a form that arrived."""
    by = "hand" if MARK in fields or arrived["owed"] else "nobody"
    arrived["owed"] -= MARK not in fields and arrived["owed"] > 0
    arrived[by] += 1
    if by == "nobody":
        unsigned.append(address)
