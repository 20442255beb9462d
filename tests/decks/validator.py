"""As much of JSON Schema as the deck schema uses, so that no editor is needed to try it."""

import re
from typing import Any

Schema = dict[str, Any]
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
}
KNOWN = {
    "$schema", "$defs", "$ref", "title", "description", "type", "required", "properties",
    "additionalProperties", "items", "minItems", "maxItems", "minLength", "maxLength", "minimum",
    "maximum", "maxProperties", "pattern", "patternErrorMessage", "if", "then", "else",
}  # fmt: skip


def complaints(value: object, schema: Schema, root: Schema) -> list[str]:
    """What an editor would underline."""
    assert schema.keys() <= KNOWN, schema.keys() - KNOWN
    found: list[str] = []
    if "$ref" in schema:
        found += complaints(value, _target(schema["$ref"], root), root)
    if "if" in schema:
        branch = "else" if complaints(value, schema["if"], root) else "then"
        found += complaints(value, schema[branch], root)
    types = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", TYPES)
    if not any(_is(value, name) for name in types):
        return [*found, f"{value!r} is none of {types}"]
    return [*found, *_within(value, schema, root)]


def _target(ref: str, root: Schema) -> Schema:
    schema = root
    for name in ref.removeprefix("#/").split("/"):
        schema = schema[name]
    return schema


def _is(value: object, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, TYPES[name])


def _within(value: Any, schema: Schema, root: Schema) -> list[str]:
    if isinstance(value, dict):
        return _in_object(value, schema, root)
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            return [f"{len(value)} items"]
        return [text for item in value for text in complaints(item, schema.get("items", {}), root)]
    if isinstance(value, str):
        is_right = re.search(schema.get("pattern", ""), value) is not None
        fits = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        return [] if is_right and fits else [f"{value!r} does not fit"]
    return [] if _is_in_range(value, schema) else [f"{value} is out of range"]


def _is_in_range(value: Any, schema: Schema) -> bool:
    if isinstance(value, bool) or not isinstance(value, int):
        return True
    least: int = schema.get("minimum", value)
    most: int = schema.get("maximum", value)
    return least <= value <= most


def _in_object(value: dict[str, object], schema: Schema, root: Schema) -> list[str]:
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", {})
    found = [f"{name} is missing" for name in schema.get("required", []) if name not in value]
    for name, inner in value.items():
        if name in known:
            found += complaints(inner, known[name], root)
        elif others is False:
            found.append(f"{name} is not allowed")
        elif others:
            found += complaints(inner, others, root)
    return found
