"""Flaws into problems: where exactly, and what was perhaps meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from s11desk.domain.pack_problems import Problem, ProblemCode
from s11desk.topics.checks.flaw import Flaw, Path
from s11desk.topics.checks.json_path import place_of
from s11desk.topics.files.json_lines import line_numbers

LIKENESS = 0.6
GUESSES_LIMIT = 200
"""Problems for which the nearest name is looked up; beyond, comparing everything with everything takes too long."""

_FORM = {ProblemCode.ID_WRONG, ProblemCode.LINE_BREAK_UNWANTED}
_UNKNOWN = {
    ProblemCode.SOURCE_UNKNOWN,
    ProblemCode.SCALE_UNKNOWN,
    ProblemCode.CHOICES_UNKNOWN,
    ProblemCode.GUIDANCE_UNKNOWN,
    ProblemCode.RULE_QUESTION_UNKNOWN,
    ProblemCode.RULE_VALUE_UNKNOWN,
    ProblemCode.FILE_TYPE_UNKNOWN,
}
_GUESSED = {*_UNKNOWN, ProblemCode.KEY_UNKNOWN, ProblemCode.WORD_UNKNOWN, ProblemCode.GUIDANCE_FILE_MISSING}


@dataclass(frozen=True, slots=True)
class Origins:
    """What the paths lead into. ``files``: places whose text stands in a file of its own, by path."""

    topic_name: str
    text: str
    value: object
    files: Mapping[Path, str]


def named_problems(flaws: Sequence[Flaw], origins: Origins) -> tuple[Problem, ...]:
    """The problems, in the order in which they stand in the pack; each fault is named once."""
    if not flaws:
        return ()
    flaws = list(dict.fromkeys(flaws))  # what two checks see alike is one problem
    nearest = [_guess(flaw) if place < GUESSES_LIMIT else "" for place, flaw in enumerate(flaws)]
    told = _without_echoes(list(zip(flaws, nearest, strict=True)))
    lines = line_numbers(origins.text, {flaw.path[:length] for flaw, _ in told for length in range(len(flaw.path) + 1)})
    problems = [_problem(flaw, near, origins, lines) for flaw, near in told]
    return tuple(sorted(problems, key=lambda problem: (problem.file != origins.topic_name, problem.file, problem.line)))


def _guess(flaw: Flaw) -> str:
    return nearest_name(flaw.found, flaw.allowed) if flaw.code in _GUESSED else ""


def nearest_name(found: str, allowed: Sequence[str]) -> str:
    """The one of ``allowed`` that was perhaps meant by ``found``; empty where none is like it."""
    by_likeness = {name.casefold(): name for name in allowed}
    tidy = found.strip().strip(".").replace(" ", "-").casefold()
    close = get_close_matches(tidy, list(by_likeness), n=1, cutoff=LIKENESS)
    return by_likeness[close[0]] if close else ""


def _without_echoes(pairs: list[tuple[Flaw, str]]) -> list[tuple[Flaw, str]]:
    """A misspelt key is not also missing, and a name that names nothing is not also malformed."""
    meant = {(*flaw.path[:-1], near) for flaw, near in pairs if flaw.code is ProblemCode.KEY_UNKNOWN}
    said = {flaw.path for flaw, _ in pairs if flaw.code in _UNKNOWN}
    malformed = {flaw.path for flaw, _ in pairs if flaw.code is ProblemCode.ID_WRONG}
    return [
        (flaw, near)
        for flaw, near in pairs
        if not (flaw.code is ProblemCode.KEY_MISSING and flaw.path in meant)
        and not (flaw.code in _FORM and flaw.path in said)
        and not (flaw.code is ProblemCode.LINE_BREAK_UNWANTED and flaw.path in malformed)
    ]


def _problem(flaw: Flaw, nearest: str, origins: Origins, lines: Mapping[Path, int]) -> Problem:
    own_file = origins.files.get(flaw.path)
    known = (lines[flaw.path[:length]] for length in range(len(flaw.path), -1, -1) if flaw.path[:length] in lines)
    return Problem(
        flaw.code,
        file=own_file or origins.topic_name,
        place="" if own_file else place_of(flaw.path, origins.value),
        line=flaw.line_within + 1 if own_file else flaw.line or next(known, 0),
        found=flaw.found,
        nearest=nearest,
        allowed=flaw.allowed,
        limit=flaw.limit,
    )
