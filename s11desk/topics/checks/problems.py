"""Makes the problems that a person reads from the flaws that the checks find.

A problem has the file, its line, and the name that the author perhaps meant. Its place is a path that a person can
follow: ``questions[3] (id needs).show_when[0]``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.domain.topics.topic_limits import ID_PATTERN
from s11desk.topics.checks.flaw import Flaw, JsonPath
from s11desk.topics.files.json_lines import line_numbers

SIMILARITY_CUTOFF = 0.6
MAX_COMPARISONS = 20_000
"""Comparisons with a known name, over all problems. For later problems no nearest name is searched."""
MAX_COMPARED = 80
"""Characters of a name that is compared: the time grows with the square of its length."""

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,40}")
_ID_KEYS = ("id", "code", "field")
_MAX_KEY_LENGTH = 40

_FORM_CODES = {ProblemCode.ID_WRONG, ProblemCode.LINE_BREAK_UNWANTED}
_UNKNOWN_CODES = {
    ProblemCode.SOURCE_UNKNOWN,
    ProblemCode.SCALE_UNKNOWN,
    ProblemCode.CHOICES_UNKNOWN,
    ProblemCode.GUIDANCE_UNKNOWN,
    ProblemCode.RULE_QUESTION_UNKNOWN,
    ProblemCode.RULE_VALUE_UNKNOWN,
    ProblemCode.FILE_TYPE_UNKNOWN,
    ProblemCode.SECTION_UNKNOWN,
    ProblemCode.FRAMEWORK_UNKNOWN,
    ProblemCode.OPTION_UNKNOWN,
    ProblemCode.HEADER_UNKNOWN,
    ProblemCode.SHEET_UNKNOWN,
    ProblemCode.TYPE_UNSUPPORTED,
}
GUESSED_CODES = {*_UNKNOWN_CODES, ProblemCode.KEY_UNKNOWN, ProblemCode.WORD_UNKNOWN, ProblemCode.GUIDANCE_FILE_MISSING}
"""The problems for which the name is searched that an author perhaps meant."""


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """The document into which the paths of the flaws lead. ``files``: the file of each text that has its own."""

    topic_name: str
    text: str
    value: object
    files: Mapping[JsonPath, str]


def make_problems(flaws: Sequence[Flaw], document: CheckedDocument) -> tuple[Problem, ...]:
    """The problems, in the order of their places in the pack; each mistake appears once."""
    if not flaws:
        return ()
    flaws = list(dict.fromkeys(flaws))  # two checks may find the same flaw
    nearest = _guesses(flaws)
    kept = _without_consequences(list(zip(flaws, nearest, strict=True)))
    paths = {flaw.path[:length] for flaw, _ in kept for length in range(len(flaw.path) + 1)}
    lines = line_numbers(document.text, paths)
    problems = [_problem(flaw, near, document, lines) for flaw, near in kept]
    return tuple(
        sorted(problems, key=lambda problem: (problem.file != document.topic_name, problem.file, problem.line))
    )


def _guesses(flaws: Sequence[Flaw]) -> list[str]:
    """The name that each flaw perhaps means; empty if there is none, or too much was compared before."""
    comparisons_left, guesses = MAX_COMPARISONS, []
    for flaw in flaws:
        is_guessed = flaw.code in GUESSED_CODES and len(flaw.allowed) <= comparisons_left
        comparisons_left -= len(flaw.allowed) if is_guessed else 0
        guesses.append(nearest_name(flaw.found, flaw.allowed) if is_guessed else "")
    return guesses


def nearest_name(found: str, allowed: Sequence[str]) -> str:
    """The name in ``allowed`` that ``found`` perhaps means; empty if none is similar."""
    by_folded_name = {name.casefold(): name for name in allowed if len(name) <= MAX_COMPARED}
    tidy = found[:MAX_COMPARED].strip().strip(".").replace(" ", "-").casefold()
    close = get_close_matches(tidy, list(by_folded_name), n=1, cutoff=SIMILARITY_CUTOFF)
    return by_folded_name[close[0]] if close else ""


def _without_consequences(pairs: list[tuple[Flaw, str]]) -> list[tuple[Flaw, str]]:
    """The flaws without those that only follow from another one.

    A misspelt key is not also reported as missing, nor an unknown name as malformed.
    """
    meant = {(*flaw.path[:-1], near) for flaw, near in pairs if flaw.code is ProblemCode.KEY_UNKNOWN}
    unknown = {flaw.path for flaw, _ in pairs if flaw.code in _UNKNOWN_CODES}
    malformed = {flaw.path for flaw, _ in pairs if flaw.code is ProblemCode.ID_WRONG}
    return [
        (flaw, near)
        for flaw, near in pairs
        if not (flaw.code is ProblemCode.KEY_MISSING and flaw.path in meant)
        and not (flaw.code in _FORM_CODES and flaw.path in unknown)
        and not (flaw.code is ProblemCode.LINE_BREAK_UNWANTED and flaw.path in malformed)
    ]


def _problem(flaw: Flaw, nearest: str, document: CheckedDocument, lines: Mapping[JsonPath, int]) -> Problem:
    own_file = document.files.get(flaw.path)
    line_of_ancestors = (
        lines[flaw.path[:length]] for length in range(len(flaw.path), -1, -1) if flaw.path[:length] in lines
    )
    return Problem(
        flaw.code,
        file=own_file or document.topic_name,
        place="" if own_file else _place_of(flaw.path, document.value),
        line=flaw.line_within + 1 if own_file else flaw.line or next(line_of_ancestors, 0),
        found=flaw.found,
        nearest=nearest,
        allowed=flaw.allowed,
        limit=flaw.limit,
    )


def _place_of(path: JsonPath, value: object) -> str:
    """Write ``path``, which leads into the JSON ``value``, in plain ASCII; a list entry shows its id if it has one."""
    place = ""
    for step in path:
        value = _child(value, step)
        place += f"[{step}]{_id_suffix(value)}" if isinstance(step, int) else _key(step, is_first=not place)
    return place


def _child(value: object, step: str | int) -> object:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _id_suffix(value: object) -> str:
    """The entry's id in brackets. A malformed one is left out, because it could look like a part of the path."""
    if not isinstance(value, dict):
        return ""
    for name in _ID_KEYS:
        if isinstance(entry_id := value.get(name), str) and re.search(ID_PATTERN, entry_id.replace("_", "-")):
            return f" ({name} {entry_id})"
    return ""


def _key(key: str, *, is_first: bool) -> str:
    if _PLAIN_KEY.fullmatch(key):
        return key if is_first else f".{key}"
    return f"[{json.dumps(key[:_MAX_KEY_LENGTH])}]"
