"""The JSON Schema editors use, made from the classes of the loader: `python -m runner.flow.schema` writes it."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from runner.flow.load import Flow
from runner.flow.model import LANGUAGE, Condition, Target
from runner.flow.step import Step
from runner.flow.steps import KINDS, Fill

FILE = Path(__file__).parents[2] / "flows" / "flow.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
_BY_LANGUAGE = {
    "type": "object",
    "patternProperties": {f"^{LANGUAGE.pattern}$": _TEXTS},
    "additionalProperties": False,
    "minProperties": 1,
}
_NAMES = {"anyOf": [*_TEXTS["anyOf"], _BY_LANGUAGE]}


def flow_schema() -> dict[str, Any]:
    """The schema of a flow file."""
    definitions = {
        "names": _NAMES,
        "target": {
            "anyOf": [
                *_TEXTS["anyOf"],
                {**_BY_LANGUAGE, "propertyNames": {"pattern": "^[a-z]{2}(-.*)?$"}},
                _closed(Target),
            ]
        },
        "condition": _closed(Condition),
        "steps": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/step"}},
        "step": {"oneOf": [{"$ref": f"#/$defs/step_{word}"} for word in KINDS]},
        **{f"step_{word}": _step(kind) for word, kind in KINDS.items()},
    }
    return {"$schema": DIALECT, "title": "A flow of Optout", **_closed(Flow), "$defs": definitions}


def as_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(flow_schema(), indent=2, ensure_ascii=False) + "\n"


def _closed(model: type[Any]) -> dict[str, Any]:
    """A class as an object of its words and no others."""
    properties = {info.alias or name: _field(model, name) for name, info in model.model_fields.items()}
    required = [info.alias or name for name, info in model.model_fields.items() if info.is_required()]
    found = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "required": required} if required else {**found, "minProperties": 1}


def _field(model: type[Any], name: str) -> dict[str, Any]:
    info = model.model_fields[name]
    written = str(model.__annotations__.get(name, "")) or str(info.annotation)
    described = {"description": info.description} if info.description else {}
    return {**_shape(model, name, written), **described}


def _shape(model: type[Any], name: str, written: str) -> dict[str, Any]:
    """The definition a field's type leads to; whatever is not one of our short forms pydantic describes."""
    if "Steps" in written:
        steps = {"$ref": "#/$defs/steps"}
        return {"type": "object", "additionalProperties": steps, "minProperties": 1} if "dict" in written else steps
    for word, definition in (("AnyTarget", "target"), ("Condition", "condition"), ("Names", "names")):
        if word in written:
            one = {"$ref": f"#/$defs/{definition}"}
            return {"type": "array", "items": one} if "list[" in written else one
    if model is Fill and name == "with_":
        return {
            "anyOf": [
                {"type": "string", "pattern": r"^me\.[A-Za-z_][A-Za-z0-9_]*$"},
                {"type": "object", "properties": {"text": _TEXT}, "required": ["text"]},
            ]
        }
    whole = model.model_json_schema(by_alias=True, schema_generator=_Plain)
    definitions = whole.get("$defs", {})
    own = whole if "properties" in whole else definitions[model.__name__]
    described: dict[str, Any] = _inlined(own["properties"][model.model_fields[name].alias or name], definitions)
    return described


class _Plain(GenerateJsonSchema):
    """Titles help nobody who writes a flow."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inlined(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
        return {key: _inlined(value, definitions) for key, value in schema.items() if key not in ("default", "title")}
    return [_inlined(one, definitions) for one in schema] if isinstance(schema, list) else schema


def _step(kind: type[Step]) -> dict[str, Any]:
    """A step: its word with a short or a long value, and the fields that may stand beside it."""
    fields = _closed(kind)
    long = {**fields, "required": [word for word in fields.get("required", []) if word != kind.main]}
    value: dict[str, Any] = long
    if kind.main:
        value = {"anyOf": [fields["properties"][kind.main], long, _lifted(kind, fields)]}
    if kind.word == "choose":
        option = {"option": {"$ref": "#/$defs/names"}, "from": {"$ref": "#/$defs/target"}}
        value["anyOf"].append(
            {"type": "object", "properties": option, "required": ["option", "from"], "additionalProperties": False}
        )
    beside = {word: shape for word, shape in fields["properties"].items() if word != kind.main}
    return {
        "type": "object",
        "description": inspect.cleandoc(kind.__doc__ or ""),
        "properties": {**beside, kind.word: value},
        "required": [kind.word],
        "additionalProperties": False,
    }


def _lifted(kind: type[Step], fields: dict[str, Any]) -> dict[str, Any]:
    """A long value in which the main field's own words stand among the step's: {visible: …, otherwise: …}."""
    inner = _closed(Condition if kind.main == "condition" else Target)["properties"]
    return {"type": "object", "properties": {**inner, **fields["properties"]}, "additionalProperties": False}


if __name__ == "__main__":
    FILE.write_text(as_text(), "utf-8")
