"""Make a return: sign as completer, write the bundle, read it back strictly, and only then give it its name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from s11desk import bundle, report, signing
from s11desk.app.audits.attachments import named_in_errors
from s11desk.app.audits.drafts import Draft, open_draft
from s11desk.app.home.paths import resources_folder
from s11desk.app.home.work_folder import work_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.making.encrypt import Encrypted
from s11desk.app.returns.making.finished_return import FinishedReturn, ReturnPaths, finished_return, return_paths
from s11desk.app.returns.making.new_audit_file import new_audit_file
from s11desk.app.returns.making.record import file_digest, name_and_record, record_interrupted_returns
from s11desk.app.returns.making.return_pages import (
    LaidOut,
    lay_out,
    page_facts,
    return_document,
    spoken_signature,
    with_lowest_layout,
    write_stamp,
)
from s11desk.app.returns.verifying.seen_return import SeenReturn
from s11desk.app.write_documents import picture_files
from s11desk.bundle.audit_file import (
    AttachedFile,
    AuditFile,
    PageFacts,
    lowest_format,
)
from s11desk.bundle.container.container_writer import Member, bytes_member, file_member, write_container
from s11desk.bundle.container.file_layout import ANSWERS_XLSX, AUDIT_JSON, AUDIT_PDF, TOPIC_JSON
from s11desk.bundle.read_return import PDF_OF_ROLE, read_return
from s11desk.bundle.safe_names import safe_name_before
from s11desk.domain.audits.answer_rules import texts_of_audit
from s11desk.domain.audits.audit import Audit, ReturnRecord
from s11desk.domain.audits.completeness import AuditIncomplete
from s11desk.domain.audits.own_gaps import find_own_gaps
from s11desk.domain.audits.visibility import as_returned
from s11desk.domain.text.text_limits import require_kept_length
from s11desk.domain.topics.signer_role import Role
from s11desk.errors import IntegrityError
from s11desk.errors.asking_errors import AuditAsked
from s11desk.files.durable import writing
from s11desk.files.system_errors import writing_errors
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress, stop_if_cancelled
from s11desk.signing.cms import sign_detached
from s11desk.signing.identity.lifecycle import unlock
from s11desk.signing.signature_facts import PdfRole
from s11desk.store.drafts.return_files import keep_return_file
from s11desk.topics.pack import encode_topic
from s11desk.wording.dates import zone_here

if TYPE_CHECKING:
    from s11desk.report.blocks.pictures import PictureFile
    from s11desk.signing.signature_facts import SignerFacts
    from s11desk.signing.signer import Signer


@dataclass(frozen=True, slots=True)
class MadeReturn:
    """A return in the file ``path``, which the person can read. ``size`` in bytes; ``sha256`` of it, hexadecimal.

    ``encrypted``: the file for the partnership, if the topic asks for encryption. Then ``path`` is the person's own
    copy inside the home, which nobody sends. ``signers``: those of this very return, in the order in which they signed,
    and ``roles``: the role of each. ``signed_apart``: who signed only another copy of the same return.
    """

    path: Path
    reference: str
    number: int
    size: int
    sha256: str
    encrypted: Encrypted | None = None
    signers: tuple[SignerFacts, ...] = ()
    roles: tuple[Role, ...] = (Role.COMPLETER,)
    signed_apart: tuple[SignerFacts, ...] = ()

    @property
    def signed_pdf(self) -> str:
        """The name, inside the return, of the PDF that has every signature: the one that a person is told to read."""
        return PDF_OF_ROLE[self.roles[-1]]

    @property
    def to_send(self) -> Path:
        """The file for the partnership."""
        return self.encrypted.path if self.encrypted is not None else self.path

    @property
    def size_to_send(self) -> int:
        """The bytes of the file for the partnership."""
        return self.encrypted.size if self.encrypted is not None else self.size

    @property
    def sha256_to_send(self) -> str:
        """The digest of the file for the partnership."""
        return self.encrypted.sha256 if self.encrypted is not None else self.sha256

    @property
    def seen(self) -> SeenReturn:
        """The return that the person can read, for everything that is done with it afterwards."""
        return SeenReturn(self.path, sha256=self.sha256)


@dataclass(frozen=True, slots=True)
class _NewReturn:
    """The parts of one return: the draft as it was when signing began, the signer and the time.

    ``pictures``: those of the evidence that its pages show.
    """

    draft: Draft
    signer: Signer
    number: int
    made_at: dt.datetime
    laid_out: LaidOut
    pictures: tuple[PictureFile, ...]

    @property
    def audit_file(self) -> AuditFile:
        return self.laid_out.audit_file

    @property
    def audit_json(self) -> bytes:
        """The audit file as bytes, encoded once for the PDF and for the bundle."""
        return self.laid_out.audit_json

    @property
    def reference(self) -> str:
        return self.audit_file.return_facts.reference


def make_return(  # noqa: PLR0913 - what a person chooses, and progress and cancel as in every long task
    workspace: Workspace,
    audit_id: str,
    folder: Path,
    passphrase: str,
    *,
    pictures: bool = False,
    language: str = "",
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> MadeReturn:
    """Sign the draft as completer and write the return bundle into ``folder``. The draft stays as it is.

    ``pictures``: show the evidence's pictures in the PDF. Usually it has none: mailboxes have limits, and its readers
    need not see pictures of children. ``language``: of the pages; the topic's own if it is empty or the topic lacks it.
    Raises ``AuditIncomplete`` with every gap; what unlocking, reading and writing
    raise; ``ReturnTooLarge``; Cancelled; IntegrityError. In each case no file gets the final name.
    """
    record_interrupted_returns(workspace)
    draft = require_complete(workspace, audit_id)
    pages = page_facts(pictures=pictures, language=draft.topic.in_language(language).language)
    new = _new_return(workspace, draft, passphrase, pages, cancel)
    paths = return_paths(workspace.home, folder, _file_name(new), new.draft.topic)
    with work_folder(workspace.home, new.made_at) as work:
        pdf = _sign_pdf(new, work, cancel)
        stop_if_cancelled(cancel)
        return _write_bundle(workspace, new, pdf, paths, progress, cancel)


def require_complete(workspace: Workspace, audit_id: str) -> Draft:
    """Read a draft with only the content that goes into a return.

    Raises ``AuditIncomplete`` with every gap, ``TextTooLong`` for a text that an older version took, and ``AuditAsked``
    if a colleague asked its questions.
    """
    draft = open_draft(workspace, audit_id)
    if draft.is_asked:
        raise AuditAsked(audit=draft.audit.id, agency=draft.audit.agency)
    returned = Draft(draft.topic, as_returned(draft.topic, draft.audit))
    gaps = find_own_gaps(returned.topic, returned.audit)
    if gaps:
        raise AuditIncomplete(gaps=gaps, topic=returned.topic)
    require_kept_length(texts_of_audit(returned.audit))
    return returned


def _file_name(new: _NewReturn) -> str:
    """Agency, topic and reference, in characters that every mail system and disk accepts.

    Who has a damaged copy of the file knows it by its reference.
    """
    return safe_name_before(new.draft.audit.agency[:60], f" {new.draft.topic.id} {new.reference}.zip")


def _sign_pdf(new: _NewReturn, work: Path, cancel: Cancel) -> Path:
    fonts = resources_folder() / "fonts"
    document = return_document(new.draft.topic, new.audit_file, new.audit_json, new.pictures)
    unsigned, stamp, signed = work / "unsigned.pdf", work / "stamp.pdf", work / AUDIT_PDF
    with writing(unsigned, private=True) as out:
        report.write_return(out, document, fonts, likely_pages=new.laid_out.pages, cancel=cancel)
    stop_if_cancelled(cancel)
    with writing(stamp, private=True) as out:
        write_stamp(out, new.signer.facts, new.made_at, new.audit_file)
    with writing(signed, private=True) as out:
        role = PdfRole.COMPLETER
        spoken = spoken_signature(new.signer.facts, new.audit_file)
        new_signature = signing.NewPdfSignature(role, role.value, new.made_at, stamp, spoken)
        signing.sign_pdf(unsigned, out, new.signer, new_signature)
    return signed


def _write_bundle(
    workspace: Workspace, new: _NewReturn, pdf: Path, paths: ReturnPaths, progress: Progress, cancel: Cancel
) -> MadeReturn:
    """Write the bundle and read it back. Encrypt it if the topic asks for that.

    Only then does each file get its name.
    """
    parts, sign = _parts(workspace, new, pdf), partial(sign_detached, signer=new.signer, now=new.made_at)
    approvers = len(new.draft.topic.open_roles(()))
    try:
        with finished_return(paths, new.draft.topic, cancel) as files:
            with writing_errors(files.own.target):  # which of the two disks is full
                write_container(files.own.stream, parts, sign, approvers=approvers, progress=progress, cancel=cancel)
                files.own.finish()
            _require_same(files.own.path, new.audit_file, cancel)
            files.seal()
            made_return = _describe_return(new, files)
            planned = files.planned(new.draft.audit.id, _record(new, made_return.sha256))
            keep_return_file(workspace.drafts, planned)
            name_and_record(workspace, planned, *files.in_order())
    except IntegrityError:
        _name_altered_evidence(workspace, new.draft.audit)
        raise
    return made_return


def _describe_return(new: _NewReturn, files: FinishedReturn) -> MadeReturn:
    """Describe the return before the files get their names, so that no read can fail once the return exists."""
    size, digest = files.own.path.stat().st_size, file_digest(files.own.path)
    return MadeReturn(
        files.own.target, new.reference, new.number, size, digest, files.addressed(new.made_at), (new.signer.facts,)
    )


def _parts(workspace: Workspace, new: _NewReturn, pdf: Path) -> tuple[Member, ...]:
    topic, audit = new.draft.topic, new.draft.audit
    return (
        file_member(AUDIT_PDF, pdf),
        bytes_member(AUDIT_JSON, new.audit_json),
        bytes_member(TOPIC_JSON, encode_topic(topic)),
        bytes_member(ANSWERS_XLSX, bundle.workbook_bytes(topic, audit, new.reference, new.made_at)),
        *(_evidence_member(workspace, item) for item in sorted(new.audit_file.evidence, key=lambda item: item.path)),
    )


def _evidence_member(workspace: Workspace, item: AttachedFile) -> Member:
    with named_in_errors(item.name):
        workspace.vault.open(item.sha256).close()
    return Member(item.path, item.size, partial(workspace.vault.open, item.sha256), item.sha256)


def _name_altered_evidence(workspace: Workspace, audit: Audit) -> None:
    """Raise an error that names the altered file, if a file of evidence is the reason why the bundle differs."""
    for item in audit.evidence:
        with named_in_errors(item.name):
            workspace.vault.verify(item.sha256, item.size)


def _new_return(workspace: Workspace, draft: Draft, passphrase: str, pages: PageFacts, cancel: Cancel) -> _NewReturn:
    now = workspace.clock()
    signer = unlock(workspace.home.identity, passphrase, now)
    number = len(draft.audit.exports) + 1
    newest = new_audit_file(draft, signer.facts, number, now, msgspec.structs.replace(pages, zone=zone_here(now)))
    lowest = msgspec.structs.replace(newest, format=lowest_format(newest))
    pictures = picture_files(workspace, draft.audit) if pages.pictures else ()
    laid_out = lay_out(draft.topic, with_lowest_layout(lowest, draft.topic), pictures, cancel)
    return _NewReturn(draft, signer, number, now, laid_out, pictures)


def _require_same(written: Path, meant: AuditFile, cancel: Cancel) -> None:
    """Raise IntegrityError if the file on the disk is not intact, or its ``audit.json`` is not ``meant``."""
    with written.open("rb") as stream:
        read = read_return(stream, cancel=cancel)
    if not read.is_intact or read.audit_file != meant:
        raise IntegrityError("the bundle does not read back as it was written")


def _record(new: _NewReturn, digest: str) -> ReturnRecord:
    return ReturnRecord(
        number=new.number,
        reference=new.reference,
        exported=new.made_at,
        digest=digest,
        content=new.audit_file.sign_offs[0].content,
    )
