"""Whom a person asked, what, when, and whether the answers came back: read from the history of each audit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from s11desk.app.home.workspace import Workspace
from s11desk.domain.asking.asked_questions import AskRecord, ColleagueReply
from s11desk.store.drafts.asking import AskingLine, asking_lines
from s11desk.store.rows.journal import EventKind, JournalEntry


class _Asked(msgspec.Struct, frozen=True):
    """What is needed of a ``QuestionsAsked``: the answers in it can be long."""

    questions: tuple[str, ...]
    colleague: str = ""


class _OnQuestion(msgspec.Struct, frozen=True):
    question: str


class _OnQuestions(msgspec.Struct, frozen=True):
    questions: tuple[str, ...]


class _Part(msgspec.Struct, frozen=True):
    answers: tuple[_OnQuestion, ...] = ()
    evidence: tuple[_OnQuestions, ...] = ()


class _Taken(msgspec.Struct, frozen=True):
    """What is needed of an ``AnswersTaken``."""

    name: str
    part: _Part = _Part()


_ASKED = msgspec.json.Decoder(_Asked)
_TAKEN = msgspec.json.Decoder(_Taken)


def ask_records(workspace: Workspace, audit_id: str) -> tuple[AskRecord, ...]:
    """The questions to colleagues of one audit, the oldest first. Empty for an audit that is not here."""
    return _records(line.entry for line in asking_lines(workspace.drafts, audit_id))


def all_ask_records(workspace: Workspace) -> Mapping[str, tuple[AskRecord, ...]]:
    """As :func:`ask_records`, by the id of each audit that asked."""
    lines: dict[str, list[AskingLine]] = {}
    for line in asking_lines(workspace.drafts):
        lines.setdefault(line.audit, []).append(line)
    return {audit: _records(line.entry for line in some) for audit, some in lines.items()}


def _records(entries: Iterable[JournalEntry]) -> tuple[AskRecord, ...]:
    """A line that cannot be read does not count: a person still sees the others."""
    records: dict[str, AskRecord] = {}
    for entry in entries:
        try:
            records |= _with(records, entry)
        except msgspec.MsgspecError:
            continue
    return tuple(records.values())


def _with(records: Mapping[str, AskRecord], entry: JournalEntry) -> dict[str, AskRecord]:
    """The record that ``entry`` changes. Answers to questions of which the history knows nothing change none."""
    request = entry.subject
    if entry.what is EventKind.ASKED:
        asked = _ASKED.decode(entry.new)
        return {request: AskRecord(request, asked.colleague, asked.questions, entry.at)}
    if request not in records:
        return {}
    taken, before = _TAKEN.decode(entry.new), records[request]
    with_files = (name for one in taken.part.evidence for name in one.questions)
    answered = dict.fromkeys((*(one.question for one in taken.part.answers), *with_files))
    reply = ColleagueReply(taken.name, entry.at, tuple(answered))
    return {request: msgspec.structs.replace(before, replies=(*before.replies, reply))}
