"""Everything that is wrong with a pack, in one go: files, JSON, structure, meaning, each as far as it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from s11desk.domain.pack_problems import Problem, ProblemCode
from s11desk.domain.topic import FORMAT, Topic
from s11desk.topics.checks.guidance_files import Resolved, resolve_guidance
from s11desk.topics.checks.locate import Origins, named_problems, nearest_name
from s11desk.topics.checks.semantics import read_topic_value
from s11desk.topics.files.json_lines import irregular_flaws, line_numbers
from s11desk.topics.files.json_text import Document, parse_json
from s11desk.topics.files.pack_file_names import PackFiles, guidance_file_name, guidance_id_of
from s11desk.topics.files.read_pack import read_pack
from s11desk.topics.files.text_encoding import decode_text

PROBLEMS_LIMIT = 1_000
"""Problems named in one go. Who has more is not helped by the rest."""

_FORMAT = ("format",)
_UNREADABLE = "-"
"""Stands for a guidance file that is there and cannot be read, which is a problem of its own."""


@dataclass(frozen=True, slots=True)
class Examination:
    """``topic`` is there exactly when there are no problems."""

    topic: Topic | None
    problems: tuple[Problem, ...]


def check_pack(path: Path) -> tuple[Problem, ...]:
    """Every problem of the pack at ``path``: a folder, a zip, or one file with its guidance inline.

    Raises :class:`UserError` ``FILE_MISSING`` or ``FILE_UNREADABLE`` where there is nothing to check.
    """
    return examine(read_pack(path)).problems


def examine(files: PackFiles) -> Examination:
    """Read and check in one pass."""
    decoded = {file.id: decode_text(file.name, file.content) for file in files.guidance}
    problems = (*files.problems, *(problem for problem in decoded.values() if isinstance(problem, Problem)))
    document = _document(files)
    if document is None:
        return Examination(None, problems)
    if isinstance(document, Problem):
        return Examination(None, (document, *problems))
    newer = _newer_format(files, document)
    if newer is not None:
        return Examination(None, (newer, *problems))
    texts = {name: text.rstrip() for name, text in decoded.items() if isinstance(text, str)}
    texts |= {guidance_id_of(problem.file): _UNREADABLE for problem in problems if guidance_id_of(problem.file)}
    return _examine_document(files, document, texts, problems)


def _document(files: PackFiles) -> Document | Problem | None:
    if files.topic is None:
        return None
    text = decode_text(files.topic_name, files.topic)
    return text if isinstance(text, Problem) else parse_json(files.topic_name, text)


def _newer_format(files: PackFiles, document: Document) -> Problem | None:
    """A pack of a newer format is not looked into: what this program finds wrong there may be right."""
    found = document.value.get("format") if isinstance(document.value, dict) else None
    if type(found) is not int or found <= FORMAT:
        return None
    line = line_numbers(document.text, {_FORMAT}).get(_FORMAT, 0)
    return Problem(ProblemCode.FORMAT_TOO_NEW, files.topic_name, _FORMAT[0], line, found=str(found), limit=FORMAT)


def _examine_document(
    files: PackFiles, document: Document, texts: dict[str, str], problems: tuple[Problem, ...]
) -> Examination:
    resolved = resolve_guidance(document.value, texts, has_files=not files.is_single)
    topic, flaws = read_topic_value(resolved.value, PROBLEMS_LIMIT + 1)
    irregular = irregular_flaws(document.text) if document.is_irregular else ()
    flaws = tuple(chain(irregular, resolved.flaws, flaws))
    origins = Origins(files.topic_name, document.text, document.value, resolved.files)
    problems = (
        *problems,
        *named_problems(flaws[:PROBLEMS_LIMIT], origins),
        *_unused_files(resolved),
        *_more(files, flaws),
    )
    return Examination(None if problems else topic, problems)


def _unused_files(resolved: Resolved) -> list[Problem]:
    waiting = [flaw.found for flaw in resolved.flaws if flaw.code is ProblemCode.GUIDANCE_FILE_MISSING]
    missing = tuple(guidance_id_of(name) for name in waiting)
    code = ProblemCode.GUIDANCE_FILE_UNUSED
    return [
        Problem(code, file=guidance_file_name(name), found=name, nearest=nearest_name(name, missing))
        for name in resolved.unused
    ]


def _more(files: PackFiles, flaws: tuple[object, ...]) -> list[Problem]:
    if len(flaws) <= PROBLEMS_LIMIT:
        return []
    return [Problem(ProblemCode.PROBLEMS_MORE, file=files.topic_name, limit=PROBLEMS_LIMIT)]
