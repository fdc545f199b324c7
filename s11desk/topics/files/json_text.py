"""Reads JSON that people have typed: returns its value, or the first syntax error with the likely mistake."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from s11desk.domain.topics.pack_problems import Problem, ProblemCode

DIGITS_LIMIT = 15
"""All JSON programs read whole numbers of up to this many digits alike."""
DEPTH_LIMIT = 20
"""Levels of lists and objects. The format itself needs eight."""

_CURLY_QUOTES = frozenset("“”„‟‘’‚‛«»")


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON text and its value.

    ``is_irregular``: a key occurs twice, or a number cannot be used and is 0 here; ``irregular_flaws`` finds the place.
    """

    text: str
    value: object
    is_irregular: bool


def parse_json(file: str, text: str) -> Document | Problem:
    """The value of ``text``, or the first syntax problem; which names its line and column."""
    reader = _Reader()
    try:
        value = reader.decode(text)
    except json.JSONDecodeError as error:
        return syntax_problem(file, text, error)
    except RecursionError:
        return Problem(ProblemCode.JSON_TOO_DEEP, file=file, limit=DEPTH_LIMIT)
    if _is_too_deep(value):
        return Problem(ProblemCode.JSON_TOO_DEEP, file=file, limit=DEPTH_LIMIT)
    return Document(text, value, reader.is_irregular)


def usable_number(literal: str) -> int | float | None:
    """The number written as ``literal``; None if other programs would read it differently, or not at all."""
    if literal.lstrip("-").isdigit():
        return int(literal) if len(literal.lstrip("-")) <= DIGITS_LIMIT else None
    number = float(literal) + 0.0  # adding zero turns -0.0 into 0.0: they are equal, but are written differently
    return number if math.isfinite(number) else None


class _Reader:
    """The standard decoder, extended to notice repeated keys and unusable numbers."""

    def __init__(self) -> None:
        self.is_irregular = False

    def decode(self, text: str) -> object:
        return json.loads(
            text,
            object_pairs_hook=self._object,
            parse_int=self._number,
            parse_float=self._number,
            parse_constant=self._number,
        )

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        value = dict(pairs)
        self.is_irregular |= len(value) != len(pairs)
        return value

    def _number(self, literal: str) -> int | float:
        number = usable_number(literal)
        self.is_irregular |= number is None
        return 0 if number is None else number


def _is_too_deep(value: object) -> bool:
    level = [value]
    for _ in range(DEPTH_LIMIT):
        level = [inner for outer in level for inner in _inside(outer)]
    return bool(level)


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def syntax_problem(file: str, text: str, error: json.JSONDecodeError) -> Problem:
    """The mistake at the place where the decoder stopped."""
    code = _syntax_code(text, error)
    position = error.pos
    if code is ProblemCode.JSON_COMMA_TRAILING:  # Python before 3.13 reports the place after the comma
        position = text.rindex(",", 0, error.pos + 1)
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    found = text[position : position + 12].partition("\n")[0]
    return Problem(code, file=file, place=f"line {line}, column {column}", line=line, found=found)


def _syntax_code(text: str, error: json.JSONDecodeError) -> ProblemCode:
    """The kind of mistake. The characters at the place count first, because the decoder's wording may change."""
    here, before = text[error.pos : error.pos + 1], text[: error.pos].rstrip()[-1:]
    following = text[error.pos + 1 :].lstrip()[:1]
    if not text[error.pos :].strip() or error.msg.startswith("Unterminated"):
        return ProblemCode.JSON_UNFINISHED
    if error.msg.startswith("Invalid control"):
        return ProblemCode.JSON_LINE_BREAK
    if "escape" in error.msg:
        return ProblemCode.JSON_BACKSLASH
    if error.msg.startswith("Extra"):
        return ProblemCode.JSON_EXTRA
    if here in _CURLY_QUOTES:
        return ProblemCode.JSON_CURLY_QUOTE
    if (before == "," and here in "}]") or (here == "," and following in {"}", "]"}):
        return ProblemCode.JSON_COMMA_TRAILING
    return ProblemCode.JSON_COMMA_MISSING if "','" in error.msg else ProblemCode.JSON_SYNTAX
