"""The type of a file follows from its content and extension; every refusal has its reason."""

from __future__ import annotations

import tempfile
import tracemalloc
from typing import get_args

import pytest

from s11desk.app.every_error import RefusedFileError
from s11desk.errors import UserError
from s11desk.errors.evidence_errors import (
    EvidenceDamaged,
    EvidenceEmpty,
    EvidenceEncrypted,
    EvidenceHasMacros,
    EvidenceMislabelled,
    EvidenceTooLarge,
    EvidenceTypeRefused,
)
from s11desk.evidence.sniff import CHECKABLE, check_extension, check_size, sniff_type
from tests.evidence import samples
from tests.evidence.compound_files import (
    CUT_OFF,
    MESSAGE,
    PACKAGE_ENCRYPTED,
    WORD,
    WORD_ENCRYPTED,
    compound,
    record,
    sheet,
    slides,
    workbook,
)

ANY = tuple(sorted(CHECKABLE))
PARTNERSHIP = ("pdf", "doc", "docx", "png", "jpg", "jpeg", "gif")


def sniffed(raw: bytes, name: str, allowed: tuple[str, ...] = ANY) -> str:
    """The type of a real file on disk, because it refuses impossible offsets; a file in memory does not."""
    with tempfile.TemporaryFile() as stream:
        stream.write(raw)
        return sniff_type(stream, name, allowed)


def refusal(raw: bytes, name: str, allowed: tuple[str, ...] = ANY) -> RefusedFileError:
    with pytest.raises(get_args(RefusedFileError)) as caught:
        sniffed(raw, name, allowed)
    error: RefusedFileError = caught.value
    assert error.name == name
    return error


GOOD = {
    "pdf": samples.pdf(),
    "pdf behind a byte order mark": b"\xef\xbb\xbf" + samples.pdf(),
    "pdf behind a mail header": b"Content-Type: application/pdf\r\n\r\n" + samples.pdf(),
    "pdf with padding": samples.pdf() + bytes(5000),
    "pdf made for the web": samples.linearised_pdf(),
    "pdf made for the web that lost its last newline": samples.linearised_pdf()[:-1],
    "docx": samples.word(),
    "docx in utf-16": samples.package(samples.MAIN_TYPES["docx"], encoding="utf-16"),
    "xlsx": samples.excel(),
    "pptx": samples.package(samples.MAIN_TYPES["pptx"]),
    "doc": samples.file("letter.doc"),
    "doc by hand": compound(WORD),
    "doc with large pictures": compound({**WORD, "Data": bytes(8 << 20)}),
    "doc with rubbish behind its sizes": compound(WORD).replace(
        CUT_OFF.to_bytes(8, "little"), CUT_OFF.to_bytes(4, "little") + b"junk"
    ),
    "xls": samples.file("sheet.xls"),
    "xls with a document in it": compound(workbook(sheet(0)), {"MBD0001": WORD}),
    "ppt": compound(slides()),
    "odt": samples.file("letter.odt"),
    "ods": samples.file("sheet.ods"),
    "png": samples.picture("PNG"),
    "jpg": samples.picture("JPEG"),
    "jpeg": samples.picture("JPEG"),
    "jpg with stray bytes": samples.picture("JPEG").replace(b"\xff\xdb", b"\0\1\2\xff\xdb", 1),
    "jpg with fill bytes": samples.picture("JPEG").replace(b"\xff\xdb", b"\xff\xff\xff\xdb", 1),
    "jpg with a film behind it": samples.picture("JPEG") + bytes(3000),
    "gif": samples.picture("GIF"),
    "gif with two pictures": samples.two_pictures_in_one_gif(),
    "gif without its last byte": samples.picture("GIF")[:-1],
    "webp": samples.picture("WEBP"),
    "heic": samples.heic(samples.box(b"meta", b"m"), samples.box(b"mdat", b"d"), b"trailer of a telephone"),
    "heic with lengths of both kinds": samples.heic(
        b"\0\0\0\x01meta" + (20).to_bytes(8) + b"meta", b"\0\0\0\0mdat" + bytes(40)
    ),
    "txt": "Café, Zürich, 10 €".encode(),
    "txt in utf-16": "Café, Zürich, 10 €".encode("utf-16"),
    "txt in utf-16, long": ("Zürich " * 150_000).encode("utf-16"),
    "txt of an old Windows": "Café, Zürich, 10 €".encode("cp1252"),
    "txt that begins like a program": b"MZ, a Dutch paper, wrote of us",
    "csv": b"question,answer\r\nq1,yes\r\n",
}


@pytest.mark.parametrize("what", GOOD)
def test_a_good_file_is_accepted(what: str) -> None:
    kind = what.split()[0]
    assert sniffed(GOOD[what], f"Case study.{kind.upper()}") == kind


@pytest.mark.parametrize("kind", sorted(set(GOOD) & CHECKABLE))
@pytest.mark.parametrize("extension", ["pdf", "doc", "docx", "png", "gif", "xls", "odt"])
def test_a_good_file_under_another_extension_is_refused(kind: str, extension: str) -> None:
    if kind != extension:
        assert isinstance(refusal(GOOD[kind], f"a.{extension}"), EvidenceMislabelled)


@pytest.mark.parametrize(
    ("raw", "extension", "detected"),
    [
        (samples.PROGRAM, "pdf", "a Windows program"),
        (samples.PROGRAM, "docx", "a Windows program"),
        (samples.PROGRAM + samples.pdf(), "pdf", "a Windows program"),
        (b"\x7fELF" + bytes(60), "jpg", "a Linux program"),
        (samples.zipped({"readme.txt": b"hello"}), "docx", "a ZIP archive"),
        (samples.package(samples.MAIN_TYPES["dotx"]), "docx", "a ZIP archive"),
        (samples.zipped({}), "docx", "a ZIP archive"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "pdf", "an archive"),
        (samples.picture("TIFF"), "jpg", "a picture of another kind"),
        (compound(MESSAGE), "doc", "an Outlook message"),
        (compound({"Something": b"else"}), "doc", "unknown"),
        (b"\xef\xbb\xbf<html>", "txt", "a web page"),
        (b"just some text", "pdf", "plain text"),
        (bytes(4000), "pdf", "unknown"),
        (b"\0\0\0\x18ftypmp42" + bytes(60), "jpg", "a video"),
        (b"RIFF\x40\0\0\0WAVEfmt " + bytes(60), "webp", "a sound recording"),
        (b"PK\x03\x04" + b"PK\x01\x02" * 60_000, "docx", "a ZIP archive"),
        ("half a character".encode("utf-16")[:-1], "txt", "unknown"),
    ],
)
def test_the_refusal_names_the_kind_of_the_content(raw: bytes, extension: str, detected: str) -> None:
    name = f"a.{extension}"
    assert refusal(raw, name) == EvidenceMislabelled(name, extension, detected)


VBA = {"Macros": {"VBA": b"x", "PROJECT": b"y"}}
MACROS = {
    "docx": samples.package(samples.MAIN_TYPES["docx"], "word/vbaProject.bin"),
    "docx of python-docx": samples.with_part(samples.word(), "word/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
    "docx that was docm": samples.package(samples.MAIN_TYPES["docm"]),
    "docx with odd capitals": samples.package(samples.MAIN_TYPES["docx"], "word/VBAPROJECT.BIN"),
    "docx with two content types": samples.with_part(
        samples.package(samples.MAIN_TYPES["docm"]), "[content_types].XML", samples.MAIN_TYPES["docx"].encode()
    ),
    "xlsx that was xlsm": samples.package(samples.MAIN_TYPES["xlsm"], encoding="utf-16"),
    "xlsx with Excel 4 macros": samples.package(samples.MAIN_TYPES["xlsx"], "xl/macrosheets/sheet1.xml"),
    "doc": compound(WORD, VBA),
    "doc with large pictures": compound({**WORD, "Data": bytes(8 << 20)}, VBA),
    "xls": compound(workbook(sheet(0)), {"_VBA_PROJECT_CUR": {"dir": b"x"}}),
    "xls with Excel 4 macros": compound(workbook(sheet(0), sheet(1))),
    "ppt": compound(slides(has_macros=True)),
    "odt": samples.file("letter-macros.odt"),
}


@pytest.mark.parametrize("what", MACROS)
def test_a_file_with_macros_is_refused(what: str) -> None:
    assert isinstance(refusal(MACROS[what], f"a.{what.split()[0]}"), EvidenceHasMacros)


ENCRYPTED = {
    "pdf": samples.pdf(password="secret"),
    "pdf with a direct dictionary": samples.pdf_with("", b"trailer<</Encrypt<</Filter/Standard>>>>"),
    "pdf with a compressed table": samples.pdf_with("<</Type/XRef/W[1 2 1]/Encrypt 9 0 R>>\nstream\n\nendstream"),
    "pdf with the table's type last": samples.pdf_with("5 0 obj<</Encrypt 9 0 R/Type/XRef>>\nstream\n\nendstream"),
    "docx": compound(PACKAGE_ENCRYPTED),
    "xlsx": compound(PACKAGE_ENCRYPTED),
    "docx with a zip password": samples.marked_encrypted(samples.word()),
    "doc": samples.file("letter-password.doc"),
    "doc by hand": compound(WORD_ENCRYPTED),
    "xls": samples.file("sheet-password.xls"),
    "xls by hand": compound(workbook(record(0x002F, b"\x01" * 54))),
    "ppt": compound(slides(is_encrypted=True)),
    "odt": samples.file("letter-password.odt"),
}


@pytest.mark.parametrize("what", ENCRYPTED)
def test_an_encrypted_file_is_refused(what: str) -> None:
    assert isinstance(refusal(ENCRYPTED[what], f"a.{what.split()[0]}"), EvidenceEncrypted)


def shifted(raw: bytes) -> bytes:
    """A ZIP that lost bytes in the middle, as after a failed transfer in text mode."""
    return raw[:200] + raw[260:]


def misdirected(raw: bytes) -> bytes:
    """A ZIP whose end record points to a place before the file."""
    offset = int.from_bytes(raw[-6:-2], "little")
    return raw[:-6] + (offset + 5000).to_bytes(4, "little") + raw[-2:]


DAMAGED = {
    "pdf": samples.pdf()[:-200],
    "pdf made for the web": samples.linearised_pdf()[:-20],
    "docx": samples.word()[:-500],
    "docx that lost its middle": shifted(samples.word()),
    "docx that points nowhere": misdirected(samples.word()),
    "docx packed in a way no office program reads": samples.word().replace(b"\x08\0", b"\x0c\0"),
    "xlsx": samples.excel()[:-10],
    "odt": samples.file("letter.odt")[:4000],
    "doc": samples.file("letter.doc")[:3000],
    "doc cut at its header": samples.file("letter.doc")[:100],
    "doc that lost its end": compound(WORD)[:-600],
    "doc with large pictures that lost its end": compound({**WORD, "Data": bytes(8 << 20)})[:-600],
    "png": samples.picture("PNG")[:-20],
    "png without its end": samples.picture("PNG")[:-12],
    "jpg": samples.picture("JPEG")[:-20],
    "jpg cut in its header": samples.picture("JPEG")[:40],
    "gif": samples.picture("GIF")[:-30],
    "gif cut in its header": samples.picture("GIF")[:11],
    "webp": samples.picture("WEBP")[:-30],
    "heic": samples.heic(samples.box(b"meta", b"m"), samples.box(b"mdat", b"data")[:-1]),
    "heic with a long length": samples.heic(b"\0\0\0\x01meta" + (21).to_bytes(8) + b"meta"),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_file_is_refused(what: str) -> None:
    assert isinstance(refusal(DAMAGED[what], f"a.{what.split()[0]}"), EvidenceDamaged)


@pytest.mark.parametrize(("kind", "extension"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
def test_a_picture_cut_off_anywhere_is_refused(kind: str, extension: str) -> None:
    whole = samples.picture(kind)
    for length in range(12, len(whole)):
        assert isinstance(refusal(whole[:length], f"a.{extension}"), EvidenceDamaged)


def test_a_gif_may_end_only_between_two_blocks() -> None:
    whole = samples.two_pictures_in_one_gif()
    ends = [length for length in range(6, len(whole) + 1) if is_whole(whole[:length])]
    assert len(ends) == 7, "after header, loop, comment, picture, control, picture, closing byte"


def is_whole(raw: bytes) -> bool:
    try:
        return sniffed(raw, "a.gif") == "gif"
    except UserError:
        return False


def test_the_end_of_a_thumbnail_is_not_the_end_of_a_photograph() -> None:
    photograph = samples.picture("JPEG")
    with_thumbnail = photograph[:2] + b"\xff\xe1" + (2 + len(photograph)).to_bytes(2) + photograph + photograph[2:]
    assert sniffed(with_thumbnail, "a.jpg") == "jpg"
    assert isinstance(refusal(with_thumbnail[:-2], "a.jpg"), EvidenceDamaged)


@pytest.mark.parametrize("name", ["setup.exe", "letter", ".pdf", "letter.pdf.", "letter.xls", "letter.pdf\ufffd"])
def test_the_refusal_of_an_extension_lists_the_allowed_ones(name: str) -> None:
    with pytest.raises(EvidenceTypeRefused) as caught:
        check_extension(name, PARTNERSHIP)
    assert caught.value.name == name
    assert caught.value.allowed == PARTNERSHIP


def test_a_pack_cannot_allow_a_type_that_the_program_cannot_check() -> None:
    error = refusal(rb"{\rtf1}", "a.rtf", ("pdf", "rtf"))
    assert isinstance(error, EvidenceTypeRefused)
    assert error.allowed == ("pdf",)


def test_a_type_that_the_pack_does_not_allow_is_refused() -> None:
    assert isinstance(refusal(samples.file("letter.odt"), "a.odt", PARTNERSHIP), EvidenceTypeRefused)


def test_an_empty_file_is_refused_as_empty() -> None:
    assert isinstance(refusal(b"", "a.pdf"), EvidenceEmpty)


def test_empty_and_too_large_files_are_refused() -> None:
    check_size("a.pdf", 10, 10)
    with pytest.raises(EvidenceEmpty):
        check_size("a.pdf", 0, 10)
    with pytest.raises(EvidenceTooLarge) as large:
        check_size("a.pdf", 11, 10)
    assert large.value == EvidenceTooLarge("a.pdf", size=11, limit=10)


BOMBS = {
    "zip": samples.zipped({"[Content_Types].xml": bytes(40 << 20)}),
    "entities": samples.zipped({"[Content_Types].xml": b'<!DOCTYPE t [<!ENTITY a "x">]>' + b"&a;" * 100_000}),
    "mimetype": samples.zipped({"mimetype": bytes(40 << 20)}),
    "object streams": samples.pdf_with("", samples.object_stream(bytes(40 << 20)) * 3),
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_decompression_bomb_needs_little_memory(what: str) -> None:
    tracemalloc.start()
    try:
        if what == "object streams":
            sniffed(BOMBS[what], "a.pdf")
        else:
            assert isinstance(refusal(BOMBS[what], "a.docx"), EvidenceMislabelled)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16 << 20
