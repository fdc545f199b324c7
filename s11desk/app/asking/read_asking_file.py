"""Read a file with questions for a colleague, or with their answers, as strictly as a portable draft.

A digest in it shows damage, not who wrote it. So everything is checked that a stranger could write.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from s11desk.app.asking.asking_format import (
    ANSWERS_JSON,
    ANSWERS_LAYOUT,
    MAX_JSON_SIZE,
    QUESTIONS_JSON,
    QUESTIONS_LAYOUT,
    QuestionsFile,
    ReplyFile,
    decode_asking,
)
from s11desk.app.asking.sound_values import are_ids, is_sound_reply, is_sound_request
from s11desk.app.moves.check_parts import PartRefused, check_answers, check_evidence, form_fault
from s11desk.app.moves.draft_format import TOPIC, UnreadableDraftFile
from s11desk.app.returns.verifying.topic_inside import topic_inside
from s11desk.bundle.audit_file import ACTIONS_LIMIT, has_forbidden_text
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_facts import ContainerEntry
from s11desk.bundle.container.plain_container import PlainContainer, PlainLayout, read_plain_container
from s11desk.domain.asking.asked_questions import PartOfAudit
from s11desk.domain.audits.action_plan import is_action_id
from s11desk.domain.text.clean_text import is_shown_line
from s11desk.domain.text.text_limits import first_too_long
from s11desk.domain.topics.topic import Topic
from s11desk.errors.move_errors import DraftFileFault, DraftFileNewer, DraftFileRefused
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.reader_process.run_in_reader import run_in_reader

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
        asked, questions = file.asked, tuple(question.id for question in topic.questions)
        _require(is_sound_request(asked) and asked.questions == questions, QUESTIONS_JSON)
        _require(is_shown_line(file.agency) and file.agency != "", QUESTIONS_JSON)
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
        _require(is_sound_reply(file) and are_ids(file.request, file.audit, file.whole_topic), ANSWERS_JSON)
        _require(is_shown_line(file.agency) and file.agency != "", ANSWERS_JSON)
        inside = _Inside(Contents(stream, container.facts), topic, ANSWERS_JSON)
        _check_part(file.part, inside, deep=deep, loose_actions=True)
        return ReadAnswers(file, topic, container.facts.entries)
    except (PartRefused, UnreadableDraftFile) as error:
        raise _refusal(path, error) from error


def _container(stream: BinaryIO, path: Path, layout: PlainLayout, progress: Progress, cancel: Cancel) -> PlainContainer:
    container = read_plain_container(stream, layout, progress=progress, cancel=cancel)
    fault = container.facts.fault
    if fault is not None:
        raise DraftFileRefused(path=path, fault=form_fault(stream, layout), part=fault.part)
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
    is_planned = all(action.question in questions and is_action_id(action.id) for action in part.actions)
    is_unmarked = not any(answer.marked_for_review for answer in part.answers)
    if not is_planned or not is_unmarked or len(counts) != len(part.actions) or len(counts) > ACTIONS_LIMIT:
        raise PartRefused(DraftFileFault.ANSWERS, inside.name)
    if first_too_long(part.texts()) is not None:
        raise PartRefused(DraftFileFault.LENGTH, inside.name)
    check_evidence(part.evidence, inside.contents, inside.topic, inside.name, deep=deep)
