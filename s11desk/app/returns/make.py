"""Make a return: sign as completer, write the bundle, read it back strictly, and only then give it its name."""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import s11desk
from s11desk.app.audits.attachments import naming_evidence
from s11desk.app.audits.drafts import Draft, open_draft
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.content_digest import content_digest
from s11desk.app.returns.encrypt import ENDING, Encrypted, encrypt_return
from s11desk.app.returns.record import (
    announce_return,
    file_digest,
    note_interrupted,
    note_return,
    taken_back_on_failure,
)
from s11desk.app.tasks import Cancel, Progress, never_cancelled, no_progress, stop_if_cancelled
from s11desk.app.write_documents import picture_files
from s11desk.bundle.answers_workbook import workbook_bytes
from s11desk.bundle.audit_file import (
    FORMAT,
    AttachedFile,
    AuditFile,
    Return,
    Role,
    SignOff,
    TopicNamed,
    encode_audit_file,
)
from s11desk.bundle.container.container_writer import Member, bytes_member, write_container
from s11desk.bundle.container.file_layout import ANSWERS_XLSX, AUDIT_JSON, AUDIT_PDF, EVIDENCE_FOLDER, TOPIC_JSON
from s11desk.bundle.read_return import ReadReturn, read_return
from s11desk.bundle.safe_names import safe_name
from s11desk.domain.audit import Audit, ReturnRecord
from s11desk.domain.completeness import find_gaps
from s11desk.domain.visibility import as_returned
from s11desk.durable import make_folder, writing, writing_errors
from s11desk.errors import Code, IntegrityError, UserError
from s11desk.signing.cms import sign_detached
from s11desk.signing.identity.lifecycle import unlock
from s11desk.topics.pack import encode_topic

if TYPE_CHECKING:
    from s11desk.signing.signer import Signer
    from s11desk.store.return_files import ReturnFile

ABANDONED_AFTER = 24 * 3600
"""Seconds. A folder of files on their way into a return that is older belongs to an export that was killed."""


@dataclass(frozen=True, slots=True)
class MadeReturn:
    """A return that stands under ``path``. ``size`` in bytes; ``sha256`` of the whole file.

    ``encrypted``: the same, encrypted to the partnership, where the topic asks for that.
    """

    path: Path
    reference: str
    number: int
    size: int
    sha256: str
    encrypted: Encrypted | None = None


@dataclass(frozen=True, slots=True)
class _Making:
    """What one return is made of: the draft as it was when signing began, who signs it, and when."""

    draft: Draft
    signer: Signer
    number: int
    made: dt.datetime
    pictures: bool

    @property
    def reference(self) -> str:
        return f"{self.draft.audit.id.upper()}-{self.number}"


def export_return(
    workspace: Workspace,
    audit_id: str,
    folder: Path,
    passphrase: str,
    *,
    pictures: bool = False,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> MadeReturn:
    """Sign the draft as completer and write the return bundle into ``folder``. The draft stays as it is.

    ``pictures``: show those of the evidence in the PDF too. Not unless asked for: the bundle has them whole, a mailbox
    has limits, and the signed PDF goes to people to whom pictures of children need not go.

    Raises ``AUDIT_INCOMPLETE`` with every gap; what :func:`s11desk.signing.identity.lifecycle.unlock` raises;
    ``EVIDENCE_GONE``, ``EVIDENCE_ALTERED``, ``RETURN_TOO_LARGE``, ``DISK_FULL``, ``FOLDER_UNWRITABLE``; Cancelled;
    IntegrityError where the bundle does not read back. In each case nothing stands under the final name.
    """
    note_interrupted(workspace)
    draft = require_complete(workspace, audit_id)
    made = workspace.clock()
    signer = unlock(workspace.home.identity, passphrase, made)
    making = _Making(draft, signer, len(draft.audit.exports) + 1, made, pictures)
    make_folder(folder)
    path = _free_path(folder, _file_name(making))
    with work_folder(workspace.home, making.made) as work:
        audit_file = _audit_file(making)
        pdf = _signed_pdf(workspace, making, encode_audit_file(audit_file), work, cancel)
        stop_if_cancelled(cancel)
        unnoted = _write_bundle(workspace, making, audit_file, pdf, path, progress, cancel)
    with taken_back_on_failure(workspace, unnoted, path, path.with_name(path.name + ENDING)):
        encrypted = encrypt_return(path, draft.topic, made, progress=progress, cancel=cancel)
        exported = MadeReturn(
            path, making.reference, making.number, path.stat().st_size, unnoted.record.digest, encrypted
        )
        note_return(workspace, unnoted)
    return exported


def require_complete(workspace: Workspace, audit_id: str) -> Draft:
    """The draft as a return would say it. Raises ``AUDIT_INCOMPLETE`` with every gap."""
    draft = open_draft(workspace, audit_id)
    said = Draft(draft.topic, as_returned(draft.topic, draft.audit))
    gaps = find_gaps(said.topic, said.audit)
    if gaps:
        raise UserError(Code.AUDIT_INCOMPLETE, gaps=gaps, topic=said.topic)
    return said


def _free_path(folder: Path, name: str) -> Path:
    """Where nothing stands yet: the folder may hold a return of another computer, or of drafts since brought back."""
    with writing_errors(folder):
        taken = {path.name for path in folder.iterdir()}
    return folder / safe_name(name, taken)


def _file_name(making: _Making) -> str:
    """Agency, topic and reference, in letters that every mail system and disk can carry."""
    return safe_name(f"{making.draft.audit.agency[:60]} {making.draft.topic.id} {making.reference}.zip", ())


def _signed_pdf(workspace: Workspace, making: _Making, audit_json: bytes, work: Path, cancel: Cancel) -> Path:
    from s11desk.report.documents import ReturnDocument, Signatory, write_return, write_stamp
    from s11desk.signing.pdf_signatures import sign_pdf
    from s11desk.signing.signature_facts import PdfRole

    fonts = resources_folder() / "fonts"
    facts = making.signer.facts
    signatory = Signatory(facts.name, facts.job_title, facts.organisation, facts.email, facts.spoken)
    last = making.draft.audit.exports[-1] if making.draft.audit.exports else None
    document = ReturnDocument(
        topic=making.draft.topic,
        audit=making.draft.audit,
        reference=making.reference,
        number=making.number,
        made=making.made,
        completer=signatory,
        replaces=last.reference if last else "",
        attachment=audit_json,
        pictures=picture_files(workspace, making.draft.audit) if making.pictures else (),
    )
    unsigned, stamp, signed = work / "unsigned.pdf", work / "stamp.pdf", work / AUDIT_PDF
    with writing(unsigned, private=True) as out:
        write_return(out, document, fonts)
    stop_if_cancelled(cancel)
    with writing(stamp, private=True) as out:
        write_stamp(out, signatory, making.made, fonts)
    with writing(signed, private=True) as out:
        sign_pdf(unsigned, out, making.signer, PdfRole.COMPLETER, PdfRole.COMPLETER.value, making.made, stamp)
    return signed


def _write_bundle(
    workspace: Workspace,
    making: _Making,
    audit_file: AuditFile,
    pdf: Path,
    path: Path,
    progress: Progress,
    cancel: Cancel,
) -> ReturnFile:
    topic = making.draft.topic
    announced: list[ReturnFile] = []
    parts = (
        Member(AUDIT_PDF, pdf.stat().st_size, lambda: pdf.open("rb")),
        bytes_member(AUDIT_JSON, encode_audit_file(audit_file)),
        bytes_member(TOPIC_JSON, encode_topic(topic)),
        bytes_member(ANSWERS_XLSX, workbook_bytes(topic, making.draft.audit, making.reference, making.made)),
        *(_member(workspace, item) for item in sorted(audit_file.evidence, key=lambda item: item.path)),
    )

    def sign(manifest: bytes) -> bytes:
        return sign_detached(manifest, making.signer, making.made)

    def check(written: Path) -> None:
        with written.open("rb") as stream:
            _compare(read_return(stream, cancel=cancel), audit_file)
        announced.append(announce_return(workspace, making.draft.audit.id, _record(making, file_digest(written)), path))

    try:
        with writing(path, check=check, fresh=True) as out:
            write_container(out, parts, sign, progress=progress, cancel=cancel)
    except IntegrityError:
        _name_altered_evidence(workspace, making.draft.audit)
        raise
    return announced[0]


def _member(workspace: Workspace, item: AttachedFile) -> Member:
    with naming_evidence(item.name):
        workspace.vault.open(item.sha256).close()
    return Member(item.path, item.size, lambda: workspace.vault.open(item.sha256), item.sha256)


def _name_altered_evidence(workspace: Workspace, audit: Audit) -> None:
    """Something read differently than it was kept: say which file, where it is a file of evidence."""
    for item in audit.evidence:
        with naming_evidence(item.name):
            workspace.vault.verify(item.sha256, item.size)


def _attached_files(audit: Audit) -> tuple[AttachedFile, ...]:
    taken: list[str] = []
    files = []
    for item in audit.evidence:
        taken.append(safe_name(f"{item.id}-{item.name}", taken))
        files.append(
            AttachedFile(
                id=item.id,
                path=f"{EVIDENCE_FOLDER}{taken[-1]}",
                name=item.name,
                type=item.type,
                size=item.size,
                sha256=item.sha256,
                questions=item.questions,
                attached=item.attached,
                caption=item.caption,
            )
        )
    return tuple(files)


def _audit_file(making: _Making) -> AuditFile:
    audit, topic, signer = making.draft.audit, making.draft.topic, making.signer.facts
    sign_off = SignOff(
        role=Role.COMPLETER,
        name=signer.name,
        job_title=signer.job_title,
        organisation=signer.organisation,
        email=signer.email,
        fingerprint=signer.fingerprint,
        at=making.made,
        content=content_digest(audit),
    )
    return AuditFile(
        format=FORMAT,
        submission=Return(
            reference=making.reference,
            number=making.number,
            made=making.made,
            program=f"s11desk {s11desk.__version__}",
            replaces=audit.exports[-1].digest if audit.exports else "",
        ),
        topic=TopicNamed(
            id=topic.id,
            version=topic.version,
            digest=audit.topic_digest,
            title=topic.title,
            year=topic.year,
            partnership=topic.partnership.name,
        ),
        audit_id=audit.id,
        agency=audit.agency,
        begun=audit.begun,
        changed=audit.changed,
        answers=audit.answers,
        evidence=_attached_files(audit),
        action_plan=audit.actions,
        sign_offs=(sign_off,),
    )


def _compare(read: ReadReturn, meant: AuditFile) -> None:
    """What stands on the disk is what the draft says, signed, or it gets no name."""
    if not read.is_intact or read.audit_file != meant:
        raise IntegrityError("the bundle does not read back as it was written")


@contextmanager
def work_folder(home: Home, now: dt.datetime) -> Iterator[Path]:
    """A private folder inside the home that is gone afterwards; what a killed export left long ago is cleared first."""
    for left in home.work.glob("*"):
        if left.stat().st_mtime < now.timestamp() - ABANDONED_AFTER:
            shutil.rmtree(left, ignore_errors=True)
    folder = home.work / secrets.token_hex(6)
    make_folder(folder, private=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _record(making: _Making, digest: str) -> ReturnRecord:
    return ReturnRecord(
        number=making.number,
        reference=making.reference,
        exported=making.made,
        digest=digest,
        content=content_digest(making.draft.audit),
    )
