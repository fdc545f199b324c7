"""Whatever the bytes: a type or a refusal, and nothing else."""

from __future__ import annotations

import re
import tempfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s11desk.errors import UserError
from s11desk.evidence.sniff import CHECKABLE, sniff_type
from tests.evidence import samples
from tests.evidence.compound_files import PACKAGE_ENCRYPTED, WORD, compound, sheet, slides, workbook

SEEDS = [
    samples.pdf(),
    samples.pdf(password="x"),
    samples.pdf_with("<</S/Launch/F(a.exe)>>", samples.object_stream(b"<</F(a.bat)>>")),
    samples.word(),
    samples.package(samples.MAIN_TYPES["docm"], "word/vbaProject.bin"),
    samples.file("letter.odt"),
    samples.file("letter.doc"),
    compound(WORD, {"Macros": {"VBA": b"x"}}),
    compound(PACKAGE_ENCRYPTED),
    compound(workbook(sheet(1))),
    compound(slides(has_macros=True)),
    *(samples.picture(kind) for kind in ("PNG", "JPEG", "GIF", "WEBP")),
    samples.heic(samples.box(b"meta", b"m"), samples.box(b"mdat", b"d")),
    "Text".encode("utf-16"),
]
EXTENSIONS = st.sampled_from(sorted(CHECKABLE))


@st.composite
def damaged_files(draw: st.DrawFn) -> bytes:
    """A good file with a few pieces overwritten, mostly near its beginning or end; sometimes it is cut off too."""
    raw = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.one_of(st.integers(0, 600), st.integers(-600, -1), st.integers(0, len(raw)))) % max(1, len(raw))
        piece = draw(st.one_of(st.binary(min_size=1, max_size=8), st.sampled_from([b"\xff" * 4, b"\0" * 4])))
        raw[at : at + len(piece)] = piece
    return bytes(raw[: draw(st.integers(0, len(raw)))]) if draw(st.booleans()) else bytes(raw)


def check_sniffing(raw: bytes, extension: str) -> None:
    """Sniff a real file, because it refuses impossible offsets; a file in memory does not."""
    with tempfile.TemporaryFile() as stream:
        stream.write(raw)
        with suppress(UserError):
            assert sniff_type(stream, f"a.{extension}", tuple(CHECKABLE)) == extension


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(raw=damaged_files(), extension=EXTENSIONS)
def test_a_damaged_file_is_accepted_or_refused(raw: bytes, extension: str) -> None:
    check_sniffing(raw, extension)


@settings(max_examples=300, deadline=None)
@given(
    beginning=st.sampled_from([raw[:12] for raw in SEEDS] + [b"MZ", b"{\\rtf"]), rest=st.binary(), extension=EXTENSIONS
)
def test_random_bytes_after_a_known_beginning_are_accepted_or_refused(
    beginning: bytes, rest: bytes, extension: str
) -> None:
    check_sniffing(beginning + rest, extension)


@pytest.mark.parametrize("raw", [samples.file("letter.odt"), samples.word()], ids=["odt", "docx"])
def test_a_package_with_a_nameless_part_is_accepted_or_refused(raw: bytes) -> None:
    """Python ends a name at its first NUL, so a part can have no name at all."""
    entries = [match.end() for match in re.finditer(rb"PK\x01\x02.{42}", raw, re.DOTALL)]
    assert len(entries) > 3
    for at in entries:
        check_sniffing(raw[:at] + b"\0" + raw[at + 1 :], "odt" if b"opendocument" in raw else "docx")
