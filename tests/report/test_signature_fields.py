"""The two empty signature fields in the raw file: their names, places and sizes."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from s11desk.domain.topics.topic import SigningRole
from s11desk.report.kinds.documents import STAMP_SIZE, ReturnDocument, write_return, write_stamp
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.pdf_signatures import NewPdfSignature, sign_pdf, verify_pdf
from s11desk.signing.signature_facts import PdfCoverage, PdfRole
from tests.report.reading import bytes_of, page_texts

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)


def test_two_unsigned_fields_are_on_the_page_for_signing(document: ReturnDocument, fonts: Path) -> None:
    content = bytes_of(lambda out: write_return(out, document, fonts))
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    fields = {body: number for number, body in objects.items() if b"/FT /Sig" in body}
    names = [re.search(rb"/T \((\w+)\)", body).group(1) for body in fields]  # type: ignore[union-attr]
    assert sorted(names) == [b"approver", b"completer"]
    for body, number in fields.items():
        assert b"/F 4" in body
        assert b"/V" not in body
        left, bottom, right, top = map(float, re.search(rb"/Rect \[([^\]]*)\]", body).group(1).split())  # type: ignore[union-attr]
        assert (round(right - left, 1), round(top - bottom, 1)) == (round(STAMP_SIZE[0], 1), round(STAMP_SIZE[1], 1))
        page = int(re.search(rb"/P (\d+) 0 R", body).group(1))  # type: ignore[union-attr]
        assert b"/Type /Page" in objects[page]
        assert b"%d 0 R" % number in objects[page]
    assert "Sign-off" in page_texts(content)[-2]


def test_the_form_is_not_marked_as_signed_before_it_is(document: ReturnDocument, fonts: Path) -> None:
    content = bytes_of(lambda out: write_return(out, document, fonts))
    assert b"/AcroForm" in content
    assert b"/SigFlags" not in content


@pytest.mark.parametrize("people", [2, 3])
def test_everybody_can_sign_and_all_signatures_stay_valid(
    document: ReturnDocument, fonts: Path, tmp_path: Path, people: int
) -> None:
    """pyHanko's difference analysis follows the field into the structure tree, and accepts only one form there."""
    create_identity(
        tmp_path / "id.p12", IdentityDetails("A", "B", "C", "a@example.org"), "correct horse", document.made_at
    )
    signer = unlock(tmp_path / "id.p12", "correct horse", document.made_at)
    signatory = document.completer
    assert signatory is not None
    stamp = bytes_of(lambda out: write_stamp(out, signatory, document.made_at, fonts))
    roles = tuple(SigningRole(f"r{number}", f"Role {number}") for number in range(people))
    asked = replace(document, topic=msgspec.structs.replace(document.topic, sign_off=roles))
    signed = bytes_of(lambda out: write_return(out, asked, fonts))
    for role in list(PdfRole)[:people]:
        out = io.BytesIO()
        sign_pdf(io.BytesIO(signed), out, signer, NewPdfSignature(role, role.value, document.made_at, stamp))
        signed = out.getvalue()
    *earlier, last = verify_pdf(io.BytesIO(signed)).signatures
    assert len(earlier) == people - 1
    assert all((one.intact, one.valid, one.changes_allowed) == (True, True, True) for one in earlier)
    assert (last.intact, last.valid, last.coverage) == (True, True, PdfCoverage.WHOLE_FILE)
    assert "Amina Yusuf" in page_texts(signed)[0]
