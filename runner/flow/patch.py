"""Changes one thing of a flow file's text and nothing else: a name, a candidate or a step more, or a step less.

A step is given by its place as `load.walk` tells it; the place of a target in a condition will do as well. Comments,
quotes, line ends and the order of everything stay. RepairError where a change would touch more, and the text is as it
was. What the change would mean to the runner is not judged here: `check` and the person do that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from runner.errors import RepairError
from runner.flow import layout
from runner.flow.describe import finds, named, writable
from runner.flow.kinds import KINDS, optional
from runner.flow.load import Loc
from runner.flow.model import ANY_NAME, LANGUAGE, ROLES, Condition, Target, fold
from runner.flow.splice import Document, Slot, document
from runner.locale import _

UNKNOWN_LANGUAGE = "und"  # ISO 639: undetermined

_WORDS = frozenset(Target.words())
_NARROWS = frozenset({"within", "beside"})


def add_name(text: str, loc: Loc, name: str, *, role: str | None = None, language: str = "") -> str:
    """The text with a name put first among those of a step's target, in its language where names have one.

    `role` is the word for what was found (None: it has none). A target of other roles gets a new candidate instead, and
    so does one that was looked for by this very name, but within or beside something else.
    """
    if not writable(name):
        raise RepairError(_("{name} cannot stand in a flow as a name", name=repr(name)))
    language = language if LANGUAGE.fullmatch(language) and language not in _WORDS else ""
    doc = document(text)
    aim, only_names = _aim(doc, loc, role)
    target = doc.at(aim)
    below = () if only_names else _names(target, role)
    if below is not None:
        at = (*aim, *below)
        if fold(name) not in map(fold, _texts(doc.at(at))):
            return _with_name(doc, at, name, language)
        if only_names or not _is_narrowed(target, below):
            raise RepairError(_("“{name}” is among its names already", name=name))
    return _with_candidate(doc, aim, named(name, role, language if _by_language(target) else ""))


def add_candidate(text: str, loc: Loc, candidate: Any) -> str:
    """The text with another way to find a step's target, before those it has: the data of a target."""
    doc = document(text)
    aim, only_names = _aim(doc, loc, None)
    if only_names:
        raise RepairError(_("this step finds its field by names alone, and what was pointed at has none to write down"))
    return _with_candidate(doc, aim, candidate)


def insert_step(text: str, loc: Loc, step: dict[str, Any]) -> str:
    """The text with a step more, before the one at this place."""
    doc, slot, index = _in_list(text, loc)
    old = slot.node.data()
    return doc.changed(loc[:-2], [*old[:index], step, *old[index:]], layout.before_item(doc, slot, index, step))


def append_step(text: str, loc: Loc, step: dict[str, Any]) -> str:
    """The text with a step more, after all those of the list that the one at this place stands in."""
    doc, slot, _ = _in_list(text, loc)
    old = slot.node.data()
    return doc.changed(loc[:-2], [*old, step], layout.after_last(doc, slot, step))


def drop_step(text: str, loc: Loc) -> str:
    """The text without a step: its own lines, and the comment that is about it alone. Never the last one of a way."""
    doc, slot, index = _in_list(text, loc)
    old = slot.node.data()
    if len(old) == 1:
        raise RepairError(_("it is the only step there, and a way has at least one; change the file by hand"))
    return doc.changed(loc[:-2], [*old[:index], *old[index + 1 :]], layout.without_item(doc, slot, index))


def make_optional(text: str, loc: Loc) -> str:
    """The text with a step that presses something made one that is walked only where that is there."""
    doc, slot, index = _in_list(text, loc)
    step, word = (slot.node.items or [])[index], str(loc[-1])
    old = step.data()
    if set(old) != {word} or word not in KINDS or KINDS[word].hand != "presses":
        raise RepairError(_("only a step that presses one thing can be made optional; change the file by hand"))
    sees = {"visible": without_timeout(old[word])}
    return doc.changed(loc[:-1], optional(sees, [old]), layout.inside_when(doc, doc.slot(loc[:-1]), sees))


def without_timeout(target: Any) -> Any:
    """A step's target as a condition takes it."""
    if not isinstance(target, dict):
        return target
    bare = {key: value for key, value in target.items() if key != "timeout"}
    return bare["target"] if set(bare) == {"target"} else bare


def add_interruption(text: str, control: dict[str, Any]) -> str:
    """The text with one more thing to press whenever it is in the way: the data of a target."""
    doc = document(text)
    known = doc.data.get("interruptions")
    if control in (known or ()):
        raise RepairError(_("it is pressed whenever it is in the way already"))
    if known:
        here = ("interruptions",)
        return doc.changed(here, [control, *known], layout.into_list(doc, doc.slot(here), control))
    if "interruptions" in doc.data:
        raise RepairError(_("the flow says that nothing is in the way (interruptions); change it by hand"))
    new = {key: value for old in doc.data for key, value in _before_steps(old, doc.data[old], control)}
    return doc.changed((), new, layout.before_entry(doc, doc.slot(("steps",)), "interruptions", [control]))


def _before_steps(key: str, value: Any, control: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if key == "steps":
        yield "interruptions", [control]
    yield key, value


def _in_list(text: str, loc: Loc) -> tuple[Document, Slot, int]:
    """The document, the list a step stands in, and which one it is."""
    doc = document(text)
    doc.slot(loc)
    slot, index = doc.slot(loc[:-2]), loc[-2]
    if not isinstance(index, int) or slot.node.items is None:
        raise RepairError(_("this is no step of a flow"))
    return doc, slot, index


def _aim(doc: Document, loc: Loc, role: str | None) -> tuple[Loc, bool]:
    """Where the target of a step stands, and whether names alone may stand there."""
    word, value = loc[-1], doc.at(loc)
    if word not in KINDS or not isinstance(loc[-2], int):
        return loc, False
    fields = value if isinstance(value, dict) else {}
    aims = KINDS[word].aims
    if aims == "names":
        return (*loc, "field"), True
    if role == "option" and "option" in fields and fields.keys() & {"from", "target"}:
        return (*loc, "option"), True
    inner = next(((key,) for key in ("from", "target", "control", "condition", "there_when") if key in fields), ())
    if aims in ("condition", "reading"):
        shown = _first_shown(doc.at((*loc, *inner))) if aims == "condition" else ()
        return ((*loc, *inner, *shown) if shown else _only_target(doc, (*loc, *inner))), False
    if aims == "target" or inner == ("control",):
        return (*loc, *inner), False
    raise RepairError(_("'{word}' looks for no one thing, so no name can be added", word=word))


def _first_shown(condition: Any) -> Loc:
    """Where in a condition's data the first thing stands that has to be visible, as `Condition.shows_at` tells it."""
    words = {word: value for word, value in condition.items() if word in Condition.words()}
    return Condition.model_validate(words).shows_at


def _only_target(doc: Document, loc: Loc) -> Loc:
    """The target of a condition about one thing."""
    condition = doc.at(loc)
    states = [word for word in condition if word in ("visible", "gone", "is_on", "is_off", "selected")]
    if not states:
        raise RepairError(_("this looks at more than one thing; add the name by hand"))
    return (*loc, states[0])


def _names(target: Any, role: str | None) -> Loc | None:
    """Where, below a target, the first names stand by which a thing of this role is looked for."""
    if not isinstance(target, dict) or not _WORDS & target.keys():
        return ()
    for at, one in enumerate(target.get("any", ())):
        if (below := _names(one, role)) is not None:
            return ("any", at, *below)
    words = (word for word in ("named", *ROLES) if word in target and target[word] != ANY_NAME)
    return next(((word,) for word in words if finds(word, role)), None)


def _is_narrowed(target: Any, below: Loc) -> bool:
    """Whether a target is looked for only within or beside another."""
    for part in below:
        if isinstance(target, dict) and _NARROWS & target.keys():
            return True
        target = target[part]
    return False


def _by_language(target: Any) -> bool:
    """Whether a target has names by language."""
    if isinstance(target, list):
        return any(map(_by_language, target))
    if not isinstance(target, dict):
        return False
    inner = [value for word, value in target.items() if word in _WORDS]
    return not inner or any(map(_by_language, inner))


def _texts(names: Any) -> Iterator[str]:
    if isinstance(names, str):
        yield names
    elif isinstance(names, (list, dict)):
        for one in names.values() if isinstance(names, dict) else names:
            yield from _texts(one)


def _with_name(doc: Document, at: Loc, name: str, language: str) -> str:
    slot, old = doc.slot(at), doc.at(at)
    if isinstance(old, list):
        return doc.changed(at, [name, *old], layout.into_list(doc, slot, name))
    if not isinstance(old, dict):
        return doc.changed(at, [name, old], layout.around_text(doc, slot, name))
    tag = language or UNKNOWN_LANGUAGE
    known = [key for key in old if key == tag] or [key for key in old if str(key).split("-")[0] == tag]
    if known:
        return _with_name(doc, (*at, known[0]), name, "")
    return doc.changed(at, {tag: name, **old}, layout.into_mapping(doc, slot, tag, name))


def _with_candidate(doc: Document, aim: Loc, candidate: Any) -> str:
    slot, old = doc.slot(aim), doc.at(aim)
    if isinstance(old, dict) and "any" in old:
        if candidate in old["any"]:
            raise RepairError(_("it is looked for in this way already"))
        inner = (*aim, "any")
        return doc.changed(inner, [candidate, *old["any"]], layout.into_list(doc, doc.slot(inner), candidate))
    if candidate == old:
        raise RepairError(_("it is looked for in this way already"))
    return doc.changed(aim, _any_of(candidate, old), layout.around_target(doc, slot, candidate, ("timeout",)))


def _any_of(candidate: Any, old: Any) -> Any:
    """The data of a target with a candidate before it; a step's timeout beside it stays."""
    if not isinstance(old, dict) or "timeout" not in old:
        return {"any": [candidate, old]}
    target = {key: value for key, value in old.items() if key != "timeout"}
    both = {"any": [candidate, target]}
    return {**both, "timeout": old["timeout"]} if next(iter(old)) != "timeout" else {"timeout": old["timeout"], **both}
