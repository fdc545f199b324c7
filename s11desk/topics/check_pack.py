"""Finds all problems of a pack at once: in its files, JSON, structure and meaning, as far as each can be read."""

from __future__ import annotations

import codecs
import datetime as dt
from dataclasses import dataclass
from itertools import chain, islice

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.domain.topics.question_matches import EarlierTopic
from s11desk.domain.topics.topic import FORMAT, Topic
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.topics.checks.author_checks import CheckContext
from s11desk.topics.checks.guidance_files import ResolvedGuidance, resolve_guidance
from s11desk.topics.checks.problems import CheckedDocument, make_problems, nearest_name
from s11desk.topics.checks.semantics import read_topic_value
from s11desk.topics.default_origin import with_default_origin
from s11desk.topics.files.json_lines import irregular_flaws, line_numbers
from s11desk.topics.files.json_slips import find_slips
from s11desk.topics.files.json_text import Document, parse_json
from s11desk.topics.files.pack_file_names import PackFiles, guidance_file_name, guidance_id_of

PROBLEMS_LIMIT = 1_000
"""The largest number of problems in one list. A longer list helps nobody."""

_FORMAT = ("format",)
_UTF16_MARKS = {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
_TOPIC_KEYS = {"format", "id", "version", "title", "year", "partnership", "contact", "sources", "questions", "scales"}
_KEYS_NEEDED = 2
"""Keys of a topic that JSON must have to be meant as one."""
_TOPIC_FILE = "topic.json"
"""JSON of this name is meant as a topic, whatever it says."""
_OTHER_DATA = "data of another program (JSON)"
_UNREADABLE = "-"
"""The text of a guidance file that cannot be read. That is already a separate problem."""


@dataclass(frozen=True, slots=True)
class SignedPack:
    """The bytes of a signed topic and its signature, which is not checked yet."""

    content: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Examination:
    """What the checks found. ``topic`` is None exactly when a problem is more than a warning.

    ``signed``: None for a pack without a signature.
    """

    topic: Topic | None
    problems: tuple[Problem, ...]
    signed: SignedPack | None = None


@run_in_reader
def examine_foreign(
    files: PackFiles, today: dt.date | None = None, earlier: tuple[EarlierTopic, ...] = ()
) -> Examination:
    """As :func:`examine`, in the reader process: for a pack that does not come with the program."""
    return examine(files, today, earlier)


def examine(files: PackFiles, today: dt.date | None = None, earlier: tuple[EarlierTopic, ...] = ()) -> Examination:
    """The topic in ``files``, and every problem.

    ``today``: for a deadline that is past. ``earlier``: the topics that are here, for ids that moved.
    """
    decoded = {file.id: _decode(file.name, file.content) for file in files.guidance}
    problems = (*files.problems, *(problem for problem in decoded.values() if isinstance(problem, Problem)))
    document = _document(files)
    if document is None:
        return Examination(None, problems)
    if isinstance(document, Problem):
        slips, document = _slips(files, document)
        problems = (*slips, *problems)
    elif files.topic_name != _TOPIC_FILE and _is_other_data(document.value):
        return Examination(None, (Problem(ProblemCode.FILE_NOT_PACK, files.topic_name, found=_OTHER_DATA),))
    if document is None:
        return Examination(None, problems)
    newer = _newer_format(files, document)
    if newer is not None:
        return Examination(None, (newer, *problems))
    texts = {name: text.rstrip() for name, text in decoded.items() if isinstance(text, str)}
    texts |= {guidance_id_of(problem.file): _UNREADABLE for problem in problems if guidance_id_of(problem.file)}
    return _examine_document(files, document, texts, problems, CheckContext(today, earlier))


def _decode(file: str, content: bytes) -> str | Problem:
    """``content`` as text with ``\\n`` for every line end; a byte order mark is left out.

    If it is not UTF-8, the problem says so, with the first line that is not.
    """
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        likely = "UTF-16" if content[:2] in _UTF16_MARKS else ""
        return Problem(ProblemCode.NOT_UTF8, file=file, line=line, found=likely)
    if "\0" in text[:4]:
        return Problem(ProblemCode.NOT_UTF8, file=file, line=1, found="UTF-16")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _document(files: PackFiles) -> Document | Problem | None:
    if files.topic is None:
        return None
    text = _decode(files.topic_name, files.topic)
    return text if isinstance(text, Problem) else parse_json(files.topic_name, text)


def _slips(files: PackFiles, first: Problem) -> tuple[tuple[Problem, ...], Document | None]:
    """All mistakes in the JSON, and the value that its author probably meant, so that the other checks can go on."""
    text = _decode(files.topic_name, files.topic or b"")
    if isinstance(text, Problem) or first.code is ProblemCode.JSON_TOO_DEEP:
        return (first,), None
    return find_slips(files.topic_name, text)


def _is_other_data(value: object) -> bool:
    """Whether JSON says nothing that a topic says. An empty object may be the beginning of one."""
    is_filled = isinstance(value, dict | list) and bool(value)
    return is_filled and (not isinstance(value, dict) or len(_TOPIC_KEYS & value.keys()) < _KEYS_NEEDED)


def _newer_format(files: PackFiles, document: Document) -> Problem | None:
    """The problem of a pack with a newer format. Such a pack is not checked, because its format may allow more."""
    found = document.value.get("format") if isinstance(document.value, dict) else None
    if type(found) is not int or found <= FORMAT:
        return None
    line = line_numbers(document.text, {_FORMAT}).get(_FORMAT, 0)
    return Problem(ProblemCode.FORMAT_TOO_NEW, files.topic_name, _FORMAT[0], line, found=str(found), limit=FORMAT)


def _examine_document(
    files: PackFiles,
    document: Document,
    texts: dict[str, str],
    problems: tuple[Problem, ...],
    context: CheckContext,
) -> Examination:
    resolved = resolve_guidance(with_default_origin(document.value), texts, has_files=not files.is_single)
    topic, flaws = read_topic_value(resolved.value, PROBLEMS_LIMIT + 1, context)
    irregular = irregular_flaws(document.text) if document.is_irregular else iter(())
    flaws = tuple(islice(chain(irregular, resolved.flaws, flaws), PROBLEMS_LIMIT + 1))
    checked = CheckedDocument(files.topic_name, document.text, document.value, resolved.files)
    problems = (
        *problems,
        *make_problems(flaws[:PROBLEMS_LIMIT], checked),
        *_unused_files(resolved),
        *_cut_short(files, flaws),
    )
    is_usable = all(problem.is_warning for problem in problems)
    has_signature = files.signature is not None and files.topic is not None
    signed = SignedPack(files.topic or b"", files.signature or b"") if has_signature else None
    return Examination(topic if is_usable else None, problems, signed)


def _unused_files(resolved: ResolvedGuidance) -> list[Problem]:
    missing_files = [flaw.found for flaw in resolved.flaws if flaw.code is ProblemCode.GUIDANCE_FILE_MISSING]
    missing = tuple(guidance_id_of(name) for name in missing_files)
    code = ProblemCode.GUIDANCE_FILE_UNUSED
    return [
        Problem(code, file=guidance_file_name(name), found=name, nearest=nearest_name(name, missing))
        for name in resolved.unused
    ]


def _cut_short(files: PackFiles, flaws: tuple[object, ...]) -> list[Problem]:
    if len(flaws) <= PROBLEMS_LIMIT:
        return []
    return [Problem(ProblemCode.PROBLEMS_MORE, file=files.topic_name, limit=PROBLEMS_LIMIT)]
