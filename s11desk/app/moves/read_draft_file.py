"""Read a portable draft as strictly as a return: its form, then whether its parts fit each other and the program.

A digest in it shows damage, not who wrote it. So everything is checked that a stranger could write: the questions as
in a topic pack, the answers against them, each attached file as in a return, each line of the history.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import BinaryIO

import msgspec

from s11desk.app.asking.sound_values import is_random_id, is_sound_reply, is_sound_request
from s11desk.app.audits.drafts import normal_id
from s11desk.app.moves.beside_format import is_sound_beside
from s11desk.app.moves.check_parts import PartRefused, check_answers, check_evidence, form_fault
from s11desk.app.moves.draft_format import (
    DRAFT_JSON,
    JOURNAL,
    LAYOUT,
    MAX_DRAFT_SIZE,
    TOPIC,
    DraftFile,
    UnreadableDraftFile,
    decode_draft_file,
    decode_line,
    journal_pieces,
    lowest_format,
    values_of,
)
from s11desk.app.moves.moved_replies import check_moved_replies
from s11desk.app.returns.verifying.topic_inside import topic_inside
from s11desk.bundle.audit_file import ACTIONS_LIMIT, NUMBER_LIMIT, has_forbidden_text
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_facts import ContainerEntry
from s11desk.bundle.container.plain_container import PlainContainer, read_plain_container
from s11desk.domain.asking.asked_questions import AnswersTaken, QuestionsAsked
from s11desk.domain.audits.action_plan import is_action_id
from s11desk.domain.audits.answer_rules import find_answer_problems
from s11desk.domain.audits.audit import Action, Answer, Evidence
from s11desk.domain.keeping.moved_audit import MovePurpose
from s11desk.domain.topics.topic import Topic
from s11desk.errors.move_errors import DraftFileFault, DraftFileNewer, DraftFileRefused
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.store.rows.draft_content import DraftContent, is_sound_evidence
from s11desk.store.rows.journal import EventKind, JournalEntry


class ReadDraftFile(msgspec.Struct, frozen=True):
    """A portable draft without any fault.

    ``digest``: of the list of digests; another file with it has the same content. ``entries``: its files. ``lines``:
    the number of lines of the history.
    """

    draft: DraftFile
    topic_title: str
    topic_year: str
    digest: str
    entries: tuple[ContainerEntry, ...]
    lines: int

    def entry(self, name: str) -> ContainerEntry:
        """The file called ``name``. Raises KeyError."""
        return {entry.name: entry for entry in self.entries}[name]


_ID_LENGTH = 9
_OF_ASKING = {EventKind.ASKED, EventKind.ASKED_HERE, EventKind.MERGED}


@run_in_reader
def read_draft_stream(
    stream: BinaryIO,
    path: Path,
    *,
    known_topics: tuple[str, ...] = (),
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> ReadDraftFile:
    """Read the portable draft in ``stream``; only errors use ``path``.

    ``known_topics``: the digests of the topics that this home has, so that today's check of packs does not refuse them.
    Raises ``DraftFileRefused``, ``DraftFileNewer`` and Cancelled; an OSError passes through.
    """
    return check_draft_stream(stream, path, known_topics=known_topics, deep=True, progress=progress, cancel=cancel)


def check_draft_stream(
    stream: BinaryIO,
    path: Path,
    *,
    known_topics: tuple[str, ...],
    deep: bool,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> ReadDraftFile:
    """As :func:`read_draft_stream`, in this process. ``deep``: also examine the content of the attached files."""
    container = read_plain_container(stream, LAYOUT, progress=progress, cancel=cancel)
    fault = container.facts.fault
    if fault is not None:
        raise DraftFileRefused(path=path, fault=form_fault(stream, LAYOUT), part=fault.part)
    try:
        return _read(container, Contents(stream, container.facts), known_topics, deep=deep)
    except PartRefused as found:
        raise DraftFileRefused(path=path, fault=found.fault, part=found.part) from found
    except UnreadableDraftFile as error:
        if error.newer:
            raise DraftFileNewer(path=path, program=error.newer) from error
        raise DraftFileRefused(path=path, fault=DraftFileFault.DATA, part="") from error


@run_in_reader
def decode_journal_piece(piece: bytes) -> tuple[JournalEntry, ...]:
    """Decode whole lines of a history that :func:`read_draft_stream` has read without a fault."""
    return tuple(decode_line(line) for line in piece.splitlines(keepends=True))


def _read(container: PlainContainer, contents: Contents, known_topics: tuple[str, ...], *, deep: bool) -> ReadDraftFile:
    facts = container.facts
    if facts.entry(DRAFT_JSON).size > MAX_DRAFT_SIZE:
        raise PartRefused(DraftFileFault.DATA, DRAFT_JSON)
    content = contents.read_member(DRAFT_JSON, MAX_DRAFT_SIZE)
    draft = decode_draft_file(content)
    if has_forbidden_text(content):
        raise PartRefused(DraftFileFault.DATA, DRAFT_JSON)
    topic = topic_inside(contents, is_known=facts.entry(TOPIC).sha256 in known_topics)
    audit = draft.audit
    if topic is None or facts.entry(TOPIC).sha256 != audit.topic_digest:
        raise PartRefused(DraftFileFault.TOPIC, TOPIC)
    if (topic.id, topic.version) != (audit.topic_id, audit.topic_version):
        raise PartRefused(DraftFileFault.TOPIC, TOPIC)
    _check_audit(draft, topic)
    check_moved_replies(draft.replies, audit, DRAFT_JSON, deep=deep)
    check_evidence(audit.evidence, contents, topic, DRAFT_JSON, deep=deep)
    lines = _check_journal(contents, topic, draft)
    return ReadDraftFile(draft, topic.title, topic.year, container.digest, facts.entries, lines)


def _check_audit(draft: DraftFile, topic: Topic) -> None:
    """Check what the types do not: ids, numbers, and each answer against its question."""
    audit = draft.audit
    times = (audit.begun, audit.changed, *(one.exported for one in audit.exports))
    is_sound = (
        normal_id(audit.id) == audit.id
        and len(audit.id) == _ID_LENGTH
        and audit.agency.strip() != ""
        and "\n" not in audit.agency
        and 0 < audit.revision < NUMBER_LIMIT * NUMBER_LIMIT
        and all(moment.tzinfo is not None for moment in times)
        and [one.number for one in audit.exports] == list(range(1, len(audit.exports) + 1))
        and not (audit.exports and draft.purpose is MovePurpose.COPY)
        and (draft.has_notes or not draft.notes)
        and (draft.beside is None or draft.purpose is MovePurpose.HAND_OVER)
        and (draft.beside is None or is_sound_beside(draft.beside, audit, topic))
        and (not draft.replies or draft.purpose is MovePurpose.HAND_OVER)
    )
    if not is_sound:
        raise PartRefused(DraftFileFault.DATA, DRAFT_JSON)
    check_answers(audit.answers, topic, DRAFT_JSON)
    questions = {question.id for question in topic.questions}
    ids = Counter(action.id for action in audit.actions)
    is_planned = all(action.question in {"", *questions} and is_action_id(action.id) for action in audit.actions)
    is_noted = all(note.question in questions and note.text for note in draft.notes)
    notes = {note.question for note in draft.notes}
    if not is_planned or not is_noted or len(notes) != len(draft.notes) or any(count > 1 for count in ids.values()):
        raise PartRefused(DraftFileFault.ANSWERS, DRAFT_JSON)
    if len(audit.actions) > ACTIONS_LIMIT:
        raise PartRefused(DraftFileFault.ANSWERS, DRAFT_JSON)


def _check_journal(contents: Contents, topic: Topic, draft: DraftFile) -> int:
    """Check each line, that they need the stated format, and that undoing fits. Returns their number."""
    lines, kinds, sent = 0, set[EventKind](), set[str]()
    with contents.open_member(JOURNAL) as journal:
        for piece in journal_pieces(journal):
            for line in piece.splitlines(keepends=True):
                lines += 1
                try:
                    entry = decode_line(line)
                    kinds.add(entry.what)
                    is_sound = all(_is_sound(value, topic) for value in values_of(entry)) and _is_asking(entry, sent)
                except UnreadableDraftFile as error:
                    raise PartRefused(DraftFileFault.JOURNAL, JOURNAL) from error
                if not is_sound:
                    raise PartRefused(DraftFileFault.JOURNAL, JOURNAL)
    if not lines or lowest_format(kinds, draft.beside, draft.replies) != draft.format:
        raise PartRefused(DraftFileFault.JOURNAL, JOURNAL)
    return lines


def _is_asking(entry: JournalEntry, sent: set[str]) -> bool:
    """Whether a line about questions to colleagues states them; true for any other. ``sent``: the files sent so far."""
    if entry.what is EventKind.SENT_BACK:
        is_new = is_random_id(entry.subject) and entry.subject not in sent
        sent.add(entry.subject)
        return is_new and not entry.old and not entry.new
    if entry.what not in _OF_ASKING:
        return True
    requests = [value.request for value in values_of(entry) if isinstance(value, QuestionsAsked | AnswersTaken)]
    return requests == [entry.subject] and not entry.old


def _is_sound(value: object, topic: Topic) -> bool:
    """Whether a value of the history fits the questions, as one that a person can bring back with "Undo"."""
    match value:
        case Answer():
            question = topic.question(value.question)
            return question is not None and not find_answer_problems(topic, question, value)
        case Evidence():
            return is_sound_evidence(value)
        case Action():
            return is_action_id(value.id)
        case DraftContent():
            return all(_is_sound(one, topic) for one in (*value.answers, *value.actions, *value.evidence))
        case QuestionsAsked():
            return is_sound_request(value) and all(map(is_sound_evidence, value.part.evidence))
        case AnswersTaken():
            return is_sound_reply(value) and all(map(is_sound_evidence, value.part.evidence))
        case _:
            return True
