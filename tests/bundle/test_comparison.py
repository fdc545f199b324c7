"""The pages, the data in the PDF and the workbook say what ``audit.json`` says, or the return is not verified."""

from __future__ import annotations

import datetime as dt
import io
import types
import zipfile
import zlib
from pathlib import Path

import msgspec
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from s11desk.app.returns.verifying import compare_parts
from s11desk.bundle.audit_file import PageFacts
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.cli.verdict_facts import verdict_facts
from s11desk.domain.returns.return_verdict import PagesCompared, UnverifiedReason
from s11desk.report.shaping import draw_shaped
from s11desk.report.tagging import pdf_streams
from s11desk.signing.signature_facts import PdfRole
from s11desk.signing.signer import Signer
from tests.bundle.conftest import VerdictOf
from tests.bundle.forging import GOLDEN, Files, audit_file_of, files_of, pack, signed_by, with_file
from tests.bundle.making import Content, Making, approved, by, changed, content_of, signed_pdf
from tests.bundle.signed_nonsense import any_half_of_identifier
from tests.damage import with_other_byte
from tests.samples import NOON

AT = NOON + dt.timedelta(hours=1)
LATER = NOON + dt.timedelta(hours=2)
NEWEST = GOLDEN.parent / "format-2-layout-2"


@pytest.fixture(scope="module")
def content(stranger: Signer) -> Content:
    """A return that the stranger makes and signs, in which everything fits."""
    return by(stranger, content_of(files_of((NEWEST / "one-signature.zip").read_bytes())), AT)


@pytest.fixture(scope="module")
def sound(stranger: Signer, content: Content) -> Files:
    return Making(stranger, content, AT).files()


def recompressed(pdf_level: int) -> types.SimpleNamespace:
    return types.SimpleNamespace(compress=lambda content: zlib.compress(content, pdf_level))


def zipped_again(workbook: bytes, **changes: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = changes.get(Path(name).stem, source.read(name))
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


def test_a_sound_return_by_anybody_is_verified(sound: Files, approver: Signer, verdict_of: VerdictOf) -> None:
    for whole in (pack(sound), approved(sound, approver, LATER)):
        for deep in (False, True):
            verdict = verdict_of(whole, deep=deep)
            assert verdict.is_verified, verdict.unverified
            assert verdict_facts(verdict).pages is PagesCompared.SAME


def test_another_compression_of_the_same_content_is_the_same(
    monkeypatch: pytest.MonkeyPatch, stranger: Signer, approver: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    """The program that made a return may run with another zlib."""
    plain = Making(stranger, content, AT).files()
    with monkeypatch.context() as other:
        other.setattr(pdf_streams, "zlib", recompressed(1))
        files = Making(stranger, content, AT, workbook=zipped_again(plain["answers.xlsx"])).files()
        both = approved(files, approver, LATER)
    assert files["audit.pdf"] != plain["audit.pdf"]
    for whole in (pack(files), both, approved(files, approver, LATER)):
        assert verdict_of(whole).is_verified


def test_a_text_beside_the_glyphs_that_says_something_else_is_refused(
    monkeypatch: pytest.MonkeyPatch, stranger: Signer, verdict_of: VerdictOf
) -> None:
    """A screen reader and a search would find another text than eyes."""
    shaped = files_of((GOLDEN.parent / "format-2-layout-3" / "one-signature.zip").read_bytes())
    content = by(stranger, content_of(shaped), AT)
    assert verdict_of(pack(Making(stranger, content, AT).files())).is_verified
    with monkeypatch.context() as other:
        other.setattr(draw_shaped, "_hexadecimal", lambda text: "0041" * len(text))
        forged = pack(Making(stranger, content, AT).files())
    verdict = verdict_of(forged)
    assert verdict.unverified is not None
    assert verdict.unverified.reason is UnverifiedReason.PAGES_DIFFER


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("part", ["pages", "embedded", "workbook"])
def test_a_part_that_says_something_else_is_refused(
    part: str,
    deep: bool,
    stranger: Signer,
    content: Content,
    verdict_of: VerdictOf,
) -> None:
    other = changed(content, agency="Somebody else")
    said = {"pages": other, "embedded": b'{"agency": "Somebody else"}', "workbook": other}
    verdict = verdict_of(pack(Making(stranger, content, AT, **{part: said[part]}).files()), deep=deep)  # type: ignore[arg-type]
    expected = UnverifiedReason.WORKBOOK_DIFFERS if part == "workbook" else UnverifiedReason.PAGES_DIFFER
    assert verdict.unverified is not None
    assert verdict.unverified.reason is expected
    assert "NOT VERIFIED" in verdict_paragraph(verdict)


def bad_workbooks(workbook: bytes) -> dict[str, bytes]:
    formula = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
    return {
        "begins as a program": b"MZ" + workbook,
        "something follows": workbook + b"x",
        "no workbook": b"MZ",
        "empty": b"",
        "another sheet": zipped_again(workbook, sheet2=formula),
        "other properties": zipped_again(workbook, core=b"<x/>"),
        "cut short": workbook[:-1],
        "wrong checksum": workbook.replace(workbook[14:18], b"\0\0\0\0"),
    }


KINDS = (
    "begins as a program", "something follows", "no workbook", "empty", "another sheet", "other properties",
    "cut short", "wrong checksum",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_not_our_workbook_is_refused(
    kind: str, stranger: Signer, content: Content, sound: Files, verdict_of: VerdictOf
) -> None:
    workbook = bad_workbooks(sound["answers.xlsx"])[kind]
    verdict = verdict_of(pack(Making(stranger, content, AT, workbook=workbook).files()))
    assert verdict.unverified is not None
    assert verdict.unverified.reason is UnverifiedReason.WORKBOOK_DIFFERS


def with_new_page(pdf: bytes) -> bytes:
    """``pdf`` with an update that replaces the content of its first page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.prev.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


@pytest.mark.parametrize("deep", [False, True])
def test_an_approver_cannot_replace_a_page(
    deep: bool,
    sound: Files,
    approver: Signer,
    verdict_of: VerdictOf,
) -> None:
    forged = signed_pdf(with_new_page(sound["audit.pdf"]), approver, LATER, PdfRole.APPROVER, of=audit_file_of(sound))
    verdict = verdict_of(approved(sound, approver, LATER, forged), deep=deep)
    assert not verdict.is_unchanged


@pytest.mark.parametrize(
    "pdf",
    [b"", b"MZ", b"%PDF-1.7\n%%EOF\n", b"not a PDF"],
    ids=["empty", "a program", "no content", "text"],
)
def test_a_pdf_that_is_none_is_refused(pdf: bytes, sound: Files, stranger: Signer, verdict_of: VerdictOf) -> None:
    verdict = verdict_of(pack(signed_by(stranger, with_file(sound, "audit.pdf", pdf), AT)))
    assert not verdict.is_unchanged


@pytest.mark.parametrize("change", ["page", "tail", "head"])
def test_a_pdf_that_the_completer_changed_before_signing_is_refused(
    change: str, sound: Files, stranger: Signer, verdict_of: VerdictOf
) -> None:
    pdf = sound["audit.pdf"]
    other = {"page": with_new_page(pdf), "tail": pdf + b"\n% more", "head": b"\n" + pdf}[change]
    assert not verdict_of(pack(signed_by(stranger, with_file(sound, "audit.pdf", other), AT))).is_unchanged


def test_every_byte_of_the_pdf_counts(sound: Files, stranger: Signer, verdict_of: VerdictOf) -> None:
    """Only the random half of its identifier may be any."""
    pdf = sound["audit.pdf"]
    for place in set(range(0, len(pdf), len(pdf) // 60)) - set(any_half_of_identifier(pdf)):
        other = with_other_byte(pdf, place)
        assert not verdict_of(pack(signed_by(stranger, with_file(sound, "audit.pdf", other), AT))).is_unchanged, place


@pytest.mark.parametrize("stated", [PageFacts(layout=99), PageFacts(1, "Europe/London"), None], ids=str)
def test_pages_of_an_unknown_layout_are_never_verified(
    stated: PageFacts | None, stranger: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    """Nor are they refused: a newer program, or an older one, may have made them."""
    other = changed(content, pages=stated, format=2 if stated else 1)
    verdict = verdict_of(pack(Making(stranger, other, AT).files()), deep=True)
    assert verdict.is_unchanged
    assert not verdict.is_verified
    words = verdict_paragraph(verdict)
    assert "Unchanged since it was signed, but its pages could not be compared" in words


@pytest.mark.parametrize("layout", [1, 2])
def test_the_pages_of_another_layout_than_the_return_states_are_found(
    layout: int, stranger: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    stated = changed(content, pages=PageFacts(layout))
    other = changed(content, pages=PageFacts(3 - layout))
    sound = verdict_of(pack(Making(stranger, stated, AT).files()))
    forged = verdict_of(pack(Making(stranger, stated, AT, pages=other).files()))
    assert sound.comparison.pages is PagesCompared.SAME
    assert forged.comparison.pages is PagesCompared.DIFFERENT


@pytest.mark.parametrize("zone", ["UTC+01:00", "UTC-09:30", "UTC"])
def test_a_return_with_times_of_any_zone_is_verified(
    zone: str, stranger: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    other = changed(content, pages=PageFacts(2, zone))
    assert verdict_of(pack(Making(stranger, other, AT).files()), deep=True).is_verified


@pytest.mark.parametrize("zone", ["UTC+1", "UTC+00:00", "UTC+24:00", "UTC-01:60", "Europe/London", ""])
def test_pages_with_times_of_no_known_zone_could_not_be_compared(
    zone: str, stranger: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    other = changed(content, pages=PageFacts(2, zone))
    verdict = verdict_of(pack(Making(stranger, other, AT).files()), deep=True)
    assert verdict.comparison.pages is PagesCompared.UNKNOWN_LAYOUT
    assert not verdict.is_verified


def test_a_large_return_is_compared_only_when_asked_to(
    monkeypatch: pytest.MonkeyPatch, stranger: Signer, content: Content, verdict_of: VerdictOf
) -> None:
    other = changed(content, agency="Somebody else")
    files = pack(Making(stranger, content, AT, pages=other).files())
    for name in ("MAX_QUESTIONS", "MAX_COMPARED_SIZE"):
        with monkeypatch.context() as small:
            small.setattr(compare_parts, name, 1)
            verdict = verdict_of(files)
            assert (verdict.is_unchanged, verdict.is_verified) == (True, False)
            assert "its pages were not compared" in verdict_paragraph(verdict)
            assert "--deep" in verdict_paragraph(verdict)
            assert not verdict_of(files, deep=True).is_unchanged


def test_the_lowest_format_is_the_only_one(stranger: Signer, content: Content, verdict_of: VerdictOf) -> None:
    for number, stated in ((1, content.audit_file.pages), (2, None)):
        audit_file = msgspec.structs.replace(content.audit_file, format=number, pages=stated, earlier=())
        other = Content(content.topic, audit_file, content.evidence)
        verdict = verdict_of(pack(Making(stranger, other, AT).files()))
        assert verdict.unverified is not None
        assert verdict.unverified.reason is UnverifiedReason.AUDIT_UNREADABLE


@pytest.mark.parametrize(
    ("height", "is_ours"), [("15", True), ("30.5", True), ("0", False), ("0.75", False), ("9", False)]
)
def test_a_row_that_is_too_low_to_read_is_no_row_of_ours(height: str, *, is_ours: bool) -> None:
    """Old returns have rows of any height, but none that hides its words."""
    row = b'<row r="3"><c r="A3"/></row>'
    received = row.replace(b'r="3">', f'r="3" ht="{height}">'.encode())
    assert (compare_parts._without_heights(received) == row) is is_ours
