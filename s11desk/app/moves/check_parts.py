"""Checks that both kinds of moving files need: of a whole audit, and of questions for a colleague.

A digest in such a file shows damage, not who wrote it. So everything is checked that a stranger could write.
"""

from __future__ import annotations

from typing import BinaryIO

from s11desk.app.moves.draft_format import EVIDENCE_FOLDER
from s11desk.app.returns.verifying.check_evidence import check_files
from s11desk.bundle.audit_file import attached_file
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.plain_container import PlainLayout
from s11desk.bundle.file_start import HEAD_LENGTH, has_other_kind
from s11desk.domain.audits.answer_rules import find_answer_problems
from s11desk.domain.audits.audit import Answer, Evidence
from s11desk.domain.topics.topic import Topic
from s11desk.errors.move_errors import DraftFileFault


class PartRefused(Exception):  # noqa: N818 - a finding of the readers; they make the error that a person reads
    """A part of the file is wrong. ``part``: its name, or that of an attached file; empty if none can be named."""

    def __init__(self, fault: DraftFileFault, part: str = "") -> None:
        super().__init__(fault.value)
        self.fault, self.part = fault, part


def form_fault(stream: BinaryIO, layout: PlainLayout) -> DraftFileFault:
    """Why a container cannot be read as ``layout``: it may be a whole file of another kind."""
    stream.seek(0)
    is_other = has_other_kind(stream.read(HEAD_LENGTH), layout.mimetype)
    return DraftFileFault.OTHER_KIND if is_other else DraftFileFault.FORM


def evidence_name(item: Evidence) -> str:
    """The name of a file of evidence inside a portable draft."""
    return f"{EVIDENCE_FOLDER}{item.sha256}.{item.type}"


def check_answers(answers: tuple[Answer, ...], topic: Topic, part: str) -> None:
    """Check each answer against its question: none is blank, none occurs twice. Raises :class:`PartRefused`."""
    seen = set()
    for answer in answers:
        question = topic.question(answer.question)
        if question is None or answer.question in seen or answer.is_blank():
            raise PartRefused(DraftFileFault.ANSWERS, part)
        if find_answer_problems(topic, question, answer):
            raise PartRefused(DraftFileFault.ANSWERS, part)
        seen.add(answer.question)


def check_evidence(evidence: tuple[Evidence, ...], contents: Contents, topic: Topic, part: str, *, deep: bool) -> None:
    """Check that exactly the files that ``evidence`` states are inside, and each of them as in a return.

    Raises :class:`PartRefused`; an OSError passes through.
    """
    stated = {(evidence_name(item), item.size, item.sha256) for item in evidence}
    found = {
        (entry.name, entry.size, entry.sha256)
        for entry in contents.facts.entries
        if entry.name.startswith(EVIDENCE_FOLDER)
    }
    if stated != found or any(item.attached.tzinfo is None for item in evidence):
        raise PartRefused(DraftFileFault.EVIDENCE, part)
    if not deep:
        return
    result = check_files(
        contents, topic, tuple(attached_file(item, evidence_name(item)) for item in evidence), deep=True
    )
    if result.fault is not None:
        raise PartRefused(DraftFileFault.EVIDENCE, next(i.name for i in evidence if evidence_name(i) == result.part))
