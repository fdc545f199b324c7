"""Signing a PDF as completer and as approver, and checking it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import cms as asn1_cms
from pyhanko.pdf_utils.reader import PdfFileReader

from s11desk.errors import UserError
from s11desk.errors.file_errors import FileMissing
from s11desk.errors.return_errors import PdfUnsignable
from s11desk.files import durable
from s11desk.override import override
from s11desk.signing.pdf_signatures import NewPdfSignature, sign_pdf, verify_pdf
from s11desk.signing.signature_facts import CmsFault, PdfCoverage, PdfRole
from s11desk.signing.signer import Signer
from tests.signing import documents
from tests.signing.conftest import NOW


def test_the_completers_signature_certifies_the_whole_file(certified: bytes, signer: Signer) -> None:
    facts = verify_pdf(BytesIO(certified))
    assert (facts.readable, facts.last_covers_whole_file, facts.is_valid) == (True, True, True)
    (completer,) = facts.signatures
    assert (completer.field_name, completer.certifies, completer.coverage) == (
        "completer",
        True,
        PdfCoverage.WHOLE_FILE,
    )
    assert (completer.intact, completer.valid, completer.changes_allowed, completer.cms.canonical) == (True,) * 4
    assert (completer.signer, completer.signed_at) == (signer.facts, NOW)


def test_the_approvers_signature_leaves_the_completers_valid(
    certified: bytes, countersigned: bytes, signer: Signer, issued_signer: Signer
) -> None:
    assert countersigned.startswith(certified)
    facts = verify_pdf(BytesIO(countersigned))
    assert facts.is_valid
    completer, approver = facts.signatures
    assert (completer.field_name, completer.certifies, completer.coverage) == (
        "completer",
        True,
        PdfCoverage.WHOLE_REVISION,
    )
    assert (approver.field_name, approver.certifies, approver.coverage) == (
        "approver",
        False,
        PdfCoverage.WHOLE_FILE,
    )
    assert (completer.signer, approver.signer) == (signer.facts, issued_signer.facts)


def test_fields_written_by_hand_can_be_signed(signer: Signer, pss_signer: Signer) -> None:
    moment = pss_signer.certificate.not_before
    once = documents.certified(documents.report_with_plain_fields(), signer, moment)
    twice = documents.countersigned(once, pss_signer, moment)
    assert [signature.is_valid for signature in verify_pdf(BytesIO(twice)).signatures] == [True, True]


def test_a_file_on_disk_is_read_and_written_as_a_stream(tmp_path: Path, report: bytes, signer: Signer) -> None:
    source, target, stamp = tmp_path / "report.pdf", tmp_path / "signed.pdf", tmp_path / "stamp.pdf"
    source.write_bytes(report)
    stamp.write_bytes(documents.stamp())
    with durable.writing(target) as out:
        sign_pdf(source, out, signer, NewPdfSignature(PdfRole.COMPLETER, "completer", NOW, stamp))
    assert verify_pdf(target).is_valid
    assert source.read_bytes() == report


def test_a_signed_pdf_is_pades_with_our_form_of_signature(certified: bytes) -> None:
    """/M states the time and the signature does not (EN 319 142-1, 6.3). The certificate is embedded once."""
    (embedded,) = PdfFileReader(BytesIO(certified)).embedded_signatures
    assert embedded.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert embedded.sig_object["/M"] == "D:20260302093015Z"
    signed_data = asn1_cms.ContentInfo.load(embedded.pkcs7_content)["content"]
    kinds = {each["type"].native for each in signed_data["signer_infos"][0]["signed_attrs"]}
    assert kinds == {"content_type", "message_digest", "signing_certificate_v2"}
    assert len(signed_data["certificates"]) == 1


def test_signing_keeps_the_version_and_metadata_of_the_document(signer: Signer) -> None:
    """A PDF/A-3 report must stay valid: PDF 1.7, with the same dates and XMP."""
    plain = documents.report_with_plain_fields()
    signed = documents.certified(plain, signer, NOW)
    added = signed[len(plain) :]
    for entry in (b"/Version", b"/Metadata", b"/ModDate", b"/Producer", b"/Info", b"pyHanko"):
        assert entry not in added
    assert b"/ESIC" in added


def test_a_local_time_is_read_back_as_the_same_moment(report: bytes, signer: Signer) -> None:
    moment = NOW.astimezone(dt.timezone(dt.timedelta(hours=1)))
    (completer,) = verify_pdf(BytesIO(documents.certified(report, signer, moment))).signatures
    assert completer.signed_at == NOW


def test_a_time_without_a_zone_raises_value_error(report: bytes, signer: Signer) -> None:
    with pytest.raises(ValueError, match="time zone"):
        documents.certified(report, signer, NOW.replace(tzinfo=None))


def test_without_a_stamp_the_field_keeps_its_look(report: bytes, signer: Signer) -> None:
    signed = documents.signed(report, signer, PdfRole.COMPLETER, NOW)
    assert verify_pdf(BytesIO(signed)).is_valid
    assert b"/Subtype /Form" not in signed[len(report) :]


def test_an_unsigned_file_is_readable_but_not_valid(report: bytes) -> None:
    facts = verify_pdf(BytesIO(report))
    assert (facts.readable, facts.signatures, facts.last_covers_whole_file, facts.is_valid) == (True, (), False, False)


def test_a_signature_after_the_certificate_expired_is_reported(report: bytes, signer: Signer) -> None:
    late = signer.certificate.not_after + dt.timedelta(days=1)
    (completer,) = verify_pdf(BytesIO(documents.certified(report, signer, late))).signatures
    assert (completer.cms.fault, completer.intact, completer.valid) == (CmsFault.CERTIFICATE_NOT_VALID, True, True)
    assert not completer.is_valid


def refused(document: Path | bytes, signer: Signer, role: PdfRole, field: str) -> None:
    source = BytesIO(document) if isinstance(document, bytes) else document
    with pytest.raises(UserError) as refusal:
        sign_pdf(source, BytesIO(), signer, NewPdfSignature(role, field, NOW))
    named = None if isinstance(document, bytes) else document
    assert refusal.value == PdfUnsignable(path=named, field=field)


def test_a_file_field_or_role_that_cannot_be_signed_is_refused(report: bytes, certified: bytes, signer: Signer) -> None:
    refused(b"", signer, PdfRole.COMPLETER, "completer")
    refused(b"PK\3\4", signer, PdfRole.COMPLETER, "completer")
    refused(report, signer, PdfRole.COMPLETER, "witness")
    refused(certified, signer, PdfRole.COMPLETER, "completer")
    refused(certified, signer, PdfRole.COMPLETER, "approver")
    refused(certified, signer, PdfRole.APPROVER, "completer")


def test_the_error_names_the_file_that_cannot_be_signed(identity: Path, signer: Signer) -> None:
    refused(identity, signer, PdfRole.APPROVER, "approver")


def test_a_missing_file_is_reported(tmp_path: Path, signer: Signer) -> None:
    actions: list[Callable[[Path], object]] = [
        verify_pdf,
        lambda path: sign_pdf(path, BytesIO(), signer, NewPdfSignature(PdfRole.COMPLETER, "completer", NOW)),
    ]
    for action in actions:
        with pytest.raises(FileMissing):
            action(tmp_path / "none.pdf")


def test_nothing_about_a_signer_is_logged(countersigned: bytes, report: bytes, signer: Signer) -> None:
    """pyHanko logs the names in certificates. Our log keeps none of them."""
    logged = BytesIO()

    class Listener(logging.Handler):
        @override
        def emit(self, record: logging.LogRecord) -> None:
            logged.write(record.getMessage().encode())

    listener = Listener()
    logging.getLogger().addHandler(listener)
    try:
        verify_pdf(BytesIO(countersigned))
        verify_pdf(BytesIO(countersigned + b"\n"))
        documents.certified(report, signer, NOW)
    finally:
        logging.getLogger().removeHandler(listener)
    assert logged.getvalue() == b""
