"""A received file of evidence obeys the rules of its questions, whoever signed it; otherwise the return is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pytest

from s11desk.app.returns.verifying.check_evidence import ALWAYS_SEARCHED
from s11desk.app.returns.verifying.seen_return import save_part
from s11desk.app.returns.verifying.verify import Verdict, verify_return
from s11desk.bundle.audit_file import AttachedFile
from s11desk.bundle.read_return import ContentFault
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.cli.verdict_facts import verdict_facts
from s11desk.desktop.messages.verdict_words import verdict_words
from s11desk.domain.returns.return_verdict import EvidenceRemark, EvidenceRemarkKind, Unverified, UnverifiedReason
from s11desk.domain.text.clean_text import clean_caption, has_open_directions
from s11desk.domain.topics.topic import EvidenceRule, QuestionKind, Topic
from s11desk.signing.signer import Signer
from s11desk.topics.pack import encode_topic
from tests.bundle.conftest import VerdictOf
from tests.bundle.forging import Files, audit_file_of, pack, signed_by, with_audit_changes
from tests.evidence.samples import MAIN_TYPES, package, pdf, pdf_with, picture
from tests.samples import ORIGIN, question, small_topic

PDF = pdf()
PNG = picture("PNG")
SHORTCUT = b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(60)
PROGRAMS = {
    "windows": b"MZ\x90\0" + bytes(300),
    "windows as pdf": b"MZ\n" + PDF,
    "script as pdf": b"#!/bin/sh\n" + PDF,
    "linux": b"\x7fELF\x02\x01\x01" + bytes(300),
    "mac": b"\xcf\xfa\xed\xfe" + bytes(300),
    "java": b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(300),
    "shortcut": SHORTCUT,
    "library": b"!<arch>\n" + bytes(100),
}
TYPES = ("pdf", "png", "jpg", "docx", "txt", "csv")


class Evidence:
    """Makes and verifies a return whose only files of evidence are the given ones, signed by their own maker."""

    def __init__(self, files: Files, signer: Signer, verdict_of: VerdictOf) -> None:
        self.files, self.signer, self.verdict_of = files, signer, verdict_of
        self.topic = topic_with(EvidenceRule(types=TYPES, max_file_bytes=200_000, max_files=2, origin=ORIGIN))

    def packed(self, *contents: bytes, **changes: object) -> bytes:
        items = [self.item(number, content, changes) for number, content in enumerate(contents, 1)]
        topic = encode_topic(self.topic)
        named = msgspec.structs.replace(audit_file_of(self.files).topic, digest=hashlib.sha256(topic).hexdigest())
        plain = {name: content for name, content in self.files.items() if not name.startswith("evidence/")}
        changed = with_audit_changes(plain, topic=named, evidence=tuple(items), answers=(), action_plan=())
        changed["topic.json"] = topic
        names = list(changed)
        at = names.index("answers.xlsx") + 1
        evidence = dict(sorted((item.path, content) for item, content in zip(items, contents, strict=True)))
        ordered = {**{name: changed[name] for name in names[:at]}, **evidence, **{n: changed[n] for n in names[at:]}}
        return pack(signed_by(self.signer, ordered))

    def item(self, number: int, content: bytes, changes: dict[str, object]) -> AttachedFile:
        (base,) = audit_file_of(self.files).evidence
        facts = {
            "id": f"E{number}",
            "name": f"policy-{number}.pdf",
            "path": f"evidence/E{number}-policy-{number}.pdf",
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "questions": ("example",),
        }
        return msgspec.structs.replace(base, **{**facts, **changes})

    def verdict(self, *contents: bytes, deep: bool = True, **changes: object) -> Verdict:
        return self.verdict_of(self.packed(*contents, **changes), deep=deep)

    def fault(self, *contents: bytes, **changes: object) -> ContentFault | None:
        """The fault, which the plain check and the deep check both find."""
        faults = {self.verdict(*contents, deep=deep, **changes).read.content_fault for deep in (False, True)}
        (fault,) = faults
        return fault


def topic_with(rule: EvidenceRule) -> Topic:
    topic = small_topic(
        question("example", QuestionKind.FILE, required=False), question("text", QuestionKind.LONG_TEXT, required=False)
    )
    return msgspec.structs.replace(topic, evidence=rule)


@pytest.fixture
def evidence(stranger_files: Files, stranger: Signer, verdict_of: VerdictOf) -> Evidence:
    return Evidence(stranger_files, stranger, verdict_of)


def named(ending: str, kind: str = "") -> dict[str, object]:
    """A file whose name, path and type have the ending."""
    return {"name": f"policy.{ending}", "path": f"evidence/E1-policy.{ending}", "type": kind or ending}


def test_evidence_that_its_question_allows_is_accepted(evidence: Evidence) -> None:
    assert evidence.fault(PDF) is None
    assert evidence.fault(PDF, name="Policy.PDF") is None
    assert evidence.fault(PDF, PDF + b"\n") is None
    assert evidence.fault(PNG, **named("png")) is None
    assert evidence.fault(b"MZ Trust: minutes", **named("txt")) is None
    assert evidence.fault(b"a,b", name="عربي \u2067a\u2069 \u200f.csv", path="evidence/E1.csv", type="csv") is None


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "policy.exe"},
        {"name": "policy.pdf.exe"},
        {"name": "policy.pdf "},
        {"name": "policy.pdf."},
        {"name": "policy"},
        {"name": ".pdf"},
        {"path": "evidence/E1-policy.exe"},
        {"path": "evidence/E1-policy"},
        {"path": "evidence/E1-policy.pdf.lnk"},
        {"type": "png"},
        {"type": ""},
        {"type": "PDF"},
        named("png", "pdf"),
        named("pdf", "exe"),
    ],
)
def test_name_path_and_type_must_have_one_ending(evidence: Evidence, changes: dict[str, object]) -> None:
    assert evidence.fault(PDF, **changes) is ContentFault.EVIDENCE_ENDING


@pytest.mark.parametrize(
    "ending", ["exe", "lnk", "js", "dll", "url", "scr", "doc", "heic", "zip", "html", "library-ms"]
)
def test_a_type_that_the_question_does_not_take_is_refused(evidence: Evidence, ending: str) -> None:
    assert evidence.fault(PDF, **named(ending)) is ContentFault.EVIDENCE_NOT_ALLOWED


def test_a_pack_cannot_allow_a_type_that_the_program_cannot_check(evidence: Evidence) -> None:
    evidence.topic = topic_with(EvidenceRule(types=("pdf", "exe"), max_file_bytes=99, max_files=2, origin=ORIGIN))
    verdict = evidence.verdict(b"x", **named("exe"))  # type: ignore[arg-type]
    assert verdict.unverified == Unverified(UnverifiedReason.TOPIC_UNUSABLE)


@pytest.mark.parametrize("questions", [("text",), ("nobody",), ("example", "text"), ("example", "example"), ()])
def test_a_question_that_takes_no_files_cannot_have_one(evidence: Evidence, questions: tuple[str, ...]) -> None:
    assert evidence.fault(PDF, questions=questions) is ContentFault.EVIDENCE_NOT_ALLOWED


def test_files_larger_than_the_question_allows_are_refused(evidence: Evidence) -> None:
    evidence.topic = topic_with(EvidenceRule(types=TYPES, max_file_bytes=len(PDF), max_files=2, origin=ORIGIN))
    assert evidence.fault(PDF) is None
    assert evidence.fault(PDF + b"\n") is ContentFault.EVIDENCE_SIZE
    assert evidence.fault(b"", **named("txt")) is ContentFault.EVIDENCE_SIZE


def test_more_files_than_the_question_allows_are_refused(evidence: Evidence) -> None:
    verdict = evidence.verdict(PDF, PDF + b"\n", PDF + b"\n\n")
    assert verdict.read.content_fault is ContentFault.EVIDENCE_TOO_MANY
    assert verdict.read.faulty_part == "evidence/E3-policy-3.pdf"


@pytest.mark.parametrize("name", ["", "e1", "E0", "E01", "E1\n", "\x1b[2J", "E\u0661", "<b>E1</b>", "E" + "1" * 90])
def test_an_id_that_the_program_never_gives_is_refused(evidence: Evidence, name: str) -> None:
    assert evidence.fault(PDF, id=name) in {ContentFault.EVIDENCE_DIFFERS, ContentFault.TEXT_FORBIDDEN}


def test_two_files_cannot_have_one_id(evidence: Evidence) -> None:
    assert evidence.fault(PDF, PDF + b"\n", id="E1") is ContentFault.EVIDENCE_DIFFERS


@pytest.mark.parametrize("content", PROGRAMS.values(), ids=PROGRAMS)
@pytest.mark.parametrize("ending", ["pdf", "png", "jpg", "docx", "txt"])
def test_a_program_is_refused_under_any_name(evidence: Evidence, content: bytes, ending: str) -> None:
    assert evidence.fault(content, **named(ending)) is ContentFault.EVIDENCE_PROGRAM


@pytest.mark.parametrize(
    ("content", "ending"),
    [(PDF, "png"), (PNG, "pdf"), (PNG, "jpg"), (PDF, "docx"), (PNG, "csv"), (b"text", "pdf"), (b"PK\x03\x04", "pdf")],
)
def test_content_of_another_type_is_refused(evidence: Evidence, content: bytes, ending: str) -> None:
    assert evidence.fault(content, **named(ending)) is ContentFault.EVIDENCE_CONTENT


@pytest.mark.parametrize(
    "name",
    [
        "fdp.\u202eexe.pdf",
        "\u202dpolicy\u202c.pdf",
        "\u2067policy.pdf",
        "policy\u2069.pdf",
        "\u202a\u2066policy\u202c\u2069.pdf",
        "a\nb.pdf",
        "a\u2028b.pdf",
        "../policy.pdf",
        "C:\\policy.pdf",
        "x" * 300 + ".pdf",
    ],
)
def test_a_name_that_misleads_is_refused(evidence: Evidence, name: str) -> None:
    assert evidence.fault(PDF, name=name) is ContentFault.EVIDENCE_NAME


@pytest.mark.parametrize("caption", ["\u202eegpj", "a\rb", "\u2067never closed", "closed only\u202c"])
def test_a_caption_that_misleads_is_refused_and_the_program_never_keeps_one(evidence: Evidence, caption: str) -> None:
    assert evidence.fault(PDF, caption=caption) is ContentFault.EVIDENCE_NAME
    kept = clean_caption(caption)
    assert not has_open_directions(kept)
    assert evidence.fault(PDF, caption=kept) is None


def with_attached(name: str) -> bytes:
    """A PDF with an attached file."""
    return pdf_with(f"2 0 obj\n<</Type/Filespec/F({name})/EF<</F 7 0 R>>>>\nendobj\n")


def test_what_a_newer_rule_would_refuse_is_only_remarked_on(evidence: Evidence) -> None:
    """A return made by an older version stays genuine."""
    for deep in (False, True):
        verdict = evidence.verdict(with_attached("sums.xll"), deep=deep)
        assert verdict.read.content_fault is None
        remark = EvidenceRemark(EvidenceRemarkKind.HAS_PROGRAM, "evidence/E1-policy-1.pdf")
        assert verdict.remarks == (remark,)
        sentence = "The file evidence/E1-policy-1.pdf can start a program."
        assert sentence in verdict_paragraph(verdict)
        assert sentence in " ".join(verdict_words(verdict).facts)
        printed = [(printed.kind, printed.part) for printed in verdict_facts(verdict).remarks]
        assert printed == [(remark.kind, remark.part)]


@pytest.mark.parametrize(
    ("content", "ending", "fault"),
    [
        (with_attached("setup.exe"), "pdf", ContentFault.EVIDENCE_PROGRAM),
        (package(MAIN_TYPES["docm"], "word/vbaProject.bin"), "docx", ContentFault.EVIDENCE_PROGRAM),
        (PDF[:60], "pdf", ContentFault.EVIDENCE_DAMAGED),
        (PNG[:-20], "png", ContentFault.EVIDENCE_DAMAGED),
        (pdf(password="secret"), "pdf", ContentFault.EVIDENCE_LOCKED),
    ],
    ids=["program in a PDF", "macros", "PDF cut short", "picture cut short", "locked"],
)
def test_what_every_version_refused_is_refused(
    evidence: Evidence, content: bytes, ending: str, fault: ContentFault
) -> None:
    assert evidence.fault(content, **named(ending)) is fault


@pytest.mark.parametrize(("name", "kind"), [("p.jpeg", "jpg"), ("p.jfif", "jpg"), ("p.JPE", "jpg"), ("p.jpg", "jpeg")])
def test_a_second_ending_of_a_type_is_accepted(evidence: Evidence, name: str, kind: str) -> None:
    path = f"evidence/E1-{name.lower()}"
    assert evidence.fault(picture("JPEG"), name=name, path=path, type=kind) is None


def test_large_evidence_is_searched_when_asked(evidence: Evidence) -> None:
    large = with_attached("setup.exe") + b"\n" * ALWAYS_SEARCHED
    evidence.topic = topic_with(EvidenceRule(types=TYPES, max_file_bytes=90_000_000, max_files=2, origin=ORIGIN))
    assert evidence.verdict(large, deep=False).read.content_fault is None
    assert evidence.verdict(large, deep=True).read.content_fault is ContentFault.EVIDENCE_PROGRAM


def test_no_part_of_a_return_with_such_evidence_is_handed_on(evidence: Evidence, tmp_path: Path) -> None:
    path = tmp_path / "return.zip"
    path.write_bytes(evidence.packed(PROGRAMS["windows"]))
    with pytest.raises(ValueError, match="intact"):
        save_part(verify_return(path).seen, "evidence/E1-policy-1.pdf", tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


def test_the_sentence_names_the_file(evidence: Evidence) -> None:
    words = verdict_paragraph(evidence.verdict(PROGRAMS["windows"]))
    assert "A file of evidence is a program, or can start one. Do not open it." in words
    assert "The part is called evidence/E1-policy-1.pdf." in words


@pytest.mark.parametrize("name", ["one-signature.zip", "two-signatures.zip"])
def test_returns_of_earlier_versions_stay_genuine(name: str) -> None:
    golden = Path(__file__).parents[1] / "golden" / "returns" / "format-1" / name
    verdict = verify_return(golden, deep=True)
    assert verdict.is_unchanged
    assert verdict.remarks == ()
