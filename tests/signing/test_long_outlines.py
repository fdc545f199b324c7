"""PDFs with a long outline: what the walk through the flat outline finds is what the library's own walk finds."""

from __future__ import annotations

from io import BytesIO

import pytest
from pyhanko.pdf_utils.generic import DictionaryObject, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from reportlab.pdfgen.canvas import Canvas

from s11desk.signing.metered_pdf import MeteredReader
from s11desk.signing.pdf_signatures import verify_pdf
from s11desk.signing.signer import Signer
from tests.signing.conftest import NOW
from tests.signing.documents import certified, countersigned, written

LONG = 3_000


def with_outline(headings: int, each: int = 1) -> bytes:
    """A report whose outline has ``headings`` entries, with ``each`` entries below each of them."""
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1)
    for number in range(headings):
        for below in range(1 + each):
            canvas.bookmarkPage(f"{number}-{below}")
            canvas.addOutlineEntry(f"{number}.{below}", f"{number}-{below}", min(below, 1))
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    writer = IncrementalPdfFileWriter(BytesIO(stream.getvalue()))
    append_signature_field(writer, SigFieldSpec("completer", on_page=1, box=(50, 500, 300, 580)))
    append_signature_field(writer, SigFieldSpec("approver", on_page=1, box=(50, 300, 300, 380)))
    return written(writer)


@pytest.mark.parametrize(("headings", "each"), [(LONG, 0), (1, LONG), (LONG // 2, 1)])
def test_both_signatures_over_a_long_outline_are_valid(
    headings: int, each: int, signer: Signer, issued_signer: Signer
) -> None:
    both = countersigned(certified(with_outline(headings, each), signer, NOW), issued_signer, NOW)
    assert verify_pdf(BytesIO(both)).is_valid


def test_the_flat_walk_finds_every_object_and_only_ways_that_the_file_has() -> None:
    """The library keeps every way through an outline; one is enough, because none of them allows a change."""
    content = with_outline(4, 3)
    theirs, ours = ways_to_objects(PdfFileReader(BytesIO(content))), ways_to_objects(MeteredReader(BytesIO(content)))
    assert theirs.keys() == ours.keys()
    for number, found in ours.items():
        assert found
        assert found <= theirs[number]
        assert {way for way in theirs[number] if "/Outlines" not in way} <= found


def ways_to_objects(reader: PdfFileReader) -> dict[int, set[tuple[str | int, ...]]]:
    """By the number of the object, the ways to it in the first revision."""
    resolver = reader.get_historical_resolver(0)
    resolver._load_reverse_xref_cache()  # type: ignore[no-untyped-call]
    found = resolver._indirect_object_access_cache or {}
    return {ref.idnum: {tuple(way.path) for way in resolver._get_usages_of_ref(ref)} for ref in found}


@pytest.mark.parametrize("place", ["/First", "/Last"])
def test_an_entry_that_was_changed_after_signing_is_refused(place: str, signer: Signer) -> None:
    signed = certified(with_outline(LONG), signer, NOW)
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    entry = writer.root["/Outlines"][place]
    assert isinstance(entry, DictionaryObject)
    entry["/Title"] = pdf_string("Something else")
    writer.update_container(entry)
    (facts,) = verify_pdf(BytesIO(written(writer))).signatures
    assert not facts.changes_allowed
