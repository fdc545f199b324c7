"""Checks that a document has the structure of a topic: the keys, types, words and limits of the JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic_limits import (
    COLOUR_PATTERN,
    DAY_PATTERN,
    EMAIL_PATTERN,
    EVIDENCE_TYPES,
    FILE_TYPE_PATTERN,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    LINK_PATTERN,
    MAYBE_ID_PATTERN,
    NUMBER_PATTERN,
    TEXT_PATTERN,
)
from s11desk.topics.checks.flaw import Flaw, JsonPath, cut_text
from s11desk.topics.topic_schema import topic_schema

_Error = Any
"""jsonschema's ``ValidationError``; its stubs do not state the type of ``validator_value``."""

_PATTERNS = {
    ID_PATTERN: ProblemCode.ID_WRONG,
    MAYBE_ID_PATTERN: ProblemCode.ID_WRONG,
    NUMBER_PATTERN: ProblemCode.OWN_NUMBER_WRONG,
    DAY_PATTERN: ProblemCode.DATE_WRONG,
    TEXT_PATTERN: ProblemCode.TEXT_EMPTY,
    COLOUR_PATTERN: ProblemCode.COLOUR_WRONG,
    LANGUAGE_PATTERN: ProblemCode.LANGUAGE_WRONG,
    EMAIL_PATTERN: ProblemCode.EMAIL_WRONG,
    LINK_PATTERN: ProblemCode.LINK_WRONG,
    FILE_TYPE_PATTERN: ProblemCode.FILE_TYPE_UNKNOWN,
}
_LIMITS = {
    "maxLength": ProblemCode.TEXT_TOO_LONG,
    "minimum": ProblemCode.NUMBER_TOO_SMALL,
    "maximum": ProblemCode.NUMBER_TOO_LARGE,
    "minItems": ProblemCode.ENTRIES_TOO_FEW,
    "maxItems": ProblemCode.ENTRIES_TOO_MANY,
}


def structure_flaws(value: object) -> Iterator[Flaw]:
    """A flaw for everything in ``value`` (JSON values) that the schema forbids."""
    for error in _validator().iter_errors(value):
        yield from _flaws(error, tuple(error.absolute_path))


@cache
def _validator() -> Any:
    """The validator; unlike jsonschema's own, it refuses ``1.0`` as an integer.

    jsonschema is imported late because it is slow, and a pack without flaws never needs it.
    """
    from jsonschema import Draft202012Validator, validators

    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: type(value) is int)
    strict = validators.extend(Draft202012Validator, type_checker=types)  # type: ignore[no-untyped-call]
    return strict(topic_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def _flaws(error: _Error, path: JsonPath) -> Iterator[Flaw]:
    match error.validator:
        case "additionalProperties":
            yield from _unknown_keys(error, path)
        case "required":
            yield from _missing_keys(error, path)
        case "anyOf":
            yield from _flaws_of_optional(error, path)
        case _:
            yield _value_flaw(error, path)


def _unknown_keys(error: _Error, path: JsonPath) -> Iterator[Flaw]:
    properties: dict[str, Any] = error.schema["properties"]
    for key in error.instance:
        if key not in properties:
            allowed = tuple(name for name in properties if name not in error.instance)
            yield Flaw(ProblemCode.KEY_UNKNOWN, (*path, key), found=cut_text(key), allowed=allowed)


def _missing_keys(error: _Error, path: JsonPath) -> Iterator[Flaw]:
    """The validator reports each missing key separately, and names it only in its message."""
    for key in error.validator_value:
        if key not in error.instance and error.message.startswith(repr(key)):
            yield Flaw(ProblemCode.KEY_MISSING, (*path, key), found=key)


def _flaws_of_optional(error: _Error, path: JsonPath) -> Iterator[Flaw]:
    """The flaws by the schema of the value; those of the alternative "null" are left out."""
    for inner in error.context or ():
        if inner.schema != {"type": "null"}:
            yield from _flaws(inner, (*path, *inner.relative_path))


def _value_flaw(error: _Error, path: JsonPath) -> Flaw:
    value = error.instance
    match error.validator:
        case "type":
            return Flaw(ProblemCode.TYPE_WRONG, path, found=_type_name(value), allowed=(error.validator_value,))
        case "enum":
            return Flaw(ProblemCode.WORD_UNKNOWN, path, found=cut_text(value), allowed=tuple(error.validator_value))
        case "format":
            return Flaw(ProblemCode.DATE_WRONG, path, found=cut_text(value))
        case "pattern":
            return _form_flaw(_PATTERNS[error.validator_value], path, cut_text(value))
        case _:
            number = len(value) if isinstance(value, str | list) else value
            return Flaw(_LIMITS[str(error.validator)], path, found=str(number), limit=error.validator_value)


def _form_flaw(code: ProblemCode, path: JsonPath, found: str) -> Flaw:
    allowed = EVIDENCE_TYPES if code is ProblemCode.FILE_TYPE_UNKNOWN else ()
    return Flaw(code, path, found=found, allowed=allowed)


def _type_name(value: object) -> str:
    names = {dict: "object", list: "array", str: "string", bool: "boolean", int: "number", float: "number"}
    return names.get(type(value), "null")
