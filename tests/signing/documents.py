"""Small PDFs with signature fields, as the report makes them, unsigned and signed."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from reportlab.pdfgen.canvas import Canvas

from s11desk.signing.pdf_signatures import NewPdfSignature, sign_pdf
from s11desk.signing.signature_facts import PdfRole
from s11desk.signing.signer import Signer

STAMP_SIZE = (250, 80)


def pages(*texts: str, size: tuple[float, float] = (595, 842)) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=1)
    for text in texts:
        canvas.drawString(20, size[1] / 2, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def report() -> bytes:
    """A PDF of two pages, with two empty signature fields on the second."""
    writer = IncrementalPdfFileWriter(BytesIO(pages("Report", "Sign-off")))
    append_signature_field(writer, SigFieldSpec("completer", on_page=1, box=(50, 500, 300, 580)))
    append_signature_field(writer, SigFieldSpec("approver", on_page=1, box=(50, 300, 300, 380)))
    return written(writer)


def report_with_plain_fields() -> bytes:
    """A PDF with the same fields, written by hand: pyHanko, which will sign it, has written no part of it."""
    field = "<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/Rect[50 %d 300 %d]/F 4/P 3 0 R>>"
    return raw(
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R 5 0 R]/SigFlags 0>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Annots[4 0 R 5 0 R]>>",
        field % ("completer", 520, 600),
        field % ("approver", 320, 400),
    )


def raw(*objects: str) -> bytes:
    """Make a PDF of these objects, numbered from 1. The first is its catalogue."""
    content, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\n"
    return content + f"{trailer}startxref\n{len(content)}\n%%EOF\n".encode()


def written(writer: IncrementalPdfFileWriter) -> bytes:
    stream = BytesIO()
    writer.write(stream)  # type: ignore[no-untyped-call]
    return stream.getvalue()


def stamp(text: str = "Signed by Zoe") -> bytes:
    return pages(text, size=STAMP_SIZE)


def certified(document: bytes, signer: Signer, now: dt.datetime) -> bytes:
    return signed(document, signer, PdfRole.COMPLETER, now, stamp())


def countersigned(document: bytes, signer: Signer, now: dt.datetime) -> bytes:
    return signed(document, signer, PdfRole.APPROVER, now, stamp("Approved by Amina"))


def signed(document: bytes, signer: Signer, role: PdfRole, now: dt.datetime, mark: bytes | None = None) -> bytes:
    out = BytesIO()
    sign_pdf(BytesIO(document), out, signer, NewPdfSignature(role, role.value, now, mark))
    return out.getvalue()
