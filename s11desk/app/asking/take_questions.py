"""At the colleague: look into a file with questions, and begin an audit that has only these."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from s11desk.app.asking.asking_format import QuestionsFile
from s11desk.app.asking.read_asking_file import ReadQuestions, read_questions_stream
from s11desk.app.audits.drafts import new_audit_id
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.keep_files import keep_files
from s11desk.app.moves.unlock_file import unlocked_copy
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_facts import ContainerFacts
from s11desk.domain.asking.asked_questions import QuestionsAsked
from s11desk.domain.audits.audit import Audit
from s11desk.errors import IntegrityError
from s11desk.errors.asking_errors import AuditNotAsked
from s11desk.errors.move_errors import DraftFileChanged
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.store.drafts.asking import audits_with
from s11desk.store.moves.adopting import has_audit
from s11desk.store.moves.taking_in import IncomingDraft, take_in_draft
from s11desk.store.rows.journal import EventKind, JournalEntry
from s11desk.topics.pack import encode_topic, topic_digest


@dataclass(frozen=True, slots=True)
class SeenQuestions:
    """A file with questions that a person looks at. Nothing of it is taken in yet.

    ``copy``: the decrypted copy in the home, None if no passphrase locks the file; :func:`close_file` erases
    it. ``begun``: the audit that began from it here; empty if none did. ``is_own``: this home asked them.
    """

    path: Path
    copy: Path | None
    read: ReadQuestions
    begun: str
    is_own: bool

    @property
    def file(self) -> QuestionsFile:
        """The data of the file."""
        return self.read.file


def look_into_questions(
    workspace: Workspace,
    path: Path,
    passphrase: str = "",
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> SeenQuestions:
    """Read a file with questions strictly. Changes nothing.

    Raises ``PassphraseMissing`` for a file under a passphrase, ``PassphraseWrong``, the errors of an envelope,
    ``DraftFileRefused``, ``DraftFileNewer``, ``ReadingStopped``, what reading raises, and Cancelled.
    """
    with unlocked_copy(workspace, path, passphrase, cancel) as copy:
        with reading_errors(path), open_regular(copy or path) as stream:
            read = read_questions_stream(stream, path, progress=progress, cancel=cancel)
        begun = audits_with(workspace.drafts, EventKind.ASKED_HERE, read.file.asked.request)
        is_own = has_audit(workspace.drafts, read.file.asked.audit)
    return SeenQuestions(path, copy, read, begun[0] if begun else "", is_own)


def begin_answering(
    workspace: Workspace,
    seen: SeenQuestions,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> str:
    """Begin an audit with the questions that were looked at, and return its id. If one began before, return that one's.

    Raises ``DraftFileChanged`` if the file is another one now, what reading and writing raise, and Cancelled. Then
    nothing changed.
    """
    begun = audits_with(workspace.drafts, EventKind.ASKED_HERE, seen.file.asked.request)
    if begun:
        return begun[0]
    path = seen.copy or seen.path
    with reading_errors(path):
        stream = open_regular(path)
    with stream:
        try:
            contents = Contents(stream, ContainerFacts(0, entries=seen.read.entries))
            keep_files(workspace, contents, seen.file.asked.part.evidence, progress, cancel)
        except IntegrityError as error:  # each file is compared with its digest while it is copied
            raise DraftFileChanged(path=seen.path) from error
    return _begin(workspace, seen)


def questions_of(workspace: Workspace, audit_id: str) -> QuestionsAsked:
    """What a colleague asked, of an audit that began with it. Raises ``AuditNotAsked``, ``AuditUnknown``."""
    stored = workspace.drafts.read(audit_id)
    if not stored.is_asked:
        raise AuditNotAsked(audit=audit_id)
    return msgspec.json.decode(workspace.drafts.history(audit_id)[0].new, type=QuestionsAsked)


def _begin(workspace: Workspace, seen: SeenQuestions) -> str:
    stamp, asked, topic = workspace.stamp(), seen.file.asked, seen.read.topic
    audit = Audit(
        id=new_audit_id(),
        agency=seen.file.agency,
        topic_id=topic.id,
        topic_version=topic.version,
        topic_digest=topic_digest(topic),
        begun=stamp.at,
        changed=stamp.at,
        revision=1,
        answers=asked.part.answers,
        evidence=asked.part.evidence,
        actions=asked.part.actions,
    )
    line = msgspec.json.encode(asked).decode()
    first = JournalEntry(stamp.at, stamp.who, EventKind.ASKED_HERE, asked.request, "", line)
    take_in_draft(workspace.drafts, IncomingDraft(audit, encode_topic(topic), (), lambda: (first,)), stamp)
    return audit.id
