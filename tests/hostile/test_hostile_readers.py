"""Files made to keep a reader busy or to fill the memory are answered at once.

Without its bound each reader here would need minutes, hours, or more memory than a computer has; the time-out of the
test then ends it. ``benchmarks/hostile.py`` measures the same files at their full size.
"""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest

from s11desk.domain.audits.identifiers import spot_identifiers
from s11desk.domain.text.clean_text import clean_text
from s11desk.evidence.findings import FileProblem
from s11desk.evidence.sniff import examine
from s11desk.report.blocks.pictures import PictureFile, read_picture
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.metered_pdf import MAX_REVISIONS
from s11desk.signing.pdf_signatures import MAX_SIGNATURES, verify_pdf
from s11desk.signing.signer import Signer
from s11desk.topics.check_pack import PROBLEMS_LIMIT
from s11desk.topics.check_pack import examine as examine_pack
from s11desk.topics.files.pack_file_names import PackFiles
from tests.hostile import hostile_evidence, hostile_packs, hostile_pdfs
from tests.signing import documents

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


def _signer(path: Path) -> Signer:
    create_identity(path, IdentityDetails(path.stem, "B", "C", "a@b.example"), "an easy phrase 17", NOW)
    return unlock(path, "an easy phrase 17", NOW)


@pytest.mark.parametrize(
    "content",
    [
        hostile_pdfs.doubled_fields(60),
        hostile_pdfs.compressed_table(),
        hostile_pdfs.compressed_table("[0 0 0]", 100_000_000, 0),
        hostile_pdfs.chained_tables(5 * MAX_REVISIONS),
        hostile_pdfs.long_table(600_000),
        hostile_pdfs.many_signatures(MAX_SIGNATURES + 1),
    ],
    ids=["fields", "table", "table of nothing", "revisions", "rows", "signatures"],
)
def test_a_pdf_that_asks_for_endless_work_counts_as_unreadable(content: bytes) -> None:
    assert not verify_pdf(io.BytesIO(content)).is_valid


def test_a_form_with_doubled_resources_is_not_a_valid_return(tmp_path: Path) -> None:
    content = hostile_pdfs.doubled_resources(40, _signer(tmp_path / "a.p12"), _signer(tmp_path / "b.p12"), NOW)
    assert not verify_pdf(io.BytesIO(content)).is_valid


def test_certificates_of_one_name_are_not_put_into_every_order() -> None:
    signer = hostile_pdfs.signer_among_namesakes(8, 4, NOW)
    (facts,) = verify_pdf(io.BytesIO(documents.certified(documents.report(), signer, NOW))).signatures
    assert facts.is_valid


@pytest.mark.parametrize("way", hostile_packs.WAYS)
def test_every_pack_gets_its_problems(way: str) -> None:
    found = examine_pack(PackFiles(hostile_packs.WAYS[way](400_000), is_single=True))
    assert found.topic is None
    assert 0 < len(found.problems) <= PROBLEMS_LIMIT + 1


def test_a_key_repeated_often_is_reported_with_its_lines() -> None:
    found = examine_pack(PackFiles(hostile_packs.repeated_key(100_000), is_single=True))
    assert [problem.line for problem in found.problems[:3]] == [3, 4, 5]


@pytest.mark.parametrize("way", hostile_evidence.WAYS)
def test_every_file_of_evidence_gets_an_answer(way: str) -> None:
    assert examine(io.BytesIO(hostile_evidence.WAYS[way](2_000_000))).noun


def test_an_office_file_with_thousands_of_parts_of_one_name_counts_as_damaged() -> None:
    assert examine(io.BytesIO(hostile_evidence.one_name(200))).problem is FileProblem.DAMAGED


def test_a_picture_in_too_many_scans_is_not_shown() -> None:
    pictures = (hostile_evidence.progressive_picture(9_900, 2_000), hostile_evidence.repeated_scans(2_000, 1_000, 200))
    for content in pictures:
        assert read_picture(PictureFile("P1", lambda content=content: io.BytesIO(content)), (200, 200)) is None  # type: ignore[misc]
    small = hostile_evidence.progressive_picture(2_000, 1_500)
    assert read_picture(PictureFile("P1", lambda: io.BytesIO(small)), (200, 200)) is not None


def test_every_one_of_very_many_addresses_is_found() -> None:
    assert len(spot_identifiers("ab@cd.example, " * 32_000)) == 32_000


def test_marks_without_end_are_kept_as_they_are() -> None:
    text = "a" + "\u0300\u0323" * 200_000
    assert clean_text(text) == text
    assert clean_text("e\u0301") == "\u00e9"
