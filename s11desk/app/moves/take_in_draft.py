"""Look into a portable draft, and take it in. Nothing that is here is ever overwritten."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

import msgspec

from s11desk.app.audits.drafts import draft_history, new_audit_id, normal_id
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.beside_format import stored_beside
from s11desk.app.moves.draft_format import JOURNAL, TOPIC, DraftFile, UnreadableDraftFile, journal_pieces
from s11desk.app.moves.keep_files import keep_files
from s11desk.app.moves.read_draft_file import ReadDraftFile, decode_journal_piece, read_draft_stream
from s11desk.app.moves.unlock_file import unlocked_copy
from s11desk.app.returns.replies.kept_replies import keep_reply
from s11desk.app.returns.verifying.home_topics import HomeTopics
from s11desk.bundle.audit_file import TopicNamed
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_facts import ContainerFacts
from s11desk.bundle.read_return import MAX_TOPIC_SIZE
from s11desk.domain.audits.answer_rules import texts_of_audit, texts_of_notes
from s11desk.domain.audits.audit import PrivateNote
from s11desk.domain.keeping.moved_audit import MovePurpose, Relation
from s11desk.domain.returns.return_verdict import TopicStanding
from s11desk.domain.text.text_limits import first_too_long
from s11desk.errors import IntegrityError
from s11desk.errors.move_errors import DraftFileChanged
from s11desk.files.durable import make_folder
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors, writing_errors
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.store.moves.adopting import has_audit
from s11desk.store.moves.beside_draft import join_beside
from s11desk.store.moves.handing_over import take_back
from s11desk.store.moves.taking_in import IncomingDraft, take_in_draft
from s11desk.store.rows.journal import EventKind, JournalEntry

_OF_MOVES = {EventKind.HANDED_OVER, EventKind.TAKEN_BACK, EventKind.TAKEN_IN}
"""Lines that say where the audit was. Each computer has its own, so they do not count when two are compared."""


@dataclass(frozen=True, slots=True)
class SeenDraftFile:
    """A portable draft that a person looks at. Nothing of it is taken in yet.

    ``path``: the file that they opened. ``copy``: the decrypted copy in the home, which the caller erases with
    :func:`close_file`; None if the file is under no passphrase. ``relation``: to the audits that are here.
    ``is_topic_other``: this computer has other questions under the same name and version.
    """

    path: Path
    copy: Path | None
    read: ReadDraftFile
    relation: Relation
    is_topic_other: bool

    @property
    def draft(self) -> DraftFile:
        """The data of the file."""
        return self.read.draft

    @property
    def is_too_long(self) -> bool:
        """Whether a text is longer than may be typed: first versions had no limits, so it comes in all the same."""
        return first_too_long((*texts_of_audit(self.draft.audit), *texts_of_notes(self.draft.notes))) is not None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The outcome. ``audit``: the id under which the audit is here now."""

    audit: str
    relation: Relation


def look_into_draft_file(
    workspace: Workspace,
    path: Path,
    passphrase: str = "",
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> SeenDraftFile:
    """Read a portable draft strictly, and compare it with the audits that are here. Changes nothing.

    Raises ``PassphraseMissing`` for a file under a passphrase, ``PassphraseWrong``, the errors of an envelope,
    ``DraftFileRefused``, ``DraftFileNewer``, ``ReadingStopped``, what reading raises, and Cancelled.
    """
    with unlocked_copy(workspace, path, passphrase, cancel) as copy:
        topics = HomeTopics(workspace.home)
        with reading_errors(path), open_regular(copy or path) as stream:
            read = read_draft_stream(stream, path, known_topics=topics.digests(), progress=progress, cancel=cancel)
            relation = relation_to_here(workspace, read, stream)
        is_other = topics.standing_of(_named(read)) is TopicStanding.OTHER
    return SeenDraftFile(path, copy, read, relation, is_other)


def take_in(
    workspace: Workspace,
    seen: SeenDraftFile,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> TakenIn:
    """Take in the audit that was looked at: its files first, then everything else in one transaction.

    An audit that is not here keeps its id; a copy, and one that went on here too, gets a new id and no returns. An
    earlier state of it that is here goes on where the file ends; its history stays. Raises ``DraftFileChanged`` if the
    file is another one now, ``ChangedElsewhere``, what reading and writing raise, and Cancelled. Then nothing changed.
    """
    path = seen.copy or seen.path
    with reading_errors(path):
        stream = open_regular(path)
    with stream, as_changed(seen.path):
        return take_in_stream(workspace, seen.read, stream, progress=progress, cancel=cancel)


def take_in_stream(
    workspace: Workspace,
    read: ReadDraftFile,
    stream: BinaryIO,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> TakenIn:
    """As :func:`take_in`, from an open file. Raises IntegrityError if it is another one than was read."""
    relation, audit = relation_to_here(workspace, read, stream), read.draft.audit
    if relation is Relation.SAME:
        take_back(workspace.drafts, audit.id, workspace.stamp())
        join_beside(workspace.drafts, audit.id, stored_beside(read.draft.beside))
        taken = TakenIn(audit.id, relation)
    else:
        keep_files(workspace, _contents(read, stream), audit.evidence, progress, cancel)
        taken = TakenIn(_store(workspace, _incoming(workspace, read, stream), relation), relation)
    for reply in read.draft.replies:
        keep_reply(workspace.home, reply.name, reply.content)
    return taken


def _store(workspace: Workspace, incoming: IncomingDraft, relation: Relation) -> str:
    """Store the audit, and return the id that it has here."""
    if relation is Relation.NEWER:
        _go_on(workspace, incoming)
        return incoming.audit.id
    if relation is not Relation.NEW:
        audit = msgspec.structs.replace(incoming.audit, id=new_audit_id(), exports=())
        incoming = replace(incoming, audit=audit, beside=replace(incoming.beside, prepared=()))
    take_in_draft(workspace.drafts, incoming, workspace.stamp())
    return incoming.audit.id


def take_audit_back(workspace: Workspace, audit_id: str) -> None:
    """Let an audit be changed here again that was handed over. Raises ``AuditUnknown``."""
    take_back(workspace.drafts, normal_id(audit_id), workspace.stamp())


def _named(read: ReadDraftFile) -> TopicNamed:
    audit = read.draft.audit
    return TopicNamed(audit.topic_id, audit.topic_version, audit.topic_digest, read.topic_title, read.topic_year, "")


def relation_to_here(workspace: Workspace, read: ReadDraftFile, stream: BinaryIO) -> Relation:
    """Compare an audit in a file with that which is here. The history that begins with all of the other is later."""
    audit = read.draft.audit
    if read.draft.purpose is MovePurpose.COPY:
        return Relation.COPY
    if not has_audit(workspace.drafts, audit.id):
        return Relation.NEW
    ours, theirs = _changes(draft_history(workspace, audit.id)), _changes(_journal(workspace, read, stream))
    is_newer = False
    for here, there in zip_longest(ours, theirs):
        if there is None:
            return Relation.SAME
        is_newer = here is None
        if is_newer or here != there:
            break
    else:
        return Relation.SAME
    before = workspace.drafts.read(audit.id).audit
    goes_on = audit.exports[: len(before.exports)] == before.exports and audit.topic_digest == before.topic_digest
    return Relation.NEWER if is_newer and goes_on else Relation.FORKED


def _incoming(workspace: Workspace, read: ReadDraftFile, stream: BinaryIO) -> IncomingDraft:
    topic = _contents(read, stream).read_member(TOPIC, MAX_TOPIC_SIZE)
    draft = read.draft
    beside = stored_beside(draft.beside)
    return IncomingDraft(draft.audit, topic, draft.notes, lambda: _journal(workspace, read, stream), beside)


def _go_on(workspace: Workspace, incoming: IncomingDraft) -> None:
    """Replace the earlier state that is here. Its history has all of it, so "Undo" goes back through both."""
    theirs = incoming.audit
    before = workspace.drafts.read(theirs.id)
    known = sum(1 for _ in _changes(workspace.drafts.history(theirs.id)))
    later = replace(
        incoming,
        audit=msgspec.structs.replace(theirs, revision=max(theirs.revision, before.audit.revision) + 1),
        notes=_both_notes(incoming.notes, before.notes),
        journal=lambda: _journal_after(incoming.journal(), known),
    )
    take_in_draft(workspace.drafts, later, workspace.stamp(), replaced_revision=before.audit.revision)


def _journal_after(entries: Iterable[JournalEntry], known: int) -> Iterator[JournalEntry]:
    """The lines after the first ``known`` changes."""
    for entry in entries:
        if known <= 0:
            yield entry
        elif entry.what not in _OF_MOVES:
            known -= 1


def _both_notes(theirs: tuple[PrivateNote, ...], ours: tuple[PrivateNote, ...]) -> tuple[PrivateNote, ...]:
    """The notes of both. The history has no notes, so where they differ both texts are kept."""
    texts = {note.question: note.text for note in theirs}
    for note in ours:
        text = texts.get(note.question, "")
        if note.text not in text:
            texts[note.question] = f"{text}\n\n{note.text}" if text else note.text
    return tuple(PrivateNote(question, text) for question, text in texts.items())


def _changes(entries: Iterable[JournalEntry]) -> Iterator[JournalEntry]:
    return (entry for entry in entries if entry.what not in _OF_MOVES)


def _journal(workspace: Workspace, read: ReadDraftFile, stream: BinaryIO) -> Iterator[JournalEntry]:
    """The lines of the history in the file. Raises IntegrityError if the file is another one now."""
    with _unnamed(workspace) as journal:
        _contents(read, stream).extract(JOURNAL, journal)
        journal.seek(0)
        try:
            for piece in journal_pieces(journal):
                yield from decode_journal_piece(piece)
        except UnreadableDraftFile as error:
            raise IntegrityError("the history in the file has changed") from error


@contextmanager
def _unnamed(workspace: Workspace) -> Iterator[BinaryIO]:
    """A file without a name, inside the home: other people may be able to read the system's temporary folder."""
    folder = workspace.home.work
    make_folder(folder, private=True)
    with writing_errors(folder), tempfile.TemporaryFile(dir=folder) as file:
        yield file


def _contents(read: ReadDraftFile, stream: BinaryIO) -> Contents:
    return Contents(stream, ContainerFacts(0, entries=read.entries))


@contextmanager
def as_changed(path: Path) -> Iterator[None]:
    """Raise ``DraftFileChanged`` for another part than was looked at: its digest is compared while it is copied."""
    try:
        yield
    except IntegrityError as error:
        raise DraftFileChanged(path=path) from error
