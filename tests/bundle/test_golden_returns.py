"""Returns of every format that was ever written still verify and contain the same data."""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from s11desk.app.returns.verifying.verify import Verdict
from s11desk.bundle.audit_file import (
    PageFacts,
    UnreadableAuditFile,
    decode_audit_file,
    encode_audit_file,
    lowest_format,
)
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.domain.topics.signer_role import Role
from s11desk.report.page.page_layout import LAYOUT
from s11desk.signing.signature_facts import PdfCoverage
from tests.bundle.conftest import VerdictOf
from tests.bundle.forging import GOLDEN, audit_file_of, files_of

COMPLETER = "e7d0e826098df525a623621f4e1965b2bf1bfe671a1932110ed232ef5ace28b3"
APPROVER = "215328da4f97b0702f7bb3429b079288"


def signers(verdict: Verdict) -> list[tuple[Role, str, str, str]]:
    found = [(signature.role, signature.cms.signer, signature.cms.signed_at) for signature in verdict.read.signatures]
    return [(role, who.name, who.fingerprint, f"{at:%H:%M}") for role, who, at in found if who is not None]


def test_a_format_1_return_with_one_signature_verifies(signed_return: bytes, verdict_of: VerdictOf) -> None:
    verdict = verdict_of(signed_return, deep=True)
    assert verdict.is_unchanged
    assert signers(verdict) == [(Role.COMPLETER, "Zoë O’Neill", COMPLETER, "12:09")]
    assert verdict.pdf is not None
    assert [signature.coverage for signature in verdict.pdf.signatures] == [PdfCoverage.WHOLE_FILE]
    audit_file = verdict.read.audit_file
    assert audit_file is not None
    assert (audit_file.agency, audit_file.return_facts.number) == ("Riverside Trust – “The Hub” & friends", 1)
    assert [(answer.question, answer.choice, answer.text, answer.number) for answer in audit_file.answers] == [
        ("policy", "no", "", None),
        ("training", "yes", "", None),
        ("story", "", "Parents were asked.", None),
        ("staff", "", "", 12.5),
    ]
    assert [(action.id, action.question, action.lead) for action in audit_file.action_plan] == [
        ("A1", "policy", "Amina Yusuf")
    ]
    assert [item.questions for item in audit_file.evidence] == [("example",)]


def test_a_format_1_return_with_two_signatures_verifies(
    signed_return: bytes, countersigned_return: bytes, verdict_of: VerdictOf
) -> None:
    verdict = verdict_of(countersigned_return, deep=True)
    assert verdict.is_unchanged
    found = signers(verdict)
    assert found[0] == (Role.COMPLETER, "Zoë O’Neill", COMPLETER, "12:12")
    assert (found[1][1], found[1][2][:32], found[1][3]) == ("Bo Łukasz", APPROVER, "12:14")
    assert verdict.pdf is not None
    assert [signature.field_name for signature in verdict.pdf.signatures] == ["completer", "approver"]
    assert (
        audit_file_of(files_of(countersigned_return)).return_facts.replaces == hashlib.sha256(signed_return).hexdigest()
    )


@pytest.mark.parametrize("name", ["one-signature.zip", "two-signatures.zip"])
def test_the_pages_of_a_format_1_return_could_not_be_compared(name: str, verdict_of: VerdictOf) -> None:
    verdict = verdict_of((GOLDEN / name).read_bytes(), deep=True)
    assert verdict.comparison.pages is PagesCompared.UNKNOWN_LAYOUT
    assert not verdict.is_verified
    assert "pages could not be compared" in verdict_paragraph(verdict)


LAYOUTS = {
    "format-2": PageFacts(1),
    "format-2-layout-2": PageFacts(2, "UTC+01:00"),
    "format-2-layout-3": PageFacts(3),
    "format-3-layout-4": PageFacts(4, language="cy-GB"),
    "format-2-layout-5": PageFacts(5),
    "format-2-layout-6": PageFacts(6),
}


@pytest.mark.parametrize("folder", LAYOUTS)
@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("name", ["one-signature.zip", "two-signatures.zip"])
def test_a_return_of_every_layout_has_exactly_our_pages(
    name: str, deep: bool, folder: str, verdict_of: VerdictOf
) -> None:
    """If not, a layout was changed: add another in ``report/page/page_layout.py`` and leave this one as it was."""
    content = (GOLDEN.parent / folder / name).read_bytes()
    assert audit_file_of(files_of(content)).pages == LAYOUTS[folder]
    verdict = verdict_of(content, deep=deep)
    assert (verdict.comparison.pages, verdict.unverified) == (PagesCompared.SAME, None)
    assert verdict.is_verified


def test_there_are_golden_returns_of_every_layout() -> None:
    assert sorted(stated.layout for stated in LAYOUTS.values()) == list(range(1, LAYOUT + 1))


@pytest.mark.parametrize("folder", sorted(GOLDEN.parent.iterdir()), ids=lambda folder: folder.name)
def test_there_is_a_golden_return_with_one_and_with_two_signatures_of_each_format(folder: object) -> None:
    names = {path.name for path in GOLDEN.parent.joinpath(str(folder)).iterdir()}
    assert names - {"three-signatures.zip"} == {"one-signature.zip", "two-signatures.zip"}
    assert ("three-signatures.zip" in names) is (folder == GOLDEN.parent / "format-3")


@pytest.mark.parametrize(("name", "signed_by"), [("one", 1), ("two", 2), ("three", 3)])
def test_a_format_3_return_verifies_in_its_language_with_each_of_three_signatures(
    name: str, signed_by: int, verdict_of: VerdictOf
) -> None:
    path = GOLDEN.parent / "format-3" / f"{name}-signature{'s' * (signed_by > 1)}.zip"
    verdict = verdict_of(path.read_bytes(), deep=True)
    assert (verdict.comparison.pages, verdict.unverified) == (PagesCompared.SAME, None)
    audit_file = verdict.read.audit_file
    assert audit_file is not None
    assert audit_file.pages is not None
    assert (audit_file.format, audit_file.pages.language) == (3, "cy")
    everyone = [(Role.COMPLETER, "Zoë O’Neill"), (Role.APPROVER, "Bo Łukasz"), (Role.SECOND_APPROVER, "Siân Parry")]
    assert [(role, person) for role, person, _, _ in signers(verdict)] == everyone[:signed_by]
    assert verdict.roles_to_sign == tuple(role for role, _ in everyone[signed_by:])


@pytest.mark.parametrize(("of_topic", "lowest"), [(3, 3), (4, 4)])
def test_a_return_of_a_topic_with_links_has_a_format_that_older_programs_call_newer(
    signed_return: bytes, of_topic: int, lowest: int
) -> None:
    audit_file = audit_file_of(files_of(signed_return))
    stated = msgspec.structs.replace(audit_file, topic=msgspec.structs.replace(audit_file.topic, format=of_topic))
    assert lowest_format(stated) == lowest
    written = msgspec.structs.replace(stated, format=lowest)
    assert decode_audit_file(encode_audit_file(written)) == written
    for other in {2, 3, 4} - {lowest}:
        with pytest.raises(UnreadableAuditFile):
            decode_audit_file(encode_audit_file(msgspec.structs.replace(stated, format=other)))
