"""What a walk would ring for each question, and whether rightly: by `runner/session/drift/suggesting.py` itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from runner.flow.describe import role_word
from runner.flow.model import Pick, Target
from runner.session.drift.suggesting import could_be, suggested
from runner.session.fingerprints import imagined
from runner.session.glossary import language_of

from .pairing import Question, is_same

Verdict = Literal["right", "wrong", "none"]
Ring = Callable[[Pick | None, Sequence[Pick], Sequence[Pick], str], Pick | None]
_USES = {
    "option": "turned",
    "field": "typed",
    "combobox": "turned",
    "checkbox": "turned",
    "radio": "turned",
    "switch": "turned",
}


def target_of(english: Pick) -> Target:
    """What a flow would say for it: its role and its English name."""
    role = role_word(english.role, english.tag)
    return Target.model_validate({role: english.name or english.text})


def ringed(asked: Question, ring: Ring = suggested) -> Pick | None:
    """The thing that would be ringed for somebody who meets it for the first time."""
    role = role_word(asked.english.role, asked.english.tag) or ""
    there = [pick for pick in asked.there if could_be(_USES.get(role, "pressed"), pick)]
    return ring(None, imagined(target_of(asked.english)), there, language_of(asked.there))


def judge(asked: Question, ring: Ring = suggested) -> Verdict:
    """What came of one question; of a thing that is not there any ring is wrong."""
    found = ringed(asked, ring)
    if found is None:
        return "none"
    return "right" if asked.right is not None and is_same(found, asked.there[asked.right]) else "wrong"


def counted(asked: Iterable[Question], ring: Ring = suggested) -> Counter[Verdict]:
    """How many questions came out how."""
    return Counter(judge(one, ring) for one in asked)
