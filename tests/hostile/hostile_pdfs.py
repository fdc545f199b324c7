"""PDFs of a few kilobytes that ask their reader for endless work: one function for each way."""

from __future__ import annotations

import datetime as dt
import io
import zlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from s11desk.signing.certificates import Certificate, read_certificate
from s11desk.signing.signer import Signer
from tests.signing import documents

_CATALOGUE = "<</Type/Catalog/Pages 2 0 R>>"
_PAGES = "<</Type/Pages/Kids[]/Count 0>>"


def doubled_fields(depth: int) -> bytes:
    """A form whose fields name the next one twice: 2 to the power of ``depth`` fields."""
    fields = (f"<</T(a)/Kids[{number} 0 R {number} 0 R]>>" for number in range(4, 4 + depth))
    catalogue = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R 3 0 R]>>>>"
    return documents.raw(catalogue, _PAGES, *fields, "<</T(a)/FT/Sig/V<</Type/Sig>>>>")


def doubled_resources(depth: int, first: Signer, second: Signer, now: dt.datetime) -> bytes:
    """A return's PDF with both signatures, in whose form each resource names the next one twice."""
    writer = IncrementalPdfFileWriter(io.BytesIO(documents.report()))
    last = writer.add_object(generic.DictionaryObject({}))  # type: ignore[no-untyped-call]
    for _ in range(depth):
        both = {generic.pdf_name("/A"): last, generic.pdf_name("/B"): last}
        last = writer.add_object(generic.DictionaryObject(both))  # type: ignore[no-untyped-call]
    form = writer.root["/AcroForm"]
    form[generic.pdf_name("/DR")] = last
    writer.update_container(form)
    return documents.countersigned(documents.certified(documents.written(writer), first, now), second, now)


def compressed_table(widths: str = "[1 1 1]", rows: int = 12_000_000, octets: int = 3) -> bytes:
    """A cross-reference stream that states ``rows`` rows of ``octets`` bytes, which may be none."""
    packed = zlib.compress(bytes(rows * octets), 9)
    head = f"%PDF-1.7\n1 0 obj\n{_CATALOGUE}\nendobj\n".encode()
    facts = f"/Type/XRef/Size {rows}/W{widths}/Index[0 {rows}]/Root 1 0 R/Filter/FlateDecode/Length {len(packed)}"
    stream = b"9 0 obj\n<<" + facts.encode() + b">>\nstream\n" + packed + b"\nendstream\nendobj\n"
    return head + stream + b"startxref\n%d\n%%%%EOF\n" % len(head)


def chained_tables(count: int) -> bytes:
    """``count`` revisions, each with its own table."""
    content = bytearray(f"%PDF-1.7\n1 0 obj\n{_CATALOGUE}\nendobj\n".encode())
    before = b""
    for _ in range(count):
        start = len(content)
        content += b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 9/Root 1 0 R%s>>\n" % before
        content += b"startxref\n%d\n%%%%EOF\n" % start
        before = b"/Prev %d" % start
    return bytes(content)


def long_table(rows: int) -> bytes:
    """One table with ``rows`` rows."""
    start = f"%PDF-1.7\n1 0 obj\n{_CATALOGUE}\nendobj\n".encode()
    table = b"xref\n0 %d\n0000000000 65535 f \n" % rows + b"0000000009 00000 n \n" * (rows - 1)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (rows, len(start))
    return start + table + trailer


def many_signatures(count: int) -> bytes:
    """A form with ``count`` filled signature fields, each of which may ask for a hash of the whole file."""
    catalogue = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]>>>>"
    fields = " ".join(f"<</FT/Sig/T(s{number})/V 3 0 R>>" for number in range(count))
    return documents.raw(catalogue % fields, _PAGES, "<</Type/Sig/ByteRange[0 9 9 9]/Contents<00>>>")


def signer_among_namesakes(levels: int, width: int, now: dt.datetime) -> Signer:
    """A signer whose chain holds a ring of ``levels`` names with ``width`` certificates each."""
    key = ec.generate_private_key(ec.SECP256R1())
    chain = tuple(
        _certificate(f"L{level}", f"L{(level + 1) % levels}", key, now, number=level * width + number + 2)
        for level in range(levels)
        for number in range(width)
    )
    return Signer(_certificate("me", "L0", key, now, number=1), chain, key)


def _certificate(
    subject: str, issuer: str, key: ec.EllipticCurvePrivateKey, now: dt.datetime, *, number: int
) -> Certificate:
    builder = x509.CertificateBuilder(_name(issuer), _name(subject), key.public_key(), number)
    builder = builder.not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=900))
    return read_certificate(builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER))


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
