"""No text from a file can move the cursor, change colours, or push the verdict off the screen."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from s11desk.app.identity.signer_standings import SignerStanding
from s11desk.app.returns.verifying.verify import Verdict, verify_return
from s11desk.bundle.audit_file import AuditFile
from s11desk.bundle.container import ContainerFacts, Fault, FaultKind
from s11desk.bundle.read_return import ContentFault, ReadReturn, ReadSignature
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.domain.returns.return_verdict import Standing
from s11desk.domain.topics.signer_role import Role
from s11desk.signing.signature_facts import CmsFacts, CmsFault, SignerFacts
from tests.bundle.forging import Files, audit_file_of
from tests.samples import NOON, small_topic

NASTY = "\x1b]0;x\x07\x1b[2J\r\n\t\x00\x7f\x9b31m\u202e\u2066\u2028\ud800 " + "x" * 5_000
NOBODY = SignerFacts(NASTY, NASTY, NASTY, NASTY, "0" * 64, "0000 " * 8)
CMS = CmsFacts(True, True, True, True, True, True, NOBODY, NOON)
READABLE = ContainerFacts(9)
FIELD_OF_FAULT = (
    "readable",
    "canonical",
    "key_suitable",
    "digest_matches",
    "signature_valid",
    "certificate_valid_at_signing",
)


def signature_with(fault: CmsFault | None) -> ReadSignature:
    broken = {} if fault is None else {FIELD_OF_FAULT[list(CmsFault).index(fault)]: False}
    return ReadSignature(Role.COMPLETER, msgspec.structs.replace(CMS, **broken), ("audit.pdf",))


@pytest.fixture
def nasty(stranger_files: Files) -> AuditFile:
    audit_file = audit_file_of(stranger_files)
    return msgspec.structs.replace(
        audit_file,
        agency=NASTY,
        return_facts=msgspec.structs.replace(audit_file.return_facts, reference=NASTY, replaces=NASTY),
        topic=msgspec.structs.replace(audit_file.topic, title=NASTY, year=NASTY),
    )


@pytest.fixture
def reads(nasty: AuditFile) -> list[ReadReturn]:
    """A result with every kind of fault, and one without a fault."""
    forms = [ReadReturn(ContainerFacts(9, Fault(kind, "evidence/x.pdf"))) for kind in FaultKind]
    contents = [ReadReturn(READABLE, (signature_with(None),), nasty, fault) for fault in (*ContentFault, None)]
    return forms + contents + [ReadReturn(READABLE, (signature_with(fault),), nasty) for fault in CmsFault]


def test_verdicts_contain_no_control_characters(reads: list[ReadReturn]) -> None:
    for read in reads:
        standings = tuple(SignerStanding(Standing.UNKNOWN) for _ in read.signatures)
        for topic in (None, small_topic()):
            words = verdict_paragraph(Verdict(Path(NASTY), read, topic, standings=standings))
            assert words.isprintable()
            assert "\u202e" not in words
            assert len(words) < 4_000


def test_a_file_name_with_undecodable_bytes_is_shown_safely(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2J\udcff.zip"
    path.write_bytes(b"hello")
    assert verdict_paragraph(verify_return(path)).isprintable()
