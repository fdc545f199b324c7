"""Signed PDFs that somebody changed or made to break the reader. Each is refused without an error."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from s11desk.signing.pdf_signatures import verify_pdf
from s11desk.signing.signature_facts import CmsFault, PdfCoverage
from s11desk.signing.signer import Signer
from tests.signing import documents
from tests.signing.conftest import NOW

CONTENTS = re.compile(rb"/Contents <([0-9A-F]+)>")


def is_valid(content: bytes) -> bool:
    return verify_pdf(BytesIO(content)).is_valid


def contents(content: bytes) -> tuple[int, int]:
    """The offsets of the digits of the last signature."""
    *_, last = CONTENTS.finditer(content)
    return last.span(1)


def test_no_flipped_bit_in_a_pdf_is_accepted(countersigned: bytes) -> None:
    """Try a sample of all bits, with a fixed seed. Another test tries the digits of the signature."""
    bits = random.Random(11).sample(range(8 * len(countersigned)), 120)  # noqa: S311
    accepted = []
    for bit in bits:
        changed = bytearray(countersigned)
        changed[bit // 8] ^= 1 << bit % 8
        if is_valid(bytes(changed)):
            accepted.append(bit)
    assert accepted == []


def test_a_changed_digit_of_the_signature_is_refused(certified: bytes) -> None:
    """No signature covers these bytes: the signature itself, and the unused room after it."""
    start, end = contents(certified)
    digits = certified[start:end]
    letters = [index for index, digit in enumerate(digits) if chr(digit) in "ABCDEF"]
    for place in letters[:: len(letters) // 20]:
        assert not is_valid(put(certified, start + place, digits[place : place + 1].lower()))
    for place in range(0, len(digits), len(digits) // 50):
        other = b"1" if digits[place : place + 1] != b"1" else b"2"
        assert not is_valid(put(certified, start + place, other))
    for place in (start, end - 1):
        assert not is_valid(put(certified, place, b" "))


def put(content: bytes, place: int, octets: bytes) -> bytes:
    return content[:place] + octets + content[place + len(octets) :]


def test_lower_case_digits_are_refused_though_the_signature_is_valid(certified: bytes) -> None:
    start, end = contents(certified)
    (facts,) = verify_pdf(BytesIO(put(certified, start, certified[start:end].lower()))).signatures
    assert (facts.intact, facts.valid, facts.cms.signature_valid) == (True, True, True)
    assert (facts.cms.fault, facts.is_valid) == (CmsFault.NOT_CANONICAL, False)


def test_data_hidden_after_the_signature_is_refused(certified: bytes) -> None:
    _, end = contents(certified)
    facts = verify_pdf(BytesIO(put(certified, end - 8, b"C0FFEE00"))).signatures[0]
    assert (facts.valid, facts.cms.fault) == (True, CmsFault.NOT_CANONICAL)


@pytest.mark.parametrize("tail", [b"\n", b"\0", b"%%EOF\n", b"secret"])
def test_appended_bytes_are_refused(certified: bytes, countersigned: bytes, tail: bytes) -> None:
    for content in (certified, countersigned):
        facts = verify_pdf(BytesIO(content + tail))
        assert (facts.last_covers_whole_file, facts.is_valid) == (False, False)


@pytest.mark.parametrize("head", [b"\n", b"MZ"])
def test_bytes_before_the_pdf_are_refused(certified: bytes, head: bytes) -> None:
    assert not is_valid(head + certified)


def test_a_truncated_pdf_is_refused(countersigned: bytes, certified: bytes) -> None:
    assert is_valid(countersigned[: len(certified)])  # this is the completer's whole version
    for length in (0, 10, len(certified) - 1, len(certified) + 1, len(countersigned) - 1):
        assert not is_valid(countersigned[:length])


def new_title(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/Lang"] = generic.TextStringObject("fr")
    writer.update_root()  # type: ignore[no-untyped-call]


def new_page_content(writer: IncrementalPdfFileWriter) -> None:
    stream = writer.add_object(generic.StreamObject(stream_data=b"BT (other) Tj ET"))
    writer.add_stream_to_page(1, stream)  # type: ignore[no-untyped-call]


def new_field(writer: IncrementalPdfFileWriter) -> None:
    append_signature_field(writer, SigFieldSpec("witness", on_page=0, box=(10, 10, 90, 90)))


def moved_field(writer: IncrementalPdfFileWriter) -> None:
    field = writer.root["/AcroForm"]["/Fields"][1]
    field["/Rect"][0] = generic.FloatObject("1")  # type: ignore[no-untyped-call]
    writer.update_container(field)


@pytest.mark.parametrize("change", [new_title, new_page_content, new_field, moved_field])
def test_a_change_before_the_approvers_signature_is_refused(
    change: Callable[[IncrementalPdfFileWriter], None], certified: bytes, issued_signer: Signer
) -> None:
    """The approver's signature covers the change, but the completer's does not permit it."""
    writer = IncrementalPdfFileWriter(BytesIO(certified))
    change(writer)
    changed = documents.written(writer)
    assert not is_valid(changed)
    completer, approver = verify_pdf(BytesIO(documents.countersigned(changed, issued_signer, NOW))).signatures
    assert (completer.intact, completer.valid, completer.changes_allowed, completer.is_valid) == (
        True,
        True,
        False,
        False,
    )
    assert approver.is_valid


def test_a_signature_over_part_of_the_file_is_partial(certified: bytes) -> None:
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", certified)
    assert found is not None
    shorter = b"/ByteRange [0 %s %s %d]" % (found[1], found[2], int(found[3]) - 10)
    (facts,) = verify_pdf(BytesIO(put(certified, found.start(), shorter.ljust(len(found[0]))))).signatures
    assert (facts.coverage, facts.is_valid) == (PdfCoverage.PARTIAL, False)


def test_a_signature_of_an_unknown_kind_is_listed_as_invalid(certified: bytes) -> None:
    """pyHanko would not list it, but a viewer would show it."""
    changed = certified.replace(b"/ETSI.CAdES.detached", b"/Nobody.Knows.method")
    facts = verify_pdf(BytesIO(changed))
    assert [(each.field_name, each.is_valid) for each in facts.signatures] == [("completer", False)]
    assert not facts.is_valid


@given(st.binary(max_size=300))
@example(b"")
@example(b"%PDF-1.7\n")
@example(b"%PDF-1.7\nstartxref\n-5\n%%EOF")
@example(b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF")
def test_random_bytes_are_unreadable(content: bytes) -> None:
    assert not verify_pdf(BytesIO(content)).readable


@pytest.mark.parametrize("start", [b"-5", b"-99999", b"0", b"99999999999999999999"])
def test_an_offset_outside_the_file_raises_no_error(start: bytes, tmp_path: Path, report: bytes) -> None:
    """This uses a real file: there the system, not Python, refuses to seek before the start."""
    path = tmp_path / "report.pdf"
    path.write_bytes(re.sub(rb"startxref\n\d+", b"startxref\n" + start, report))
    assert not verify_pdf(path).is_valid


TOKENS = (
    *(b"0", b"-1", b"1.5", b"99999999999", b"null", b"true", b"(x)", b"(D:2026)", b"<00>", b"/Foo", b"/V"),
    *(b"1 0 R", b"5 0 R", b"99 0 R", b"[]", b"<<>>", b"<", b">>", b"endobj", b"stream\n", b"/Kids [5 0 R]", b"/Prev 0"),
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_random_tokens_are_refused_without_an_error(countersigned: bytes, data: st.DataObject) -> None:
    changed = countersigned
    for _ in range(data.draw(st.integers(1, 3))):
        spans = [match.span() for match in re.finditer(rb"/\w+|[^\s<>\[\]()/]{1,40}", changed)]
        start, end = spans[data.draw(st.integers(0, len(spans) - 1))]
        changed = changed[:start] + data.draw(st.sampled_from(TOKENS)) + changed[end:]
    assert changed == countersigned or not is_valid(changed)
