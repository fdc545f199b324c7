"""Look into a file with a colleague's answers, and merge it into the audit that asked. Nothing here is overwritten."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from s11desk.app.asking.asking_format import ReplyFile
from s11desk.app.asking.merge_change import MergeFacts, write_merge
from s11desk.app.asking.read_asking_file import ReadAnswers, read_answers_stream
from s11desk.app.asking.taken_before import Before, find_before
from s11desk.app.audits.drafts import Draft, settle_draft, with_topic
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.keep_files import keep_files
from s11desk.app.moves.unlock_file import unlocked_copy
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_facts import ContainerFacts
from s11desk.domain.asking.asked_questions import AnswersRemark, Decided, ItemKey
from s11desk.domain.asking.merge_answers import MergeItem, MergeOutcome, find_changes
from s11desk.domain.audits.audit import Audit
from s11desk.domain.topics.topic import Topic
from s11desk.errors import IntegrityError
from s11desk.errors.answer_errors import ChangedElsewhere
from s11desk.errors.asking_errors import AnswersForOtherAudit, AnswersToOtherQuestions, AnswersUndecided
from s11desk.errors.move_errors import DraftFileChanged, DraftFileFault, DraftFileRefused
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.store.drafts.archive import all_archived
from s11desk.store.drafts.asking import audits_with
from s11desk.store.moves.adopting import has_audit
from s11desk.store.rows.journal import EventKind
from s11desk.store.rows.stored_draft import StoredDraft


@dataclass(frozen=True, slots=True)
class SeenAnswers:
    """A file with answers that a person looks at. Nothing of it is taken in yet.

    ``copy``: the decrypted copy in the home, None if no passphrase locks the file; :func:`close_file` erases
    it. ``draft``: the audit that asked. ``items``: what is new, in the order of the questions.
    """

    path: Path
    copy: Path | None
    read: ReadAnswers
    draft: Draft
    items: tuple[MergeItem, ...]
    remarks: tuple[AnswersRemark, ...]

    @property
    def file(self) -> ReplyFile:
        """The data of the file."""
        return self.read.file

    @property
    def conflicts(self) -> tuple[MergeItem, ...]:
        """The items that were changed here too, to something else."""
        return tuple(item for item in self.items if item.outcome is MergeOutcome.CONFLICT)


@dataclass(frozen=True, slots=True)
class TakingChoice:
    """What a person chose. ``conflicts``: KEPT or CHOSEN for each conflict.

    ``credits``: name the colleague in the comment of each answer that is taken, so that the return says so too.
    """

    conflicts: Mapping[ItemKey, Decided] = field(default_factory=dict)
    credits: bool = False


@dataclass(frozen=True, slots=True)
class AnswersTakenIn:
    """The outcome. ``taken``: how many items came in; ``kept``: how many conflicts stayed as they were here."""

    draft: Draft
    taken: int
    kept: int


def look_into_answers(
    workspace: Workspace,
    path: Path,
    passphrase: str = "",
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> SeenAnswers:
    """Read a file with answers strictly, and compare it with the audit that asked. Changes no answer.

    Raises ``PassphraseMissing`` for a file under a passphrase, ``PassphraseWrong``, the errors of an envelope,
    ``DraftFileRefused``, ``DraftFileNewer``, ``AnswersForOtherAudit``, ``AnswersToOtherQuestions``,
    ``AuditHandedOver``, ``ReadingStopped``, what reading raises, and Cancelled.
    """
    with unlocked_copy(workspace, path, passphrase, cancel) as copy:
        with reading_errors(path), open_regular(copy or path) as stream:
            read = read_answers_stream(stream, path, progress=progress, cancel=cancel)
        draft = settle_draft(workspace, _find_audit(workspace, path, read.file))
        before = _before(workspace, path, read, draft)
        items = _items(draft.topic, draft.audit, read.file, before)
        remarks = _remarks(workspace, draft, before, items)
    return SeenAnswers(path, copy, read, draft, items, remarks)


def take_answers(
    workspace: Workspace,
    seen: SeenAnswers,
    choice: TakingChoice,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> AnswersTakenIn:
    """Take in the answers that were looked at: their files first, then everything else in one transaction.

    The history gets both versions and the choice, so that the same file
    asks nothing again. Raises ``AnswersUndecided``, ``DraftFileChanged`` if the file is another one now,
    ``ChangedElsewhere`` if the audit changed since, ``EvidenceTooMany``, ``TextTooLong``, ``AuditHandedOver``, what
    reading and writing raise, and Cancelled. Then nothing changed.
    """
    if AnswersRemark.KNOWN in seen.remarks:
        return AnswersTakenIn(seen.draft, 0, 0)
    choices = choice.conflicts
    _require_choices(seen, choices)
    _keep_files(workspace, seen, progress, cancel)
    after, items = _write(workspace, seen, choice)
    kept = sum(decided is Decided.KEPT for decided in choices.values())
    same = sum(item.outcome is MergeOutcome.SAME for item in items)
    return AnswersTakenIn(with_topic(workspace, after), len(items) - same - kept, kept)


def _keep_files(workspace: Workspace, seen: SeenAnswers, progress: Progress, cancel: Cancel) -> None:
    path = seen.copy or seen.path
    with reading_errors(path):
        stream = open_regular(path)
    with stream:
        try:
            contents = Contents(stream, ContainerFacts(0, entries=seen.read.entries))
            keep_files(workspace, contents, seen.file.part.evidence, progress, cancel)
        except IntegrityError as error:  # each file is compared with its digest while it is copied
            raise DraftFileChanged(path=seen.path) from error


def _write(workspace: Workspace, seen: SeenAnswers, choice: TakingChoice) -> tuple[StoredDraft, tuple[MergeItem, ...]]:
    audit_id, topic = seen.draft.audit.id, seen.draft.topic
    used = workspace.drafts.evidence_ids_ever(audit_id)
    with workspace.drafts.changing(audit_id, workspace.stamp()) as change:
        before = _before(workspace, seen.path, seen.read, seen.draft)
        items = _items(topic, change.audit, seen.file, before)
        if before.is_known or items != seen.items:
            raise ChangedElsewhere(question="")
        known = MergeFacts({*used, *before.places.values()}, before.places, choice.credits)
        write_merge(change, topic, seen.file, items, _chosen(choice.conflicts), known)
    return change.saved, items


def _chosen(choices: Mapping[ItemKey, Decided]) -> Collection[ItemKey]:
    return {key for key, decided in choices.items() if decided is Decided.CHOSEN}


def _require_choices(seen: SeenAnswers, choices: Mapping[ItemKey, Decided]) -> None:
    undecided = [item.key.question for item in seen.conflicts if item.key not in choices]
    if undecided:
        topic = seen.draft.topic
        numbers = (topic.number_of(name) if topic.question(name) else "" for name in dict.fromkeys(undecided))
        raise AnswersUndecided(path=seen.path, questions=tuple(numbers))


def _find_audit(workspace: Workspace, path: Path, file: ReplyFile) -> str:
    """The id of the audit that asked, or of one that goes on from a copy of it."""
    if has_audit(workspace.drafts, file.audit):
        return file.audit
    copies = audits_with(workspace.drafts, EventKind.ASKED, file.request)
    if not copies:
        raise AnswersForOtherAudit(path=path, agency=file.agency)
    return copies[-1]


def _before(workspace: Workspace, path: Path, read: ReadAnswers, draft: Draft) -> Before:
    """What the file is compared with. Raises ``AnswersToOtherQuestions``, ``DraftFileRefused``."""
    if read.file.whole_topic != draft.audit.topic_digest:
        raise AnswersToOtherQuestions(path=path, agency=draft.audit.agency)
    before = find_before(workspace.drafts.history(draft.audit.id), read.file)
    answered = tuple(question.id for question in read.topic.questions)
    asked = before.asked.questions if before.asked is not None else answered
    if answered != asked or any(draft.topic.question(name) is None for name in answered):
        raise DraftFileRefused(path=path, fault=DraftFileFault.ANSWERS, part="")
    return before


def _items(topic: Topic, audit: Audit, file: ReplyFile, before: Before) -> tuple[MergeItem, ...]:
    if before.is_known:
        return ()
    return find_changes(topic, audit, file.part, before.base, before.places, file.name)


def _remarks(
    workspace: Workspace, draft: Draft, before: Before, items: tuple[MergeItem, ...]
) -> tuple[AnswersRemark, ...]:
    is_new = any(item.outcome is not MergeOutcome.SAME for item in items)
    found = {
        AnswersRemark.KNOWN: before.is_known,
        AnswersRemark.NOTHING_NEW: not before.is_known and not is_new,
        AnswersRemark.ARCHIVED: draft.audit.id in all_archived(workspace.drafts),
        AnswersRemark.FINISHED: bool(draft.audit.exports) and is_new,
    }
    return tuple(remark for remark, holds in found.items() if holds)
