"""Makes whole returns as a signer can who has the program's source: every part fits, except where a test says so."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from s11desk import bundle, report, signing
from s11desk.app.home.paths import resources_folder
from s11desk.app.returns.making.return_pages import return_document, spoken_signature, write_stamp
from s11desk.bundle.audit_file import AuditFile, audit_of, encode_audit_file
from s11desk.domain.audits.content_digest import content_digest
from s11desk.domain.topics.topic import Topic
from s11desk.signing.signature_facts import PdfRole
from s11desk.signing.signer import Signer
from s11desk.topics.pack import decode_topic, encode_topic, topic_digest
from tests.bundle.container.crafting import FIRST_MANIFEST, FIRST_SIGNATURE
from tests.bundle.forging import Files, audit_file_of, countersigned_by, files_of, pack, signed_by

FONTS = resources_folder() / "fonts"
MIMETYPE = b"application/vnd.etsi.asic-e+zip"


@dataclass(frozen=True)
class Content:
    """What one part of a return says."""

    topic: Topic
    audit_file: AuditFile
    evidence: Mapping[str, bytes] = field(default_factory=dict)


def content_of(files: Files) -> Content:
    evidence = {name: content for name, content in files.items() if name.startswith("evidence/")}
    return Content(decode_topic(files["topic.json"]), audit_file_of(files), evidence)


def changed(content: Content, **changes: object) -> Content:
    """``content`` with other values in its ``audit.json``; nothing else is made to fit."""
    audit_file = msgspec.structs.replace(content.audit_file, **changes)
    return Content(content.topic, audit_file, content.evidence)


def by(signer: Signer, content: Content, at: dt.datetime) -> Content:
    """``content`` as ``signer`` signs it off at the time ``at``: every claim is true."""
    (sign_off,) = content.audit_file.sign_offs
    who = msgspec.structs.asdict(signer.facts)
    named = {name: who[name] for name in ("name", "job_title", "organisation", "email", "fingerprint")}
    stated = msgspec.structs.replace(content.audit_file.topic, digest=topic_digest(content.topic))
    facts = msgspec.structs.replace(content.audit_file.return_facts, made=at)
    with_topic = changed(content, topic=stated, return_facts=facts)
    digest = content_digest(audit_of(with_topic.audit_file))
    return changed(with_topic, sign_offs=(msgspec.structs.replace(sign_off, at=at, content=digest, **named),))


@dataclass(frozen=True)
class Making:
    """A return to make. ``pages``, ``embedded``, ``workbook``: what these parts say, if not the same as ``content``.

    ``pdf_at``: the time that the PDF states, if not ``at``. ``unsigned_pdf``: the PDF before signing, if not made.
    """

    signer: Signer
    content: Content
    at: dt.datetime
    pages: Content | None = None
    embedded: bytes | None = None
    workbook: Content | bytes | None = None
    pdf_at: dt.datetime | None = None
    topic_json: bytes | None = None

    def files(self) -> dict[str, bytes]:
        audit_json = encode_audit_file(self.content.audit_file)
        parts = {
            "mimetype": MIMETYPE,
            "audit.pdf": self._pdf(audit_json),
            "audit.json": audit_json,
            "topic.json": self.topic_json or encode_topic(self.content.topic),
            "answers.xlsx": self.workbook_bytes(),
            **self.content.evidence,
            FIRST_MANIFEST: b"",
            FIRST_SIGNATURE: b"",
        }
        return signed_by(self.signer, parts, self.at)

    def _pdf(self, audit_json: bytes) -> bytes:
        shown, out = self.pages or self.content, io.BytesIO()
        document = return_document(shown.topic, shown.audit_file, self.embedded or audit_json)
        report.write_return(out, document, FONTS)
        return signed_pdf(out.getvalue(), self.signer, self.pdf_at or self.at, of=shown.audit_file)

    def workbook_bytes(self) -> bytes:
        if isinstance(self.workbook, bytes):
            return self.workbook
        shown = self.workbook or self.content
        facts = shown.audit_file.return_facts
        return bundle.workbook_bytes(shown.topic, audit_of(shown.audit_file), facts.reference, facts.made)


def signed_pdf(
    pdf: bytes, signer: Signer, at: dt.datetime, role: PdfRole = PdfRole.COMPLETER, *, of: AuditFile
) -> bytes:
    """``of``: the data of the return, which states the layout of the stamp."""
    stamp, out = io.BytesIO(), io.BytesIO()
    write_stamp(stamp, signer.facts, at, of)
    new = signing.NewPdfSignature(role, role.value, at, stamp.getvalue(), spoken_signature(signer.facts, of))
    signing.sign_pdf(io.BytesIO(pdf), out, signer, new)
    return out.getvalue()


def approved(files: Files, approver: Signer, at: dt.datetime, pdf: bytes | None = None) -> bytes:
    """The return with a second signature. ``pdf``: what the approver signs in place of ``audit.pdf``."""
    second = pdf or signed_pdf(files["audit.pdf"], approver, at, PdfRole.APPROVER, of=audit_file_of(files))
    return pack(countersigned_by(approver, files, second, at))


def golden_content(content: bytes) -> Content:
    return content_of(files_of(content))
