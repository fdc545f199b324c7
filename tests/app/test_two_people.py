"""Two keys are not two people: one key under two certificates is refused, and what looks like one person is said."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.approving.countersign import ApproverKey, approver_remarks, countersign, find_approver
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying.verify import Verdict, verify_return
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.cli.verdict_facts import verdict_facts
from s11desk.desktop.messages.verdict_words import verdict_words
from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.returns.approval_remarks import ApprovalRemarkKind, SignedBy, filled_in_by, find_approval_remarks
from s11desk.domain.topics.topic import QuestionKind
from s11desk.errors.return_errors import ApproverIsCompleter
from s11desk.signing.identity.keyfile import make_key_file, open_key_file
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails, Usage, self_signed
from s11desk.signing.trusted_signers import load_certificate
from s11desk.wording.returns.verdict_sentences import APPROVAL_REMARKS, APPROVER_WARNINGS
from tests.app.conftest import SteppingClock, keep
from tests.samples import NOON, every_kind, question, small_topic

PASSPHRASE = "correct horse battery"
AMINA = IdentityDetails("Amina Yusuf", "Lead", "Riverside", "a@riverside.example")
BO = IdentityDetails("Bo Chair", "Chair", "Riverside", "b@riverside.example")
PEOPLE = next(asked for asked in every_kind() if asked.id == "people")
TOPIC = small_topic(question("policy", QuestionKind.JUDGEMENT, scale="judgement"), PEOPLE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Path]:
    folder = tmp_path_factory.mktemp("made")
    home = Home(folder / "home")
    people = (Person("completer", "Amina Yusuf", email="amina@example.org"), Person("substitute", "Kim Deputy"))
    with Workspace(home, SteppingClock()) as workspace:
        keep(workspace, TOPIC)
        create_identity(home.identity, AMINA, PASSPHRASE, NOON)
        audit_id = begin_draft(workspace, "sample", "Riverside").audit.id
        save_answer(workspace, audit_id, Answer("policy", choice="yes", comment="Read"))
        save_answer(workspace, audit_id, Answer("people", people=people))
        return home, make_return(workspace, audit_id, folder / "out", PASSPHRASE).path


def second_certificate(home: Home, target: Path) -> None:
    """Write a key file with the completer's key under a new certificate in another name."""
    key = open_key_file(home.identity.read_bytes(), PASSPHRASE, home.identity).key
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    certificate = self_signed(key, BO, NOON, Usage.SIGNING)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(make_key_file(key, certificate, (), PASSPHRASE))
    target.with_suffix(".crt").write_bytes(x509.load_der_x509_certificate(certificate).public_bytes(Encoding.PEM))


def approve(path: Path, details: IdentityDetails, folder: Path) -> Verdict:
    elsewhere = Home(folder / "elsewhere")
    create_identity(elsewhere.approver, details, PASSPHRASE, NOON)
    key = ApproverKey(elsewhere.approver, PASSPHRASE, NOON)
    return verify_return(countersign(elsewhere, verify_return(path), folder / "out", key).path, deep=True)


def test_the_same_key_under_a_second_certificate_cannot_approve(made: tuple[Home, Path], tmp_path: Path) -> None:
    key_file = tmp_path / "other" / "approver.p12"
    second_certificate(made[0], key_file)
    with pytest.raises(ApproverIsCompleter):
        countersign(
            Home(tmp_path / "h"), verify_return(made[1]), tmp_path / "o", ApproverKey(key_file, PASSPHRASE, NOON)
        )
    assert not (tmp_path / "o").exists()


def test_the_window_does_not_offer_the_completers_key_under_another_certificate(
    made: tuple[Home, Path], tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    second_certificate(made[0], home.identity)
    assert find_approver(home, verify_return(made[1])).identity is None


def test_the_digest_of_a_key_is_the_same_under_each_certificate(made: tuple[Home, Path], tmp_path: Path) -> None:
    second_certificate(made[0], tmp_path / "approver.p12")
    second = load_certificate(str(tmp_path / "approver.crt"))
    first = verify_return(made[1]).read.signatures[0].cms
    assert first.signer is not None
    assert second.key_digest == first.key_digest
    assert second.signer.fingerprint != first.signer.fingerprint


APPROVERS = {
    "another person": (BO, set()),
    "the same name": (msgspec.structs.replace(BO, name="amina  YUSUF"), {"same-name", "named-in-answers"}),
    "the same address": (msgspec.structs.replace(BO, email="A@Riverside.example"), {"same-email"}),
    "a person named in the answers": (msgspec.structs.replace(BO, name="Kim Deputy"), {"named-in-answers"}),
    "an address in the answers": (msgspec.structs.replace(BO, email="amina@example.org"), {"named-in-answers"}),
}


@pytest.mark.parametrize(("details", "seen"), APPROVERS.values(), ids=APPROVERS)
def test_both_sides_say_what_looks_like_one_person(
    made: tuple[Home, Path], tmp_path: Path, details: IdentityDetails, seen: set[str]
) -> None:
    verdict = approve(made[1], details, tmp_path)
    assert verdict.is_verified
    assert {remark.kind.value for remark in verdict.approval_remarks} == seen
    assert {remark.kind.value for remark in verdict_facts(verdict).approval_remarks} == seen
    paragraph, facts = verdict_paragraph(verdict), "\n".join(verdict_words(verdict).facts)
    for kind in ApprovalRemarkKind:
        sentence = APPROVAL_REMARKS[kind].split("{", 1)[0]
        assert (sentence in paragraph, sentence in facts) == (kind.value in seen, kind.value in seen)
    elsewhere, first = Home(tmp_path / "elsewhere"), verify_return(made[1])
    before_signing = find_approver(elsewhere, first).remarks
    assert before_signing == verdict.approval_remarks == approver_remarks(elsewhere.approver, first)


def test_a_person_of_the_answers_is_named_by_their_role(made: tuple[Home, Path], tmp_path: Path) -> None:
    verdict = approve(made[1], msgspec.structs.replace(BO, name="KIM deputy"), tmp_path)
    assert "The answers name the approver too, as “Substitute contact”." in verdict_paragraph(verdict)


@pytest.mark.parametrize(
    ("approver", "expected"),
    [("Bo Chair", "Amina Yusuf"), ("Kim Deputy", "Amina Yusuf"), ("AMINA yusuf", "")],
)
def test_who_filled_it_in_is_told_where_the_file_shows_it(
    made: tuple[Home, Path], tmp_path: Path, approver: str, expected: str
) -> None:
    head = Home(tmp_path)
    create_identity(head.approver, msgspec.structs.replace(BO, name=approver), PASSPHRASE, NOON)
    assert find_approver(head, verify_return(made[1])).filled_in_by == expected


def test_who_filled_it_in_stays_open_where_the_answers_name_another() -> None:
    before, answers = [SignedBy("Amina", "")], (Answer("people", people=(Person("completer", "Bo"),)),)
    assert filled_in_by(before, SignedBy("Kim", ""), TOPIC, answers) == ""
    assert filled_in_by(before, SignedBy("Bo", ""), TOPIC, answers) == ""
    assert filled_in_by(before, SignedBy("Kim", ""), TOPIC, ()) == "Amina"


def test_missing_names_and_addresses_are_the_same_as_none() -> None:
    nobody = SignedBy("", " ")
    answers = (Answer("people", people=(Person("completer"),)),)
    assert find_approval_remarks([nobody], nobody, TOPIC, answers) == ()


def test_every_remark_has_a_sentence_for_each_side() -> None:
    assert set(APPROVAL_REMARKS) == set(APPROVER_WARNINGS) == set(ApprovalRemarkKind)
