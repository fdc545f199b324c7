"""Word, Excel and PowerPoint documents: programs inside them, parts on the web, rights management, lost ends."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from s11desk.errors.evidence_errors import (
    EvidenceDamaged,
    EvidenceHasMacros,
    EvidenceHasProgram,
    EvidenceReachesOut,
    EvidenceRightsManaged,
)
from s11desk.evidence.office.compound_file import MAGIC
from tests.evidence import samples
from tests.evidence.compound_files import PACKAGE_ENCRYPTED, WORD, compound, sheet, slides, workbook
from tests.evidence.test_sniff import refusal, sniffed

URL_MONIKER = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
SHORTCUT = b"L\0\0\0\x01\x14\x02\0" + bytes(300)


def package(name: str, content: bytes = b"x" * 300, *, path: str = "C:\\Users\\x\\") -> bytes:
    """The stream of an OLE package, as Word writes it."""
    full = f"{path}{name}".encode("cp1252") + b"\0"
    body = b"\2\0" + name.encode("cp1252") + b"\0" + full + b"\0\0\3\0" + struct.pack("<I", len(full)) + full
    body += struct.pack("<I", len(content)) + content
    return struct.pack("<I", len(body)) + body


def ole(name: str, content: bytes = b"x" * 300) -> bytes:
    return compound({"\x01Ole10Native": package(name, content)})


def slides_with(content: bytes, *, times: int = 1, last: bytes = b"") -> bytes:
    parts = slides()
    records = slide_object(content) * times + (slide_object(last) if last else b"")
    return compound({**parts, "PowerPoint Document": parts["PowerPoint Document"] + records})


def slide_object(content: bytes) -> bytes:
    packed = struct.pack("<I", len(content)) + zlib.compress(content)
    return b"\x10\0\x11\x10" + struct.pack("<I", len(packed)) + packed


def word_with(name: str, content: bytes) -> bytes:
    return samples.with_part(samples.word(), name, content)


PROGRAMS = {
    "docx with a part": word_with("word/embeddings/setup.exe", b"x"),
    "docx with a script": word_with("word/embeddings/a.JS", b"x"),
    "docx with a shortcut": word_with("word/embeddings/a.lnk", b"x"),
    "docx with a disk": word_with("word/media/a.iso", b"x"),
    "docx with a program under another name": word_with("word/media/note.dat", samples.PROGRAM),
    "docx with a shortcut under another name": word_with("word/embeddings/note.bin", SHORTCUT),
    "docx with a package": word_with("word/embeddings/oleObject1.bin", ole("calc.exe")),
    "docx with a packaged link": word_with("word/embeddings/oleObject1.bin", ole("calc.lnk")),
    "docx with a package of another ending": word_with("word/embeddings/x.dat", ole("calc.scr")),
    "docx with a program packed as a text": word_with("word/embeddings/oleObject1.bin", ole("a.txt", samples.PROGRAM)),
    "docx with a workbook with a program": word_with(
        "word/embeddings/a.xlsx", samples.with_part(samples.excel(), "xl/embeddings/oleObject1.bin", ole("a.hta"))
    ),
    "docx with a workbook with macros": word_with("word/embeddings/a.xlsm", samples.excel()),
    "xlsx with a package": samples.with_part(samples.excel(), "xl/embeddings/oleObject1.bin", ole("a.vbs")),
    "odt with a part": samples.with_part(samples.file("letter.odt"), "Object 1/a.exe", b"x"),
    "odt with a package": samples.with_part(samples.file("letter.odt"), "Object 1", ole("a.exe")),
    "doc": compound(WORD, {"_1": {"\x01Ole10Native": package("calc.exe")}}),
    "doc with a large package": compound(WORD, {"_1": {"\x01Ole10Native": package("a.bat", bytes(9000))}}),
    "xls": compound(workbook(sheet(0)), {"MBD0001": {"\x01Ole10Native": package("calc.msi")}}),
    "ppt": slides_with(ole("calc.exe")),
}


@pytest.mark.parametrize("what", PROGRAMS)
def test_a_program_in_a_document_is_found(what: str) -> None:
    assert isinstance(refusal(PROGRAMS[what], f"a.{what.split()[0]}"), EvidenceHasProgram)


def test_the_refusal_names_the_program() -> None:
    error = refusal(PROGRAMS["docx with a package"], "a.docx")
    assert error == EvidenceHasProgram(name="a.docx", program="calc.exe")


@pytest.mark.parametrize(
    "raw",
    [
        word_with("word/embeddings/oleObject1.bin", ole("Training log.pdf", samples.pdf())),
        word_with("word/embeddings/oleObject1.bin", ole("MZ.txt", b"MZ is a name")),
        word_with("word/embeddings/Microsoft_Excel_Binary_Worksheet.xlsb", samples.package(samples.MAIN_TYPES["xlsx"])),
        word_with("word/embeddings/a.xlsx", samples.excel()),
        word_with("word/embeddings/a.doc", samples.file("letter.doc")),
        word_with("word/embeddings/oleObject1.bin", ole("a.pdf")[:700]),
        word_with("word/printerSettings1.bin", bytes(300)),
    ],
)
def test_harmless_objects_in_a_document_are_accepted(raw: bytes) -> None:
    assert sniffed(raw, "a.docx") == "docx"


def test_a_chart_from_a_binary_workbook_is_accepted_and_its_macros_are_not() -> None:
    binary = '<Default Extension="xlsb" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.12"/>'
    types = samples.package(samples.MAIN_TYPES["docx"] + f'"/>{binary}<Override ContentType="x')
    assert sniffed(samples.with_part(types, "word/embeddings/a.xlsb", samples.excel()), "a.docx") == "docx"
    with_macros = samples.package(samples.MAIN_TYPES["xlsx"], "xl/vbaProject.bin")
    raw = samples.with_part(types, "word/embeddings/a.xlsb", with_macros)
    assert isinstance(refusal(raw, "a.docx"), EvidenceHasMacros)


def relation(kind: str, target: str, *, mode: str = 'TargetMode="External"', tag: str = "Relationship") -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationships><{tag} Id="rId1" Type="{base}/{kind}" Target="{target}" {mode}/></Relationships>'.encode()


REMOTE = {
    "a template on the web": relation("attachedTemplate", "https://example.org/a.dotm"),
    "a template on a share": relation("attachedTemplate", r"\\server\share\a.dotx"),
    "a template on a share, as an address": relation("attachedTemplate", "file:///\\\\server\\share\\a.dotx"),
    "a template on another computer": relation("attachedTemplate", "file://server/share/a.dotx"),
    "a template on a share, encoded": relation("attachedTemplate", "file:///%5C%5Cserver%5Cshare%5Ca.dotx"),
    "a template with entities": relation("attachedTemplate", "&#104;ttp://example.org/a.dotm"),
    "an object on the web": relation("oleObject", "mhtml:http://example.org/a.html!x-usc:http://example.org/a.html"),
    "a frame": relation("frame", "ftp://example.org/a.docx"),
    "a part of the document": relation("subDocument", "http://example.org/a.docx"),
    "another order and other quotes": b"<Relationships><r:Relationship TargetMode='External' Target='http://e.org/a' "
    b"Type='http://x/attachedTemplate'/></Relationships>",
    "a prefix with a hyphen": relation("attachedTemplate", "http://e.org/a", tag="a-b:Relationship"),
    "a prefix with a dot": relation("attachedTemplate", "http://e.org/a", tag="a.b:Relationship"),
    "a long prefix": relation("attachedTemplate", "http://e.org/a", tag=f"{'a' * 99}:Relationship"),
    "spaces before": b" " * (2 << 20) + relation("attachedTemplate", "http://e.org/a"),
    "a comment before": b"<!--" + b"x" * (2 << 20) + b"-->" + relation("attachedTemplate", "http://e.org/a"),
    "spaces inside": relation("attachedTemplate", "http://e.org/a", tag="Relationship" + " " * 9000),
    "a bracket in another value": relation("attachedTemplate", "http://e.org/a", tag='Relationship x="a>b"'),
    "what is no xml": relation("attachedTemplate", "http://e.org/a") + b"<",
    "utf-16": relation("attachedTemplate", "http://example.org/a").decode().encode("utf-16"),
}


@pytest.mark.parametrize("what", REMOTE)
def test_a_document_that_fetches_a_part_from_elsewhere_is_refused(what: str) -> None:
    raw = word_with("word/_rels/settings.xml.rels", REMOTE[what])
    assert isinstance(refusal(raw, "a.docx"), EvidenceReachesOut)


@pytest.mark.parametrize(
    "relations",
    [
        relation("hyperlink", "https://example.org/setup.exe"),
        relation("image", "https://example.org/logo.png"),
        relation("attachedTemplate", "file:///C:\\Users\\x\\Templates\\Normal.dotm"),
        relation("attachedTemplate", "C:\\Templates\\Letter.dotx"),
        relation("attachedTemplate", "file:///home/x/Letter.dotx"),
        relation("attachedTemplate", "Normal.dotm"),
        relation("oleObject", "embeddings/oleObject1.bin", mode=""),
    ],
)
def test_links_and_a_template_on_this_computer_are_accepted(relations: bytes) -> None:
    assert sniffed(word_with("word/_rels/settings.xml.rels", relations), "a.docx") == "docx"


def padded(padding: dict[str, bytes], name: str, content: bytes) -> bytes:
    """A document whose parts in ``padding`` come before the one that must not be overlooked."""
    out = io.BytesIO(samples.word())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for part, filling in {**padding, name: content}.items():
            archive.writestr(part, filling)
    return out.getvalue()


def nested(content: bytes, depth: int) -> bytes:
    for _ in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("word/embeddings/a.docx", content)
        content = out.getvalue()
    return content


OVERLOOKED = {
    "a program": ("word/embeddings/a.bin", samples.PROGRAM),
    "a template": ("word/_rels/settings.xml.rels", relation("attachedTemplate", "http://e.org/a")),
}
PADDINGS = {
    "large objects": {f"word/embeddings/{n}.bin": MAGIC + bytes(40 << 20) for n in range(7)},
    "one object that is too large": {"word/embeddings/0.bin": MAGIC + bytes(80 << 20)},
    "many parts": {f"word/embeddings/{n}.dat": b"x" for n in range(20_001)},
    "large relationships": {"word/_rels/more.xml.rels": bytes(9 << 20)},
}


@pytest.mark.parametrize("padding", PADDINGS)
@pytest.mark.parametrize("what", OVERLOOKED)
def test_what_cannot_be_looked_into_to_the_end_is_refused(padding: str, what: str) -> None:
    refused = refusal(padded(PADDINGS[padding], *OVERLOOKED[what]), "a.docx")
    assert isinstance(refused, EvidenceDamaged | EvidenceHasProgram | EvidenceReachesOut)


@pytest.mark.parametrize("depth", range(6))
def test_a_program_in_packages_inside_each_other_is_never_accepted(depth: int) -> None:
    raw = word_with("word/embeddings/a.docx", nested(word_with("a.exe", b"x"), depth))
    assert isinstance(refusal(raw, "a.docx"), EvidenceDamaged | EvidenceHasProgram)


@pytest.mark.parametrize("kind", ["doc", "ppt"])
def test_the_last_of_very_many_objects_is_looked_into(kind: str) -> None:
    harmless, program = ole("a.pdf"), ole("a.exe")
    if kind == "doc":
        storages = {f"_{n}": {"\x01Ole10Native": package("a.pdf", bytes(5000))} for n in range(600)}
        raw = compound(WORD, {**storages, "_last": {"\x01Ole10Native": package("a.exe", bytes(5000))}})
    else:
        raw = slides_with(harmless, times=600, last=program)
    assert isinstance(refusal(raw, f"a.{kind}"), EvidenceHasProgram)


def test_an_object_linked_to_the_web_is_refused() -> None:
    link = bytes(36) + URL_MONIKER + struct.pack("<I", 60) + "http://example.org/a.doc\0".encode("utf-16-le")
    for raw, name in (
        (compound(WORD, {"_1": {"\x01Ole": link}}), "a.doc"),
        (word_with("word/embeddings/oleObject1.bin", compound({"\x01Ole": link})), "a.docx"),
    ):
        assert refusal(raw, name) == EvidenceReachesOut(name=name, address="http://example.org/a.doc")


MANAGED = {
    "doc": compound({**WORD, "\x09DRMContent": b"x"}),
    "docx": compound(PACKAGE_ENCRYPTED, {"DataSpaceInfo": {"DRMEncryptedDataSpace": b"x"}}),
}


@pytest.mark.parametrize("kind", MANAGED)
def test_a_rights_managed_document_is_named_as_one(kind: str) -> None:
    assert isinstance(refusal(MANAGED[kind], f"a.{kind}"), EvidenceRightsManaged)


def test_a_doc_that_lost_the_end_of_another_stream_is_damaged() -> None:
    whole = compound({**WORD, "Data": bytes(1 << 20)})
    assert sniffed(whole, "a.doc") == "doc"
    for kept in (len(whole) - 4096, len(whole) // 2):
        assert isinstance(refusal(whole[:kept], "a.doc"), EvidenceDamaged)
