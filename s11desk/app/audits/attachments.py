"""Evidence: attach files to questions, cite them under other questions, caption them, detach them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

import msgspec

from s11desk.app.audits.answers import find_question
from s11desk.app.audits.drafts import Draft, normal_id, open_draft, with_topic
from s11desk.app.home.work_folder import work_folder
from s11desk.app.home.workspace import Workspace
from s11desk.bundle.safe_names import safe_name
from s11desk.domain.audits.attach_remark import AttachRemark, RemarkKind
from s11desk.domain.audits.audit import Audit, Evidence
from s11desk.domain.returns.mail_size import Budget, budget_state, evidence_total
from s11desk.domain.text.clean_text import clean_caption
from s11desk.domain.text.text_limits import LINE_LIMIT, LimitedText, require_kept_length
from s11desk.domain.topics.topic import EvidenceRule, Question
from s11desk.errors import UserError
from s11desk.errors.evidence_errors import (
    EvidenceAltered,
    EvidenceConvertible,
    EvidenceGone,
    EvidenceMislabelled,
    EvidenceTooMany,
    EvidenceUnknown,
    EvidenceUnwanted,
)
from s11desk.errors.file_errors import FolderUnwritable
from s11desk.evidence.display_names import display_name
from s11desk.evidence.sniff import check_extension, check_size
from s11desk.evidence.vault import DEFAULT_COPY, CopyOptions, FileRule, StoredFile
from s11desk.files.durable import write_bytes
from s11desk.files.presence import Presence, presence
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress

__all__ = [
    "DEFAULT_COPY",
    "Budget",
    "ChosenFile",
    "CopyOptions",
    "PastedFile",
    "attach",
    "attach_bytes",
    "budget_state",
    "caption_evidence",
    "cite_evidence",
    "detach",
    "evidence_path",
    "evidence_total",
    "named_in_errors",
    "reattach",
    "suggest_copy_options",
]

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class PastedFile:
    """Content from the clipboard, such as a screenshot as PNG. ``name``: the file name that people see."""

    name: str
    content: bytes


def _ignore_remark(_: AttachRemark) -> None:
    """Ignore the remark."""


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """A file on the person's computer, and what they chose for the copy.

    ``on_remark`` is called with each remark, in the thread that attaches, before the file is attached.
    """

    path: Path
    options: CopyOptions = DEFAULT_COPY
    on_remark: Callable[[AttachRemark], None] = _ignore_remark


def attach(
    workspace: Workspace,
    audit_id: str,
    question_id: str,
    source: Path | ChosenFile,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> Draft:
    """Copy a file into the vault and attach it to a question. Return the draft as read back.

    If the draft has a file with the same content and name, that file is cited instead; under another name it is kept
    once, and both names are shown. Raises ``QuestionUnknown``,
    ``EvidenceUnwanted`` if the question takes no files, and what :meth:`Vault.copy_in` raises.
    """
    chosen = source if isinstance(source, ChosenFile) else ChosenFile(source)
    return _attach(workspace, audit_id, question_id, chosen, progress, cancel)


def suggest_copy_options(error: UserError, options: CopyOptions = DEFAULT_COPY) -> CopyOptions | None:
    """The way in which a file that was refused can be attached, if a person agrees; None if there is none."""
    match error:
        case EvidenceMislabelled() if error.suggested:
            return replace(options, name=error.suggested)
        case EvidenceConvertible():
            return replace(options, name=error.converted, to_jpeg=True)
    return None


def attach_bytes(
    workspace: Workspace,
    audit_id: str,
    question_id: str,
    pasted: PastedFile,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> Draft:
    """Attach pasted content. Return the draft as read back. Raises what :func:`attach` raises."""
    with work_folder(workspace.home, workspace.clock()) as folder:
        path = folder / safe_name(pasted.name, ())
        write_bytes(path, pasted.content, private=True)
        chosen = ChosenFile(path, CopyOptions(name=display_name(PurePath(pasted.name))))
        return _attach(workspace, audit_id, question_id, chosen, progress, cancel)


def cite_evidence(workspace: Workspace, audit_id: str, evidence_id: str, question_id: str) -> Draft:
    """Attach a file of the draft to one more question. Return the draft as read back.

    Raises ``EvidenceUnknown``, ``QuestionUnknown``, ``EvidenceUnwanted``, ``EvidenceTooMany``, and
    ``EvidenceTypeRefused`` or ``EvidenceTooLarge`` if this question does not take such a file.
    """
    draft = open_draft(workspace, audit_id)
    question = find_question(draft.topic, question_id)
    rule = _rule(draft, question)
    with workspace.drafts.changing(draft.audit.id, workspace.stamp()) as change:
        evidence = _find(change.audit, evidence_id)
        if question.id not in evidence.questions:
            check_extension(evidence.name, rule.types)
            check_size(evidence.name, evidence.size, rule.max_file_bytes)
            _refuse_too_many(change.audit, question, rule)
            change.put_evidence(msgspec.structs.replace(evidence, questions=(*evidence.questions, question.id)))
    return with_topic(workspace, change.saved)


def caption_evidence(workspace: Workspace, audit_id: str, evidence_id: str, caption: str) -> Draft:
    """Save the caption of a file, as one line. Return the draft as read back.

    Raises ``EvidenceUnknown`` or ``TextTooLong``.
    """
    with workspace.drafts.changing(normal_id(audit_id), workspace.stamp()) as change:
        evidence = _find(change.audit, evidence_id)
        captioned = msgspec.structs.replace(evidence, caption=clean_caption(caption))
        require_kept_length([LimitedText(captioned.caption, LINE_LIMIT)], [LimitedText(evidence.caption, LINE_LIMIT)])
        if captioned != evidence:
            change.put_evidence(captioned)
    return with_topic(workspace, change.saved)


def detach(workspace: Workspace, audit_id: str, evidence_id: str, question_id: str = "") -> Draft:
    """Detach a file from one question, or from all if none is given. Return the draft as read back.

    The content stays in the vault. Raises ``EvidenceUnknown``.
    """
    with workspace.drafts.changing(normal_id(audit_id), workspace.stamp()) as change:
        evidence = _find(change.audit, evidence_id)
        kept = tuple(question for question in evidence.questions if question_id and question != question_id)
        if kept:
            change.put_evidence(msgspec.structs.replace(evidence, questions=kept))
        else:
            change.remove_evidence(evidence)
    return with_topic(workspace, change.saved)


def reattach(workspace: Workspace, audit_id: str, item: Evidence, question_id: str) -> Draft:
    """Attach ``item`` to a question again, from which it was detached. Return the draft as read back.

    It comes back with its caption. Raises what :func:`cite_evidence` raises, and ``EvidenceGone``.
    """
    draft = open_draft(workspace, audit_id)
    question = find_question(draft.topic, question_id)
    rule = _rule(draft, question)
    with workspace.drafts.changing(draft.audit.id, workspace.stamp()) as change:
        known = next((one for one in change.audit.evidence if one.id == item.id), None)
        others = known.questions if known is not None else ()
        if question.id not in others:
            with named_in_errors(item.name):  # in the transaction: until its end no clean-up removes a file
                workspace.vault.open(item.sha256).close()
            _refuse_too_many(change.audit, question, rule)
            change.put_evidence(msgspec.structs.replace(known or item, questions=(*others, question.id)))
    return with_topic(workspace, change.saved)


def evidence_path(workspace: Workspace, evidence: Evidence) -> Path:
    """Check a file's content and return its path in the vault. Raises ``EvidenceGone`` or ``EvidenceAltered``."""
    with named_in_errors(evidence.name):
        workspace.vault.verify(evidence.sha256, evidence.size)
    return workspace.vault.path(evidence.sha256)


@contextmanager
def named_in_errors(name: str) -> Iterator[None]:
    """Add ``name`` to the errors of the vault, because the vault has only digests and people know files by name."""
    try:
        yield
    except (EvidenceGone, EvidenceAltered) as error:
        raise replace(error, name=name) from error


def _attach(
    workspace: Workspace, audit_id: str, question_id: str, chosen: ChosenFile, progress: Progress, cancel: Cancel
) -> Draft:
    draft = open_draft(workspace, audit_id)
    question = find_question(draft.topic, question_id)
    rule = _rule(draft, question)
    allowed = FileRule(types=rule.types, max_file_bytes=rule.max_file_bytes)
    for _ in range(_ATTEMPTS):
        stored = workspace.vault.copy_in(chosen.path, allowed, chosen.options, progress=progress, cancel=cancel)
        try:
            return _write_row(workspace, draft, question, stored, rule, chosen)
        except _RemovedSince:  # a clean-up in another window: no draft referred to this content until now
            continue
    raise FolderUnwritable(path=workspace.vault.folder, reason="")


class _RemovedSince(Exception):  # noqa: N818 - it never leaves this module
    """The file is no longer in the vault."""


def _write_row(
    workspace: Workspace, draft: Draft, question: Question, stored: StoredFile, rule: EvidenceRule, chosen: ChosenFile
) -> Draft:
    with workspace.drafts.changing(draft.audit.id, workspace.stamp()) as change:
        if presence(workspace.vault.path(stored.sha256)) is Presence.NO:  # from here on no clean-up removes a file
            raise _RemovedSince
        for remark in _remarks(change.audit, question, stored):
            chosen.on_remark(remark)
        evidence = _row_to_write(change.audit, question, stored, workspace)
        if evidence is not None:
            _refuse_too_many(change.audit, question, rule)
            change.put_evidence(evidence)
    return with_topic(workspace, change.saved)


def _rule(draft: Draft, question: Question) -> EvidenceRule:
    rule = draft.topic.evidence_rule(question)
    if rule is None:
        raise EvidenceUnwanted(question=question.id, number=draft.topic.number_of(question.id))
    return rule


def _remarks(audit: Audit, question: Question, stored: StoredFile) -> Iterator[AttachRemark]:
    """The remarks on a file, given the audit before it was attached."""
    if stored.location_removed:
        yield AttachRemark(RemarkKind.LOCATION_REMOVED, stored.name)
    same = [item for item in audit.evidence if item.sha256 == stored.sha256]
    here = next((item for item in same if question.id in item.questions), None)
    if here is not None:
        yield AttachRemark(RemarkKind.SAME_FILE_HERE, stored.name, here.name)
    elif same and all(item.name != stored.name for item in same):
        yield AttachRemark(RemarkKind.SAME_FILE, stored.name, same[0].name)


def _row_to_write(audit: Audit, question: Question, stored: StoredFile, workspace: Workspace) -> Evidence | None:
    """The row to write. None if this content is already attached to this question.

    A second name of one content has a row of its own, so that each question shows the name that the person gave there.
    """
    same = [item for item in audit.evidence if item.sha256 == stored.sha256]
    if any(question.id in item.questions for item in same):
        return None
    known = next((item for item in same if item.name == stored.name), None)
    if known is not None:
        return msgspec.structs.replace(known, questions=(*known.questions, question.id))
    return Evidence(
        id=_next_id(audit, workspace),
        name=stored.name,
        type=stored.type,
        size=stored.size,
        sha256=stored.sha256,
        questions=(question.id,),
        attached=workspace.clock(),
    )


def _next_id(audit: Audit, workspace: Workspace) -> str:
    """An id that this draft never used. Otherwise the journal would have two files under one id."""
    used = {item.id for item in audit.evidence} | workspace.drafts.evidence_ids_ever(audit.id)
    number = 1
    while f"E{number}" in used:
        number += 1
    return f"E{number}"


def _refuse_too_many(audit: Audit, question: Question, rule: EvidenceRule) -> None:
    if len(audit.evidence_for(question.id)) >= rule.max_files:
        raise EvidenceTooMany(question=question.id, limit=rule.max_files)


def _find(audit: Audit, evidence_id: str) -> Evidence:
    found = next((item for item in audit.evidence if item.id.lower() == evidence_id.strip().lower()), None)
    if found is None:
        raise EvidenceUnknown(evidence=evidence_id, known=tuple(item.id for item in audit.evidence))
    return found
