"""A received PDF that holds anything but our pages and our one attached file is refused, wherever it is hidden."""

from __future__ import annotations

import io
import random
import re

import pytest

from s11desk.app.returns.verifying.seen_return import save_signed_pdf
from s11desk.bundle.pdf_structure import PdfFault, find_pdf_fault
from s11desk.bundle.read_return import ContentFault
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.desktop.messages.verdict_words import verdict_words
from s11desk.signing.signer import Signer
from tests.bundle.active_pdfs import (
    ACTIONS,
    ACTIVE,
    FILES,
    HARMLESS,
    PLACES,
    any_active,
    in_object_stream,
    next_number,
    updated,
    with_escapes,
)
from tests.bundle.conftest import VerdictOf
from tests.bundle.forging import COUNTERSIGNED_PDF, Files, countersigned_by, files_of, pack, signed_by, with_file


@pytest.fixture(scope="session")
def audit_pdf(signed_return: bytes) -> bytes:
    return files_of(signed_return)["audit.pdf"]


def fault_of(pdf: bytes) -> PdfFault | None:
    return find_pdf_fault(io.BytesIO(pdf))


@pytest.mark.parametrize("name", ["one-signature.zip", "two-signatures.zip"])
def test_our_own_pdfs_have_no_fault(name: str, signed_return: bytes, countersigned_return: bytes) -> None:
    files = files_of(signed_return if name.startswith("one") else countersigned_return)
    for part in {"audit.pdf", COUNTERSIGNED_PDF} & {*files}:
        assert fault_of(files[part]) is None


def test_a_sound_update_without_anything_active_has_no_fault(audit_pdf: bytes) -> None:
    assert fault_of(updated(audit_pdf, HARMLESS)) is None


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_found_everywhere(audit_pdf: bytes, place: bytes, action: bytes) -> None:
    body = place.replace(b"%s", action)
    for number in (0, 1, 5):
        assert fault_of(updated(audit_pdf, body, number)) is PdfFault.ACTIVE


@pytest.mark.parametrize("body", ACTIVE)
def test_an_active_part_is_found(audit_pdf: bytes, body: bytes) -> None:
    assert fault_of(updated(audit_pdf, body)) is PdfFault.ACTIVE


@pytest.mark.parametrize("body", FILES)
def test_another_attached_file_is_found(audit_pdf: bytes, body: bytes) -> None:
    assert fault_of(updated(audit_pdf, body)) is PdfFault.ATTACHMENT


@pytest.mark.parametrize("name", [b"JBIG2Decode", b"JPXDecode", b"CCITTFaxDecode", b"LZWDecode", b"Crypt"])
def test_a_coding_that_we_never_use_is_refused(audit_pdf: bytes, name: bytes) -> None:
    body = b"<</Type /XObject /Subtype /Image /Filter /%s /Length 2>>\nstream\nxx\nendstream" % name
    assert fault_of(updated(audit_pdf, body)) is PdfFault.STRUCTURE


def test_our_attached_file_under_another_name_is_found(audit_pdf: bytes) -> None:
    for old, new in ((b"/UF (audit.json)", b"/UF (audit.exe)"), (b"[ (audit.json)", b"[ (audit.jsom)")):
        assert fault_of(audit_pdf.replace(old, new)) is PdfFault.ATTACHMENT


@pytest.mark.parametrize("body", [*ACTIONS, *ACTIVE, *FILES])
def test_escaped_names_and_object_streams_are_refused(audit_pdf: bytes, body: bytes) -> None:
    chance = random.Random(body)  # noqa: S311 - not for secrets: a failure can be repeated
    for _ in range(5):
        assert fault_of(updated(audit_pdf, with_escapes(body, chance))) is not None
    assert fault_of(updated(audit_pdf, in_object_stream(body))) is PdfFault.ACTIVE


SCRIPT = b"<</S /JavaScript /JS (x)>>"
HIDING = {
    "before the header": lambda pdf: b"1 0 obj\n" + SCRIPT + b"\nendobj\n" + pdf,
    "after the end": lambda pdf: pdf + b"1 0 obj\n" + SCRIPT + b"\nendobj\n",
    "after the end, as text": lambda pdf: pdf + b"x",
    "in a comment": lambda pdf: updated(pdf, b"% 1 0 obj " + SCRIPT + b"\n<<>>"),
    "behind a comment": lambda pdf: updated(pdf, b"<< %)\n/S /JavaScript>>"),
    "no table": lambda pdf: pdf[: pdf.rindex(b"startxref")] + b"1 0 obj\n" + SCRIPT + b"\nendobj\n",
    "a table into a stream": lambda pdf: into_stream(pdf),
    "a table into a text": lambda pdf: into_text(pdf),
    "another start": lambda pdf: re.sub(rb"startxref\n\d+", b"startxref\n17", pdf),
    "a stream longer than it says": lambda pdf: updated(
        pdf, b"<</Length 0>>\nstream\n\nendstream\nendobj\n7 0 obj\n" + SCRIPT + b"\nendobj\n8 0 obj\n<<>>"
    ),
    "a length elsewhere": lambda pdf: updated(pdf, b"<</Length 7 0 R>>\nstream\nxx\nendstream"),
    "two lengths": lambda pdf: updated(pdf, b"<</Length 2 /Length 9>>\nstream\nxx\nendstream"),
    "a stream from a file": lambda pdf: updated(pdf, b"<</Length 0 /F (\\\\\\\\x\\\\y)>>\nstream\n\nendstream"),
    "a cross-reference stream": lambda pdf: updated(pdf, b"<</Type /XRef /Length 0>>\nstream\n\nendstream"),
    "encrypted": lambda pdf: pdf.replace(b"/Size", b"/Encrypt 7 0 R /Size"),
    "nothing": lambda _: b"",
    "only a header": lambda _: b"%PDF-1.7\n",
    "no PDF": lambda _: b"MZ" + bytes(500),
    "cut short": lambda pdf: pdf[:-7],
}


def into_stream(pdf: bytes) -> bytes:
    """The table leads to an object inside the bytes of a stream; read in order, it is only a stream."""
    inner = b"77 0 obj\n" + SCRIPT + b"\nendobj\n"
    number = next_number(pdf)
    changed = updated(pdf, b"<</Length %d>>\nstream\n%s\nendstream" % (len(inner), inner))
    at = changed.rindex(b"77 0 obj")
    return changed.replace(b"%d 1\n%010d" % (number, len(pdf)), b"77 1\n%010d" % at)


def into_text(pdf: bytes) -> bytes:
    number = next_number(pdf)
    changed = updated(pdf, b"<</Title (77 0 obj <</S /JavaScript>> endobj)>>")
    at = changed.rindex(b"77 0 obj")
    return changed.replace(b"%d 1\n%010d" % (number, len(pdf)), b"77 1\n%010d" % at)


@pytest.mark.parametrize("hide", HIDING.values(), ids=HIDING)
def test_a_pdf_that_two_programs_could_read_differently_is_refused(audit_pdf: bytes, hide: object) -> None:
    assert callable(hide)
    assert fault_of(hide(audit_pdf)) is not None


def test_any_changed_byte_gives_an_answer(audit_pdf: bytes) -> None:
    chance = random.Random(11)  # noqa: S311 - not for secrets: a failure can be repeated
    for _ in range(300):
        changed = bytearray(audit_pdf)
        start = chance.randrange(len(changed))
        changed[start : start + chance.randrange(4)] = chance.randbytes(chance.randrange(4))
        fault_of(bytes(changed))


@pytest.mark.parametrize(
    "body",
    [b"(" * 5_000_000, b"[" * 5_000_000, b"/A" * 2_500_000, b"<" * 5_000_000, b"(\\" * 2_500_000, b" " * 5_000_000],
    ids=["texts", "arrays", "names", "dictionaries", "escapes", "spaces"],
)
def test_a_very_large_object_is_refused(audit_pdf: bytes, body: bytes) -> None:
    assert fault_of(updated(audit_pdf, body)) is not None


def test_a_signed_return_with_active_content_is_refused_and_its_pdf_is_not_handed_on(
    stranger_files: Files, stranger: Signer, audit_pdf: bytes, verdict_of: VerdictOf
) -> None:
    files = signed_by(stranger, with_file(stranger_files, "audit.pdf", updated(audit_pdf, SCRIPT)))
    verdict = verdict_of(pack(files))
    assert verdict.read.content_fault is ContentFault.PDF_ACTIVE
    sentence = "Its PDF could start something or lead you to another place. Do not open it."
    assert sentence in verdict_paragraph(verdict)
    assert sentence in verdict_words(verdict).text
    with pytest.raises(ValueError, match="intact"):
        save_signed_pdf(verdict.seen, verdict.path.with_suffix(".pdf"))


def test_active_content_that_the_approver_added_is_refused(
    countersigned_return: bytes, stranger: Signer, verdict_of: VerdictOf
) -> None:
    second = files_of(countersigned_return)
    forged = countersigned_by(stranger, second, updated(second[COUNTERSIGNED_PDF], SCRIPT))
    verdict = verdict_of(pack(forged))
    assert verdict.read.content_fault is ContentFault.PDF_ACTIVE
    assert verdict.read.faulty_part == COUNTERSIGNED_PDF


def test_no_active_content_is_accepted_wherever_it_is(audit_pdf: bytes) -> None:
    chance = random.Random(5)  # noqa: S311 - not for secrets: a failure can be repeated
    for _ in range(300):
        assert fault_of(any_active(audit_pdf, chance)) is not None


MAIL_LINK = (
    b"<< /A << /S /URI /URI (mailto:%s) >> /Border [ 0 0 0 ] /Contents (x) /F 4 /Rect [ 1 2 3.5 4 ] "
    b"/StructParent 7 /Subtype /Link /Type /Annot >>"
)


def test_a_link_to_an_address_in_our_form_is_allowed(audit_pdf: bytes) -> None:
    assert fault_of(updated(audit_pdf, MAIL_LINK % b"zoe%2Bs11@riverside.example")) is None


@pytest.mark.parametrize(
    "body",
    [
        MAIL_LINK % b"zoe@riverside.example?bcc=thief@example.org",
        MAIL_LINK % b"zoe@riverside.example,thief@example.org",
        MAIL_LINK % b"zoe@riverside.example\\077subject=x",
        MAIL_LINK.replace(b"mailto:%s", b"https://example.org/"),
        (MAIL_LINK % b"a@b.example").replace(b"/F 4", b"/AA << /E 3 0 R >> /F 4"),
        (MAIL_LINK % b"a@b.example").replace(b" >> /Border", b" /Next << /S /Launch >> >> /Border"),
        (MAIL_LINK % b"a@b.example").replace(b"/Contents (x)", b"/Contents (x) /H /Link"),
    ],
    ids=[
        "a header",
        "two addresses",
        "an escaped header",
        "a web page",
        "an event",
        "a second action",
        "another entry",
    ],
)
def test_any_other_link_is_refused(body: bytes, audit_pdf: bytes) -> None:
    assert fault_of(updated(audit_pdf, body)) is PdfFault.ACTIVE
