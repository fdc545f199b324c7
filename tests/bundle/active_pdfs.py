"""PDFs with something in them that can act, at every place and in every form. For the tests and ``benchmarks/``."""

from __future__ import annotations

import random
import re
import zlib

ACTIONS = [
    b"<</S /JavaScript /JS (app.alert\\(1\\))>>",
    b"<</S /Launch /F (cmd.exe)>>",
    b"<</S /Launch /Win <</F (cmd.exe) /P (/c calc)>>>>",
    b"<</S /URI /URI (https://example.org/)>>",
    b"<</S /URI /URI (file://server/share/x)>>",
    b"<</S /GoToR /F (\\\\\\\\server\\\\share\\\\x.pdf) /D [0 /Fit]>>",
    b"<</S /GoToE /T <</R /C /N (x.pdf)>>>>",
    b"<</S /SubmitForm /F (https://example.org/)>>",
    b"<</S /ImportData /F (x.fdf)>>",
    b"<</S /ResetForm>>",
    b"<</S /Hide /T (completer)>>",
    b"<</S /Named /N /Print>>",
    b"<</S /Rendition /OP 0>>",
    b"<</S /Movie>>",
    b"<</S /Sound>>",
    b"<</S /Thread /F (x.pdf)>>",
    b"<</S /SetOCGState /State []>>",
    b"<</S /GoTo3DView>>",
    b"<</S /RichMediaExecute>>",
    b"<</Type /Action>>",
]
PLACES = {
    "on its own": b"%s",
    "when opened": b"<</Type /Catalog /OpenAction %s>>",
    "additional actions of a page": b"<</Type /Page /AA <</O %s>>>>",
    "additional actions of a field": b"<</FT /Tx /AA <</K %s /F %s>>>>",
    "an annotation": b"<</Type /Annot /Subtype /Link /A %s>>",
    "a widget": b"<</Type /Annot /Subtype /Widget /A %s /MK <<>>>>",
    "an outline": b"<</Title (x) /A %s>>",
    "a chain": b"<</S /JavaScript /JS () /Next [%s]>>",
    "a name tree": b"<</Names [(x) %s]>>",
    "deep": b"[" * 300 + b"%s" + b"]" * 300,
}
ACTIVE = [
    b"<</JavaScript 7 0 R>>",
    b"<</XFA [(template) 7 0 R]>>",
    b"<</Type /Annot /Subtype /RichMedia>>",
    b"<</Type /Annot /Subtype /3D>>",
    b"<</Type /Annot /Subtype /Screen>>",
    b"<</Type /Annot /Subtype /Movie>>",
    b"<</Type /Annot /Subtype /FileAttachment>>",
    b"<</Type /Catalog /Collection <<>>>>",
    b"<</Subtype /PS /Type /XObject>>",
]
FILES = [
    b"<</Type /Filespec /F (x.exe) /EF <</F 8 0 R>>>>",
    b"<</F (x.exe) /EF <</F 8 0 R>>>>",
    b"<</EmbeddedFiles <</Names [(x) 8 0 R]>>>>",
    b"<</EmbeddedFiles <</Kids [8 0 R]>>>>",
    b"<</Type /EmbeddedFile>>",
    b"<</Type /Filespec /F (audit.json) /UF (audit.json)>>",
]


def next_number(pdf: bytes) -> int:
    return max(int(found) for found in re.findall(rb"/Size (\d+)", pdf))


def updated(pdf: bytes, body: bytes, number: int = 0) -> bytes:
    """The PDF with one more object, or another in its place, in a sound incremental update."""
    number = number or next_number(pdf)
    last = re.findall(rb"startxref\s+(\d+)", pdf)[-1]
    root = re.findall(rb"/Root (\d+ 0 R)", pdf)[-1]
    obj = b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(pdf))
    trailer = b"trailer\n<</Size %d /Root %s /Prev %s>>\n" % (next_number(pdf) + 1, root, last)
    return pdf + obj + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(pdf) + len(obj))


def with_escapes(body: bytes, chance: random.Random) -> bytes:
    """The same object; every name has one of its letters escaped."""

    def escaped(name: re.Match[bytes]) -> bytes:
        at = chance.randrange(1, len(name[0]))
        return name[0][:at] + b"#%02x" % name[0][at] + name[0][at + 1 :]

    return re.sub(rb"/[A-Za-z0-9]+", escaped, body)


def in_object_stream(body: bytes) -> bytes:
    packed = zlib.compress(b"9 0 " + body)
    return b"<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (
        len(packed),
        packed,
    )


def any_active(pdf: bytes, chance: random.Random) -> bytes:
    """The PDF with one active part or attached file, somewhere and in some form, among harmless updates."""
    body = chance.choice([*ACTIVE, *FILES, chance.choice([*PLACES.values()]).replace(b"%s", chance.choice(ACTIONS))])
    form = chance.choice((lambda plain: plain, lambda plain: with_escapes(plain, chance), in_object_stream))
    for part in chance.sample((form(body), HARMLESS), 2):
        number = chance.choice((0, chance.randrange(1, next_number(pdf))))
        pdf = updated(pdf, part, number)
    return pdf


HARMLESS = b"<</Title (x) /Dest [3 0 R /XYZ null null 0]>>"
