"""Forges returns as someone could who knows the format as well as the program does.

The assembler of the tests (``container/crafting.py``) makes the containers, so every CRC, size and offset is right;
manifests can be made to fit. Only the signature then shows the forgery.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import msgspec

from s11desk import bundle
from s11desk.bundle.audit_file import AuditFile, SignOff, audit_of, decode_audit_file, encode_audit_file
from s11desk.domain.audits.content_digest import content_digest
from s11desk.signing.cms import sign_detached
from s11desk.signing.signer import Signer
from s11desk.topics.pack import decode_topic
from tests.bundle.container.crafting import (
    FIRST_MANIFEST,
    FIRST_SIGNATURE,
    SECOND_MANIFEST,
    SECOND_SIGNATURE,
    Part,
    assemble,
    manifest,
)
from tests.samples import NOON

GOLDEN = Path(__file__).parents[1] / "golden" / "returns" / "format-1"
COUNTERSIGNED_PDF = "audit-countersigned.pdf"
SECOND_SET = (COUNTERSIGNED_PDF, SECOND_MANIFEST, SECOND_SIGNATURE)

Files = Mapping[str, bytes]
"""The files of a return by name, in the order of the container."""


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def pack(files: Files) -> bytes:
    return assemble([Part(name.encode(), content) for name, content in files.items()])


def with_fitting_manifests(files: Files) -> dict[str, bytes]:
    """``files`` with manifests that state their digests; the signatures stay the same."""
    covered: dict[str, bytes] = {}
    result = dict(files)
    for name in files:
        if name in (FIRST_MANIFEST, SECOND_MANIFEST):
            result[name] = manifest(FIRST_SIGNATURE if name == FIRST_MANIFEST else SECOND_SIGNATURE, covered)
        if name != "mimetype":
            covered[name] = result[name]
    return result


def with_file(files: Files, name: str, content: bytes) -> dict[str, bytes]:
    return {**files, name: content}


def without_second_set(files: Files) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name not in SECOND_SET}


def signed_by(signer: Signer, files: Files, at: dt.datetime = NOON) -> dict[str, bytes]:
    """The files with a first signature by ``signer``, and no second one."""
    result = with_fitting_manifests(without_second_set(files))
    return with_file(result, FIRST_SIGNATURE, sign_detached(result[FIRST_MANIFEST], signer, at))


def countersigned_by(signer: Signer, files: Files, pdf: bytes, at: dt.datetime = NOON) -> dict[str, bytes]:
    result = with_fitting_manifests(
        {**without_second_set(files), COUNTERSIGNED_PDF: pdf, SECOND_MANIFEST: b"", SECOND_SIGNATURE: b""}
    )
    return with_file(result, SECOND_SIGNATURE, sign_detached(result[SECOND_MANIFEST], signer, at))


def audit_file_of(files: Files) -> AuditFile:
    return decode_audit_file(files["audit.json"])


def with_audit_changes(files: Files, **changes: object) -> dict[str, bytes]:
    """The files with a changed ``audit.json``; the manifest is not made to fit."""
    changed = msgspec.structs.replace(audit_file_of(files), **changes)
    return with_file(files, "audit.json", encode_audit_file(changed))


def signed_off_by(signer: Signer, files: Files) -> dict[str, bytes]:
    """The files with an ``audit.json`` that names ``signer`` as the completer."""
    (sign_off,) = audit_file_of(files).sign_offs
    who = msgspec.structs.asdict(signer.facts)
    named = {name: who[name] for name in ("name", "job_title", "organisation", "email", "fingerprint")}
    return with_audit_changes(files, sign_offs=(msgspec.structs.replace(sign_off, **named),))


def with_fitting_data(files: Files, at: dt.datetime = NOON) -> dict[str, bytes]:
    """The files with the times, the content digest and the workbook that fit the answers and a signature at ``at``."""
    topic, audit_file = decode_topic(files["topic.json"]), audit_file_of(files)
    facts = msgspec.structs.replace(audit_file.return_facts, made=at)
    audit = audit_of(audit_file)
    sign_off = msgspec.structs.replace(audit_file.sign_offs[0], at=at, content=content_digest(audit))
    workbook = bundle.workbook_bytes(topic, audit, facts.reference, facts.made)
    return with_file(with_audit_changes(files, return_facts=facts, sign_offs=(sign_off,)), "answers.xlsx", workbook)


def sign_off_of(files: Files) -> SignOff:
    return audit_file_of(files).sign_offs[0]
