"""Put an audit into one file, to move it to another computer or to give a colleague a copy (docs/portable-draft.md).

The file gets its name only when it is whole and was read back. An audit that is handed over is first marked here as
handed over, and then the file gets its name: a killed program leaves an audit that a person can take back, and never
two computers that both go on with it unasked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

import s11desk
from s11desk.app.audits.attachments import named_in_errors
from s11desk.app.audits.drafts import normal_id, settle_draft
from s11desk.app.home.leftovers import remember_folder
from s11desk.app.home.work_folder import new_work_folder, remove_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.beside_format import Beside, beside_of
from s11desk.app.moves.check_parts import evidence_name
from s11desk.app.moves.draft_format import (
    DRAFT_JSON,
    ENDING,
    JOURNAL,
    LAYOUT,
    TOPIC,
    DraftFile,
    encode_line,
    lowest_format,
)
from s11desk.app.moves.moved_replies import replies_to_move
from s11desk.app.moves.read_draft_file import check_draft_stream
from s11desk.app.returns.making.locked_return import lock_stream
from s11desk.bundle.canonical_json import encode_canonical
from s11desk.bundle.container.container_writer import Member, bytes_member
from s11desk.bundle.container.plain_container import write_plain_container
from s11desk.bundle.safe_names import safe_name
from s11desk.domain.audits.audit import Audit, Evidence
from s11desk.domain.keeping.moved_audit import MovePurpose
from s11desk.errors import IntegrityError, UserError
from s11desk.errors.draft_errors import TopicDamaged
from s11desk.errors.move_errors import DraftFileNewer, DraftFileRefused, DraftFileTooLarge
from s11desk.errors.return_errors import ReturnTooLarge
from s11desk.errors.topic_errors import TopicUnknown
from s11desk.files.durable import UnnamedFile, make_folder, naming, writing
from s11desk.files.system_errors import writing_errors
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.signing.identity.keyfile import check_new_passphrase
from s11desk.store.moves.beside_draft import read_beside
from s11desk.store.moves.handing_over import mark_handed_over, take_back
from s11desk.store.rows.journal import JournalEntry
from s11desk.store.rows.stored_draft import StoredDraft
from s11desk.topics.pack import encode_topic


@dataclass(frozen=True, slots=True)
class MoveChoice:
    """What a person chose. ``notes``: take the private notes along. ``passphrase``: empty for a file without one.

    ``replies``: take along what the partnership said, which a whole home has beside its audits.
    """

    purpose: MovePurpose
    notes: bool = True
    passphrase: str = ""
    replies: bool = True


@dataclass(frozen=True, slots=True)
class MovedDraft:
    """The file that was written. ``size`` in bytes."""

    path: Path
    size: int
    audit: str
    purpose: MovePurpose


@dataclass(frozen=True, slots=True)
class DraftSnapshot:
    """The audit as it is put into the file. ``lines``: the number of lines of its history."""

    draft: DraftFile
    members: tuple[Member, ...]
    lines: int


def draft_file_name(agency: str) -> str:
    """A name for the file, from the name of the agency."""
    return safe_name(f"{agency} audit{ENDING}", ())


def write_draft_file(
    workspace: Workspace,
    audit_id: str,
    out: Path,
    choice: MoveChoice,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> MovedDraft:
    """Write an audit to the new file ``out``, for its owner alone. With HAND_OVER, it can then only be read here.

    The name gets the ending ``.s11draft`` if it has another.

    Raises ``AuditUnknown``, ``AuditHandedOver``, ``EvidenceGone``, ``EvidenceAltered``, ``FileExists``,
    ``DraftFileTooLarge``, ``PassphraseTooShort`` and the like, ``ChangedElsewhere`` if another program changes the
    audit before the file is written, what writing raises, and Cancelled. Then there is no file, and the audit is as it
    was.
    """
    if not out.name.lower().endswith(ENDING):  # a locked file is known by its name
        out = out.with_name(f"{out.name}{ENDING}")
    snapshot = take_snapshot(workspace, normal_id(audit_id), choice)
    make_folder(out.parent, private=False)
    remember_folder(workspace.home, out.parent)
    with naming(out, private=True, fresh=True) as file:
        _write_file(workspace, file, snapshot, choice.passphrase, progress, cancel)
        size = file.path.stat().st_size
        if choice.purpose is MovePurpose.HAND_OVER:
            _hand_over(workspace, file, snapshot)
    return MovedDraft(out, size, snapshot.draft.audit.id, choice.purpose)


def take_snapshot(workspace: Workspace, audit_id: str, choice: MoveChoice) -> DraftSnapshot:
    """Read the audit as it is now. Raises ``AuditUnknown``, ``AuditHandedOver``, and those of a passphrase."""
    if choice.passphrase:
        check_new_passphrase(choice.passphrase)
    settle_draft(workspace, audit_id)
    stored = workspace.drafts.read(audit_id)
    journal = workspace.drafts.history(audit_id)
    draft = _draft_file(workspace, choice, stored, journal)
    members = (
        bytes_member(DRAFT_JSON, encode_canonical(draft)),
        bytes_member(TOPIC, topic_body(workspace, draft.audit.topic_digest)),
        bytes_member(JOURNAL, b"".join(map(encode_line, journal))),
        *_evidence_members(workspace, draft.audit),
    )
    return DraftSnapshot(draft, members, len(journal))


def _draft_file(
    workspace: Workspace, choice: MoveChoice, stored: StoredDraft, journal: tuple[JournalEntry, ...]
) -> DraftFile:
    is_copy = choice.purpose is MovePurpose.COPY
    audit = msgspec.structs.replace(
        stored.audit,
        answers=tuple(answer for answer in stored.audit.answers if not answer.is_blank()),
        exports=() if is_copy else stored.audit.exports,
    )
    beside = None if is_copy else _beside(workspace, audit)
    replies = replies_to_move(workspace.home, audit) if choice.replies and not is_copy else ()
    return DraftFile(
        lowest_format((entry.what for entry in journal), beside, replies),
        choice.purpose,
        workspace.clock(),
        s11desk.__version__,
        audit,
        has_notes=choice.notes,
        notes=stored.notes if choice.notes else (),
        beside=beside,
        replies=replies,
    )


def _beside(workspace: Workspace, audit: Audit) -> Beside | None:
    return beside_of(read_beside(workspace.drafts, audit.id), audit, workspace.pinned_topic(audit.topic_digest))


def _evidence_members(workspace: Workspace, audit: Audit) -> Iterator[Member]:
    files = {evidence_name(item): item for item in reversed(audit.evidence)}  # errors name the first of one content
    return (evidence_member(workspace, files[name]) for name in sorted(files))


def evidence_member(workspace: Workspace, item: Evidence) -> Member:
    """An attached file as a part of a portable draft. Opening it raises errors that name the file."""

    def open_it() -> BinaryIO:
        with named_in_errors(item.name):
            return workspace.vault.open(item.sha256)

    return Member(evidence_name(item), item.size, open_it, item.sha256)


def write_snapshot(
    out: BinaryIO,
    snapshot: DraftSnapshot,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> None:
    """Write the file without a passphrase. Raises ``DraftFileTooLarge``, IntegrityError, Cancelled, OSError."""
    try:
        write_plain_container(out, LAYOUT, snapshot.members, progress=progress, cancel=cancel)
    except ReturnTooLarge as error:
        raise DraftFileTooLarge(size=error.size, limit=error.limit) from error


def _write_file(
    workspace: Workspace,
    file: UnnamedFile,
    snapshot: DraftSnapshot,
    passphrase: str,
    progress: Progress,
    cancel: Cancel,
) -> None:
    """Write the file and read it back. One under a passphrase is written inside the home first, and encrypted."""
    if not passphrase:
        write_snapshot(file.stream, snapshot, progress=progress, cancel=cancel)
        _read_back(file.stream, snapshot, cancel)
        file.finish()
        return
    folder = new_work_folder(workspace.home)
    try:
        plain = folder / "audit"
        with writing(plain) as out:
            write_snapshot(out, snapshot, progress=progress, cancel=cancel)
            _read_back(out, snapshot, cancel)
            with writing_errors(file.target):
                lock_stream(out, file.stream, passphrase, cancel=cancel)
        file.finish()
    finally:
        remove_folder(folder)


def _read_back(written: BinaryIO, snapshot: DraftSnapshot, cancel: Cancel) -> None:
    """Raise IntegrityError if the file is not one that another computer would take in."""
    digest = snapshot.draft.audit.topic_digest
    try:
        read = check_draft_stream(written, Path(), known_topics=(digest,), deep=False, cancel=cancel)
    except (DraftFileRefused, DraftFileNewer) as error:
        raise IntegrityError("an audit that was put into a file does not read back") from error
    if read.draft != snapshot.draft or read.lines != snapshot.lines:
        raise IntegrityError("an audit that was put into a file reads back as another one")


def _hand_over(workspace: Workspace, file: UnnamedFile, snapshot: DraftSnapshot) -> None:
    """Mark the audit, then name the file. If it gets no name, the audit can be changed here as before."""
    audit, stamp = snapshot.draft.audit, workspace.stamp()
    mark_handed_over(workspace.drafts, audit.id, stamp, revision=audit.revision, lines=snapshot.lines)
    try:
        file.name()
    except BaseException:
        with suppress(UserError):  # the audit can then be taken back by hand
            take_back(workspace.drafts, audit.id, workspace.stamp())
        raise


def topic_body(workspace: Workspace, digest: str) -> bytes:
    """The canonical bytes of a topic to which a draft is pinned. Raises as :meth:`Workspace.pinned_topic`."""
    try:
        return workspace.drafts.topic_body(digest)
    except (TopicDamaged, TopicUnknown):
        return encode_topic(workspace.pinned_topic(digest))
