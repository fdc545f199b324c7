"""Sample files of every kind: real ones made by common libraries, and small ones built byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import docx
import openpyxl
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

FILES = Path(__file__).parent / "files"
OOXML = "application/vnd.openxmlformats-officedocument."
MAIN_TYPES = {
    "docx": OOXML + "wordprocessingml.document.main+xml",
    "xlsx": OOXML + "spreadsheetml.sheet.main+xml",
    "pptx": OOXML + "presentationml.presentation.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "dotx": OOXML + "wordprocessingml.template.main+xml",
}
PROGRAM = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0\xb8" + bytes(200) + b"PE\0\0"


def file(name: str) -> bytes:
    return (FILES / name).read_bytes()


def pdf(text: str = "We listened to the child.", password: str | None = None) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=password, invariant=1)
    canvas.drawString(72, 720, text)
    canvas.save()
    return out.getvalue()


def pdf_with(objects: str, extra: bytes = b"") -> bytes:
    """A small PDF with uncompressed ``objects``, and with the bytes ``extra`` before the trailer."""
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n" + objects.encode("latin-1") + extra
    trailer = b"trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 1\n0000000000 65535 f \n" + trailer


def linearised_pdf() -> bytes:
    """A PDF that states its own length, as PDFs for the web do."""
    plain = pdf()
    stated = b"<</Linearized 1/L %06d " % (len(plain) + len(b"/Linearized 1/L 000000 "))
    return plain.replace(b"<<", stated, 1)


def object_stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = b"9 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\r\n" % len(packed)
    return head + packed + b"\nendstream\nendobj\n"


def word() -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("We listened to the child.")
    document.save(out)
    return out.getvalue()


def excel() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def package(main_type: str, *names: str, encoding: str = "utf-8") -> bytes:
    """An OOXML package with only its content types and small parts with these ``names``."""
    xml = f'<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="{main_type}"/></Types>'
    return zipped({"[Content_Types].xml": xml.encode(encoding), **dict.fromkeys(("main.xml", *names), b"<x/>")})


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(raw: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def marked_encrypted(raw: bytes) -> bytes:
    """The package with the encryption flag of its first entry set, in its header and in the central directory."""
    changed = bytearray(raw)
    changed[6] |= 1
    changed[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    noise = Image.effect_noise((64, 48), 80).convert("P" if kind == "GIF" else "RGB")
    noise.save(out, kind)
    return out.getvalue()


def two_pictures_in_one_gif() -> bytes:
    out = io.BytesIO()
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    first.save(out, "GIF", save_all=True, append_images=[second], comment=b"two", loop=1)
    return out.getvalue()


def heic(*boxes: bytes) -> bytes:
    return box(b"ftyp", b"heic\0\0\0\0mif1heic") + b"".join(boxes)


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content
