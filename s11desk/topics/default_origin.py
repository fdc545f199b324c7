"""Copies the origin of the pack to each text that has none of its own, so that no author types it again."""

from __future__ import annotations

from collections.abc import Iterator

_LISTS = ("introduction", "definitions", "sections", "questions", "scales", "choice_lists", "encrypt_to")
_SINGLE = ("contact", "evidence", "action_plan")


def with_default_origin(value: object) -> object:
    """``value``, the JSON values of a topic, with its ``origin`` at every text that has none. No value is changed."""
    origin = value.get("origin") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(origin, dict):
        return value
    filled = dict(value)
    for key in _SINGLE:
        if isinstance(value.get(key), dict):
            filled[key] = _with(value[key], origin)
    for key in _LISTS:
        if isinstance(value.get(key), list):
            filled[key] = [_with(entry, origin) for entry in value[key]]
    filled |= dict(_special(value, filled, origin))
    return filled


def _special(value: dict[str, object], filled: dict[str, object], origin: object) -> Iterator[tuple[str, object]]:
    address, guidance, questions = value.get("return_to"), value.get("guidance"), filled.get("questions")
    if isinstance(address, dict) and (address.get("email") or address.get("instructions")):
        yield "return_to", _with(address, origin)
    if isinstance(guidance, list):
        yield "guidance", [_with(piece, [origin], key="rests_on") for piece in guidance]
    if isinstance(questions, list):
        yield "questions", [_question(question, origin) for question in questions]


def _question(question: object, origin: object) -> object:
    if not isinstance(question, dict):
        return question
    filled = dict(question)
    if question.get("help"):
        filled = {"help_origin": origin, **filled}
    if isinstance(question.get("people"), list):
        filled["people"] = [_with(person, origin) for person in question["people"]]
    if isinstance(question.get("evidence"), dict):
        filled["evidence"] = _with(question["evidence"], origin)
    return filled


def _with(entry: object, origin: object, *, key: str = "origin") -> object:
    return {key: origin, **entry} if isinstance(entry, dict) else entry
