"""The JSON Schema of a flow file, made from the classes that load it, so that editors complete and explain.

`python -m runner.flow.schema` writes flows/flow.schema.json; a test says when that is stale. The schema knows shapes
and words only: what needs the whole file, such as addresses on the flow's hosts, is the loader's to check.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from runner.flow.kinds import KINDS
from runner.flow.load import Flow
from runner.flow.model import Condition, Target
from runner.flow.problems import Model
from runner.flow.step import Step

FILE = Path(__file__).parents[2] / "flows" / "flow.schema.json"
BESIDE = ("timeout", "otherwise", "say")  # what may also stand beside a step's word, under the same dash
Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "minLength": 1}
_TEXTS: Schema = {"type": "array", "items": _TEXT, "minItems": 1}
_NAMES: Schema = {
    "description": "a text, /a regular expression/i, a list of them, or texts by language such as {en: …, de: …}",
    "anyOf": [
        _TEXT,
        _TEXTS,
        {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
            "additionalProperties": {"anyOf": [_TEXT, _TEXTS]},
            "minProperties": 1,
        },
    ],
}

# Codes of three letters alone are no target by language but a slip such as {lnk: …}: widen_target.
_A_SLIP: Schema = {"type": "object", "propertyNames": {"pattern": "^[a-z]{3}(-|$)"}}


def flow_schema() -> Schema:
    """The schema of a flow file, in JSON Schema draft 2020-12."""
    sources: list[type[Model]] = [Flow, Target, Condition, *KINDS.values()]
    _, made = models_json_schema([(one, "validation") for one in sources])
    classes: Schema = {name: _tidy(schema) for name, schema in made["$defs"].items()}
    flow = classes.pop(Flow.__name__)
    kinds = {word: classes.pop(kind.__name__) for word, kind in KINDS.items()}
    for name in (Target.__name__, Condition.__name__):
        classes[name]["minProperties"] = 1
    classes[Condition.__name__]["maxProperties"] = 1
    steps = {f"step {word}": _step(KINDS[word], schema, classes) for word, schema in kinds.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A flow of Optout",
        **flow,
        "$defs": {
            **classes,
            "names": _NAMES,
            "target": {
                "description": "what to find",
                "anyOf": [{**_ref("names"), "not": _A_SLIP}, _ref(Target.__name__)],
            },
            "step": {"anyOf": [_ref(name) for name in steps]},
            **steps,
        },
    }


def as_text() -> str:
    """The text of flows/flow.schema.json."""
    return json.dumps(flow_schema(), indent=2, ensure_ascii=False) + "\n"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _step(kind: type[Step], fields: Schema, classes: Schema) -> Schema:
    """One kind of step: its word with the short or the long form, and what may stand beside it."""
    properties: Schema = fields["properties"]
    manual = inspect.cleandoc(kind.__doc__ or "")
    value = {"description": manual, "anyOf": _forms(kind, fields, classes)}
    return {
        "type": "object",
        "description": manual,
        "properties": {kind.word: value, **{word: properties[word] for word in BESIDE if word in properties}},
        "required": [kind.word],
        "additionalProperties": False,
    }


def _forms(kind: type[Step], fields: Schema, classes: Schema) -> list[Schema]:
    """How the value may be written: its main field alone, a mapping of its fields, or both in one mapping."""
    forms = [fields]
    if kind.main is None:
        return forms
    main = fields["properties"][kind.main]
    rest = {word: schema for word, schema in fields["properties"].items() if word != kind.main}
    inner = {_ref("target")["$ref"]: Target, _ref(Condition.__name__)["$ref"]: Condition}.get(main.get("$ref", ""))
    if short := kind.short_form(fields["properties"]):
        listed, needed = short
        forms.append(_mapping(listed, required=needed))
    elif inner is not None:
        words = classes[inner.__name__]["properties"]
        says = [{"required": [word]} for word in words if word not in ("within", "beside")]
        forms.append(_mapping({**words, **rest}, oneOf=says))
    return [main, *forms]


def _mapping(properties: Schema, **more: Any) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False, **more}


def _tidy(schema: Any) -> Any:
    """Pydantic's schema with the short forms in it, and without the titles and nulls that nobody writes."""
    if isinstance(schema, list):
        return [_tidy(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key not in ("title", "default")}
    if "anyOf" in kept:
        kept["anyOf"] = [one for one in kept["anyOf"] if one != {"type": "null"}]
        if len(kept["anyOf"]) == 1:
            kept |= kept.pop("anyOf")[0]
        elif [one.get("type") for one in kept["anyOf"]] == ["string", "array", "object"]:
            kept.pop("anyOf")
            kept |= _ref("names")
    if kept.get("$ref") == _ref(Target.__name__)["$ref"]:
        kept |= _ref("target")
    if kept.get("items") == {}:  # a step, which its own parser reads
        kept["items"] = _ref("step")
    if "properties" in kept:
        kept["properties"] = {word: _tidy(one) for word, one in kept["properties"].items()}
    inside = ("items", "anyOf", "additionalProperties", "patternProperties")
    return kept | {key: _tidy(kept[key]) for key in inside if key in kept}


def main() -> None:
    """Writes flows/flow.schema.json."""
    FILE.write_text(as_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
