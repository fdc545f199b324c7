"""Read a file with questions for a colleague, or with their answers, as strictly as a portable draft.

A digest in it shows damage, not who wrote it. So everything is checked that a stranger could write.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from s11desk.app.asking.asking_format import (
    ANSWERS_JSON,
    ANSWERS_LAYOUT,
    EARLIER_LIMIT,
    LINE_LIMIT,
    MAX_JSON_SIZE,
    QUESTIONS_JSON,
    QUESTIONS_LAYOUT,
    QuestionsFile,
    ReplyFile,
    decode_asking,
)
from s11desk.app.audits.drafts import normal_id
from s11desk.app.moves.check_parts import PartRefused, check_answers, check_evidence
from s11desk.app.moves.draft_format import TOPIC, UnreadableDraftFile
from s11desk.app.returns.verify import topic_inside
from s11desk.bundle.audit_file import ACTIONS_LIMIT, has_forbidden_text
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_facts import ContainerEntry
from s11desk.bundle.container.plain_container import PlainContainer, PlainLayout, read_plain_container
from s11desk.domain.asked_questions import PartOfAudit, QuestionsAsked
from s11desk.domain.clean_text import has_open_directions
from s11desk.domain.text_limits import NAME_LIMIT
from s11desk.domain.topic import Topic
from s11desk.errors.move_errors import DraftFileFault, DraftFileNewer, DraftFileRefused
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.reader_process.run_in_reader import run_in_reader

_RANDOM_ID = re.compile(r"[0-9a-f]{16}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ID_LENGTH = 9
_File = TypeVar("_File", QuestionsFile, ReplyFile)


class ReadQuestions(msgspec.Struct, frozen=True):
    """A file with questions, without any fault. ``topic``: only the questions that are asked."""

    file: QuestionsFile
    topic: Topic
    entries: tuple[ContainerEntry, ...]


class ReadAnswers(msgspec.Struct, frozen=True):
    """A file with answers, without any fault. ``topic``: only the questions that were asked."""

    file: ReplyFile
    topic: Topic
    entries: tuple[ContainerEntry, ...]


@run_in_reader
def read_questions_stream(
    stream: BinaryIO, path: Path, *, progress: Progress = no_progress, cancel: Cancel = never_cancelled
) -> ReadQuestions:
    """Read the questions in ``stream``; only errors use ``path``.

    Raises ``DraftFileRefused``, ``DraftFileNewer`` and Cancelled; an OSError passes through.
    """
    return check_questions(stream, path, deep=True, progress=progress, cancel=cancel)


@run_in_reader
def read_answers_stream(
    stream: BinaryIO, path: Path, *, progress: Progress = no_progress, cancel: Cancel = never_cancelled
) -> ReadAnswers:
    """Read the answers in ``stream``; only errors use ``path``. Raises what :func:`read_questions_stream` raises."""
    return check_answers_file(stream, path, deep=True, progress=progress, cancel=cancel)


def check_questions(
    stream: BinaryIO, path: Path, *, deep: bool, progress: Progress = no_progress, cancel: Cancel = never_cancelled
) -> ReadQuestions:
    """As :func:`read_questions_stream`, in this process. ``deep``: also examine the content of the files."""
    container = _container(stream, path, QUESTIONS_LAYOUT, progress, cancel)
    try:
        file = _decoded(container, stream, QUESTIONS_JSON, QuestionsFile)
        topic = _topic(container, stream)
        asked = file.asked
        _require(_is_sound_request(asked, topic) and _is_line(file.agency) and bool(file.agency), QUESTIONS_JSON)
        inside = _Inside(Contents(stream, container.facts), topic, QUESTIONS_JSON)
        _check_part(asked.part, inside, deep=deep, loose_actions=False)
        return ReadQuestions(file, topic, container.facts.entries)
    except (PartRefused, UnreadableDraftFile) as error:
        raise _refusal(path, error) from error


def check_answers_file(
    stream: BinaryIO, path: Path, *, deep: bool, progress: Progress = no_progress, cancel: Cancel = never_cancelled
) -> ReadAnswers:
    """As :func:`read_answers_stream`, in this process. ``deep``: also examine the content of the files."""
    container = _container(stream, path, ANSWERS_LAYOUT, progress, cancel)
    try:
        file = _decoded(container, stream, ANSWERS_JSON, ReplyFile)
        topic = _topic(container, stream)
        _require(_is_sound_reply(file), ANSWERS_JSON)
        inside = _Inside(Contents(stream, container.facts), topic, ANSWERS_JSON)
        _check_part(file.part, inside, deep=deep, loose_actions=True)
        return ReadAnswers(file, topic, container.facts.entries)
    except (PartRefused, UnreadableDraftFile) as error:
        raise _refusal(path, error) from error


def _container(stream: BinaryIO, path: Path, layout: PlainLayout, progress: Progress, cancel: Cancel) -> PlainContainer:
    container = read_plain_container(stream, layout, progress=progress, cancel=cancel)
    fault = container.facts.fault
    if fault is not None:
        raise DraftFileRefused(path=path, fault=DraftFileFault.FORM, part=fault.part)
    return container


def _refusal(path: Path, error: PartRefused | UnreadableDraftFile) -> DraftFileRefused | DraftFileNewer:
    if isinstance(error, PartRefused):
        return DraftFileRefused(path=path, fault=error.fault, part=error.part)
    if error.newer:
        return DraftFileNewer(path=path, program=error.newer)
    return DraftFileRefused(path=path, fault=DraftFileFault.DATA, part="")


def _decoded(container: PlainContainer, stream: BinaryIO, name: str, kind: type[_File]) -> _File:
    if container.facts.entry(name).size > MAX_JSON_SIZE:
        raise PartRefused(DraftFileFault.DATA, name)
    content = Contents(stream, container.facts).read_member(name, MAX_JSON_SIZE)
    file = decode_asking(content, kind)
    _require(not has_forbidden_text(content), name)
    return file


def _topic(container: PlainContainer, stream: BinaryIO) -> Topic:
    topic = topic_inside(Contents(stream, container.facts), is_known=False)
    if topic is None:
        raise PartRefused(DraftFileFault.TOPIC, TOPIC)
    return topic


def _require(holds: bool, part: str) -> None:  # noqa: FBT001 - the condition itself
    if not holds:
        raise PartRefused(DraftFileFault.DATA, part)


def _is_sound_request(asked: QuestionsAsked, topic: Topic) -> bool:
    """The questions that are stated are those that are inside, in their order."""
    return (
        _are_ids(asked.request, asked.audit, asked.whole_topic)
        and asked.questions == tuple(question.id for question in topic.questions)
        and _is_line(asked.colleague)
        and len(asked.line) <= LINE_LIMIT
        and not has_open_directions(asked.line)
    )


def _is_sound_reply(file: ReplyFile) -> bool:
    files = (*file.earlier, file.file)
    return (
        _are_ids(file.request, file.audit, file.whole_topic)
        and _is_audit_id(file.sender)
        and all(map(_RANDOM_ID.fullmatch, files))
        and len(set(files)) == len(files) <= EARLIER_LIMIT
        and _is_line(file.agency)
        and _is_line(file.name)
        and bool(file.name and file.agency)
    )


def _are_ids(request: str, audit: str, digest: str) -> bool:
    return bool(_RANDOM_ID.fullmatch(request) and _is_audit_id(audit) and _SHA256.fullmatch(digest))


def _is_audit_id(audit_id: str) -> bool:
    return normal_id(audit_id) == audit_id and len(audit_id) == _ID_LENGTH


def _is_line(text: str) -> bool:
    is_plain = not any(character < " " for character in text) and not has_open_directions(text)
    return is_plain and text == text.strip() and len(text) <= NAME_LIMIT


@dataclass(frozen=True, slots=True)
class _Inside:
    """What the parts of a file are checked against. ``name``: of the JSON file that states them."""

    contents: Contents
    topic: Topic
    name: str


def _check_part(part: PartOfAudit, inside: _Inside, *, deep: bool, loose_actions: bool) -> None:
    """Check the answers, actions and files. ``loose_actions``: some may belong to no question."""
    check_answers(part.answers, inside.topic, inside.name)
    questions = {question.id for question in inside.topic.questions} | ({""} if loose_actions else set())
    counts = Counter(action.id for action in part.actions)
    is_planned = all(action.question in questions and action.id for action in part.actions)
    is_unmarked = not any(answer.marked_for_review for answer in part.answers)
    if not is_planned or not is_unmarked or len(counts) != len(part.actions) or len(counts) > ACTIONS_LIMIT:
        raise PartRefused(DraftFileFault.ANSWERS, inside.name)
    check_evidence(part.evidence, inside.contents, inside.topic, inside.name, deep=deep)
